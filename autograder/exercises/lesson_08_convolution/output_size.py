"""Exercise output_size: at how many places a kernel fits."""

from __future__ import annotations

import numpy as np

from autograder.checks.observers import error_raised, returned
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.exercises.lesson_08_convolution.references import output_size


def draw_sizes(rng: np.random.Generator) -> list[Case]:
    """Draw sizes, with and without a remainder, with and without stride and padding."""
    kernel, stride, places = int(rng.integers(2, 6)), int(rng.integers(3, 6)), int(rng.integers(3, 20))
    fitting = kernel + stride * (places - 1)
    return [
        Case("no padding, stride 1", (10 + places, kernel)),
        Case("a kernel of one", (7, 1)),
        Case("a kernel as large as the image", (kernel, kernel)),
        Case("padding on both sides", (9 + places, 5), {"padding": 2}),
        Case("a stride that fits", (fitting, kernel), {"stride": stride}),
        Case("a stride that leaves one over", (fitting + 1, kernel), {"stride": stride}),
        Case("a stride that leaves as many over as it can", (fitting + stride - 1, kernel), {"stride": stride}),
        Case("a stride larger than the image", (4, 3), {"stride": 9}),
        Case("stride and padding", (12 + places, 3), {"stride": 2, "padding": 1}),
        Case("a kernel that fits only thanks to the padding", (2, 4), {"padding": 1}),
    ]


def draw_bad_sizes(rng: np.random.Generator) -> list[Case]:
    """Draw kernels that are too large, by one and by more, and some that just fit."""
    size, stride = int(rng.integers(3, 12)), int(rng.integers(2, 4))
    return [
        Case("a kernel one larger than the image", (size, size + 1)),
        Case("a kernel one larger than the padded image", (size, size + 5), {"padding": 2}),
        Case("a kernel far too large", (size, size + 10), {"stride": stride}),
        Case("a kernel that just fits", (size, size)),
        Case("a kernel that just fits the padded image", (size, size + 4), {"padding": 2, "stride": stride}),
    ]


def off_by_one(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    if kernel > size + 2 * padding:
        raise ValueError("the kernel does not fit")
    return (size + 2 * padding - kernel) // stride


def pads_on_one_side(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    if kernel > size + padding:
        raise ValueError("the kernel does not fit")
    return (size + padding - kernel) // stride + 1


def ignores_the_padding(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    if kernel > size:
        raise ValueError("the kernel does not fit")
    return (size - kernel) // stride + 1


def ignores_the_stride(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    if kernel > size + 2 * padding:
        raise ValueError("the kernel does not fit")
    return size + 2 * padding - kernel + 1


def rounds_up(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    if kernel > size + 2 * padding:
        raise ValueError("the kernel does not fit")
    return -(-(size + 2 * padding - kernel) // stride) + 1


def divides_the_places_by_the_stride(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    if kernel > size + 2 * padding:
        raise ValueError("the kernel does not fit")
    return (size + 2 * padding - kernel + 1) // stride


def does_not_round(size: int, kernel: int, stride: int = 1, padding: int = 0) -> float:
    if kernel > size + 2 * padding:
        raise ValueError("the kernel does not fit")
    return (size + 2 * padding - kernel) / stride + 1


def accepts_a_kernel_that_does_not_fit(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    return (size + 2 * padding - kernel) // stride + 1


def refuses_a_kernel_that_just_fits(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    if kernel >= size + 2 * padding:
        raise ValueError("the kernel does not fit")
    return (size + 2 * padding - kernel) // stride + 1


EXERCISE = Exercise(
    name="output_size",
    number="8.6",
    reference=output_size,
    parts=(
        Part("size", 1, draw_sizes, returned("the output size")),
        Part("bad input", 1, draw_bad_sizes, error_raised),
    ),
    wrong_answers=(
        WrongAnswer(
            off_by_one,
            "the size is one too small: you count steps, and a kernel that cannot take a single step stands at one "
            "place",
        ),
        WrongAnswer(pads_on_one_side, "the padding is counted once; there are zeros before the image and behind it"),
        WrongAnswer(ignores_the_padding, "the padding plays no part: how large is the image with its zeros?"),
        WrongAnswer(ignores_the_stride, "the stride plays no part: how many steps of that length are there room for?"),
        WrongAnswer(
            rounds_up,
            "the last step is too short: where less than a whole stride is left, the kernel stays where it is",
        ),
        WrongAnswer(
            divides_the_places_by_the_stride,
            "the number of places is divided by the stride, the first place with it; the first place costs no step",
        ),
        WrongAnswer(does_not_round, "a size should be a whole number: what becomes of a step that does not fit?"),
        WrongAnswer(
            accepts_a_kernel_that_does_not_fit,
            "a kernel larger than the padded image is given a size, of 0 or less; say that it does not fit",
        ),
        WrongAnswer(
            refuses_a_kernel_that_just_fits,
            "a kernel exactly as large as the padded image is refused; it has one place",
        ),
    ),
)
