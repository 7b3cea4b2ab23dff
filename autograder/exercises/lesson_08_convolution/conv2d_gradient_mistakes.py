"""Mistakes in the gradient of conv2d, runnable and named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.exercises.declaration import WrongAnswer

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Array, Callable[[Array], Any]]


def input_gradient_without_the_flip(x: Array, kernels: Array, bias: Array, stride: int = 1, padding: int = 0) -> Pair:
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
        y += np.einsum("ncij,fc->nfij", padded[here], kernels[:, :, k, m])

    def backward(d_y: Array) -> Any:
        d_padded, d_kernels = np.zeros(padded.shape), np.zeros(kernels.shape)
        for k, m, here in places:
            d_padded[here] += np.einsum("nfij,fc->ncij", d_y, kernels[:, :, rows - 1 - k, columns - 1 - m])
            d_kernels[:, :, k, m] = np.einsum("nfij,ncij->fc", d_y, padded[here])
        return d_padded[:, :, padding : padding + height, padding : padding + width], d_kernels, d_y.sum(axis=(0, 2, 3))

    return y, backward


def overwrites_where_windows_overlap(x: Array, kernels: Array, bias: Array, stride: int = 1, padding: int = 0) -> Pair:
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
        y += np.einsum("ncij,fc->nfij", padded[here], kernels[:, :, k, m])

    def backward(d_y: Array) -> Any:
        d_padded, d_kernels = np.zeros(padded.shape), np.zeros(kernels.shape)
        for k, m, here in places:
            d_padded[here] = np.einsum("nfij,fc->ncij", d_y, kernels[:, :, k, m])
            d_kernels[:, :, k, m] = np.einsum("nfij,ncij->fc", d_y, padded[here])
        return d_padded[:, :, padding : padding + height, padding : padding + width], d_kernels, d_y.sum(axis=(0, 2, 3))

    return y, backward


def keeps_the_padding_in_the_gradient(x: Array, kernels: Array, bias: Array, stride: int = 1, padding: int = 0) -> Pair:
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
        y += np.einsum("ncij,fc->nfij", padded[here], kernels[:, :, k, m])

    def backward(d_y: Array) -> Any:
        d_padded, d_kernels = np.zeros(padded.shape), np.zeros(kernels.shape)
        for k, m, here in places:
            d_padded[here] += np.einsum("nfij,fc->ncij", d_y, kernels[:, :, k, m])
            d_kernels[:, :, k, m] = np.einsum("nfij,ncij->fc", d_y, padded[here])
        return d_padded, d_kernels, d_y.sum(axis=(0, 2, 3))

    return y, backward


def forgets_the_stride_on_the_way_back(
    x: Array, kernels: Array, bias: Array, stride: int = 1, padding: int = 0
) -> Pair:
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
        y += np.einsum("ncij,fc->nfij", padded[here], kernels[:, :, k, m])

    def backward(d_y: Array) -> Any:
        d_padded, d_kernels = np.zeros(padded.shape), np.zeros(kernels.shape)
        places = [(k, m, np.s_[:, :, k : k + high, m : m + wide]) for k in range(rows) for m in range(columns)]
        for k, m, here in places:
            d_padded[here] += np.einsum("nfij,fc->ncij", d_y, kernels[:, :, k, m])
            d_kernels[:, :, k, m] = np.einsum("nfij,ncij->fc", d_y, padded[here])
        return d_padded[:, :, padding : padding + height, padding : padding + width], d_kernels, d_y.sum(axis=(0, 2, 3))

    return y, backward


def averages_over_the_batch(x: Array, kernels: Array, bias: Array, stride: int = 1, padding: int = 0) -> Pair:
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
        y += np.einsum("ncij,fc->nfij", padded[here], kernels[:, :, k, m])

    def backward(d_y: Array) -> Any:
        d_padded, d_kernels = np.zeros(padded.shape), np.zeros(kernels.shape)
        for k, m, here in places:
            d_padded[here] += np.einsum("nfij,fc->ncij", d_y, kernels[:, :, k, m])
            d_kernels[:, :, k, m] = np.einsum("nfij,ncij->fc", d_y, padded[here])
        images = max(len(x), 1)
        return (
            d_padded[:, :, padding : padding + height, padding : padding + width],
            d_kernels / images,
            d_y.sum(axis=(0, 2, 3)) / images,
        )

    return y, backward


def bias_gradient_for_every_place(x: Array, kernels: Array, bias: Array, stride: int = 1, padding: int = 0) -> Pair:
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
        y += np.einsum("ncij,fc->nfij", padded[here], kernels[:, :, k, m])

    def backward(d_y: Array) -> Any:
        d_padded, d_kernels = np.zeros(padded.shape), np.zeros(kernels.shape)
        for k, m, here in places:
            d_padded[here] += np.einsum("nfij,fc->ncij", d_y, kernels[:, :, k, m])
            d_kernels[:, :, k, m] = np.einsum("nfij,ncij->fc", d_y, padded[here])
        return d_padded[:, :, padding : padding + height, padding : padding + width], d_kernels, d_y.sum(axis=0)

    return y, backward


def ignores_the_incoming_gradient(x: Array, kernels: Array, bias: Array, stride: int = 1, padding: int = 0) -> Pair:
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
        y += np.einsum("ncij,fc->nfij", padded[here], kernels[:, :, k, m])

    def backward(d_y: Array) -> Any:
        d_padded, d_kernels = np.zeros(padded.shape), np.zeros(kernels.shape)
        d_y = np.ones(y.shape)
        for k, m, here in places:
            d_padded[here] += np.einsum("nfij,fc->ncij", d_y, kernels[:, :, k, m])
            d_kernels[:, :, k, m] = np.einsum("nfij,ncij->fc", d_y, padded[here])
        return d_padded[:, :, padding : padding + height, padding : padding + width], d_kernels, d_y.sum(axis=(0, 2, 3))

    return y, backward


WRONG_ANSWERS = (
    WrongAnswer(
        input_gradient_without_the_flip,
        "on the way back to x the kernel is the wrong way round: an output hands each pixel the weight that met it",
    ),
    WrongAnswer(
        overwrites_where_windows_overlap,
        "where windows overlap, only one of their shares reaches d_x; a pixel gets one from every window that holds it",
    ),
    WrongAnswer(
        keeps_the_padding_in_the_gradient,
        "the gradient d_x has the size of the padded image; nobody asks for the gradient of the zeros",
    ),
    WrongAnswer(
        forgets_the_stride_on_the_way_back,
        "on the way back the kernel moves by one pixel, whatever the stride: which pixels did the second output see?",
    ),
    WrongAnswer(
        averages_over_the_batch,
        "the gradients of kernels and bias are averaged over the images; whether a loss is a mean is for the loss"
        " to say",
    ),
    WrongAnswer(
        bias_gradient_for_every_place,
        "the gradient d_bias has an entry for every place; one bias served all places of its filter",
    ),
    WrongAnswer(
        ignores_the_incoming_gradient,
        "the gradient that comes in is not used: backward answers as if J were the sum of the outputs",
    ),
)
