"""What the exercises on weight penalties share: weights of every shape, and strengths that should be refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.observers import error_raised, value_of_pair
from autograder.exercises.declaration import Case, Observation
from autograder.subjects import Subject

Array = np.ndarray[Any, np.dtype[Any]]
Penalty = tuple[Any, Callable[[float], Array]]


def draw_weights(rng: np.random.Generator) -> list[Case]:
    """Draw weights with a zero among them, one weight, none, a matrix and kernels; strengths away from 1."""

    def case(label: str, weights: Array, strength: float | None = None) -> Case:
        drawn = float(rng.uniform(0.2, 0.8)) if strength is None else strength
        return Case(label, (weights, drawn), incoming=float(rng.uniform(1.5, 3.0)))

    sizes = rng.uniform(0.3, 2.0, 6) * rng.permutation([-1.0, 1.0, -1.0, 1.0, 1.0, -1.0])
    return [
        case("one weight", rng.uniform(0.3, 2.0, 1)),
        case("six weights of both signs", sizes),
        case("some weights are exactly 0", np.where(np.arange(6) % 3 == 1, 0.0, sizes)),
        case("a matrix", rng.standard_normal((3, 4))),
        case("kernels of four axes", rng.standard_normal((2, 2, 3, 3))),
        case("a strength above 1", sizes, float(rng.uniform(2.0, 3.0))),
        case("a strength of 0", sizes, 0.0),
        case("no weight at all", np.zeros(0)),
    ]


def draw_strengths(rng: np.random.Generator) -> list[Case]:
    """Draw negative strengths, and 0, which is allowed: there every penalty is 0, whatever else is wrong with it."""
    weights = rng.standard_normal(4)
    return [
        Case("a negative strength", (weights, -float(rng.uniform(0.1, 2.0)))),
        Case("a strength a little below 0", (weights, -1e-6)),
        Case("a strength of 0", (weights, 0.0)),
        Case("a strength of 0 for a matrix", (rng.standard_normal((2, 3)), 0.0)),
    ]


def the_refusal(subject: Subject, case: Case) -> Observation:
    """Observe the exception that is raised, by the name of its type, or else the penalty."""
    seen = error_raised(subject, case)
    if seen["error"] != "no error":
        return {**seen, "the penalty": 0.0}
    return {**seen, **value_of_pair("the penalty")(subject, case)}
