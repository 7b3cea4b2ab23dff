"""Mistakes in avg_pool2d, runnable and named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.exercises.declaration import WrongAnswer

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Array, Callable[[Array], Any]]


def takes_the_sum(x: Array, size: int = 2, stride: int | None = None) -> Pair:
    step = size if stride is None else stride
    rows, columns = (x.shape[2] - size) // step + 1, (x.shape[3] - size) // step + 1
    y = np.zeros((*x.shape[:2], rows, columns))
    for i, j in np.ndindex(rows, columns):
        y[:, :, i, j] = x[:, :, i * step : i * step + size, j * step : j * step + size].sum(axis=(2, 3))

    def backward(d_y: Array) -> Any:
        d_x = np.zeros(x.shape)
        for i, j in np.ndindex(rows, columns):
            here = np.s_[:, :, i * step : i * step + size, j * step : j * step + size]
            d_x[here] += d_y[:, :, i, j, None, None]
        return d_x

    return y, backward


def divides_by_the_side_of_the_window(x: Array, size: int = 2, stride: int | None = None) -> Pair:
    step = size if stride is None else stride
    rows, columns = (x.shape[2] - size) // step + 1, (x.shape[3] - size) // step + 1
    y = np.zeros((*x.shape[:2], rows, columns))
    for i, j in np.ndindex(rows, columns):
        y[:, :, i, j] = x[:, :, i * step : i * step + size, j * step : j * step + size].sum(axis=(2, 3)) / size

    def backward(d_y: Array) -> Any:
        d_x = np.zeros(x.shape)
        for i, j in np.ndindex(rows, columns):
            here = np.s_[:, :, i * step : i * step + size, j * step : j * step + size]
            d_x[here] += d_y[:, :, i, j, None, None] / size
        return d_x

    return y, backward


def takes_the_largest(x: Array, size: int = 2, stride: int | None = None) -> Pair:
    step = size if stride is None else stride
    rows, columns = (x.shape[2] - size) // step + 1, (x.shape[3] - size) // step + 1
    y = np.zeros((*x.shape[:2], rows, columns))
    for i, j in np.ndindex(rows, columns):
        y[:, :, i, j] = x[:, :, i * step : i * step + size, j * step : j * step + size].max(axis=(2, 3))

    def backward(d_y: Array) -> Any:
        d_x = np.zeros(x.shape)
        for i, j in np.ndindex(rows, columns):
            here = np.s_[:, :, i * step : i * step + size, j * step : j * step + size]
            window = x[here].reshape(*x.shape[:2], -1)
            won = np.eye(window.shape[2])[window.argmax(axis=2)].reshape(x[here].shape)
            d_x[here] += won * d_y[:, :, i, j, None, None]
        return d_x

    return y, backward


def gradient_not_divided(x: Array, size: int = 2, stride: int | None = None) -> Pair:
    step = size if stride is None else stride
    rows, columns = (x.shape[2] - size) // step + 1, (x.shape[3] - size) // step + 1
    y = np.zeros((*x.shape[:2], rows, columns))
    for i, j in np.ndindex(rows, columns):
        y[:, :, i, j] = x[:, :, i * step : i * step + size, j * step : j * step + size].mean(axis=(2, 3))

    def backward(d_y: Array) -> Any:
        d_x = np.zeros(x.shape)
        for i, j in np.ndindex(rows, columns):
            here = np.s_[:, :, i * step : i * step + size, j * step : j * step + size]
            d_x[here] += d_y[:, :, i, j, None, None]
        return d_x

    return y, backward


def gives_the_gradient_to_the_largest(x: Array, size: int = 2, stride: int | None = None) -> Pair:
    step = size if stride is None else stride
    rows, columns = (x.shape[2] - size) // step + 1, (x.shape[3] - size) // step + 1
    y = np.zeros((*x.shape[:2], rows, columns))
    for i, j in np.ndindex(rows, columns):
        y[:, :, i, j] = x[:, :, i * step : i * step + size, j * step : j * step + size].mean(axis=(2, 3))

    def backward(d_y: Array) -> Any:
        d_x = np.zeros(x.shape)
        for i, j in np.ndindex(rows, columns):
            here = np.s_[:, :, i * step : i * step + size, j * step : j * step + size]
            window = x[here].reshape(*x.shape[:2], -1)
            won = np.eye(window.shape[2])[window.argmax(axis=2)].reshape(x[here].shape)
            d_x[here] += won * d_y[:, :, i, j, None, None]
        return d_x

    return y, backward


def overwrites_where_windows_overlap(x: Array, size: int = 2, stride: int | None = None) -> Pair:
    step = size if stride is None else stride
    rows, columns = (x.shape[2] - size) // step + 1, (x.shape[3] - size) // step + 1
    y = np.zeros((*x.shape[:2], rows, columns))
    for i, j in np.ndindex(rows, columns):
        y[:, :, i, j] = x[:, :, i * step : i * step + size, j * step : j * step + size].mean(axis=(2, 3))

    def backward(d_y: Array) -> Any:
        d_x = np.zeros(x.shape)
        for i, j in np.ndindex(rows, columns):
            here = np.s_[:, :, i * step : i * step + size, j * step : j * step + size]
            d_x[here] = d_y[:, :, i, j, None, None] / size**2
        return d_x

    return y, backward


def ignores_the_stride(x: Array, size: int = 2, stride: int | None = None) -> Pair:
    step = size
    rows, columns = (x.shape[2] - size) // step + 1, (x.shape[3] - size) // step + 1
    y = np.zeros((*x.shape[:2], rows, columns))
    for i, j in np.ndindex(rows, columns):
        y[:, :, i, j] = x[:, :, i * step : i * step + size, j * step : j * step + size].mean(axis=(2, 3))

    def backward(d_y: Array) -> Any:
        d_x = np.zeros(x.shape)
        for i, j in np.ndindex(min(rows, d_y.shape[2]), min(columns, d_y.shape[3])):
            here = np.s_[:, :, i * step : i * step + size, j * step : j * step + size]
            d_x[here] += d_y[:, :, i, j, None, None] / size**2
        return d_x

    return y, backward


def strides_along_the_rows_only(x: Array, size: int = 2, stride: int | None = None) -> Pair:
    step = size if stride is None else stride
    rows, columns = (x.shape[2] - size) // step + 1, x.shape[3] - size + 1
    y = np.zeros((*x.shape[:2], rows, columns))
    for i, j in np.ndindex(rows, columns):
        y[:, :, i, j] = x[:, :, i * step : i * step + size, j * 1 : j * 1 + size].mean(axis=(2, 3))

    def backward(d_y: Array) -> Any:
        d_x = np.zeros(x.shape)
        for i, j in np.ndindex(min(rows, d_y.shape[2]), min(columns, d_y.shape[3])):
            here = np.s_[:, :, i * step : i * step + size, j * 1 : j * 1 + size]
            d_x[here] += d_y[:, :, i, j, None, None] / size**2
        return d_x

    return y, backward


def keeps_windows_that_stick_out(x: Array, size: int = 2, stride: int | None = None) -> Pair:
    step = size if stride is None else stride
    rows, columns = -(-(x.shape[2] - size) // step) + 1, -(-(x.shape[3] - size) // step) + 1
    y = np.zeros((*x.shape[:2], rows, columns))
    for i, j in np.ndindex(rows, columns):
        y[:, :, i, j] = x[:, :, i * step : i * step + size, j * step : j * step + size].mean(axis=(2, 3))

    def backward(d_y: Array) -> Any:
        d_x = np.zeros(x.shape)
        for i, j in np.ndindex(min(rows, d_y.shape[2]), min(columns, d_y.shape[3])):
            here = np.s_[:, :, i * step : i * step + size, j * step : j * step + size]
            d_x[here] += d_y[:, :, i, j, None, None] / size**2
        return d_x

    return y, backward


WRONG_ANSWERS = (
    WrongAnswer(takes_the_sum, "the numbers of a window are added up, and nothing is divided"),
    WrongAnswer(
        divides_by_the_side_of_the_window, "the sum is divided by the side of the window; how many pixels does it hold?"
    ),
    WrongAnswer(takes_the_largest, "you return the largest number of each window, not its mean"),
    WrongAnswer(
        gradient_not_divided,
        "every pixel gets the whole gradient; a nudge to one pixel moves the mean by less than the nudge",
    ),
    WrongAnswer(
        gives_the_gradient_to_the_largest,
        "the gradient goes to the largest pixel, as for max-pooling; all pixels have a say in a mean",
    ),
    WrongAnswer(
        overwrites_where_windows_overlap,
        "where windows overlap, the last one wipes out what d_x held; a pixel has a say in several means",
    ),
    WrongAnswer(ignores_the_stride, "the windows always lie side by side; a stride may let them overlap or leave gaps"),
    WrongAnswer(
        strides_along_the_rows_only,
        "the stride moves the windows downwards only; to the side they still go pixel by pixel",
    ),
    WrongAnswer(
        keeps_windows_that_stick_out, "a window that sticks out of the image is kept, cut off; only whole windows count"
    ),
)
