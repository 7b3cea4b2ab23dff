"""Exercise parameter_count: the price of connecting an image to an image in three ways."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograder.checks.observers import returned
from autograder.exercises.declaration import Case, Exercise, Part
from autograder.exercises.lesson_08_convolution.parameter_count_mistakes import WRONG_ANSWERS
from lecturelib.convolution import parameter_count


def draw_layers(connections: str) -> Callable[[np.random.Generator], list[Case]]:
    """Return a function that draws layers which are connected in one way."""

    def draw(rng: np.random.Generator) -> list[Case]:
        height, width = (int(size) for size in rng.choice(np.arange(9, 20), 2, replace=False))
        rows, columns = (int(size) for size in rng.choice(np.arange(2, 4), 2, replace=False))
        channels, filters = (int(number) for number in rng.choice(np.arange(2, 8), 2, replace=False))
        image, kernel, places = (height, width), (rows, columns), (height - rows + 1, width - columns + 1)
        return [
            Case("several channels and filters", (connections, image, places, kernel, channels, filters)),
            Case("no bias", (connections, image, places, kernel, channels, filters, False)),
            Case("one channel, one filter", (connections, image, places, kernel)),
            Case("one filter", (connections, image, places, kernel, channels)),
            Case("one channel", (connections, image, places, kernel, 1, filters)),
            Case("one place", (connections, kernel, (1, 1), kernel, channels, filters)),
            Case("padded to the image's size", (connections, image, image, kernel, filters, channels)),
        ]

    return draw


EXERCISE = Exercise(
    name="parameter_count",
    number="8.4",
    reference=parameter_count,
    parts=tuple(
        Part(connections, 1, draw_layers(connections), returned("the number of parameters"))
        for connections in ("dense", "local", "shared")
    ),
    wrong_answers=WRONG_ANSWERS,
)
