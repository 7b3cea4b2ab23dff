"""Exercise lstm: the cell at every step of a sequence, and the way back through time."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.grouped_gradients import grouped_gradients
from autograder.exercises.declaration import Case, Exercise, Part
from autograder.exercises.lesson_11_gated_recurrence import (
    lstm_beginning_mistakes,
    lstm_gradient_sum_mistakes,
    lstm_handing_on_mistakes,
    lstm_result_mistakes,
    lstm_way_back_mistakes,
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


def lstm(x: Array, h0: Any, c0: Any, parameters: Parameters) -> Pair:
    """Return the states of all steps and the last cell, and their backward; this lesson asks for no mask."""
    return recurrent.lstm(x, h0, c0, recurrent.LSTMParameters(*parameters))


def _case(
    rng: np.random.Generator,
    label: str,
    sizes: tuple[int, int, int, int],
    starts: bool = True,
    last_cell: bool = True,
) -> Case:
    """Draw N sequences of T steps with D inputs and H units; they may start from zeros, and J may see the last cell."""
    sequences, steps, inputs, hidden = sizes
    h0, c0 = (rng.standard_normal((sequences, hidden)) if starts else None for _ in range(2))
    d_states, d_last_cell = rng.standard_normal((sequences, steps, hidden)), rng.standard_normal((sequences, hidden))
    arguments = (rng.standard_normal((sequences, steps, inputs)), h0, c0, draw_parameters(rng, 4, inputs, hidden))
    return Case(label, arguments, incoming=(d_states, d_last_cell) if last_cell else (d_states,))


def draw_cases(rng: np.random.Generator, last_cell: bool = False) -> list[Case]:
    """Draw sequences of one step and of several, that start from zeros and from elsewhere."""
    return [
        _case(rng, "three sequences of four steps, from zeros", (3, 4, 2, 2), False, last_cell),
        _case(rng, "one sequence, one input, one unit", (1, 3, 1, 1), True, last_cell),
        _case(rng, "a single step", (2, 1, 3, 2), True, last_cell),
        _case(rng, "four sequences of five steps, from h0 and c0", (4, 5, 2, 3), True, last_cell),
        _case(rng, "as many sequences as steps, inputs and units", (3, 3, 3, 3), True, last_cell),
    ]


def draw_with_last_cell(rng: np.random.Generator) -> list[Case]:
    """Draw sequences whose last cell has a part of its own in J."""
    return draw_cases(rng, last_cell=True)


EXERCISE = Exercise(
    name="lstm",
    number="11.2",
    reference=lstm,
    parts=(
        Part("value", 1, draw_cases, value("states", "last_cell")),
        Part("gradient", 2, draw_cases, grouped_gradients("d_x", "d_h0", "d_c0", OF_THE_PARAMETERS)),
        Part(
            "gradient of the last cell",
            1,
            draw_with_last_cell,
            grouped_gradients("d_x", "d_h0", "d_c0", OF_THE_PARAMETERS),
        ),
    ),
    wrong_answers=(
        *lstm_handing_on_mistakes.WRONG_ANSWERS,
        *lstm_beginning_mistakes.WRONG_ANSWERS,
        *lstm_result_mistakes.WRONG_ANSWERS,
        *lstm_way_back_mistakes.WRONG_ANSWERS,
        *lstm_gradient_sum_mistakes.WRONG_ANSWERS,
    ),
)
