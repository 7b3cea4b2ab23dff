"""Exercise correlate2d: a kernel slides over an image."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.observers import gradients, value_of_pair
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.exercises.lesson_08_convolution.references import correlate2d

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Array, Callable[[Array], Any]]


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw images and kernels, none of them square at first, with an incoming gradient for each."""

    def case(label: str, image: tuple[int, int], kernel: tuple[int, int]) -> Case:
        incoming = rng.standard_normal((image[0] - kernel[0] + 1, image[1] - kernel[1] + 1))
        return Case(label, (rng.standard_normal(image), rng.standard_normal(kernel)), incoming=incoming)

    return [
        case("a kernel of 2 by 3", (5, 6), (2, 3)),
        case("a kernel of 3 by 1", (4, 5), (3, 1)),
        case("a square kernel", (6, 7), (3, 3)),
        case("a kernel of one number", (3, 4), (1, 1)),
        case("a kernel as large as the image", (3, 2), (3, 2)),
        case("one row", (1, 6), (1, 2)),
        case("a larger image", (12, 9), (4, 5)),
    ]


def flips_the_kernel(image: Array, kernel: Array) -> Pair:
    (rows, columns), flipped = kernel.shape, kernel[::-1, ::-1]
    s = np.zeros((image.shape[0] - rows + 1, image.shape[1] - columns + 1))
    for i, j in np.ndindex(s.shape):
        s[i, j] = np.sum(image[i : i + rows, j : j + columns] * flipped)

    def backward(d_s: Array) -> Any:
        d_image, d_flipped = np.zeros(image.shape), np.zeros(kernel.shape)
        for i, j in np.ndindex(s.shape):
            d_image[i : i + rows, j : j + columns] += d_s[i, j] * flipped
            d_flipped += d_s[i, j] * image[i : i + rows, j : j + columns]
        return d_image, d_flipped[::-1, ::-1]

    return s, backward


def transposes_the_kernel(image: Array, kernel: Array) -> Pair:
    turned = kernel.T
    rows, columns = turned.shape
    s = np.zeros((max(image.shape[0] - rows + 1, 0), max(image.shape[1] - columns + 1, 0)))
    for i, j in np.ndindex(s.shape):
        s[i, j] = np.sum(image[i : i + rows, j : j + columns] * turned)

    def backward(d_s: Array) -> Any:
        d_image, d_turned = np.zeros(image.shape), np.zeros(turned.shape)
        for i, j in np.ndindex(min(s.shape[0], d_s.shape[0]), min(s.shape[1], d_s.shape[1])):
            d_image[i : i + rows, j : j + columns] += d_s[i, j] * turned
            d_turned += d_s[i, j] * image[i : i + rows, j : j + columns]
        return d_image, d_turned.T

    return s, backward


def misses_the_last_places(image: Array, kernel: Array) -> Pair:
    rows, columns = kernel.shape
    s = np.zeros((image.shape[0] - rows, image.shape[1] - columns))
    for i, j in np.ndindex(s.shape):
        s[i, j] = np.sum(image[i : i + rows, j : j + columns] * kernel)

    def backward(d_s: Array) -> Any:
        d_image, d_kernel = np.zeros(image.shape), np.zeros(kernel.shape)
        for i, j in np.ndindex(s.shape):
            d_image[i : i + rows, j : j + columns] += d_s[i, j] * kernel
            d_kernel += d_s[i, j] * image[i : i + rows, j : j + columns]
        return d_image, d_kernel

    return s, backward


def keeps_the_size_of_the_image(image: Array, kernel: Array) -> Pair:
    rows, columns = kernel.shape
    top, left = (rows - 1) // 2, (columns - 1) // 2
    padded = np.pad(image, ((top, rows - 1 - top), (left, columns - 1 - left)))
    s = np.zeros(image.shape)
    for i, j in np.ndindex(s.shape):
        s[i, j] = np.sum(padded[i : i + rows, j : j + columns] * kernel)

    def backward(d_s: Array) -> Any:
        d_padded, d_kernel = np.zeros(padded.shape), np.zeros(kernel.shape)
        for i, j in np.ndindex(d_s.shape):
            d_padded[i : i + rows, j : j + columns] += d_s[i, j] * kernel
            d_kernel += d_s[i, j] * padded[i : i + rows, j : j + columns]
        return d_padded[top : top + image.shape[0], left : left + image.shape[1]], d_kernel

    return s, backward


