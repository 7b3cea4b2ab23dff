"""Exercise avg_pool2d: the mean of every window."""

from __future__ import annotations

import numpy as np

from autograder.checks.observers import gradients, value_of_pair
from autograder.exercises.declaration import Case, Exercise, Part
from autograder.exercises.lesson_08_convolution.avg_pool2d_mistakes import WRONG_ANSWERS
from autograder.exercises.lesson_08_convolution.pooling_cases import pooling_case
from autograder.exercises.lesson_08_convolution.references import avg_pool2d


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw images whose windows lie side by side, overlap, or leave gaps and pixels over."""
    normal = rng.standard_normal
    return [
        pooling_case(normal((2, 3, 4, 6)), rng, "windows of 2 by 2, side by side"),
        pooling_case(normal((1, 1, 3, 3)), rng, "one window of 3 by 3", 3),
        pooling_case(normal((2, 1, 3, 4)), rng, "windows of one pixel", 1),
        pooling_case(normal((2, 2, 5, 7)), rng, "a row and a column left over"),
        pooling_case(normal((2, 2, 6, 5)), rng, "overlapping windows", 3, 1),
        pooling_case(normal((1, 2, 7, 8)), rng, "windows that overlap by one pixel", 3, 2),
        pooling_case(normal((1, 2, 7, 8)), rng, "gaps between the windows", 2, 3),
    ]


EXERCISE = Exercise(
    name="avg_pool2d",
    number="8.9",
    reference=avg_pool2d,
    parts=(
        Part("value", 1, draw_cases, value_of_pair("y")),
        Part("gradient", 1, draw_cases, gradients("d_x")),
    ),
    wrong_answers=WRONG_ANSWERS,
)
