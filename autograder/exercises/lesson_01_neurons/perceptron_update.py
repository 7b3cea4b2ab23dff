"""Exercise perceptron_update: one step of the perceptron rule on one example."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.observers import returned
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from lecturelib.perceptron import perceptron_update

Array = np.ndarray[Any, np.dtype[Any]]


def _draw(rng: np.random.Generator, label: int, mistake: bool, size: int) -> tuple[Any, ...]:
    """Draw an example of the given label on which the neuron is wrong (or right) by a clear margin."""
    w, x = rng.standard_normal(size), rng.standard_normal(size)
    wanted = -label if mistake else label
    # The inputs pull one way and the bias decides the other: no part of the sum can be left out by luck.
    if (w @ x) * wanted > 0:
        w = -w
    b = float(wanted * rng.uniform(0.5, 2) - w @ x)
    return w, b, x, label


def draw_mistakes(rng: np.random.Generator) -> list[Case]:
    """Draw examples that the neuron gets wrong, on both sides, with the sum exactly 0 among them."""
    return [
        Case("silent, label +1", _draw(rng, 1, True, 3)),
        Case("fires, label -1", _draw(rng, -1, True, 3)),
        Case("the sum is exactly 0, label +1", (np.array([1.0, -1.0]), 0.0, np.array([2.0, 2.0]), 1)),
        Case("all weights zero, label +1", (np.zeros(2), 0.0, rng.standard_normal(2), 1)),
        Case("one input", _draw(rng, -1, True, 1)),
        *(Case("a mistake", _draw(rng, int(rng.choice([-1, 1])), True, 4)) for _ in range(3)),
    ]


def draw_right_answers(rng: np.random.Generator) -> list[Case]:
    """Draw examples that the neuron gets right: nothing may change."""
    return [
        Case("fires, label +1", _draw(rng, 1, False, 3)),
        Case("silent, label -1", _draw(rng, -1, False, 3)),
        Case("the sum is exactly 0, label -1", (np.array([1.0, -1.0]), 0.0, np.array([2.0, 2.0]), -1)),
        *(Case("a right answer", _draw(rng, int(rng.choice([-1, 1])), False, 4)) for _ in range(3)),
    ]


def updates_on_right_answers_too(w: Array, b: float, x: Array, y: int) -> tuple[Array, float]:
    return w + y * x, b + y


def forgets_the_bias(w: Array, b: float, x: Array, y: int) -> tuple[Array, float]:
    answer = 1 if x @ w + b > 0 else -1
    if answer == y:
        return w, b
    return w + y * x, b


def moves_the_wrong_way(w: Array, b: float, x: Array, y: int) -> tuple[Array, float]:
    answer = 1 if x @ w + b > 0 else -1
    if answer == y:
        return w, b
    return w - y * x, b - y


def ignores_the_label(w: Array, b: float, x: Array, y: int) -> tuple[Array, float]:
    answer = 1 if x @ w + b > 0 else -1
    if answer == y:
        return w, b
    return w + x, b + 1


def fires_at_the_threshold(w: Array, b: float, x: Array, y: int) -> tuple[Array, float]:
    answer = 1 if x @ w + b >= 0 else -1
    if answer == y:
        return w, b
    return w + y * x, b + y


def counts_zero_as_a_mistake(w: Array, b: float, x: Array, y: int) -> tuple[Array, float]:
    if y * (x @ w + b) > 0:
        return w, b
    return w + y * x, b + y


def leaves_the_bias_out_of_the_answer(w: Array, b: float, x: Array, y: int) -> tuple[Array, float]:
    answer = 1 if x @ w > 0 else -1
    if answer == y:
        return w, b
    return w + y * x, b + y


def compares_zero_or_one_with_the_label(w: Array, b: float, x: Array, y: int) -> tuple[Array, float]:
    answer = 1 if x @ w + b > 0 else 0
    if answer == y:
        return w, b
    return w + y * x, b + y


def subtracts_the_answer(w: Array, b: float, x: Array, y: int) -> tuple[Array, float]:
    answer = 1 if x @ w + b > 0 else -1
    return w + (y - answer) * x, b + (y - answer)


EXERCISE = Exercise(
    name="perceptron_update",
    number="1.3",
    reference=perceptron_update,
    parts=(
        Part("mistakes", 2, draw_mistakes, returned("w", "b")),
        Part("right answers", 1, draw_right_answers, returned("w", "b")),
    ),
    wrong_answers=(
        WrongAnswer(updates_on_right_answers_too, "you update on every example; the rule learns from mistakes only"),
        WrongAnswer(forgets_the_bias, "the weights move but the bias stays; it belongs to an input that is always 1"),
        WrongAnswer(moves_the_wrong_way, "the update has the wrong sign: after it, the same mistake is a larger one"),
        WrongAnswer(ignores_the_label, "every mistake moves the weights towards the input, whichever label it has"),
        WrongAnswer(
            fires_at_the_threshold, "a sum of exactly 0 counts as firing here; your threshold neuron stays silent"
        ),
        WrongAnswer(
            counts_zero_as_a_mistake,
            "a sum of exactly 0 is treated as a mistake for both labels; what does the neuron answer there?",
        ),
        WrongAnswer(
            leaves_the_bias_out_of_the_answer, "the bias plays no part in deciding whether the answer is right"
        ),
        WrongAnswer(
            compares_zero_or_one_with_the_label,
            "the neuron's 0 is compared with a label of -1: a silent neuron is never right",
        ),
        WrongAnswer(subtracts_the_answer, "each mistake moves the weights twice as far as the rule says"),
    ),
)
