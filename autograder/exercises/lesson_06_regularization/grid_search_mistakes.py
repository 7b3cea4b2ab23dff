"""Mistakes in grid_search, runnable and named. The lesson imports `product` of itertools, as they do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np

from autograder.exercises.declaration import WrongAnswer

Scored = Callable[..., Any]
Grid = Mapping[str, Sequence[Any]]
Found = tuple[dict[str, Any], Any, list[Any]]


def takes_the_lowest_score(build_and_score: Scored, grid: Grid) -> Found:
    if not grid or not all(len(values) for values in grid.values()):
        raise ValueError("empty grid")
    tried = [dict(zip(grid, values)) for values in product(*grid.values())]
    results = [(settings, build_and_score(**settings)) for settings in tried]
    results.sort(key=lambda result: (np.isnan(result[1]), result[1]))
    return *results[0], results


def pairs_the_values_up(build_and_score: Scored, grid: Grid) -> Found:
    if not grid or not all(len(values) for values in grid.values()):
        raise ValueError("empty grid")
    tried = [dict(zip(grid, values)) for values in zip(*grid.values())]
    results = [(settings, build_and_score(**settings)) for settings in tried]
    results.sort(key=lambda result: (np.isnan(result[1]), -result[1]))
    return *results[0], results


def searches_one_name_after_the_other(build_and_score: Scored, grid: Grid) -> Found:
    if not grid or not all(len(values) for values in grid.values()):
        raise ValueError("empty grid")
    best: dict[str, Any] = {name: values[0] for name, values in grid.items()}
    results = []
    for name, values in grid.items():
        found = [({**best, name: value}, build_and_score(**{**best, name: value})) for value in values]
        results += found
        best = max(found, key=lambda result: -np.inf if np.isnan(result[1]) else result[1])[0]
    results.sort(key=lambda result: (np.isnan(result[1]), -result[1]))
    return *results[0], results


def keeps_the_last_of_equals(build_and_score: Scored, grid: Grid) -> Found:
    if not grid or not all(len(values) for values in grid.values()):
        raise ValueError("empty grid")
    tried = [dict(zip(grid, values)) for values in product(*grid.values())]
    results = [(settings, build_and_score(**settings)) for settings in tried][::-1]
    results.sort(key=lambda result: (np.isnan(result[1]), -result[1]))
    return *results[0], results


def never_beats_a_first_nan(build_and_score: Scored, grid: Grid) -> Found:
    if not grid or not all(len(values) for values in grid.values()):
        raise ValueError("empty grid")
    tried = [dict(zip(grid, values)) for values in product(*grid.values())]
    results = [(settings, build_and_score(**settings)) for settings in tried]
    best = results[0]
    for result in results[1:]:
        if result[1] > best[1]:
            best = result
    results.sort(key=lambda result: (np.isnan(result[1]), -result[1]))
    return *best, results


def leaves_the_results_unsorted(build_and_score: Scored, grid: Grid) -> Found:
    if not grid or not all(len(values) for values in grid.values()):
        raise ValueError("empty grid")
    tried = [dict(zip(grid, values)) for values in product(*grid.values())]
    results = [(settings, build_and_score(**settings)) for settings in tried]
    return *min(results, key=lambda result: (np.isnan(result[1]), -result[1])), results


def sorts_the_worst_first(build_and_score: Scored, grid: Grid) -> Found:
    if not grid or not all(len(values) for values in grid.values()):
        raise ValueError("empty grid")
    tried = [dict(zip(grid, values)) for values in product(*grid.values())]
    results = [(settings, build_and_score(**settings)) for settings in tried]
    results.sort(key=lambda result: (np.isnan(result[1]), -result[1]))
    return *results[0], results[::-1]


def trains_the_best_once_more(build_and_score: Scored, grid: Grid) -> Found:
    if not grid or not all(len(values) for values in grid.values()):
        raise ValueError("empty grid")
    tried = [dict(zip(grid, values)) for values in product(*grid.values())]
    results = [(settings, build_and_score(**settings)) for settings in tried]
    results.sort(key=lambda result: (np.isnan(result[1]), -result[1]))
    return results[0][0], build_and_score(**results[0][0]), results


def starts_from_a_score_of_zero(build_and_score: Scored, grid: Grid) -> Found:
    if not grid or not all(len(values) for values in grid.values()):
        raise ValueError("empty grid")
    tried = [dict(zip(grid, values)) for values in product(*grid.values())]
    results = [(settings, build_and_score(**settings)) for settings in tried]
    best: Any = ({}, 0.0)
    for result in results:
        if result[1] > best[1]:
            best = result
    results.sort(key=lambda result: (np.isnan(result[1]), -result[1]))
    return *best, results


def passes_the_values_without_their_names(build_and_score: Scored, grid: Grid) -> Found:
    if not grid or not all(len(values) for values in grid.values()):
        raise ValueError("empty grid")
    results = [(dict(zip(grid, values)), build_and_score(*values)) for values in product(*grid.values())]
    results.sort(key=lambda result: (np.isnan(result[1]), -result[1]))
    return *results[0], results


def tries_every_other_one(build_and_score: Scored, grid: Grid) -> Found:
    if not grid or not all(len(values) for values in grid.values()):
        raise ValueError("empty grid")
    tried = [dict(zip(grid, values)) for values in product(*grid.values())]
    results = [(settings, build_and_score(**settings)) for settings in tried[::2]]
    results.sort(key=lambda result: (np.isnan(result[1]), -result[1]))
    return *results[0], results


def searches_an_empty_grid(build_and_score: Scored, grid: Grid) -> Found:
    tried = [dict(zip(grid, values)) for values in product(*grid.values())]
    results = [(settings, build_and_score(**settings)) for settings in tried]
    results.sort(key=lambda result: (np.isnan(result[1]), -result[1]))
    return (*results[0], results) if results else ({}, 0.0, [])


WRONG_ANSWERS = (
    WrongAnswer(takes_the_lowest_score, "the lowest score wins in your search; a score is good if it is high"),
    WrongAnswer(
        pairs_the_values_up,
        "the first value goes with the first, the second with the second: most combinations are never tried",
    ),
    WrongAnswer(
        searches_one_name_after_the_other,
        "one name is settled before the next is searched; the best value of one may depend on the other",
    ),
    WrongAnswer(
        keeps_the_last_of_equals,
        "of combinations with equal scores the last one wins; the text lets equal ones stay in the order of the grid",
    ),
    WrongAnswer(
        never_beats_a_first_nan,
        "a first score of NaN is never beaten, because every comparison with NaN is False; it should be the worst",
    ),
    WrongAnswer(
        leaves_the_results_unsorted, "the results come in the order of the trainings; sort them, the best first"
    ),
    WrongAnswer(
        sorts_the_worst_first, "the results are sorted from the worst to the best; it is the best that is asked"
    ),
    WrongAnswer(
        trains_the_best_once_more,
        "the best combination is trained a second time; its score is known already, and a training may take a day",
    ),
    WrongAnswer(
        starts_from_a_score_of_zero,
        "scores of 0 and less can never win; a score may be a loss with a minus sign",
    ),
    WrongAnswer(
        passes_the_values_without_their_names,
        "the values are passed by their place; build_and_score wants each under its name",
    ),
    WrongAnswer(tries_every_other_one, "some combinations are never tried; how many are there in all?"),
    WrongAnswer(
        searches_an_empty_grid, "a grid without names or without values goes through; there is nothing to choose from"
    ),
)
