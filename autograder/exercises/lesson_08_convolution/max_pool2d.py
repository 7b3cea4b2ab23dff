"""Exercise max_pool2d: the largest number of every window."""

from __future__ import annotations

import numpy as np

from autograder.checks.observers import gradients, value_of_pair
from autograder.exercises.declaration import Case, Exercise, Part
from autograder.exercises.lesson_08_convolution.max_pool2d_mistakes import WRONG_ANSWERS
from autograder.exercises.lesson_08_convolution.pooling_cases import pooling_case
from autograder.exercises.lesson_08_convolution.references import max_pool2d


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw images without ties: windows side by side, overlapping, with gaps and with pixels left over."""
    return [
        pooling_case(rng.standard_normal((2, 3, 4, 6)), rng, "windows of 2 by 2, side by side"),
        pooling_case(rng.standard_normal((1, 1, 2, 2)), rng, "one window"),
        pooling_case(rng.standard_normal((2, 1, 3, 4)), rng, "windows of one pixel", 1),
        pooling_case(rng.standard_normal((2, 2, 5, 7)), rng, "a row and a column left over"),
        pooling_case(rng.standard_normal((2, 2, 6, 5)), rng, "overlapping windows", 3, 1),
        pooling_case(rng.standard_normal((1, 2, 7, 8)), rng, "windows that overlap by one pixel", 3, 2),
        pooling_case(rng.standard_normal((1, 2, 7, 8)), rng, "gaps between the windows", 2, 3),
        pooling_case(-1 - rng.random((2, 2, 4, 4)), rng, "negative numbers"),
    ]


def draw_ties(rng: np.random.Generator) -> list[Case]:
    """Draw images whose windows hold their largest number more than once."""
    corner = np.array([[5.0, 5.0], [1.0, 5.0]])
    return [
        pooling_case(np.array([[[[1.0, 5.0, 3.0, 3.0], [5.0, 2.0, 3.0, 3.0]]]]), rng, "two windows with ties"),
        pooling_case(np.tile(corner, (2, 1, 2, 2)), rng, "three of four are largest"),
        pooling_case(np.zeros((1, 2, 4, 4)), rng, "an empty picture"),
        pooling_case(np.full((2, 1, 5, 5), -2.0), rng, "overlapping windows of equal numbers", 3, 1),
        pooling_case(rng.integers(0, 2, (3, 2, 6, 6)).astype(float), rng, "black and white"),
    ]


EXERCISE = Exercise(
    name="max_pool2d",
    number="8.8",
    reference=max_pool2d,
    parts=(
        Part("value", 1, draw_cases, value_of_pair("y")),
        Part("gradient", 1, draw_cases, gradients("d_x")),
        Part("gradient at ties", 1, draw_ties, gradients("d_x")),
    ),
    wrong_answers=WRONG_ANSWERS,
)
