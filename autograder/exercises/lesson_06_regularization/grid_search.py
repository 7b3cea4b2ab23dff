"""Exercise grid_search: every combination once, the best on top, by probes that bring a table of scores."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.checks.observers import transformed
from autograder.checks.probes import probed
from autograder.exercises.declaration import Case, Exercise, Observation, Part
from autograder.exercises.lesson_06_regularization.grid_search_mistakes import WRONG_ANSWERS
from autograder.exercises.lesson_06_regularization.refusals import error_raised_in
from autograder.sent_functions import SentFunction
from autograder.subjects import Subject
from lecturelib.training import grid_search


@SentFunction
def searched(grid_search: Any, grid: Any, scores: Any) -> Any:
    """Return what the search returns, and the settings that it tried, in that order.

    The scores are those of the combinations in the order of nested loops, the last name changing fastest.
    """
    tried: list[Any] = []

    def build_and_score(**settings: Any) -> float:
        tried.append(settings)
        place = 0
        for name, values in grid.items():
            place = place * len(values) + list(values).index(settings[name])
        return scores.tolist()[place]

    return grid_search(build_and_score, grid), tried


def _case(label: str, grid: Mapping[str, Any], scores: Any) -> Case:
    return Case(label, ({name: list(values) for name, values in grid.items()}, np.array(scores, dtype=float)))


def draw_grids(rng: np.random.Generator) -> list[Case]:
    """Draw grids of one, two and three names, of one value, and of words; the best in the middle."""

    def scored(label: str, grid: Mapping[str, Any]) -> Case:
        size = int(np.prod([len(values) for values in grid.values()]))
        # Different scores, the best one neither first nor last, and not where a search name by name would find it.
        scores = rng.permutation(np.arange(1, size + 1)) / size - 0.6
        if size > 2:
            best, middle = int(scores.argmax()), size // 2
            scores[[best, middle]] = scores[[middle, best]]
        return _case(label, grid, scores)

    pitfall = _case(
        "the best pair is found by no search name by name",
        {"units": [4, 8, 16], "rate": [0.25, 0.5, 0.75]},
        np.array([5, 3, 2, 4, 1, 0, 2, 0, 9]) / 10 * rng.uniform(0.5, 1.0),
    )
    return [
        _case("one combination", {"units": [8]}, [rng.uniform(0.1, 0.9)]),
        scored("one name, four values", {"strength": [0.0, 0.01, 0.1, 1.0]}),
        scored("two names, 3 x 2 combinations", {"units": [4, 8, 16], "rate": [0.0, 0.5]}),
        pitfall,
        scored("three names, 2 x 3 x 2 combinations", {"a": [1, 2], "b": [0.1, 0.2, 0.3], "c": ["none", "l2"]}),
        scored("words", {"form": ["inverted", "standard"], "penalty": ["none", "l1", "l2"]}),
        _case("all scores below 0", {"units": [4, 8, 16]}, -rng.uniform(0.5, 1.0) * np.array([3.0, 1.0, 2.0])),
    ]


def draw_ties(rng: np.random.Generator) -> list[Case]:
    """Draw grids with equal scores and with scores that are no number."""
    nan, score = float("nan"), float(rng.uniform(0.5, 0.9))
    two = {"units": [4, 8], "rate": [0.0, 0.5]}
    return [
        _case("two combinations share the first place", two, [score, 0.25, score, 0.1]),
        _case("all scores are equal", two, [score] * 4),
        _case("the first training diverged: its score is NaN", two, [nan, 0.25, score, 0.1]),
        _case("the last training diverged", two, [0.25, 0.1, score, nan]),
    ]


def draw_empty_grids(_: np.random.Generator) -> list[Case]:
    """Return grids without a name, with a name without values, and one that can be searched."""
    return [
        _case("no name", {}, [0.5]),
        _case("a name without values", {"units": [4, 8], "rate": []}, [0.5]),
        _case("a grid that can be searched", {"units": [4, 8]}, [0.5, 0.25]),
    ]


def _words(settings: Any) -> str:
    if not isinstance(settings, dict):
        raise ValueError("settings should be a dict from names to values")
    return ", ".join(f"{name} = {settings[name]!r}" for name in sorted(settings, key=str))


def _unpacked(_: Case, seen: Observation) -> tuple[Any, Any, list[Any], list[Any]]:
    found, tried = seen["found"], seen["tried"]
    if not isinstance(found, tuple | list) or len(found) != 3:
        raise ValueError("the function should return three values: the best settings, their score, and all results")
    best, score, results = found
    if not isinstance(results, list | tuple) or any(not isinstance(r, list | tuple) or len(r) != 2 for r in results):
        raise ValueError("the third value should be a list of pairs: settings and their score")
    return best, score, list(results), tried


def the_best(case: Case, seen: Observation) -> Observation:
    """Return the best settings with their score, and which combinations were tried how often."""
    best, score, _, tried = _unpacked(case, seen)
    words = [_words(settings) for settings in tried]
    return {
        "how many trainings": len(words),
        "how many different ones": len(set(words)),
        "the best settings": _words(best),
        "their score": score,
    }


def the_order(case: Case, seen: Observation) -> Observation:
    """Return the results as a text in their order, beside what `the_best` sees."""
    _, _, results, _ = _unpacked(case, seen)
    lines = [f"{_words(settings)}: {score:.6g}" for settings, score in results]
    return {**the_best(case, seen), "how many results": len(lines), "the results, best first": "; ".join(lines)}


def the_refusal(subject: Subject, case: Case) -> Observation:
    """Observe the exception that is raised, by the name of its type, or else which combinations were tried."""
    seen = error_raised_in(searched)(subject, case)
    if seen["error"] != "no error":
        return {**seen, "tried": ""}
    tried = _OBSERVED(subject, case)["tried"]
    return {**seen, "tried": "; ".join(sorted({_words(settings) for settings in tried}))}


_OBSERVED = probed(searched, "found", "tried")

EXERCISE = Exercise(
    name="grid_search",
    number="6.7",
    reference=grid_search,
    parts=(
        Part("best settings", 2, draw_grids, transformed(_OBSERVED, the_best)),
        Part("all results", 1, draw_grids, transformed(_OBSERVED, the_order)),
        Part("ties and NaN", 1, draw_ties, transformed(_OBSERVED, the_order)),
        Part("empty grid", 1, draw_empty_grids, the_refusal),
    ),
    wrong_answers=WRONG_ANSWERS,
)
