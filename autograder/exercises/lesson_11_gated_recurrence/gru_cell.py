"""Exercise gru_cell: one step of a gated recurrent unit."""

from __future__ import annotations

import numpy as np

from autograder.checks.grouped_gradients import grouped_gradients
from autograder.exercises.declaration import Case, Exercise, Part
from autograder.exercises.lesson_11_gated_recurrence import (
    gru_cell_factor_mistakes,
    gru_cell_gate_mistakes,
    gru_cell_mixture_mistakes,
    gru_cell_path_mistakes,
)
from autograder.exercises.lesson_11_gated_recurrence.sequences import (
    OF_THE_PARAMETERS,
    Sizes,
    draw_parameters,
    value,
    with_biases,
)
from lecturelib.recurrent import gru_cell


def _case(
    rng: np.random.Generator,
    label: str,
    sizes: Sizes,
    biases: tuple[float, float, float] = (0, 0, 0),
    scale: float = 1.0,
) -> Case:
    """Draw a step of N sequences with D inputs and H units, whose state has the given scale."""
    sequences, inputs, hidden = sizes
    h = scale * rng.standard_normal((sequences, hidden))
    parameters = with_biases(draw_parameters(rng, 3, inputs, hidden), *biases)
    incoming = (rng.standard_normal((sequences, hidden)),)
    return Case(label, (rng.standard_normal((sequences, inputs)), h, parameters), incoming=incoming)


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw steps: the first one of a sequence, with open and with shut gates, with as many inputs as units."""
    return [
        _case(rng, "three sequences, four inputs, two units", (3, 4, 2)),
        _case(rng, "one sequence, one input, one unit", (1, 1, 1)),
        _case(rng, "as many inputs as units", (2, 3, 3)),
        _case(rng, "a state of zero, as at the first step", (3, 2, 3), scale=0),
        _case(rng, "update gates shut", (2, 3, 2), (-40, 0, 0)),
        _case(rng, "update gates open", (2, 3, 2), (40, 0, 0)),
        _case(rng, "reset gates shut", (2, 2, 3), (0, -40, 0)),
        _case(rng, "an empty batch", (0, 3, 2)),
    ]


EXERCISE = Exercise(
    name="gru_cell",
    number="11.3",
    reference=gru_cell,
    parts=(
        Part("value", 2, draw_cases, value("new_h")),
        Part("gradient", 3, draw_cases, grouped_gradients("d_x", "d_h", OF_THE_PARAMETERS)),
    ),
    wrong_answers=(
        *gru_cell_gate_mistakes.WRONG_ANSWERS,
        *gru_cell_mixture_mistakes.WRONG_ANSWERS,
        *gru_cell_path_mistakes.WRONG_ANSWERS,
        *gru_cell_factor_mistakes.WRONG_ANSWERS,
    ),
)
