"""Exercise dead_relu_fraction: the share of units that no row of a batch can wake."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.observers import error_raised, returned
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from lecturelib.multilayer import dead_relu_fraction

Array = np.ndarray[Any, np.dtype[Any]]


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw layers with and without dead units, as sums and as values, of several shapes."""

    def layer(rows: int, units: int, dead: int) -> Array:
        values = np.abs(rng.standard_normal((rows, units))) * (rng.random((rows, units)) < 0.6)
        values[rng.integers(rows, size=units), np.arange(units)] = 1.0  # every unit fires on a row at least
        values[:, rng.permutation(units)[:dead]] = 0.0
        return values

    sums = np.where(layer(6, 5, 2) > 0, 1.0, -1.0) * (0.1 + rng.random((6, 5)))
    sums[:, 0], sums[2, 0] = -1.0, 0.5  # alive, though its mean is negative
    return [
        Case("some units are dead", (layer(5, 8, 3),)),
        Case("weighted sums instead of values", (sums,)),
        Case("no unit is dead", (layer(6, 4, 0),)),
        Case("every unit is dead", (layer(3, 4, 4),)),
        Case("one row", (layer(1, 8, 3),)),
        Case("one unit", (layer(5, 1, 0),)),
        Case("as many rows as units", (layer(6, 6, 2),)),
        Case("a larger batch", (layer(50, 20, int(rng.integers(1, 19))),)),
    ]


def draw_empty_batches(rng: np.random.Generator) -> list[Case]:
    """Draw batches without a row, and one with a row."""
    return [
        Case("no row at all", (np.zeros((0, int(rng.integers(2, 9)))),)),
        Case("no row of one unit", (np.zeros((0, 1)),)),
        Case("one row", (rng.random((1, 4)),)),
    ]


def counts_rows_without_a_firing_unit(hidden: Array) -> Any:
    if len(hidden) == 0:
        raise ValueError("there is no row")
    return np.mean((hidden <= 0).all(axis=1))


def counts_all_zeros(hidden: Array) -> Any:
    if len(hidden) == 0:
        raise ValueError("there is no row")
    return np.mean(hidden <= 0)


def counts_units_that_are_ever_silent(hidden: Array) -> Any:
    if len(hidden) == 0:
        raise ValueError("there is no row")
    return np.mean((hidden <= 0).any(axis=0))


def returns_the_share_of_the_living(hidden: Array) -> Any:
    if len(hidden) == 0:
        raise ValueError("there is no row")
    return np.mean((hidden > 0).any(axis=0))


def returns_how_many(hidden: Array) -> Any:
    if len(hidden) == 0:
        raise ValueError("there is no row")
    return int(np.sum((hidden <= 0).all(axis=0)))


def divides_by_the_rows(hidden: Array) -> Any:
    if len(hidden) == 0:
        raise ValueError("there is no row")
    return np.sum((hidden <= 0).all(axis=0)) / len(hidden)


def looks_for_exact_zeros(hidden: Array) -> Any:
    if len(hidden) == 0:
        raise ValueError("there is no row")
    return np.mean((hidden == 0).all(axis=0))


def looks_at_the_mean(hidden: Array) -> Any:
    if len(hidden) == 0:
        raise ValueError("there is no row")
    return np.mean(hidden.mean(axis=0) <= 0)


def calls_all_units_of_an_empty_batch_dead(hidden: Array) -> Any:
    return np.mean((hidden <= 0).all(axis=0))


EXERCISE = Exercise(
    name="dead_relu_fraction",
    number="2.4",
    reference=dead_relu_fraction,
    parts=(
        Part("value", 1, draw_cases, returned("fraction")),
        Part("empty batch", 1, draw_empty_batches, error_raised),
    ),
    wrong_answers=(
        WrongAnswer(
            counts_rows_without_a_firing_unit,
            "the axes are exchanged: you count rows on which no unit fires, not units that fire on no row",
        ),
        WrongAnswer(
            counts_all_zeros, "you count single silences; a unit that is silent on one row may fire on another"
        ),
        WrongAnswer(
            counts_units_that_are_ever_silent,
            "a unit counts as dead as soon as it is silent once; dead means on every row",
        ),
        WrongAnswer(returns_the_share_of_the_living, "this is the share of the units that are alive"),
        WrongAnswer(returns_how_many, "this is a number of units; a share of all units is asked for"),
        WrongAnswer(divides_by_the_rows, "you divide by the number of rows; it is a share of what?"),
        WrongAnswer(
            looks_for_exact_zeros,
            "a unit whose sums are all negative is dead as well; you look for zeros only",
        ),
        WrongAnswer(
            looks_at_the_mean,
            "a unit with a negative mean can fire on some row, and is then alive; look at every row",
        ),
        WrongAnswer(
            calls_all_units_of_an_empty_batch_dead,
            "without any row every unit is called dead; no evidence is no evidence of death",
        ),
    ),
)
