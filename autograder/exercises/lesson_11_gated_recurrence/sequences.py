"""What the exercises on gated cells share: parameters, drawn cases, and how values are observed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.answers import pair_of, several
from autograder.checks.grouped_gradients import Group
from autograder.checks.observers import Observer
from autograder.exercises.declaration import Case, Observation
from autograder.subjects import Subject
from lecturelib import activations

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Any, Callable[..., Any]]
Parameters = tuple[Array, Array, Array]
Sizes = tuple[int, int, int]

# As the lesson imports it. Mistakes hand on whatever comes, so that its type is left open.
sigmoid: Any = activations.sigmoid

OF_THE_PARAMETERS = Group("d_parameters", ("d_U", "d_W", "d_b"))


def draw_parameters(rng: np.random.Generator, blocks: int, inputs: int, hidden: int) -> Parameters:
    """Draw U, W and b of a layer with that many blocks."""
    columns = blocks * hidden
    return rng.standard_normal((inputs, columns)), rng.standard_normal((hidden, columns)), rng.standard_normal(columns)


def with_biases(parameters: Parameters, *biases: float) -> Parameters:
    """Return the parameters with a number added to the bias of each block: far from 0, a gate is open or shut."""
    U, W, b = parameters
    return U, W, b + np.repeat(biases, len(b) // len(biases))


def value(*names: str) -> Observer:
    """Return an observer of the value or values of a cell or a layer; `backward` need not work yet."""

    def observe(subject: Subject, case: Case) -> Observation:
        answer, _ = pair_of(subject(*case.args))
        if len(names) == 1:
            return {names[0]: answer}
        return several(answer, names, "the first of the two returned values holds")

    return observe
