"""Exercise srelu: a line that bends at two learned thresholds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.observers import gradients, value_of_pair
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from lecturelib.activations import srelu

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Array, Callable[[Array], Any]]


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw batches in which each of the three pieces is met, and sums that sit on a threshold."""

    def case(label: str, rows: int, units: int) -> Case:
        a, incoming = 3 * rng.standard_normal((rows, units)), rng.standard_normal((rows, units))
        a[:2] = np.array([[4.0], [-4.0]])[: len(a)]  # beyond the thresholds, whatever is drawn
        right, left = rng.uniform(0.4, 1.5, units), -rng.uniform(0.4, 1.5, units)
        slopes = rng.uniform(0.1, 0.5, units), rng.uniform(0.6, 0.9, units)
        return Case(label, (a, right, slopes[0], left, slopes[1]), incoming=incoming)

    on_thresholds = case("sums on a threshold", 6, 3)
    on_thresholds.args[0][3:5] = on_thresholds.args[1], on_thresholds.args[3]
    return [
        case("several rows", 6, 3),
        on_thresholds,
        case("one unit", 8, 1),
        case("two rows", 2, 5),
        case("as many rows as units", 5, 5),
        case("no row at all", 0, 3),
        case("a larger batch", 40, 4),
    ]


def swaps_the_thresholds(a: Array, t_right: Array, a_right: Array, t_left: Array, a_left: Array) -> Pair:
    above, below = a > t_left, a < t_right

    def backward(d_h: Array) -> Any:
        d_a = d_h * np.where(above, a_right, np.where(below, a_left, 1.0))
        return (
            d_a,
            (d_h * above * (1 - a_right)).sum(axis=0),
            (d_h * above * (a - t_left)).sum(axis=0),
            (d_h * below * ~above * (1 - a_left)).sum(axis=0),
            (d_h * below * ~above * (a - t_right)).sum(axis=0),
        )

    left_piece = np.where(below, t_right + a_left * (a - t_right), a)
    return np.where(above, t_left + a_right * (a - t_left), left_piece), backward


def swaps_the_slopes(a: Array, t_right: Array, a_right: Array, t_left: Array, a_left: Array) -> Pair:
    above, below = a > t_right, a < t_left

    def backward(d_h: Array) -> Any:
        return (
            d_h * np.where(above, a_left, np.where(below, a_right, 1.0)),
            (d_h * above * (1 - a_left)).sum(axis=0),
            (d_h * below * (a - t_left)).sum(axis=0),
            (d_h * below * (1 - a_right)).sum(axis=0),
            (d_h * above * (a - t_right)).sum(axis=0),
        )

    left_piece = np.where(below, t_left + a_right * (a - t_left), a)
    return np.where(above, t_right + a_left * (a - t_right), left_piece), backward


def jumps_at_the_thresholds(a: Array, t_right: Array, a_right: Array, t_left: Array, a_left: Array) -> Pair:
    above, below = a > t_right, a < t_left

    def backward(d_h: Array) -> Any:
        return (
            d_h * np.where(above, a_right, np.where(below, a_left, 1.0)),
            np.zeros_like(t_right),
            (d_h * above * a).sum(axis=0),
            np.zeros_like(t_left),
            (d_h * below * a).sum(axis=0),
        )

    return np.where(above, a_right * a, np.where(below, a_left * a, a)), backward


def starts_the_outer_pieces_at_zero(a: Array, t_right: Array, a_right: Array, t_left: Array, a_left: Array) -> Pair:
    above, below = a > t_right, a < t_left

    def backward(d_h: Array) -> Any:
        return (
            d_h * np.where(above, a_right, np.where(below, a_left, 1.0)),
            (-d_h * above * a_right).sum(axis=0),
            (d_h * above * (a - t_right)).sum(axis=0),
            (-d_h * below * a_left).sum(axis=0),
            (d_h * below * (a - t_left)).sum(axis=0),
        )

    return np.where(above, a_right * (a - t_right), np.where(below, a_left * (a - t_left), a)), backward


def stays_flat_beyond_the_thresholds(a: Array, t_right: Array, a_right: Array, t_left: Array, a_left: Array) -> Pair:
    above, below = a > t_right, a < t_left

    def backward(d_h: Array) -> Any:
        return (
            d_h * ~above * ~below,
            (d_h * above).sum(axis=0),
            np.zeros_like(a_right),
            (d_h * below).sum(axis=0),
            np.zeros_like(a_left),
        )

    return np.clip(a, t_left, t_right), backward


def threshold_gradient_forgets_the_slope(
    a: Array, t_right: Array, a_right: Array, t_left: Array, a_left: Array
) -> Pair:
    above, below = a > t_right, a < t_left

    def backward(d_h: Array) -> Any:
        return (
            d_h * np.where(above, a_right, np.where(below, a_left, 1.0)),
            (d_h * above).sum(axis=0),
            (d_h * above * (a - t_right)).sum(axis=0),
            (d_h * below).sum(axis=0),
            (d_h * below * (a - t_left)).sum(axis=0),
        )

    left_piece = np.where(below, t_left + a_left * (a - t_left), a)
    return np.where(above, t_right + a_right * (a - t_right), left_piece), backward


