"""Exercise gru: the cell at every step of a sequence, and the way back through time."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.grouped_gradients import grouped_gradients
from autograder.exercises.declaration import Case, Exercise, Part
from autograder.exercises.lesson_11_gated_recurrence import (
    gru_gradient_sum_mistakes,
    gru_value_mistakes,
    gru_way_back_mistakes,
)
from autograder.exercises.lesson_11_gated_recurrence.sequences import (
    OF_THE_PARAMETERS,
    Array,
    Pair,
    Parameters,
    draw_parameters,
    value,
)
from lecturelib import recurrent


def gru(x: Array, h0: Any, parameters: Parameters) -> Pair:
    """Return the states of all steps, and their backward; this lesson asks for no mask."""
    return recurrent.gru(x, h0, recurrent.GRUParameters(*parameters))


def _case(rng: np.random.Generator, label: str, sizes: tuple[int, int, int, int], starts: bool = True) -> Case:
    """Draw N sequences of T steps with D inputs and H units, which may start from zeros."""
    sequences, steps, inputs, hidden = sizes
    h0 = rng.standard_normal((sequences, hidden)) if starts else None
    arguments = (rng.standard_normal((sequences, steps, inputs)), h0, draw_parameters(rng, 3, inputs, hidden))
    return Case(label, arguments, incoming=(rng.standard_normal((sequences, steps, hidden)),))


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw sequences of one step and of several, that start from zeros and from elsewhere."""
    return [
        _case(rng, "three sequences of four steps, from zeros", (3, 4, 2, 2), False),
        _case(rng, "one sequence, one input, one unit", (1, 3, 1, 1)),
        _case(rng, "a single step", (2, 1, 3, 2)),
        _case(rng, "four sequences of five steps, from h0", (4, 5, 2, 3)),
        _case(rng, "as many sequences as steps, inputs and units", (3, 3, 3, 3)),
    ]


EXERCISE = Exercise(
    name="gru",
    number="11.4",
    reference=gru,
    parts=(
        Part("value", 1, draw_cases, value("states")),
        Part("gradient", 2, draw_cases, grouped_gradients("d_x", "d_h0", OF_THE_PARAMETERS)),
    ),
    wrong_answers=(
        *gru_value_mistakes.WRONG_ANSWERS,
        *gru_way_back_mistakes.WRONG_ANSWERS,
        *gru_gradient_sum_mistakes.WRONG_ANSWERS,
    ),
)
