"""Exercise lstm_cell: one step of long short-term memory."""

from __future__ import annotations

import numpy as np

from autograder.checks.grouped_gradients import grouped_gradients
from autograder.exercises.declaration import Case, Exercise, Part
from autograder.exercises.lesson_11_gated_recurrence import (
    lstm_cell_block_mistakes,
    lstm_cell_factor_mistakes,
    lstm_cell_path_mistakes,
    lstm_cell_sum_mistakes,
    lstm_cell_value_mistakes,
)
from autograder.exercises.lesson_11_gated_recurrence.sequences import (
    OF_THE_PARAMETERS,
    Sizes,
    draw_parameters,
    value,
    with_biases,
)
from lecturelib.recurrent import lstm_cell


def _case(
    rng: np.random.Generator,
    label: str,
    sizes: Sizes,
    biases: tuple[float, float, float, float] = (0, 0, 0, 0),
    scale: float = 1.0,
) -> Case:
    """Draw a step of N sequences with D inputs and H units, whose state and cell have the given scale."""
    sequences, inputs, hidden = sizes
    h, c = (scale * rng.standard_normal((sequences, hidden)) for _ in range(2))
    parameters = with_biases(draw_parameters(rng, 4, inputs, hidden), *biases)
    incoming = tuple(rng.standard_normal((2, sequences, hidden)))
    return Case(label, (rng.standard_normal((sequences, inputs)), np.tanh(h), c, parameters), incoming=incoming)


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw steps: the first one of a sequence, with open and with shut gates, with as many inputs as units."""
    return [
        _case(rng, "three sequences, four inputs, two units", (3, 4, 2)),
        _case(rng, "one sequence, one input, one unit", (1, 1, 1)),
        _case(rng, "as many inputs as units", (2, 3, 3)),
        _case(rng, "state and cell of zero, as at the first step", (3, 2, 3), scale=0),
        _case(rng, "forget gates open, input gates shut", (2, 3, 2), (-40, 40, 0, 0)),
        _case(rng, "input gates open, forget gates shut", (2, 3, 2), (40, -40, 0, 0)),
        _case(rng, "output gates shut", (2, 2, 3), (0, 0, -40, 0)),
        _case(rng, "cells far from 0", (3, 2, 2), (0, 2, 0, 0), scale=4),
        _case(rng, "an empty batch", (0, 3, 2)),
    ]


EXERCISE = Exercise(
    name="lstm_cell",
    number="11.1",
    reference=lstm_cell,
    parts=(
        Part("value", 2, draw_cases, value("new_h", "new_c")),
        Part("gradient", 3, draw_cases, grouped_gradients("d_x", "d_h", "d_c", OF_THE_PARAMETERS)),
    ),
    wrong_answers=(
        *lstm_cell_block_mistakes.WRONG_ANSWERS,
        *lstm_cell_sum_mistakes.WRONG_ANSWERS,
        *lstm_cell_value_mistakes.WRONG_ANSWERS,
        *lstm_cell_path_mistakes.WRONG_ANSWERS,
        *lstm_cell_factor_mistakes.WRONG_ANSWERS,
    ),
)
