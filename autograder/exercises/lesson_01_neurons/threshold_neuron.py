"""Exercise threshold_neuron: fire where the weighted sum passes the threshold."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.observers import returned
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from lecturelib.neurons import threshold_neuron

Array = np.ndarray[Any, np.dtype[Any]]


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw sums that land on the threshold, one row, no row, one input, and ordinary batches."""
    whole = rng.integers(-2, 3, (30, 2)).astype(float)
    weights = rng.choice([-1.0, 1.0], 2)
    return [
        Case("several rows", (rng.standard_normal((6, 3)), rng.standard_normal(3), float(rng.normal()))),
        Case("sums that are exactly 0", (np.vstack([whole, np.zeros(2)]), weights, 0.0)),
        Case("a large positive bias", (rng.standard_normal((8, 2)), rng.standard_normal(2), float(rng.uniform(2, 3)))),
        Case("one row", (rng.standard_normal((1, 4)), rng.standard_normal(4), float(rng.normal()))),
        Case("one input", (rng.standard_normal((9, 1)), rng.standard_normal(1), float(rng.normal()))),
        Case("as many rows as inputs", (rng.standard_normal((4, 4)), rng.standard_normal(4), float(rng.normal()))),
        Case("no row at all", (np.zeros((0, 3)), rng.standard_normal(3), 0.5)),
        *(
            Case("a larger batch", (rng.standard_normal((40, 5)), rng.standard_normal(5), float(rng.normal())))
            for _ in range(2)
        ),
    ]


def fires_at_the_threshold(x: Array, w: Array, b: float) -> Array:
    return (x @ w + b >= 0).astype(float)


def forgets_the_bias(x: Array, w: Array, b: float) -> Array:
    return (x @ w > 0).astype(float)


def subtracts_the_bias(x: Array, w: Array, b: float) -> Array:
    return (x @ w - b > 0).astype(float)


def answers_with_signs(x: Array, w: Array, b: float) -> Array:
    return np.where(x @ w + b > 0, 1.0, -1.0)


def returns_the_weighted_sum(x: Array, w: Array, b: float) -> Array:
    return x @ w + b


def returns_booleans(x: Array, w: Array, b: float) -> Array:
    return x @ w + b > 0


EXERCISE = Exercise(
    name="threshold_neuron",
    number="1.1",
    reference=threshold_neuron,
    parts=(Part("value", 2, draw_cases, returned("o")),),
    wrong_answers=(
        WrongAnswer(
            fires_at_the_threshold,
            "your neuron fires when the sum is exactly 0; it should fire only when the sum passes the threshold",
        ),
        WrongAnswer(forgets_the_bias, "the bias plays no part in your sum: every line goes through the origin"),
        WrongAnswer(subtracts_the_bias, "the bias is subtracted; here it is added to the weighted sum"),
        WrongAnswer(
            answers_with_signs, "your neuron answers -1 where it is silent; which two outputs does the text name?"
        ),
        WrongAnswer(
            returns_the_weighted_sum, "you return the weighted sum itself: the last step, the threshold, is missing"
        ),
        WrongAnswer(returns_booleans, "the answers are right but are True and False; turn them into numbers"),
    ),
)
