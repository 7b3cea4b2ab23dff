"""Exercise conv2d: the layer, for batches of images with channels, with stride and padding."""

from __future__ import annotations

import numpy as np

from autograder.checks.observers import gradients, value_of_pair
from autograder.exercises.declaration import Case, Exercise, Part
from autograder.exercises.lesson_08_convolution import conv2d_gradient_mistakes, conv2d_value_mistakes
from autograder.exercises.lesson_08_convolution.references import conv2d

Size = tuple[int, int]


def _case(
    rng: np.random.Generator,
    label: str,
    counts: tuple[int, int, int],
    image: Size,
    kernel: Size,
    stride: int = 1,
    padding: int = 0,
) -> Case:
    """Draw `counts` of images, channels and filters, and an incoming gradient."""
    images, channels, filters = counts
    x, kernels = rng.standard_normal((images, channels, *image)), rng.standard_normal((filters, channels, *kernel))
    rows, columns = ((image[axis] + 2 * padding - kernel[axis]) // stride + 1 for axis in (0, 1))
    settings = {"stride": stride, "padding": padding} if (stride, padding) != (1, 0) else {}
    incoming = rng.standard_normal((images, filters, rows, columns))
    return Case(label, (x, kernels, rng.standard_normal(filters)), settings, incoming)


def draw_plain(rng: np.random.Generator) -> list[Case]:
    """Draw layers that move by one pixel and pad nothing."""
    return [
        _case(rng, "two images, three channels, four filters", (2, 3, 4), (5, 6), (3, 2)),
        _case(rng, "one image, one channel, one filter", (1, 1, 1), (4, 5), (2, 3)),
        _case(rng, "a kernel of one pixel", (2, 3, 2), (3, 4), (1, 1)),
        _case(rng, "a kernel as large as the image", (3, 2, 2), (3, 2), (3, 2)),
        _case(rng, "more images", (6, 2, 3), (7, 5), (3, 3)),
    ]


def draw_strided_and_padded(rng: np.random.Generator) -> list[Case]:
    """Draw layers with a stride, with padding, and with both."""
    return [
        _case(rng, "stride 2", (2, 2, 3), (7, 8), (3, 2), stride=2),
        _case(rng, "padding 1", (2, 2, 3), (4, 5), (3, 3), padding=1),
        _case(rng, "stride 2 and padding 1", (2, 3, 2), (6, 9), (3, 3), stride=2, padding=1),
        _case(rng, "stride 3, with pixels left over", (1, 2, 2), (9, 8), (2, 3), stride=3),
        _case(rng, "a stride larger than the kernel", (2, 1, 2), (7, 6), (1, 2), stride=3),
        _case(rng, "a kernel that fits only thanks to the padding", (2, 1, 1), (2, 3), (4, 4), padding=1),
        _case(rng, "padding 2, stride 2", (1, 1, 1), (5, 4), (4, 3), stride=2, padding=2),
    ]


EXERCISE = Exercise(
    name="conv2d",
    number="8.7",
    reference=conv2d,
    parts=(
        Part("value", 1, draw_plain, value_of_pair("y")),
        Part("value with stride and padding", 2, draw_strided_and_padded, value_of_pair("y")),
        Part("gradient", 2, draw_plain, gradients("d_x", "d_kernels", "d_bias")),
        Part("gradient with stride and padding", 1, draw_strided_and_padded, gradients("d_x", "d_kernels", "d_bias")),
    ),
    wrong_answers=(*conv2d_value_mistakes.WRONG_ANSWERS, *conv2d_gradient_mistakes.WRONG_ANSWERS),
)
