"""What goes wrong in the value of instance_norm: runnable mistakes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Array, Callable[[Array], Any]]


def shares_statistics_among_examples(x: Array, gamma: Array, beta: Array, eps: float = 1e-5) -> Pair:
    if x.ndim < 3:
        raise ValueError("no axis of positions")
    own, others, column = (0, *range(2, x.ndim)), (0, *range(2, x.ndim)), (-1,) + (1,) * (x.ndim - 2)
    mean, var = x.mean(axis=own, keepdims=True), x.var(axis=own, keepdims=True)
    inverse = 1 / np.sqrt(var + eps)
    x_hat = (x - mean) * inverse
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_hat = gamma.reshape(column) * d_y
        d_x = d_hat - d_hat.mean(axis=own, keepdims=True) - x_hat * (d_hat * x_hat).mean(axis=own, keepdims=True)
        return inverse * d_x, (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward


def shares_statistics_among_channels(x: Array, gamma: Array, beta: Array, eps: float = 1e-5) -> Pair:
    if x.ndim < 3:
        raise ValueError("no axis of positions")
    own, others, column = tuple(range(1, x.ndim)), (0, *range(2, x.ndim)), (-1,) + (1,) * (x.ndim - 2)
    mean, var = x.mean(axis=own, keepdims=True), x.var(axis=own, keepdims=True)
    inverse = 1 / np.sqrt(var + eps)
    x_hat = (x - mean) * inverse
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_hat = gamma.reshape(column) * d_y
        d_x = d_hat - d_hat.mean(axis=own, keepdims=True) - x_hat * (d_hat * x_hat).mean(axis=own, keepdims=True)
        return inverse * d_x, (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward


def takes_the_last_axis_alone(x: Array, gamma: Array, beta: Array, eps: float = 1e-5) -> Pair:
    if x.ndim < 3:
        raise ValueError("no axis of positions")
    own, others, column = (-1,), (0, *range(2, x.ndim)), (-1,) + (1,) * (x.ndim - 2)
    mean, var = x.mean(axis=own, keepdims=True), x.var(axis=own, keepdims=True)
    inverse = 1 / np.sqrt(var + eps)
    x_hat = (x - mean) * inverse
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_hat = gamma.reshape(column) * d_y
        d_x = d_hat - d_hat.mean(axis=own, keepdims=True) - x_hat * (d_hat * x_hat).mean(axis=own, keepdims=True)
        return inverse * d_x, (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward


def scales_along_the_last_axis(x: Array, gamma: Array, beta: Array, eps: float = 1e-5) -> Pair:
    if x.ndim < 3:
        raise ValueError("no axis of positions")
    own, others, column = tuple(range(2, x.ndim)), (0, *range(2, x.ndim)), (-1,) + (1,) * (x.ndim - 2)
    mean, var = x.mean(axis=own, keepdims=True), x.var(axis=own, keepdims=True)
    inverse = 1 / np.sqrt(var + eps)
    x_hat = (x - mean) * inverse
    y = gamma * x_hat + beta

    def backward(d_y: Array) -> Any:
        d_hat = gamma.reshape(column) * d_y
        d_x = d_hat - d_hat.mean(axis=own, keepdims=True) - x_hat * (d_hat * x_hat).mean(axis=own, keepdims=True)
        return inverse * d_x, (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward


def forgets_to_scale_and_shift(x: Array, gamma: Array, beta: Array, eps: float = 1e-5) -> Pair:
    if x.ndim < 3:
        raise ValueError("no axis of positions")
    own, others = tuple(range(2, x.ndim)), (0, *range(2, x.ndim))
    mean, var = x.mean(axis=own, keepdims=True), x.var(axis=own, keepdims=True)
    inverse = 1 / np.sqrt(var + eps)
    x_hat = (x - mean) * inverse
    y = x_hat

    def backward(d_y: Array) -> Any:
        d_hat = d_y
        d_x = d_hat - d_hat.mean(axis=own, keepdims=True) - x_hat * (d_hat * x_hat).mean(axis=own, keepdims=True)
        return inverse * d_x, (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward


def divides_by_one_less(x: Array, gamma: Array, beta: Array, eps: float = 1e-5) -> Pair:
    if x.ndim < 3:
        raise ValueError("no axis of positions")
    own, others, column = tuple(range(2, x.ndim)), (0, *range(2, x.ndim)), (-1,) + (1,) * (x.ndim - 2)
    mean, var = x.mean(axis=own, keepdims=True), x.var(axis=own, keepdims=True)
    k = x.size // mean.size
    var = var * k / (k - 1)
    inverse = 1 / np.sqrt(var + eps)
    x_hat = (x - mean) * inverse
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_hat = gamma.reshape(column) * d_y
        d_x = d_hat - d_hat.mean(axis=own, keepdims=True) - x_hat * (d_hat * x_hat).mean(axis=own, keepdims=True)
        return inverse * d_x, (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward


def divides_by_the_variance(x: Array, gamma: Array, beta: Array, eps: float = 1e-5) -> Pair:
    if x.ndim < 3:
        raise ValueError("no axis of positions")
    own, others, column = tuple(range(2, x.ndim)), (0, *range(2, x.ndim)), (-1,) + (1,) * (x.ndim - 2)
    mean, var = x.mean(axis=own, keepdims=True), x.var(axis=own, keepdims=True)
    inverse = 1 / (var + eps)
    x_hat = (x - mean) * inverse
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_hat = gamma.reshape(column) * d_y
        d_x = d_hat - d_hat.mean(axis=own, keepdims=True) - x_hat * (d_hat * x_hat).mean(axis=own, keepdims=True)
        return inverse * d_x, (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward


def adds_eps_outside_the_root(x: Array, gamma: Array, beta: Array, eps: float = 1e-5) -> Pair:
    if x.ndim < 3:
        raise ValueError("no axis of positions")
    own, others, column = tuple(range(2, x.ndim)), (0, *range(2, x.ndim)), (-1,) + (1,) * (x.ndim - 2)
    mean, var = x.mean(axis=own, keepdims=True), x.var(axis=own, keepdims=True)
    inverse = 1 / (np.sqrt(var) + eps)
    x_hat = (x - mean) * inverse
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_hat = gamma.reshape(column) * d_y
        d_x = d_hat - d_hat.mean(axis=own, keepdims=True) - x_hat * (d_hat * x_hat).mean(axis=own, keepdims=True)
        return inverse * d_x, (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward


def forgets_eps(x: Array, gamma: Array, beta: Array, eps: float = 1e-5) -> Pair:
    if x.ndim < 3:
        raise ValueError("no axis of positions")
    own, others, column = tuple(range(2, x.ndim)), (0, *range(2, x.ndim)), (-1,) + (1,) * (x.ndim - 2)
    mean, var = x.mean(axis=own, keepdims=True), x.var(axis=own, keepdims=True)
    inverse = 1 / np.sqrt(var)
    x_hat = (x - mean) * inverse
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_hat = gamma.reshape(column) * d_y
        d_x = d_hat - d_hat.mean(axis=own, keepdims=True) - x_hat * (d_hat * x_hat).mean(axis=own, keepdims=True)
        return inverse * d_x, (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward


def lets_rows_through(x: Array, gamma: Array, beta: Array, eps: float = 1e-5) -> Pair:
    own, others, column = tuple(range(2, x.ndim)), (0, *range(2, x.ndim)), (-1,) + (1,) * (x.ndim - 2)
    mean, var = x.mean(axis=own, keepdims=True), x.var(axis=own, keepdims=True)
    inverse = 1 / np.sqrt(var + eps)
    x_hat = (x - mean) * inverse
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_hat = gamma.reshape(column) * d_y
        d_x = d_hat - d_hat.mean(axis=own, keepdims=True) - x_hat * (d_hat * x_hat).mean(axis=own, keepdims=True)
        return inverse * d_x, (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward
