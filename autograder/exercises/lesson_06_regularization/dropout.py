"""Exercise dropout: masks are random, so what any right mask has in common is judged, and not its numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.declaration import Case, Exercise, Part
from autograder.exercises.lesson_06_regularization.dropout_mask_mistakes import MASK_MISTAKES
from autograder.exercises.lesson_06_regularization.dropout_scale_mistakes import SCALE_MISTAKES
from autograder.exercises.lesson_06_regularization.masks import the_backward_pass, the_forward_passes
from autograder.exercises.lesson_06_regularization.refusals import error_raised_in
from autograder.sent_functions import SentFunction
from lecturelib.layers import dropout

ROWS, UNITS = 200, 50  # ten thousand numbers: the share that is dropped is then known to about half a percent


@SentFunction
def refuses(dropout: Any, rate: float, seed: int) -> float:
    """Return how many numbers come out; a generator cannot cross the border, so it is made here."""
    y, _ = dropout(np.ones((2, 3)), rate, np.random.default_rng(seed))
    return float(y.size)


def _case(rng: np.random.Generator, label: str, x: Any, rate: float, training: bool, form: str) -> Case:
    return Case(label, (x, rate, int(rng.integers(10**6)), training, form), incoming=rng.uniform(0.5, 2.0, x.shape))


def _inputs(rng: np.random.Generator, rows: int = ROWS, units: int = UNITS) -> Any:
    """Draw numbers of both signs, none of them close to 0, so that what was dropped can be told."""
    return rng.uniform(0.5, 2.0, (rows, units)) * rng.choice([-1.0, 1.0], (rows, units))


def _rates(rng: np.random.Generator) -> dict[str, float]:
    return {"a low rate": float(rng.uniform(0.15, 0.35)), "a high rate": float(rng.uniform(0.65, 0.85))}


def _in_training(rng: np.random.Generator, form: str) -> list[Case]:
    drawn = [_case(rng, f"{words}", _inputs(rng), rate, True, form) for words, rate in _rates(rng).items()]
    return [
        *drawn,
        _case(rng, "a rate of 0: nothing is dropped", _inputs(rng, 4, 3), 0.0, True, form),
        _case(rng, "an input of four axes", _inputs(rng).reshape(20, 10, 10, 5), 0.3, True, form),
        _case(rng, "no number at all", np.zeros((0, 3)), 0.3, True, form),
    ]


def _afterwards(rng: np.random.Generator, form: str) -> list[Case]:
    drawn = [_case(rng, f"{words}", _inputs(rng, 6, 5), rate, False, form) for words, rate in _rates(rng).items()]
    return [
        _case(rng, "one number", _inputs(rng, 1, 1), 0.4, False, form),
        *drawn,
        _case(rng, "a rate of 0", _inputs(rng, 4, 3), 0.0, False, form),
    ]


def draw_training(rng: np.random.Generator) -> list[Case]:
    """Draw passes of the inverted form in training."""
    return _in_training(rng, "inverted")


def draw_afterwards(rng: np.random.Generator) -> list[Case]:
    """Draw passes of the inverted form after training."""
    return _afterwards(rng, "inverted")


def draw_standard(rng: np.random.Generator) -> list[Case]:
    """Draw passes of the classic form, in training and afterwards."""
    return [*_in_training(rng, "standard"), *_afterwards(rng, "standard")]


def draw_backward(rng: np.random.Generator) -> list[Case]:
    """Draw backward passes of both forms, in training and afterwards."""
    return [
        _case(rng, f"{form} form, {when}", _inputs(rng, *size), rate, training, form)
        for form in ("inverted", "standard")
        for when, training, size in (("in training", True, (ROWS, UNITS)), ("afterwards", False, (6, 5)))
        for rate in _rates(rng).values()
    ]


def draw_bad_rates(rng: np.random.Generator) -> list[Case]:
    """Draw rates that are no probability of dropping, and two that are."""
    return [
        Case(label, (rate, int(rng.integers(10**6))))
        for label, rate in {
            "a rate of 1: nothing would be left": 1.0,
            "a rate above 1": 1.5,
            "a rate given in percent": 30.0,
            "a negative rate": -0.25,
            "a rate of 0, which is allowed": 0.0,
            "a rate that is allowed": 0.75,
        }.items()
    ]


EXERCISE = Exercise(
    name="dropout",
    number="6.5",
    reference=dropout,
    parts=(
        Part("in training", 2, draw_training, the_forward_passes),
        Part("afterwards", 1, draw_afterwards, the_forward_passes),
        Part("classic form", 1, draw_standard, the_forward_passes),
        Part("gradient", 1, draw_backward, the_backward_pass),
        Part("bad rate", 1, draw_bad_rates, error_raised_in(refuses)),
    ),
    wrong_answers=(*SCALE_MISTAKES, *MASK_MISTAKES),
)