def threshold_gradient_has_the_wrong_sign(
    a: Array, t_right: Array, a_right: Array, t_left: Array, a_left: Array
) -> Pair:
    above, below = a > t_right, a < t_left

    def backward(d_h: Array) -> Any:
        return (
            d_h * np.where(above, a_right, np.where(below, a_left, 1.0)),
            (d_h * above * (a_right - 1)).sum(axis=0),
            (d_h * above * (a - t_right)).sum(axis=0),
            (d_h * below * (a_left - 1)).sum(axis=0),
            (d_h * below * (a - t_left)).sum(axis=0),
        )

    left_piece = np.where(below, t_left + a_left * (a - t_left), a)
    return np.where(above, t_right + a_right * (a - t_right), left_piece), backward


def slope_gradient_measures_from_zero(a: Array, t_right: Array, a_right: Array, t_left: Array, a_left: Array) -> Pair:
    above, below = a > t_right, a < t_left

    def backward(d_h: Array) -> Any:
        return (
            d_h * np.where(above, a_right, np.where(below, a_left, 1.0)),
            (d_h * above * (1 - a_right)).sum(axis=0),
            (d_h * above * a).sum(axis=0),
            (d_h * below * (1 - a_left)).sum(axis=0),
            (d_h * below * a).sum(axis=0),
        )

    left_piece = np.where(below, t_left + a_left * (a - t_left), a)
    return np.where(above, t_right + a_right * (a - t_right), left_piece), backward


def parameter_gradients_not_summed(a: Array, t_right: Array, a_right: Array, t_left: Array, a_left: Array) -> Pair:
    above, below = a > t_right, a < t_left

    def backward(d_h: Array) -> Any:
        return (
            d_h * np.where(above, a_right, np.where(below, a_left, 1.0)),
            d_h * above * (1 - a_right),
            d_h * above * (a - t_right),
            d_h * below * (1 - a_left),
            d_h * below * (a - t_left),
        )

    left_piece = np.where(below, t_left + a_left * (a - t_left), a)
    return np.where(above, t_right + a_right * (a - t_right), left_piece), backward


def returns_the_gradients_of_the_left_first(
    a: Array, t_right: Array, a_right: Array, t_left: Array, a_left: Array
) -> Pair:
    above, below = a > t_right, a < t_left

    def backward(d_h: Array) -> Any:
        return (
            d_h * np.where(above, a_right, np.where(below, a_left, 1.0)),
            (d_h * below * (1 - a_left)).sum(axis=0),
            (d_h * below * (a - t_left)).sum(axis=0),
            (d_h * above * (1 - a_right)).sum(axis=0),
            (d_h * above * (a - t_right)).sum(axis=0),
        )

    left_piece = np.where(below, t_left + a_left * (a - t_left), a)
    return np.where(above, t_right + a_right * (a - t_right), left_piece), backward


EXERCISE = Exercise(
    name="srelu",
    number="2.8",
    reference=srelu,
    parts=(
        Part("value", 1, draw_cases, value_of_pair("h")),
        Part("gradient", 3, draw_cases, gradients("d_a", "d_t_right", "d_a_right", "d_t_left", "d_a_left")),
    ),
    wrong_answers=(
        WrongAnswer(
            swaps_the_thresholds, "the thresholds are exchanged: sums are bent on the right where they pass t_left"
        ),
        WrongAnswer(swaps_the_slopes, "the slopes are exchanged: a_left is used on the right"),
        WrongAnswer(
            jumps_at_the_thresholds,
            "your curve jumps at the thresholds; put a = t_right into both pieces that meet there",
        ),
        WrongAnswer(
            starts_the_outer_pieces_at_zero,
            "beyond a threshold your curve starts again at 0; the pieces should meet where the middle one ends",
        ),
        WrongAnswer(
            stays_flat_beyond_the_thresholds, "your curve is flat beyond the thresholds: the slopes are never used"
        ),
        WrongAnswer(
            threshold_gradient_forgets_the_slope,
            "a threshold stands twice in its piece, and your gradient has seen only one of the places",
        ),
        WrongAnswer(
            threshold_gradient_has_the_wrong_sign,
            "the gradients of the thresholds have the wrong sign: raise t_right a little; does the value rise or fall?",
        ),
        WrongAnswer(
            slope_gradient_measures_from_zero,
            "the gradients of the slopes measure from 0; what is the slope multiplied by?",
        ),
        WrongAnswer(
            parameter_gradients_not_summed,
            "the gradients of the parameters have an entry for every row; all rows share a unit's parameters",
        ),
        WrongAnswer(
            returns_the_gradients_of_the_left_first,
            "the gradients of the parameters come in the wrong order: the right side stands first",
        ),
    ),
)
