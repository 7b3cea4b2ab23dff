"""Exercise elu: a rectifier that saturates softly at minus alpha."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.observers import gradients, value_of_pair
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.exercises.lesson_02_multilayer_perceptrons.weighted_sums import cases_for_each_sum
from lecturelib.activations import elu

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Array, Callable[[Array], Any]]


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw the default alpha, others, and sums beyond what the exponential function can bear."""
    huge = rng.permutation([-1.0, 1.0, -1.0, 1.0]) * rng.uniform(750, 2000, 4)
    return [
        *cases_for_each_sum(rng, alpha=float(rng.uniform(1.5, 3))),
        Case("alpha 1, used when none is given", (rng.standard_normal(6),), incoming=rng.standard_normal(6)),
        Case("an alpha below 1", (rng.standard_normal((4, 3)),), {"alpha": 0.3}, incoming=rng.standard_normal((4, 3))),
        Case("huge sums of both signs", (huge,), {"alpha": 0.5}, incoming=rng.standard_normal(4)),
    ]


def derivative_without_alpha(a: Array, alpha: float = 1.0) -> Pair:
    exponential = np.exp(np.minimum(a, 0))

    def backward(d_r: Array) -> Array:
        return d_r * np.where(a > 0, 1.0, exponential)

    return np.where(a > 0, a, alpha * (exponential - 1)), backward


def takes_the_value_for_the_derivative(a: Array, alpha: float = 1.0) -> Pair:
    r = np.where(a > 0, a, alpha * (np.exp(np.minimum(a, 0)) - 1))

    def backward(d_r: Array) -> Array:
        return d_r * np.where(a > 0, 1.0, r)

    return r, backward


def adds_1_to_the_value_for_the_derivative(a: Array, alpha: float = 1.0) -> Pair:
    r = np.where(a > 0, a, alpha * (np.exp(np.minimum(a, 0)) - 1))

    def backward(d_r: Array) -> Array:
        return d_r * np.where(a > 0, 1.0, r + 1)

    return r, backward


def forgets_to_subtract_1(a: Array, alpha: float = 1.0) -> Pair:
    exponential = np.exp(np.minimum(a, 0))

    def backward(d_r: Array) -> Array:
        return d_r * np.where(a > 0, 1.0, alpha * exponential)

    return np.where(a > 0, a, alpha * exponential), backward


def puts_alpha_into_the_exponent(a: Array, alpha: float = 1.0) -> Pair:
    exponential = np.exp(alpha * np.minimum(a, 0))

    def backward(d_r: Array) -> Array:
        return d_r * np.where(a > 0, 1.0, alpha * exponential)

    return np.where(a > 0, a, exponential - 1), backward


def multiplies_both_sides_by_alpha(a: Array, alpha: float = 1.0) -> Pair:
    exponential = np.exp(np.minimum(a, 0))

    def backward(d_r: Array) -> Array:
        return d_r * alpha * np.where(a > 0, 1.0, exponential)

    return alpha * np.where(a > 0, a, exponential - 1), backward


def ignores_alpha(a: Array, alpha: float = 1.0) -> Pair:
    exponential = np.exp(np.minimum(a, 0))

    def backward(d_r: Array) -> Array:
        return d_r * np.where(a > 0, 1.0, exponential)

    return np.where(a > 0, a, exponential - 1), backward


def takes_slope_1_at_zero(a: Array, alpha: float = 1.0) -> Pair:
    exponential = np.exp(np.minimum(a, 0))

    def backward(d_r: Array) -> Array:
        return d_r * np.where(a >= 0, 1.0, alpha * exponential)

    return np.where(a > 0, a, alpha * (exponential - 1)), backward


def multiplies_infinity_by_zero(a: Array, alpha: float = 1.0) -> Pair:
    r = (a > 0) * a + (a <= 0) * alpha * (np.exp(a) - 1)

    def backward(d_r: Array) -> Array:
        return d_r * ((a > 0) + (a <= 0) * alpha * np.exp(a))

    return r, backward


EXERCISE = Exercise(
    name="elu",
    number="2.7",
    reference=elu,
    parts=(
        Part("value", 1, draw_cases, value_of_pair("r")),
        Part("gradient", 1, draw_cases, gradients("d_a")),
    ),
    wrong_answers=(
        WrongAnswer(
            derivative_without_alpha,
            "the factor alpha is lost when you differentiate; your check passes only where alpha is 1",
        ),
        WrongAnswer(
            takes_the_value_for_the_derivative,
            "the exponential is its own derivative, but the value of the negative side is not the exponential alone",
        ),
        WrongAnswer(
            adds_1_to_the_value_for_the_derivative,
            "adding 1 to the value gives the slope only if alpha is 1; redo the step with alpha in it",
        ),
        WrongAnswer(
            forgets_to_subtract_1, "your curve jumps at 0: just below it the value is near alpha, just above it near 0"
        ),
        WrongAnswer(
            puts_alpha_into_the_exponent,
            "alpha is in the exponent, where it changes how fast the curve falls; it should set how deep",
        ),
        WrongAnswer(multiplies_both_sides_by_alpha, "alpha changes the positive side, too, which should be left alone"),
        WrongAnswer(ignores_alpha, "the second argument is never used: your curve always ends at -1"),
        WrongAnswer(
            takes_slope_1_at_zero, "at exactly 0 you use the slope of the positive side; the text uses the other one"
        ),
        WrongAnswer(
            multiplies_infinity_by_zero,
            "for huge positive sums the side that you switch off is infinite, and infinity times 0 is no number",
        ),
    ),
)
