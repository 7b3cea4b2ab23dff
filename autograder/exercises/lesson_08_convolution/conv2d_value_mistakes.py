"""Mistakes in the value of conv2d, runnable and named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.exercises.declaration import WrongAnswer

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Array, Callable[[Array], Any]]


def flips_the_kernels(x: Array, kernels: Array, bias: Array, stride: int = 1, padding: int = 0) -> Pair:
    (height, width), (rows, columns) = x.shape[2:], kernels.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    high = (height + 2 * padding - rows) // stride + 1
    wide = (width + 2 * padding - columns) // stride + 1
    places = [
        (k, m, np.s_[:, :, k : k + stride * high : stride, m : m + stride * wide : stride])
        for k in range(rows)
        for m in range(columns)
    ]
    y = np.zeros((len(x), len(kernels), high, wide)) + bias[:, None, None]
    for k, m, here in places:
        y += np.einsum("ncij,fc->nfij", padded[here], kernels[:, :, rows - 1 - k, columns - 1 - m])

    def backward(d_y: Array) -> Any:
        d_padded, d_kernels = np.zeros(padded.shape), np.zeros(kernels.shape)
        for k, m, here in places:
            d_padded[here] += np.einsum("nfij,fc->ncij", d_y, kernels[:, :, rows - 1 - k, columns - 1 - m])
            d_kernels[:, :, rows - 1 - k, columns - 1 - m] = np.einsum("nfij,ncij->fc", d_y, padded[here])
        return d_padded[:, :, padding : padding + height, padding : padding + width], d_kernels, d_y.sum(axis=(0, 2, 3))

    return y, backward


def pads_before_but_not_after(x: Array, kernels: Array, bias: Array, stride: int = 1, padding: int = 0) -> Pair:
    (height, width), (rows, columns) = x.shape[2:], kernels.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (padding, 0), (padding, 0)))
    high = (height + padding - rows) // stride + 1
    wide = (width + padding - columns) // stride + 1
    places = [
        (k, m, np.s_[:, :, k : k + stride * high : stride, m : m + stride * wide : stride])
        for k in range(rows)
        for m in range(columns)
    ]
    y = np.zeros((len(x), len(kernels), high, wide)) + bias[:, None, None]
    for k, m, here in places:
        y += np.einsum("ncij,fc->nfij", padded[here], kernels[:, :, k, m])

    def backward(d_y: Array) -> Any:
        d_padded, d_kernels = np.zeros(padded.shape), np.zeros(kernels.shape)
        d_y = d_y[:, :, :high, :wide]
        for k, m, here in places:
            d_padded[here] += np.einsum("nfij,fc->ncij", d_y, kernels[:, :, k, m])
            d_kernels[:, :, k, m] = np.einsum("nfij,ncij->fc", d_y, padded[here])
        return d_padded[:, :, padding : padding + height, padding : padding + width], d_kernels, d_y.sum(axis=(0, 2, 3))

    return y, backward


def strides_along_the_rows_only(x: Array, kernels: Array, bias: Array, stride: int = 1, padding: int = 0) -> Pair:
    (height, width), (rows, columns) = x.shape[2:], kernels.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    high = (height + 2 * padding - rows) // stride + 1
    wide = width + 2 * padding - columns + 1
    places = [
        (k, m, np.s_[:, :, k : k + stride * high : stride, m : m + wide]) for k in range(rows) for m in range(columns)
    ]
    y = np.zeros((len(x), len(kernels), high, wide)) + bias[:, None, None]
    for k, m, here in places:
        y += np.einsum("ncij,fc->nfij", padded[here], kernels[:, :, k, m])

    def backward(d_y: Array) -> Any:
        d_padded, d_kernels = np.zeros(padded.shape), np.zeros(kernels.shape)
        d_y = np.pad(d_y, ((0, 0), (0, 0), (0, 0), (0, wide - d_y.shape[3])))
        for k, m, here in places:
            d_padded[here] += np.einsum("nfij,fc->ncij", d_y, kernels[:, :, k, m])
            d_kernels[:, :, k, m] = np.einsum("nfij,ncij->fc", d_y, padded[here])
        return d_padded[:, :, padding : padding + height, padding : padding + width], d_kernels, d_y.sum(axis=(0, 2, 3))

    return y, backward


def misses_the_last_places(x: Array, kernels: Array, bias: Array, stride: int = 1, padding: int = 0) -> Pair:
    (height, width), (rows, columns) = x.shape[2:], kernels.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    high = (height + 2 * padding - rows) // stride
    wide = (width + 2 * padding - columns) // stride
    places = [
        (k, m, np.s_[:, :, k : k + stride * high : stride, m : m + stride * wide : stride])
        for k in range(rows)
        for m in range(columns)
    ]
    y = np.zeros((len(x), len(kernels), high, wide)) + bias[:, None, None]
    for k, m, here in places:
        y += np.einsum("ncij,fc->nfij", padded[here], kernels[:, :, k, m])

    def backward(d_y: Array) -> Any:
        d_padded, d_kernels = np.zeros(padded.shape), np.zeros(kernels.shape)
        d_y = d_y[:, :, :high, :wide]
        for k, m, here in places:
            d_padded[here] += np.einsum("nfij,fc->ncij", d_y, kernels[:, :, k, m])
            d_kernels[:, :, k, m] = np.einsum("nfij,ncij->fc", d_y, padded[here])
        return d_padded[:, :, padding : padding + height, padding : padding + width], d_kernels, d_y.sum(axis=(0, 2, 3))

    return y, backward


def forgets_the_bias(x: Array, kernels: Array, bias: Array, stride: int = 1, padding: int = 0) -> Pair:
    (height, width), (rows, columns) = x.shape[2:], kernels.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    high = (height + 2 * padding - rows) // stride + 1
    wide = (width + 2 * padding - columns) // stride + 1
    places = [
        (k, m, np.s_[:, :, k : k + stride * high : stride, m : m + stride * wide : stride])
        for k in range(rows)
        for m in range(columns)
    ]
    y = np.zeros((len(x), len(kernels), high, wide))
    for k, m, here in places:
        y += np.einsum("ncij,fc->nfij", padded[here], kernels[:, :, k, m])

    def backward(d_y: Array) -> Any:
        d_padded, d_kernels = np.zeros(padded.shape), np.zeros(kernels.shape)
        for k, m, here in places:
            d_padded[here] += np.einsum("nfij,fc->ncij", d_y, kernels[:, :, k, m])
            d_kernels[:, :, k, m] = np.einsum("nfij,ncij->fc", d_y, padded[here])
        return d_padded[:, :, padding : padding + height, padding : padding + width], d_kernels, d_y.sum(axis=(0, 2, 3))

    return y, backward


def adds_the_bias_with_every_product(x: Array, kernels: Array, bias: Array, stride: int = 1, padding: int = 0) -> Pair:
    (height, width), (rows, columns) = x.shape[2:], kernels.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    high = (height + 2 * padding - rows) // stride + 1
    wide = (width + 2 * padding - columns) // stride + 1
    places = [
        (k, m, np.s_[:, :, k : k + stride * high : stride, m : m + stride * wide : stride])
        for k in range(rows)
        for m in range(columns)
    ]
    y = np.zeros((len(x), len(kernels), high, wide))
    for k, m, here in places:
        y += np.einsum("ncij,fc->nfij", padded[here], kernels[:, :, k, m]) + bias[:, None, None]

    def backward(d_y: Array) -> Any:
        d_padded, d_kernels = np.zeros(padded.shape), np.zeros(kernels.shape)
        for k, m, here in places:
            d_padded[here] += np.einsum("nfij,fc->ncij", d_y, kernels[:, :, k, m])
            d_kernels[:, :, k, m] = np.einsum("nfij,ncij->fc", d_y, padded[here])
        return (
            d_padded[:, :, padding : padding + height, padding : padding + width],
            d_kernels,
            rows * columns * d_y.sum(axis=(0, 2, 3)),
        )

    return y, backward


def uses_one_kernel_for_all_channels(x: Array, kernels: Array, bias: Array, stride: int = 1, padding: int = 0) -> Pair:
    (height, width), (rows, columns) = x.shape[2:], kernels.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    high = (height + 2 * padding - rows) // stride + 1
    wide = (width + 2 * padding - columns) // stride + 1
    places = [
        (k, m, np.s_[:, :, k : k + stride * high : stride, m : m + stride * wide : stride])
        for k in range(rows)
        for m in range(columns)
    ]
    y = np.zeros((len(x), len(kernels), high, wide)) + bias[:, None, None]
    for k, m, here in places:
        y += np.einsum("ncij,fc->nfij", padded[here], kernels[:, [0] * x.shape[1], k, m])

    def backward(d_y: Array) -> Any:
        d_padded, d_kernels = np.zeros(padded.shape), np.zeros(kernels.shape)
        for k, m, here in places:
            d_padded[here] += np.einsum("nfij,fc->ncij", d_y, kernels[:, [0] * x.shape[1], k, m])
            d_kernels[:, 0, k, m] = np.einsum("nfij,ncij->f", d_y, padded[here])
        return d_padded[:, :, padding : padding + height, padding : padding + width], d_kernels, d_y.sum(axis=(0, 2, 3))

    return y, backward


def pads_with_the_pixels_at_the_border(
    x: Array, kernels: Array, bias: Array, stride: int = 1, padding: int = 0
) -> Pair:
    (height, width), (rows, columns) = x.shape[2:], kernels.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)), mode="edge")
    high = (height + 2 * padding - rows) // stride + 1
    wide = (width + 2 * padding - columns) // stride + 1
    places = [
        (k, m, np.s_[:, :, k : k + stride * high : stride, m : m + stride * wide : stride])
        for k in range(rows)
        for m in range(columns)
    ]
    y = np.zeros((len(x), len(kernels), high, wide)) + bias[:, None, None]
    for k, m, here in places:
        y += np.einsum("ncij,fc->nfij", padded[here], kernels[:, :, k, m])

    def backward(d_y: Array) -> Any:
        d_padded, d_kernels = np.zeros(padded.shape), np.zeros(kernels.shape)
        for k, m, here in places:
            d_padded[here] += np.einsum("nfij,fc->ncij", d_y, kernels[:, :, k, m])
            d_kernels[:, :, k, m] = np.einsum("nfij,ncij->fc", d_y, padded[here])
        return d_padded[:, :, padding : padding + height, padding : padding + width], d_kernels, d_y.sum(axis=(0, 2, 3))

    return y, backward


WRONG_ANSWERS = (
    WrongAnswer(
        flips_the_kernels,
        "the kernels are flipped; libraries call this layer convolution and flip nothing, because the weights are"
        " learned anyway",
    ),
    WrongAnswer(pads_before_but_not_after, "there are zeros above and to the left, but none below and to the right"),
    WrongAnswer(
        strides_along_the_rows_only,
        "the stride moves the kernel downwards only; to the side it still goes pixel by pixel",
    ),
    WrongAnswer(
        misses_the_last_places, "the last row and the last column of places are missing: the first place costs no step"
    ),
    WrongAnswer(forgets_the_bias, "the bias is missing from the value"),
    WrongAnswer(
        adds_the_bias_with_every_product,
        "the bias is added once for every pixel under the kernel; it is added once to the whole sum",
    ),
    WrongAnswer(
        uses_one_kernel_for_all_channels,
        "every channel is met by the weights of the first one; a filter has a kernel for each channel",
    ),
    WrongAnswer(
        pads_with_the_pixels_at_the_border, "the padding repeats the pixels at the border; it should hold zeros"
    ),
)
