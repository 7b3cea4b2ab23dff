"""Exercise convolve2d: what mathematicians call convolution, with the kernel flipped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.observers import gradients, value_of_pair
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.exercises.lesson_08_convolution.references import convolve2d

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Array, Callable[[Array], Any]]


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw images and kernels that no flip leaves as they are, with an incoming gradient for each."""

    def case(label: str, image: tuple[int, int], kernel: tuple[int, int]) -> Case:
        incoming = rng.standard_normal((image[0] - kernel[0] + 1, image[1] - kernel[1] + 1))
        return Case(label, (rng.standard_normal(image), rng.standard_normal(kernel)), incoming=incoming)

    return [
        case("a square kernel", (5, 7), (3, 3)),
        case("a kernel of 2 by 3", (4, 6), (2, 3)),
        case("a kernel of one row", (3, 6), (1, 3)),
        case("a kernel of one column", (6, 3), (3, 1)),
        case("a kernel of one number", (3, 4), (1, 1)),
        case("a kernel as large as the image", (3, 2), (3, 2)),
        case("a larger image", (11, 10), (5, 4)),
    ]


def does_not_flip(image: Array, kernel: Array) -> Pair:
    rows, columns = kernel.shape
    s = np.zeros((image.shape[0] - rows + 1, image.shape[1] - columns + 1))
    for i, j in np.ndindex(s.shape):
        s[i, j] = np.sum(image[i : i + rows, j : j + columns] * kernel)

    def backward(d_s: Array) -> Any:
        d_image, d_kernel = np.zeros(image.shape), np.zeros(kernel.shape)
        for i, j in np.ndindex(s.shape):
            d_image[i : i + rows, j : j + columns] += d_s[i, j] * kernel
            d_kernel += d_s[i, j] * image[i : i + rows, j : j + columns]
        return d_image, d_kernel

    return s, backward


def flips_the_rows_only(image: Array, kernel: Array) -> Pair:
    (rows, columns), flipped = kernel.shape, kernel[::-1]
    s = np.zeros((image.shape[0] - rows + 1, image.shape[1] - columns + 1))
    for i, j in np.ndindex(s.shape):
        s[i, j] = np.sum(image[i : i + rows, j : j + columns] * flipped)

    def backward(d_s: Array) -> Any:
        d_image, d_flipped = np.zeros(image.shape), np.zeros(kernel.shape)
        for i, j in np.ndindex(s.shape):
            d_image[i : i + rows, j : j + columns] += d_s[i, j] * flipped
            d_flipped += d_s[i, j] * image[i : i + rows, j : j + columns]
        return d_image, d_flipped[::-1]

    return s, backward


def flips_the_columns_only(image: Array, kernel: Array) -> Pair:
    (rows, columns), flipped = kernel.shape, kernel[:, ::-1]
    s = np.zeros((image.shape[0] - rows + 1, image.shape[1] - columns + 1))
    for i, j in np.ndindex(s.shape):
        s[i, j] = np.sum(image[i : i + rows, j : j + columns] * flipped)

    def backward(d_s: Array) -> Any:
        d_image, d_flipped = np.zeros(image.shape), np.zeros(kernel.shape)
        for i, j in np.ndindex(s.shape):
            d_image[i : i + rows, j : j + columns] += d_s[i, j] * flipped
            d_flipped += d_s[i, j] * image[i : i + rows, j : j + columns]
        return d_image, d_flipped[:, ::-1]

    return s, backward


def transposes_instead_of_flipping(image: Array, kernel: Array) -> Pair:
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


def flips_the_image_too(image: Array, kernel: Array) -> Pair:
    (rows, columns), flipped, turned = kernel.shape, kernel[::-1, ::-1], image[::-1, ::-1]
    s = np.zeros((image.shape[0] - rows + 1, image.shape[1] - columns + 1))
    for i, j in np.ndindex(s.shape):
        s[i, j] = np.sum(turned[i : i + rows, j : j + columns] * flipped)

    def backward(d_s: Array) -> Any:
        d_turned, d_flipped = np.zeros(image.shape), np.zeros(kernel.shape)
        for i, j in np.ndindex(s.shape):
            d_turned[i : i + rows, j : j + columns] += d_s[i, j] * flipped
            d_flipped += d_s[i, j] * turned[i : i + rows, j : j + columns]
        return d_turned[::-1, ::-1], d_flipped[::-1, ::-1]

    return s, backward


def kernel_gradient_not_flipped_back(image: Array, kernel: Array) -> Pair:
    (rows, columns), flipped = kernel.shape, kernel[::-1, ::-1]
    s = np.zeros((image.shape[0] - rows + 1, image.shape[1] - columns + 1))
    for i, j in np.ndindex(s.shape):
        s[i, j] = np.sum(image[i : i + rows, j : j + columns] * flipped)

    def backward(d_s: Array) -> Any:
        d_image, d_flipped = np.zeros(image.shape), np.zeros(kernel.shape)
        for i, j in np.ndindex(s.shape):
            d_image[i : i + rows, j : j + columns] += d_s[i, j] * flipped
            d_flipped += d_s[i, j] * image[i : i + rows, j : j + columns]
        return d_image, d_flipped

    return s, backward


def goes_back_with_the_kernel_unflipped(image: Array, kernel: Array) -> Pair:
    (rows, columns), flipped = kernel.shape, kernel[::-1, ::-1]
    s = np.zeros((image.shape[0] - rows + 1, image.shape[1] - columns + 1))
    for i, j in np.ndindex(s.shape):
        s[i, j] = np.sum(image[i : i + rows, j : j + columns] * flipped)

    def backward(d_s: Array) -> Any:
        d_image, d_flipped = np.zeros(image.shape), np.zeros(kernel.shape)
        for i, j in np.ndindex(s.shape):
            d_image[i : i + rows, j : j + columns] += d_s[i, j] * kernel
            d_flipped += d_s[i, j] * image[i : i + rows, j : j + columns]
        return d_image, d_flipped[::-1, ::-1]

    return s, backward


EXERCISE = Exercise(
    name="convolve2d",
    number="8.3",
    reference=convolve2d,
    parts=(
        Part("value", 1, draw_cases, value_of_pair("S")),
        Part("gradient", 1, draw_cases, gradients("d_image", "d_kernel")),
    ),
    wrong_answers=(
        WrongAnswer(
            does_not_flip,
            "the kernel is not flipped, so this is cross-correlation: where in the sum does a minus sign stand?",
        ),
        WrongAnswer(
            flips_the_rows_only,
            "the rows of the kernel are reversed, its columns are not: the sum has two indices with a minus sign",
        ),
        WrongAnswer(
            flips_the_columns_only,
            "the columns of the kernel are reversed, its rows are not: the sum has two indices with a minus sign",
        ),
        WrongAnswer(
            transposes_instead_of_flipping,
            "the kernel is mirrored at its diagonal; a flip reverses the rows and the columns and keeps its shape",
        ),
        WrongAnswer(
            flips_the_image_too, "image and kernel are both flipped: then the response comes out turned, and no more"
        ),
        WrongAnswer(
            kernel_gradient_not_flipped_back,
            "the gradient d_kernel belongs to the flipped kernel; to which weight does its first entry go?",
        ),
        WrongAnswer(
            goes_back_with_the_kernel_unflipped,
            "on the way forward the kernel is flipped, on the way back to the image it is not: a window hands each "
            "pixel the weight that met it",
        ),
    ),
)
