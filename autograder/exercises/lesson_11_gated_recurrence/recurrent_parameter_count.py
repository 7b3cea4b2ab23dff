"""Exercise recurrent_parameter_count: how many numbers the three kinds of recurrent layer learn."""

from __future__ import annotations

import numpy as np

from autograder.checks.observers import error_raised, returned
from autograder.exercises.declaration import Case, Exercise, Part
from autograder.exercises.lesson_11_gated_recurrence.recurrent_parameter_count_mistakes import WRONG_ANSWERS
from lecturelib.recurrent import recurrent_parameter_count

KINDS = ("rnn", "lstm", "gru")


def draw_layers(rng: np.random.Generator) -> list[Case]:
    """Draw layers of each kind."""
    inputs, hidden = (int(size) for size in rng.choice(np.arange(3, 40), 2, replace=False))
    return [
        *[Case(f"{kind}: one input, one unit", (kind, 1, 1)) for kind in KINDS],
        *[Case(f"{kind}: more units than inputs", (kind, *sorted((inputs, hidden)))) for kind in KINDS],
        *[Case(f"{kind}: more inputs than units", (kind, *sorted((inputs, hidden), reverse=True))) for kind in KINDS],
    ]


def draw_bad_input(rng: np.random.Generator) -> list[Case]:
    """Draw kinds that there are not, and one that there is."""
    inputs, hidden = (int(size) for size in rng.integers(2, 9, 2))
    return [
        Case("a kind that there is", ("gru", inputs, hidden)),
        Case("an unknown kind", ("transformer", inputs, hidden)),
        Case("an empty name", ("", inputs, hidden)),
        Case("a name in capitals", ("LSTM", inputs, hidden)),
    ]


EXERCISE = Exercise(
    name="recurrent_parameter_count",
    number="11.5",
    reference=recurrent_parameter_count,
    parts=(
        Part("count", 1, draw_layers, returned("the number of parameters")),
        Part("bad input", 1, draw_bad_input, error_raised),
    ),
    wrong_answers=WRONG_ANSWERS,
)
