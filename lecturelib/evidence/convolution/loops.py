"""The sums of convolution and pooling, one number at a time: slow, and independent of what they check."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from lecturelib.arguments import Array

Pair = tuple[int, int]
Sides = tuple[Pair, Pair]


def places(size: int, kernel: int, stride: int, around: Pair, dilation: int) -> list[int]:
    """Return every row (or column) of an image, counted from its own first, where a kernel can start."""
    everywhere = range(-around[0], size + around[1], stride)
    return [start for start in everywhere if start + dilation * (kernel - 1) < size + around[1]]


def windows(
    image: Any, kernel: Pair, stride: Pair, around: Sides, dilation: Pair
) -> Iterator[tuple[Pair, list[Pair | None]]]:
    """Yield each place in the output, and the pixels under each element of the kernel there, None in the padding."""
    rows = places(image[0], kernel[0], stride[0], around[0], dilation[0])
    columns = places(image[1], kernel[1], stride[1], around[1], dilation[1])
    for (i, top), (j, left) in itertools.product(enumerate(rows), enumerate(columns)):
        pixels = [(top + k * dilation[0], left + m * dilation[1]) for k in range(kernel[0]) for m in range(kernel[1])]
        yield (i, j), [(r, c) if 0 <= r < image[0] and 0 <= c < image[1] else None for r, c in pixels]


def output_shape(image: Any, kernel: Pair, stride: Pair, around: Sides, dilation: Pair) -> Pair:
    """Return how many rows and columns of places there are, by counting."""
    height, width = (len(places(image[a], kernel[a], stride[a], around[a], dilation[a])) for a in (0, 1))
    return height, width


def correlation(
    x: Array,
    kernels: Array,
    bias: Array,
    stride: Pair = (1, 1),
    around: Sides = ((0, 0), (0, 0)),
    dilation: Pair = (1, 1),
) -> Array:
    """Return `conv2d`'s value: every product is formed and added by itself."""
    size = kernels.shape[2], kernels.shape[3]
    y = np.zeros((len(x), len(kernels), *output_shape(x.shape[2:], size, stride, around, dilation)))
    for (i, j), pixels in windows(x.shape[2:], size, stride, around, dilation):
        for n, f in np.ndindex(y.shape[:2]):
            y[n, f, i, j] = bias[f]
            for c, (element, pixel) in itertools.product(range(x.shape[1]), enumerate(pixels)):
                if pixel is not None:
                    y[n, f, i, j] += x[n, c, *pixel] * kernels[f, c].flat[element]
    return y


def transposed_correlation(
    x: Array, kernels: Array, bias: Array, stride: Pair, around: Sides, extra: Pair, dilation: Pair
) -> Array:
    """Return `conv_transpose2d`'s value: every pixel spreads its kernel over the output."""
    height, width = (
        (x.shape[2 + a] - 1) * stride[a] + dilation[a] * (kernels.shape[2 + a] - 1) + 1 - sum(around[a]) + extra[a]
        for a in (0, 1)
    )
    y = np.zeros((len(x), kernels.shape[1], height, width))
    for n, c, i, j in np.ndindex(x.shape):
        for f, k, m in np.ndindex(kernels.shape[1:]):
            row, column = i * stride[0] + k * dilation[0] - around[0][0], j * stride[1] + m * dilation[1] - around[1][0]
            if 0 <= row < height and 0 <= column < width:
                y[n, f, row, column] += x[n, c, i, j] * kernels[c, f, k, m]
    for f in range(kernels.shape[1]):
        y[:, f] += bias[f]
    return y


def unshared_correlation(x: Array, kernels: Array, bias: Array, stride: Pair = (1, 1)) -> Array:
    """Return `locally_connected2d`'s value."""
    y = np.zeros((len(x), kernels.shape[2], *kernels.shape[:2]))
    for n, f, i, j in np.ndindex(y.shape):
        y[n, f, i, j] = bias[f, i, j]
        for c, k, m in np.ndindex(kernels.shape[3:]):
            y[n, f, i, j] += x[n, c, i * stride[0] + k, j * stride[1] + m] * kernels[i, j, f, c, k, m]
    return y


def pooled(
    reduce: Callable[[list[Any]], Any], x: Array, size: Pair, stride: Pair, around: Sides, padding: float | None
) -> Array:
    """Return every window reduced to one number; padding counts as a number, or not at all if it is ``None``."""
    y = np.zeros((*x.shape[:2], *output_shape(x.shape[2:], size, stride, around, (1, 1))))
    for (i, j), pixels in windows(x.shape[2:], size, stride, around, (1, 1)):
        for n, c in np.ndindex(x.shape[:2]):
            numbers = [padding if pixel is None else x[n, c, *pixel] for pixel in pixels]
            y[n, c, i, j] = reduce([number for number in numbers if number is not None])
    return y