def image_gradient_without_the_flip(image: Array, kernel: Array) -> Pair:
    rows, columns = kernel.shape
    s = np.zeros((image.shape[0] - rows + 1, image.shape[1] - columns + 1))
    for i, j in np.ndindex(s.shape):
        s[i, j] = np.sum(image[i : i + rows, j : j + columns] * kernel)

    def backward(d_s: Array) -> Any:
        padded = np.pad(d_s, ((rows - 1, rows - 1), (columns - 1, columns - 1)))
        d_image, d_kernel = np.zeros(image.shape), np.zeros(kernel.shape)
        for i, j in np.ndindex(image.shape):
            d_image[i, j] = np.sum(padded[i : i + rows, j : j + columns] * kernel)
        for i, j in np.ndindex(s.shape):
            d_kernel += d_s[i, j] * image[i : i + rows, j : j + columns]
        return d_image, d_kernel

    return s, backward


def overwrites_where_windows_overlap(image: Array, kernel: Array) -> Pair:
    rows, columns = kernel.shape
    s = np.zeros((image.shape[0] - rows + 1, image.shape[1] - columns + 1))
    for i, j in np.ndindex(s.shape):
        s[i, j] = np.sum(image[i : i + rows, j : j + columns] * kernel)

    def backward(d_s: Array) -> Any:
        d_image, d_kernel = np.zeros(image.shape), np.zeros(kernel.shape)
        for i, j in np.ndindex(s.shape):
            d_image[i : i + rows, j : j + columns] = d_s[i, j] * kernel
            d_kernel += d_s[i, j] * image[i : i + rows, j : j + columns]
        return d_image, d_kernel

    return s, backward


def keeps_the_last_share_of_the_kernel_gradient(image: Array, kernel: Array) -> Pair:
    rows, columns = kernel.shape
    s = np.zeros((image.shape[0] - rows + 1, image.shape[1] - columns + 1))
    for i, j in np.ndindex(s.shape):
        s[i, j] = np.sum(image[i : i + rows, j : j + columns] * kernel)

    def backward(d_s: Array) -> Any:
        d_image, d_kernel = np.zeros(image.shape), np.zeros(kernel.shape)
        for i, j in np.ndindex(s.shape):
            d_image[i : i + rows, j : j + columns] += d_s[i, j] * kernel
            d_kernel = d_s[i, j] * image[i : i + rows, j : j + columns]
        return d_image, d_kernel

    return s, backward


def swaps_the_gradients(image: Array, kernel: Array) -> Pair:
    rows, columns = kernel.shape
    s = np.zeros((image.shape[0] - rows + 1, image.shape[1] - columns + 1))
    for i, j in np.ndindex(s.shape):
        s[i, j] = np.sum(image[i : i + rows, j : j + columns] * kernel)

    def backward(d_s: Array) -> Any:
        d_image, d_kernel = np.zeros(image.shape), np.zeros(kernel.shape)
        for i, j in np.ndindex(s.shape):
            d_image[i : i + rows, j : j + columns] += d_s[i, j] * kernel
            d_kernel += d_s[i, j] * image[i : i + rows, j : j + columns]
        return d_kernel, d_image

    return s, backward


EXERCISE = Exercise(
    name="correlate2d",
    number="8.2",
    reference=correlate2d,
    parts=(
        Part("value", 1, draw_cases, value_of_pair("S")),
        Part("gradient", 2, draw_cases, gradients("d_image", "d_kernel")),
    ),
    wrong_answers=(
        WrongAnswer(
            flips_the_kernel,
            "the kernel is flipped, so this is convolution: in the sum, m and n grow in the image as they grow in the "
            "kernel",
        ),
        WrongAnswer(
            transposes_the_kernel,
            "rows and columns of the kernel are exchanged: m counts rows in the image and in the kernel alike",
        ),
        WrongAnswer(
            misses_the_last_places,
            "the last row and the last column of places are missing; where does a kernel as large as the image fit?",
        ),
        WrongAnswer(
            keeps_the_size_of_the_image,
            "the response is as large as the image, so the kernel hangs over its edges; only places where all of it "
            "lies on the image are asked for",
        ),
        WrongAnswer(
            image_gradient_without_the_flip,
            "the way back to the image slides the kernel as it is; the window that begins one row higher meets this "
            "pixel one row lower in the kernel",
        ),
        WrongAnswer(
            overwrites_where_windows_overlap,
            "where windows overlap, only the last one reaches d_image; a pixel gets a share from every window that "
            "holds it",
        ),
        WrongAnswer(
            keeps_the_last_share_of_the_kernel_gradient,
            "the gradient of the kernel holds the share of the last place alone: the kernel was used at every place",
        ),
        WrongAnswer(swaps_the_gradients, "the gradients come in the wrong order: first the image, then the kernel"),
    ),
)
