"""Exercise fit: a training watched by stand-ins for network and optimizer, which note what they are given."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.observers import transformed
from autograder.checks.probes import probed
from autograder.exercises.declaration import Case, Exercise, Observation, Part, WrongAnswer
from autograder.exercises.lesson_13_capstone import fit_mistakes as mistakes
from autograder.exercises.lesson_13_capstone.references import fit
from autograder.sent_functions import SentFunction


@SentFunction
def watched(fit: Any, scores: Any, labels: Any, epochs: int, batch_size: int, seed: int) -> Any:
    """Train a stand-in whose scores depend on the example and on the epoch alone; return what was seen.

    That is the losses; the gradient that came back for each example in the first epoch, times the size of its batch;
    how many batches went back and how many steps the optimizer took; and in words what it was given.
    """
    per_epoch = -(-len(labels) // batch_size)
    seen: dict[str, Any] = {"steps": 0, "passes": 0, "ways back": 0, "parameters": "", "gradients": ""}
    gradients_of_scores = np.zeros_like(scores)

    class Network:
        def __init__(self) -> None:
            self.parameters = {"w": np.zeros(1)}

        def forward(self, x: Any) -> Any:
            rows = x[:, 0].astype(int)
            seen["passes"] += 1
            number = seen["passes"]

            def backward(d: Any) -> Any:
                seen["ways back"] += 1
                if seen["steps"] < per_epoch:
                    gradients_of_scores[rows] += d * len(rows)
                return np.zeros_like(x), {"w": np.full(1, float(number))}

            return scores[rows] * (1 + seen["steps"] // per_epoch), backward

    network = Network()

    class Optimizer:
        def update_in_place(self, parameters: Any, gradients: Any) -> None:
            seen["steps"] += 1
            if parameters is not network.parameters:
                seen["parameters"] = "something else than the network's own"
            if float(gradients["w"][0]) != seen["passes"]:
                seen["gradients"] = "of an earlier pass"

    x = np.stack([np.arange(len(labels), dtype=float), np.ones(len(labels))], axis=1)
    losses = fit(network, Optimizer(), x, labels, epochs, batch_size, seed)
    return (
        losses,
        gradients_of_scores,
        seen["ways back"],
        seen["steps"],
        seen["parameters"] or "the network's own",
        seen["gradients"] or "of the latest pass",
    )


@SentFunction
def orders(fit: Any, scores: Any, labels: Any, epochs: int, batch_size: int, seed: int) -> Any:
    """Return the examples of all steps in order, for a seed, for the same again and for the next; and a state's fate.

    The last is what became of NumPy's global random state. It is put back, for the sake of whoever uses it.
    """
    batches: list[Any] = []

    class Network:
        def __init__(self) -> None:
            self.parameters = {"w": np.zeros(1)}

        def forward(self, x: Any) -> Any:
            rows = x[:, 0].astype(int)

            def backward(d: Any) -> Any:
                batches.append(rows)
                return np.zeros_like(x), {"w": np.zeros(1)}

            return scores[rows], backward

    class Optimizer:
        def update_in_place(self, parameters: Any, gradients: Any) -> None:
            pass

    x = np.stack([np.arange(len(labels), dtype=float), np.ones(len(labels))], axis=1)
    before: Any = np.random.get_state()  # noqa: NPY002 - what the student should not use is watched
    found = []
    for each in (seed, seed, seed + 1):
        batches.clear()
        fit(Network(), Optimizer(), x, labels, epochs, batch_size, each)
        found.append(np.concatenate(batches) if batches else np.zeros(0, dtype=int))
    after: Any = np.random.get_state()  # noqa: NPY002 - what the student should not use is watched
    same = before[2] == after[2] and bool((before[1] == after[1]).all())
    np.random.set_state(before)  # noqa: NPY002
    return (*found, "left alone" if same else "changed")


def _case(rng: np.random.Generator, label: str, examples: int, epochs: int, batch_size: int) -> Case:
    scores = 2 * rng.standard_normal((examples, 3))
    labels = np.arange(examples) % 3
    return Case(label, (scores, rng.permutation(labels), epochs, batch_size, int(rng.integers(10**6))))


def draw_trainings(rng: np.random.Generator) -> list[Case]:
    """Draw trainings with full batches, a short one at the end, one example in each, and all examples in one."""
    return [
        _case(rng, "12 examples in batches of 4, 3 epochs", 12, 3, 4),
        _case(rng, "10 examples in batches of 4: a short batch at the end", 10, 2, 4),
        _case(rng, "batches of one example", 5, 2, 1),
        _case(rng, "a batch larger than the data", 6, 2, 50),
        _case(rng, "one epoch", 9, 1, 3),
    ]


def draw_orders(rng: np.random.Generator) -> list[Case]:
    """Draw trainings of so many examples that no two orders are the same by accident."""
    return [
        _case(rng, "40 examples in batches of 8, 2 epochs", 40, 2, 8),
        _case(rng, "30 examples in batches of 10, 3 epochs", 30, 3, 10),
    ]


_STEPS = (
    "losses",
    "the gradients of the scores",
    "the number of batches",
    "the number of steps",
    "the parameters",
    "the gradients",
)


def _only(*names: str) -> Any:
    return transformed(probed(watched, *_STEPS), lambda _, seen: {name: seen[name] for name in names})


def order_in_words(case: Case, seen: Observation) -> Observation:
    """Say of the order what any right way to shuffle has in common."""
    examples, epochs = len(case.args[1]), case.args[2]
    first = seen["first"]
    if first.shape != (examples * epochs,):
        return {"an epoch": "leaves examples out, or uses some twice"}
    by_epoch = first.reshape(epochs, examples)
    complete = all(np.array_equal(np.sort(epoch), np.arange(examples)) for epoch in by_epoch)
    as_they_stand = np.array_equal(by_epoch[0], np.arange(examples))
    return {
        "an epoch": "uses each example once" if complete else "leaves examples out, or uses some twice",
        "the order": "as they stand in x" if as_they_stand else "shuffled",
        "the next epoch": "the same order" if np.array_equal(by_epoch[0], by_epoch[1]) else "another order",
        "the same seed again": "the same order" if np.array_equal(first, seen["again"]) else "another order",
        "another seed": "the same order" if np.array_equal(first, seen["other"]) else "another order",
        "NumPy's global random state": seen["state"],
    }


EXERCISE = Exercise(
    name="fit",
    number="13.5",
    reference=fit,
    parts=(
        Part("steps", 2, draw_trainings, _only(*_STEPS[1:])),
        Part("losses", 1, draw_trainings, _only("losses")),
        Part("order", 1, draw_orders, transformed(probed(orders, "first", "again", "other", "state"), order_in_words)),
    ),
    wrong_answers=(
        WrongAnswer(mistakes.never_shuffles, "the examples always come as they stand in x: what is the seed for?"),
        WrongAnswer(
            mistakes.shuffles_alike_in_every_epoch,
            "every epoch has the same order: where is the generator made, in the loop or before it?",
        ),
        WrongAnswer(
            mistakes.shuffles_without_the_seed,
            "two trainings with one seed see the examples in different orders, and nobody can repeat your numbers",
        ),
        WrongAnswer(
            mistakes.seeds_the_global_state,
            "`np.random.seed` sets a state that all code shares: others change your numbers, and you theirs. A "
            "generator of your own belongs to nobody else",
        ),
        WrongAnswer(
            mistakes.ignores_which_seed, "all seeds give one order: is `seed` what your generator is made from?"
        ),
        WrongAnswer(
            mistakes.shuffles_inputs_apart_from_labels,
            "the inputs are shuffled without their labels: then the network learns to read threes as sevens",
        ),
        WrongAnswer(
            mistakes.drops_the_last_short_batch,
            "the examples left over at the end of an epoch take part in no step",
        ),
        WrongAnswer(mistakes.takes_all_examples_at_once, "each step uses all examples: what is `batch_size` for?"),
        WrongAnswer(
            mistakes.never_updates, "the optimizer is never called: gradients are computed, and nothing is learned"
        ),
        WrongAnswer(
            mistakes.updates_once_an_epoch,
            "the optimizer is called once an epoch, and the gradients of all batches but one are lost",
        ),
        WrongAnswer(
            mistakes.steps_along_the_sum,
            "your gradients are those of the sum over the batch; then a larger batch takes larger steps",
        ),
        WrongAnswer(
            mistakes.reports_the_last_batch, "an epoch's loss is that of its last batch alone, and jumps about"
        ),
        WrongAnswer(
            mistakes.averages_the_batches,
            "you average over batches, and an example in a short batch counts for more than another",
        ),
    ),
)
