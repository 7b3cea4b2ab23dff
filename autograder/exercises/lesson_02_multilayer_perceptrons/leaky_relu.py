"""Exercise leaky_relu: a rectifier that lets a little of the negative sums through."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.observers import error_raised, gradients, value_of_pair
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.exercises.lesson_02_multilayer_perceptrons.weighted_sums import cases_for_each_sum
from lecturelib.activations import leaky_relu

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Array, Callable[[Array], Any]]


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw the slopes of the lectures, others, and both ends of their range."""
    return [
        *cases_for_each_sum(rng, slope=0.1)[:2],
        Case("the slope that is used when none is given", (rng.standard_normal(6),), incoming=rng.standard_normal(6)),
        *cases_for_each_sum(rng, slope=float(rng.uniform(0.2, 0.5))),
        Case("slope 0", (rng.standard_normal((4, 3)),), {"slope": 0.0}, incoming=rng.standard_normal((4, 3))),
        Case("slope 1", (rng.standard_normal((4, 3)),), {"slope": 1.0}, incoming=rng.standard_normal((4, 3))),
    ]


def draw_bad_slopes(rng: np.random.Generator) -> list[Case]:
    """Draw slopes outside [0, 1], and one inside, which must go through."""
    a = rng.standard_normal(4)
    slopes = [-float(rng.uniform(0.01, 1)), float(rng.uniform(1.01, 3)), float(rng.uniform(0, 1))]
    return [Case(f"slope {slope:.2f}", (a,), {"slope": slope}) for slope in slopes]


def puts_the_slope_on_the_positive_side(a: Array, slope: float = 0.01) -> Pair:
    if not 0 <= slope <= 1:
        raise ValueError("slope must lie in [0, 1]")

    def backward(d_r: Array) -> Array:
        return d_r * np.where(a > 0, slope, 1.0)

    return np.where(a > 0, slope * a, a), backward


def leaves_out_the_leak(a: Array, slope: float = 0.01) -> Pair:
    if not 0 <= slope <= 1:
        raise ValueError("slope must lie in [0, 1]")

    def backward(d_r: Array) -> Array:
        return d_r * (a > 0)

    return np.maximum(a, 0), backward


def leaks_forward_only(a: Array, slope: float = 0.01) -> Pair:
    if not 0 <= slope <= 1:
        raise ValueError("slope must lie in [0, 1]")

    def backward(d_r: Array) -> Array:
        return d_r * (a > 0)

    return np.maximum(a, slope * a), backward


def always_uses_one_slope(a: Array, slope: float = 0.01) -> Pair:
    if not 0 <= slope <= 1:
        raise ValueError("slope must lie in [0, 1]")

    def backward(d_r: Array) -> Array:
        return d_r * np.where(a > 0, 1.0, 0.01)

    return np.maximum(a, 0.01 * a), backward


def returns_the_slope_for_negative_sums(a: Array, slope: float = 0.01) -> Pair:
    if not 0 <= slope <= 1:
        raise ValueError("slope must lie in [0, 1]")

    def backward(d_r: Array) -> Array:
        return d_r * np.where(a > 0, 1.0, slope)

    return np.where(a > 0, a, slope), backward


def takes_slope_1_at_zero(a: Array, slope: float = 0.01) -> Pair:
    if not 0 <= slope <= 1:
        raise ValueError("slope must lie in [0, 1]")

    def backward(d_r: Array) -> Array:
        return d_r * np.where(a >= 0, 1.0, slope)

    return np.maximum(a, slope * a), backward


def turns_negative_sums_positive(a: Array, slope: float = 0.01) -> Pair:
    if not 0 <= slope <= 1:
        raise ValueError("slope must lie in [0, 1]")

    def backward(d_r: Array) -> Array:
        return d_r * np.where(a > 0, 1.0, -slope)

    return np.where(a > 0, a, -slope * a), backward


def accepts_any_slope(a: Array, slope: float = 0.01) -> Pair:
    def backward(d_r: Array) -> Array:
        return d_r * np.where(a > 0, 1.0, slope)

    return np.where(a > 0, a, slope * a), backward


EXERCISE = Exercise(
    name="leaky_relu",
    number="2.5",
    reference=leaky_relu,
    parts=(
        Part("value", 1, draw_cases, value_of_pair("r")),
        Part("gradient", 1, draw_cases, gradients("d_a")),
        Part("bad slopes", 1, draw_bad_slopes, error_raised),
    ),
    wrong_answers=(
        WrongAnswer(
            puts_the_slope_on_the_positive_side,
            "the slope is on the wrong side: positive sums leak, and negative ones go through",
        ),
        WrongAnswer(leaves_out_the_leak, "negative sums become 0, so this is still the plain ReLU"),
        WrongAnswer(
            leaks_forward_only, "the value leaks, but no gradient comes back through the leak, which is what it is for"
        ),
        WrongAnswer(always_uses_one_slope, "your slope is fixed: the second argument is never used"),
        WrongAnswer(
            returns_the_slope_for_negative_sums,
            "every negative sum comes out as the same number; a slope has to be multiplied by something",
        ),
        WrongAnswer(
            takes_slope_1_at_zero, "at exactly 0 you use the slope of the positive side; the text uses the other one"
        ),
        WrongAnswer(turns_negative_sums_positive, "negative sums come out positive: a sign too many"),
        WrongAnswer(
            accepts_any_slope,
            "a slope outside [0, 1] goes through; the text says what should happen to it",
        ),
    ),
)
