"""Exercise prelu: a rectifier whose slope is learned, one for each unit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.observers import gradients, value_of_pair
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from lecturelib.activations import prelu

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Array, Callable[[Array], Any]]


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw batches of several shapes; slopes beyond 1 and below 0 are learned, too."""

    def case(label: str, rows: int, units: int) -> Case:
        a = rng.standard_normal((rows, units))
        return Case(label, (a, rng.uniform(0.1, 0.6, units)), incoming=rng.standard_normal((rows, units)))

    zeros = np.where(rng.random((6, 2)) < 0.5, 0.0, rng.standard_normal((6, 2)))
    zeros[0] = 0.0
    return [
        case("several rows", 5, 3),
        Case("sums of exactly 0", (zeros, rng.uniform(0.1, 0.6, 2)), incoming=rng.standard_normal((6, 2))),
        case("one unit", 7, 1),
        case("one row", 1, 4),
        case("as many rows as units", 4, 4),
        case("no row at all", 0, 3),
        Case("slopes of any size", (zeros - 0.5, np.array([-0.7, 1.6])), incoming=rng.standard_normal((6, 2))),
        case("a larger batch", 40, 6),
    ]


def slope_gradient_not_summed_over_the_batch(a: Array, slope: Array) -> Pair:
    def backward(d_r: Array) -> Any:
        return d_r * np.where(a > 0, 1.0, slope), d_r * np.minimum(a, 0)

    return np.where(a > 0, a, slope * a), backward


def slope_gradient_averaged_over_the_batch(a: Array, slope: Array) -> Pair:
    def backward(d_r: Array) -> Any:
        return d_r * np.where(a > 0, 1.0, slope), (d_r * np.minimum(a, 0)).sum(axis=0) / max(len(a), 1)

    return np.where(a > 0, a, slope * a), backward


def slope_gradient_summed_over_everything(a: Array, slope: Array) -> Pair:
    def backward(d_r: Array) -> Any:
        return d_r * np.where(a > 0, 1.0, slope), (d_r * np.minimum(a, 0)).sum()

    return np.where(a > 0, a, slope * a), backward


def slope_gradient_summed_over_the_units(a: Array, slope: Array) -> Pair:
    def backward(d_r: Array) -> Any:
        return d_r * np.where(a > 0, 1.0, slope), (d_r * np.minimum(a, 0)).sum(axis=1)

    return np.where(a > 0, a, slope * a), backward


def slope_gradient_counts_positive_sums(a: Array, slope: Array) -> Pair:
    def backward(d_r: Array) -> Any:
        return d_r * np.where(a > 0, 1.0, slope), (d_r * a).sum(axis=0)

    return np.where(a > 0, a, slope * a), backward


def slope_gradient_ignores_the_incoming_gradient(a: Array, slope: Array) -> Pair:
    def backward(d_r: Array) -> Any:
        return d_r * np.where(a > 0, 1.0, slope), np.minimum(a, 0).sum(axis=0)

    return np.where(a > 0, a, slope * a), backward


def takes_slope_1_at_zero(a: Array, slope: Array) -> Pair:
    def backward(d_r: Array) -> Any:
        return d_r * np.where(a >= 0, 1.0, slope), (d_r * np.minimum(a, 0)).sum(axis=0)

    return np.where(a > 0, a, slope * a), backward


def puts_the_slope_on_the_positive_side(a: Array, slope: Array) -> Pair:
    def backward(d_r: Array) -> Any:
        return d_r * np.where(a > 0, slope, 1.0), (d_r * np.maximum(a, 0)).sum(axis=0)

    return np.where(a > 0, slope * a, a), backward


def takes_a_maximum(a: Array, slope: Array) -> Pair:
    def backward(d_r: Array) -> Any:
        return d_r * np.where(a > 0, 1.0, slope), (d_r * np.minimum(a, 0)).sum(axis=0)

    return np.maximum(a, slope * a), backward


def swaps_the_gradients(a: Array, slope: Array) -> Pair:
    def backward(d_r: Array) -> Any:
        return (d_r * np.minimum(a, 0)).sum(axis=0), d_r * np.where(a > 0, 1.0, slope)

    return np.where(a > 0, a, slope * a), backward


EXERCISE = Exercise(
    name="prelu",
    number="2.6",
    reference=prelu,
    parts=(
        Part("value", 1, draw_cases, value_of_pair("r")),
        Part("gradient", 2, draw_cases, gradients("d_a", "d_slope")),
    ),
    wrong_answers=(
        WrongAnswer(
            slope_gradient_not_summed_over_the_batch,
            "d_slope has an entry for every row; all rows share the unit's one slope, so what becomes of their shares?",
        ),
        WrongAnswer(
            slope_gradient_averaged_over_the_batch,
            "d_slope is a mean over the batch; each row adds its share, and whether to average is up to J",
        ),
        WrongAnswer(
            slope_gradient_summed_over_everything,
            "d_slope is one number; every unit has a slope of its own, and hears only of its own column",
        ),
        WrongAnswer(
            slope_gradient_summed_over_the_units,
            "d_slope is summed along the rows: a slope should collect from its unit's column",
        ),
        WrongAnswer(
            slope_gradient_counts_positive_sums,
            "positive sums have a share in d_slope; does the value there depend on the slope?",
        ),
        WrongAnswer(
            slope_gradient_ignores_the_incoming_gradient,
            "d_slope does not depend on the gradient that comes in: a link of the chain is missing",
        ),
        WrongAnswer(
            takes_slope_1_at_zero, "at exactly 0 you use the slope of the positive side; the text uses the other one"
        ),
        WrongAnswer(puts_the_slope_on_the_positive_side, "the slope is on the wrong side: positive sums are changed"),
        WrongAnswer(
            takes_a_maximum,
            "the larger of a and slope a is right only while the slope is below 1; a learned slope can pass it",
        ),
        WrongAnswer(swaps_the_gradients, "the gradients come in the wrong order: first d_a, then d_slope"),
    ),
)
