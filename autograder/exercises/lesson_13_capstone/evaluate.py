"""Exercise evaluate: the loss and the accuracy of a network, on tables of scores that a stand-in returns."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.observers import transformed
from autograder.checks.probes import probed
from autograder.exercises.declaration import Case, Exercise, Observation, Part, WrongAnswer
from autograder.exercises.lesson_13_capstone.references import Array, evaluate
from autograder.sent_functions import SentFunction
from lecturelib import losses

# As the lesson imports it. Mistakes hand on whatever comes, so that its type is left open.
softmax_cross_entropy: Any = losses.softmax_cross_entropy


@SentFunction
def measured(evaluate: Any, scores: Any, labels: Any) -> Any:
    """Let a stand-in for a network answer with a table of scores: its examples say which row is theirs."""

    class Network:
        def __init__(self) -> None:
            self.parameters: Any = {}

        def forward(self, x: Any) -> Any:
            return scores[x[:, 0].astype(int)], None

    x = np.arange(len(labels), dtype=float).reshape(-1, 1)
    return evaluate(Network(), x, labels)


def _only(name: str) -> Any:
    def chosen(_: Case, seen: Observation) -> Observation:
        result = seen["result"]
        if not isinstance(result, tuple | list) or len(result) != 2:
            raise ValueError("the function should return two numbers, the loss and the accuracy")
        return {name: result[("loss", "accuracy").index(name)]}

    return transformed(probed(measured, "result"), chosen)


def draw_scores(rng: np.random.Generator) -> list[Case]:
    """Draw tables of scores: one example, few classes and many, scores that are very large or all equal."""

    def case(label: str, examples: int, classes: int, scale: float = 2.0) -> Case:
        scores = scale * rng.standard_normal((examples, classes))
        labels = rng.integers(classes, size=examples)
        # About half of the examples are read right, and never none or all of several.
        right = rng.permutation(examples)[: (examples + 1) // 2]
        labels[right] = scores[right].argmax(axis=1)
        wrong = np.setdiff1d(np.arange(examples), right)
        labels[wrong] = scores[wrong].argmin(axis=1)
        return Case(label, (scores, labels))

    return [
        case("seven examples, three classes", 7, 3),
        case("one example", 1, 4),
        case("ten classes", 12, 10),
        case("as many examples as classes", 4, 4),
        case("very large scores", 5, 3, scale=1000.0),
    ]


def sums_the_losses(network: Any, x: Array, labels: Array) -> Any:
    scores, _ = network.forward(x)
    loss, _ = softmax_cross_entropy(scores, labels)
    return loss * len(x), np.mean(scores.argmax(axis=1) == labels)


def rates_its_favourite(network: Any, x: Array, labels: Array) -> Any:
    scores, _ = network.forward(x)
    loss, _ = softmax_cross_entropy(scores, scores.argmax(axis=1))
    return loss, np.mean(scores.argmax(axis=1) == labels)


def forgets_that_exp_overflows(network: Any, x: Array, labels: Array) -> Any:
    scores, _ = network.forward(x)
    probabilities = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    loss = -np.mean(np.log(probabilities[np.arange(len(x)), labels]))
    return loss, np.mean(scores.argmax(axis=1) == labels)


def returns_per_cent(network: Any, x: Array, labels: Array) -> Any:
    scores, _ = network.forward(x)
    loss, _ = softmax_cross_entropy(scores, labels)
    return loss, 100 * np.mean(scores.argmax(axis=1) == labels)


def counts_the_examples(network: Any, x: Array, labels: Array) -> Any:
    scores, _ = network.forward(x)
    loss, _ = softmax_cross_entropy(scores, labels)
    return loss, np.sum(scores.argmax(axis=1) == labels)


def measures_the_mistakes(network: Any, x: Array, labels: Array) -> Any:
    scores, _ = network.forward(x)
    loss, _ = softmax_cross_entropy(scores, labels)
    return loss, np.mean(scores.argmax(axis=1) != labels)


def looks_at_the_first_example_only(network: Any, x: Array, labels: Array) -> Any:
    scores, _ = network.forward(x[:1])
    loss, _ = softmax_cross_entropy(scores, labels[:1])
    return loss, np.mean(scores.argmax(axis=1) == labels[:1])


EXERCISE = Exercise(
    name="evaluate",
    number="13.4",
    reference=evaluate,
    parts=(
        Part("loss", 1, draw_scores, _only("loss")),
        Part("accuracy", 1, draw_scores, _only("accuracy")),
    ),
    wrong_answers=(
        WrongAnswer(
            sums_the_losses, "the loss grows with the number of examples, so that sets of two sizes can't be compared"
        ),
        WrongAnswer(
            rates_its_favourite,
            "your loss asks how sure the network is of its own answer; of which class should it be sure?",
        ),
        WrongAnswer(forgets_that_exp_overflows, "large scores make `np.exp` infinite: Lesson 3 has the way around it"),
        WrongAnswer(returns_per_cent, "the accuracy is a share, between 0 and 1"),
        WrongAnswer(counts_the_examples, "you return how many examples are right; the accuracy is a share of all"),
        WrongAnswer(measures_the_mistakes, "this is the share of mistakes; asked is the share that is right"),
        WrongAnswer(looks_at_the_first_example_only, "only one example has a say: how far does your loop go?"),
    ),
)
