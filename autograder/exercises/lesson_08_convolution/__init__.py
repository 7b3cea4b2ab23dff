"""Lesson 08, convolution: its nine exercises."""

from autograder.exercises.declaration import Lesson
from autograder.exercises.lesson_08_convolution import (
    avg_pool2d,
    conv2d,
    convolve2d,
    correlate1d,
    correlate2d,
    is_equivariant,
    max_pool2d,
    output_size,
    parameter_count,
)

LESSON = Lesson(
    name="08-convolution",
    exercises=(
        correlate1d.EXERCISE,
        correlate2d.EXERCISE,
        convolve2d.EXERCISE,
        parameter_count.EXERCISE,
        is_equivariant.EXERCISE,
        output_size.EXERCISE,
        conv2d.EXERCISE,
        max_pool2d.EXERCISE,
        avg_pool2d.EXERCISE,
    ),
    # Beside the references themselves, whatever is built on them, and what differentiates by itself.
    withheld=(
        "lecturelib.convolution",
        "lecturelib.pooling",
        "lecturelib.networks",
        "lecturelib.autodiff",
        "lecturelib.gradients",
        "lecturelib.evidence",
        "lecturelib.verify",
        "lecturelib.witnesses",
    ),
    preload=(
        "lecturelib.datasets.pictures:digits",
        "lecturelib.plots",
        "demos.convolution_explorer",
        "demos.pooling_explorer",
    ),
)
