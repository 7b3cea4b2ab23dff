"""Grid search: try every combination of settings."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple


class SearchResults(NamedTuple):
    """The best settings with their score, and (settings, score) of all combinations, best first."""

    best: dict[str, Any]
    score: float
    results: list[tuple[dict[str, Any], float]]


def grid_search(build_and_score: Callable[..., Any], grid: Mapping[str, Sequence[Any]]) -> SearchResults:
    """Return the settings with the highest score among all combinations.

    Parameters
    ----------
    build_and_score : callable
        Takes one value for each name as keyword arguments, trains, and returns a score on validation data: the higher
        the better, such as an accuracy, or a loss with a minus sign. NaN is worse than any number.
    grid : mapping of str to sequence
        For each name the values to try.

    Returns
    -------
    best, score, results : SearchResults
        The results are sorted, the best first; equal ones stay in the order of the grid.

    Raises
    ------
    ValueError
        If the grid is empty, or a name has no values.

    Examples
    --------
    >>> best, score, results = grid_search(lambda a, b: -(a**2 + b), {"a": [-1, 0, 2], "b": [1, 3]})
    >>> best, score, len(results)
    ({'a': 0, 'b': 1}, -1.0, 6)
    """
    empty = [name for name, values in grid.items() if len(values) == 0]
    if empty or not grid:
        got = f"no values of {', '.join(empty)}" if empty else "no name"
        raise ValueError(f"grid must hold at least one name, and values for each; got {got}")
    combinations = [dict(zip(grid, values, strict=True)) for values in product(*grid.values())]
    results = [(settings, float(build_and_score(**settings))) for settings in combinations]
    results.sort(key=lambda result: (math.isnan(result[1]), -result[1]))
    return SearchResults(*results[0], results)
