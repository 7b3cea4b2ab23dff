"""Mistakes in max_pool2d, runnable and named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.exercises.declaration import WrongAnswer

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Array, Callable[[Array], Any]]


def shares_the_gradient_on_ties(x: Array, size: int = 2, stride: int | None = None) -> Pair:
    step = size if stride is None else stride
    rows, columns = (x.shape[2] - size) // step + 1, (x.shape[3] - size) // step + 1
    y = np.zeros((*x.shape[:2], rows, columns))
    for i, j in np.ndindex(rows, columns):
        y[:, :, i, j] = x[:, :, i * step : i * step + size, j * step : j * step + size].max(axis=(2, 3))

    def backward(d_y: Array) -> Any:
        d_x = np.zeros(x.shape)
        for i, j in np.ndindex(rows, columns):
            here = np.s_[:, :, i * step : i * step + size, j * step : j * step + size]
            largest = x[here] == y[:, :, i, j, None, None]
            d_x[here] += largest / largest.sum(axis=(2, 3), keepdims=True) * d_y[:, :, i, j, None, None]
        return d_x

    return y, backward


def sends_the_gradient_to_all_ties(x: Array, size: int = 2, stride: int | None = None) -> Pair:
    step = size if stride is None else stride
    rows, columns = (x.shape[2] - size) // step + 1, (x.shape[3] - size) // step + 1
    y = np.zeros((*x.shape[:2], rows, columns))
    for i, j in np.ndindex(rows, columns):
        y[:, :, i, j] = x[:, :, i * step : i * step + size, j * step : j * step + size].max(axis=(2, 3))

    def backward(d_y: Array) -> Any:
        d_x = np.zeros(x.shape)
        for i, j in np.ndindex(rows, columns):
            here = np.s_[:, :, i * step : i * step + size, j * step : j * step + size]
            d_x[here] += (x[here] == y[:, :, i, j, None, None]) * d_y[:, :, i, j, None, None]
        return d_x

    return y, backward


def the_last_of_equals_wins(x: Array, size: int = 2, stride: int | None = None) -> Pair:
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
            last = window.shape[2] - 1 - window[:, :, ::-1].argmax(axis=2)
            d_x[here] += np.eye(window.shape[2])[last].reshape(x[here].shape) * d_y[:, :, i, j, None, None]
        return d_x

    return y, backward


def gives_every_pixel_a_share(x: Array, size: int = 2, stride: int | None = None) -> Pair:
    step = size if stride is None else stride
    rows, columns = (x.shape[2] - size) // step + 1, (x.shape[3] - size) // step + 1
    y = np.zeros((*x.shape[:2], rows, columns))
    for i, j in np.ndindex(rows, columns):
        y[:, :, i, j] = x[:, :, i * step : i * step + size, j * step : j * step + size].max(axis=(2, 3))

    def backward(d_y: Array) -> Any:
        d_x = np.zeros(x.shape)
        for i, j in np.ndindex(rows, columns):
            here = np.s_[:, :, i * step : i * step + size, j * step : j * step + size]
            d_x[here] += d_y[:, :, i, j, None, None] / size**2
        return d_x

    return y, backward


def overwrites_where_windows_overlap(x: Array, size: int = 2, stride: int | None = None) -> Pair:
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
            d_x[here] = won * d_y[:, :, i, j, None, None]
        return d_x

    return y, backward


def takes_the_mean(x: Array, size: int = 2, stride: int | None = None) -> Pair:
    step = size if stride is None else stride
    rows, columns = (x.shape[2] - size) // step + 1, (x.shape[3] - size) // step + 1
    y = np.zeros((*x.shape[:2], rows, columns))
    for i, j in np.ndindex(rows, columns):
        y[:, :, i, j] = x[:, :, i * step : i * step + size, j * step : j * step + size].mean(axis=(2, 3))

    def backward(d_y: Array) -> Any:
        d_x = np.zeros(x.shape)
        for i, j in np.ndindex(rows, columns):
            here = np.s_[:, :, i * step : i * step + size, j * step : j * step + size]
            d_x[here] += d_y[:, :, i, j, None, None] / size**2
        return d_x

    return y, backward


def starts_from_zero(x: Array, size: int = 2, stride: int | None = None) -> Pair:
    step = size if stride is None else stride
    rows, columns = (x.shape[2] - size) // step + 1, (x.shape[3] - size) // step + 1
    y = np.zeros((*x.shape[:2], rows, columns))
    for i, j in np.ndindex(rows, columns):
        y[:, :, i, j] = np.maximum(x[:, :, i * step : i * step + size, j * step : j * step + size].max(axis=(2, 3)), 0)

    def backward(d_y: Array) -> Any:
        d_x = np.zeros(x.shape)
        for i, j in np.ndindex(rows, columns):
            here = np.s_[:, :, i * step : i * step + size, j * step : j * step + size]
            window = x[here].reshape(*x.shape[:2], -1)
            won = np.eye(window.shape[2])[window.argmax(axis=2)].reshape(x[here].shape)
            d_x[here] += won * d_y[:, :, i, j, None, None]
        return d_x

    return y, backward


def ignores_the_stride(x: Array, size: int = 2, stride: int | None = None) -> Pair:
    step = size
    rows, columns = (x.shape[2] - size) // step + 1, (x.shape[3] - size) // step + 1
    y = np.zeros((*x.shape[:2], rows, columns))
    for i, j in np.ndindex(rows, columns):
        y[:, :, i, j] = x[:, :, i * step : i * step + size, j * step : j * step + size].max(axis=(2, 3))

    def backward(d_y: Array) -> Any:
        d_x = np.zeros(x.shape)
        for i, j in np.ndindex(min(rows, d_y.shape[2]), min(columns, d_y.shape[3])):
            here = np.s_[:, :, i * step : i * step + size, j * step : j * step + size]
            window = x[here].reshape(*x.shape[:2], -1)
            won = np.eye(window.shape[2])[window.argmax(axis=2)].reshape(x[here].shape)
            d_x[here] += won * d_y[:, :, i, j, None, None]
        return d_x

    return y, backward


def strides_along_the_rows_only(x: Array, size: int = 2, stride: int | None = None) -> Pair:
    step = size if stride is None else stride
    rows, columns = (x.shape[2] - size) // step + 1, x.shape[3] - size + 1
    y = np.zeros((*x.shape[:2], rows, columns))
    for i, j in np.ndindex(rows, columns):
        y[:, :, i, j] = x[:, :, i * step : i * step + size, j * 1 : j * 1 + size].max(axis=(2, 3))

    def backward(d_y: Array) -> Any:
        d_x = np.zeros(x.shape)
        for i, j in np.ndindex(min(rows, d_y.shape[2]), min(columns, d_y.shape[3])):
            here = np.s_[:, :, i * step : i * step + size, j * 1 : j * 1 + size]
            window = x[here].reshape(*x.shape[:2], -1)
            won = np.eye(window.shape[2])[window.argmax(axis=2)].reshape(x[here].shape)
            d_x[here] += won * d_y[:, :, i, j, None, None]
        return d_x

    return y, backward


def keeps_windows_that_stick_out(x: Array, size: int = 2, stride: int | None = None) -> Pair:
    step = size if stride is None else stride
    rows, columns = -(-(x.shape[2] - size) // step) + 1, -(-(x.shape[3] - size) // step) + 1
    y = np.zeros((*x.shape[:2], rows, columns))
    for i, j in np.ndindex(rows, columns):
        y[:, :, i, j] = x[:, :, i * step : i * step + size, j * step : j * step + size].max(axis=(2, 3))

    def backward(d_y: Array) -> Any:
        d_x = np.zeros(x.shape)
        for i, j in np.ndindex(min(rows, d_y.shape[2]), min(columns, d_y.shape[3])):
            here = np.s_[:, :, i * step : i * step + size, j * step : j * step + size]
            window = x[here].reshape(*x.shape[:2], -1)
            won = np.eye(window.shape[2])[window.argmax(axis=2)].reshape(x[here].shape)
            d_x[here] += won * d_y[:, :, i, j, None, None]
        return d_x

    return y, backward


WRONG_ANSWERS = (
    WrongAnswer(
        shares_the_gradient_on_ties,
        "at a tie the gradient is shared among the largest; the convention here: one of them wins, and takes it all",
    ),
    WrongAnswer(
        sends_the_gradient_to_all_ties,
        "at a tie each of the largest gets the whole gradient, so more goes back than came in",
    ),
    WrongAnswer(
        the_last_of_equals_wins, "at a tie the last of the largest wins; in reading order the first one should"
    ),
    WrongAnswer(
        gives_every_pixel_a_share,
        "the gradient is spread over the window, as for a mean; a nudge to a pixel that did not win changes nothing",
    ),
    WrongAnswer(
        overwrites_where_windows_overlap,
        "where windows overlap, the last one wipes out what d_x held; a pixel may win in several windows",
    ),
    WrongAnswer(takes_the_mean, "you return the mean of each window, not its largest number"),
    WrongAnswer(
        starts_from_zero,
        "a window of negative numbers gives 0, which stands nowhere in it: from what does your search for the "
        "largest begin?",
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
