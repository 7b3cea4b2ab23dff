"""What goes wrong in the gradient of instance_norm: runnable mistakes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Array, Callable[[Array], Any]]


def takes_the_mean_for_a_constant(x: Array, gamma: Array, beta: Array, eps: float = 1e-5) -> Pair:
    if x.ndim < 3:
        raise ValueError("no axis of positions")
    own, others, column = tuple(range(2, x.ndim)), (0, *range(2, x.ndim)), (-1,) + (1,) * (x.ndim - 2)
    mean, var = x.mean(axis=own, keepdims=True), x.var(axis=own, keepdims=True)
    inverse = 1 / np.sqrt(var + eps)
    x_hat = (x - mean) * inverse
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_hat = gamma.reshape(column) * d_y
        d_x = d_hat - x_hat * (d_hat * x_hat).mean(axis=own, keepdims=True)
        return inverse * d_x, (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward


def takes_the_variance_for_a_constant(x: Array, gamma: Array, beta: Array, eps: float = 1e-5) -> Pair:
    if x.ndim < 3:
        raise ValueError("no axis of positions")
    own, others, column = tuple(range(2, x.ndim)), (0, *range(2, x.ndim)), (-1,) + (1,) * (x.ndim - 2)
    mean, var = x.mean(axis=own, keepdims=True), x.var(axis=own, keepdims=True)
    inverse = 1 / np.sqrt(var + eps)
    x_hat = (x - mean) * inverse
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_hat = gamma.reshape(column) * d_y
        d_x = d_hat - d_hat.mean(axis=own, keepdims=True)
        return inverse * d_x, (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward


def takes_both_statistics_for_constants(x: Array, gamma: Array, beta: Array, eps: float = 1e-5) -> Pair:
    if x.ndim < 3:
        raise ValueError("no axis of positions")
    own, others, column = tuple(range(2, x.ndim)), (0, *range(2, x.ndim)), (-1,) + (1,) * (x.ndim - 2)
    mean, var = x.mean(axis=own, keepdims=True), x.var(axis=own, keepdims=True)
    inverse = 1 / np.sqrt(var + eps)
    x_hat = (x - mean) * inverse
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_hat = gamma.reshape(column) * d_y
        d_x = d_hat
        return inverse * d_x, (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward


def forgets_gamma_in_d_x(x: Array, gamma: Array, beta: Array, eps: float = 1e-5) -> Pair:
    if x.ndim < 3:
        raise ValueError("no axis of positions")
    own, others, column = tuple(range(2, x.ndim)), (0, *range(2, x.ndim)), (-1,) + (1,) * (x.ndim - 2)
    mean, var = x.mean(axis=own, keepdims=True), x.var(axis=own, keepdims=True)
    inverse = 1 / np.sqrt(var + eps)
    x_hat = (x - mean) * inverse
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_hat = d_y
        d_x = d_hat - d_hat.mean(axis=own, keepdims=True) - x_hat * (d_hat * x_hat).mean(axis=own, keepdims=True)
        return inverse * d_x, (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward


def a_gamma_for_every_example(x: Array, gamma: Array, beta: Array, eps: float = 1e-5) -> Pair:
    if x.ndim < 3:
        raise ValueError("no axis of positions")
    own, column = tuple(range(2, x.ndim)), (-1,) + (1,) * (x.ndim - 2)
    mean, var = x.mean(axis=own, keepdims=True), x.var(axis=own, keepdims=True)
    inverse = 1 / np.sqrt(var + eps)
    x_hat = (x - mean) * inverse
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_hat = gamma.reshape(column) * d_y
        d_x = d_hat - d_hat.mean(axis=own, keepdims=True) - x_hat * (d_hat * x_hat).mean(axis=own, keepdims=True)
        return inverse * d_x, (d_y * x_hat).sum(axis=own), d_y.sum(axis=own)

    return y, backward


def sums_over_the_batch_alone(x: Array, gamma: Array, beta: Array, eps: float = 1e-5) -> Pair:
    if x.ndim < 3:
        raise ValueError("no axis of positions")
    own, column = tuple(range(2, x.ndim)), (-1,) + (1,) * (x.ndim - 2)
    mean, var = x.mean(axis=own, keepdims=True), x.var(axis=own, keepdims=True)
    inverse = 1 / np.sqrt(var + eps)
    x_hat = (x - mean) * inverse
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_hat = gamma.reshape(column) * d_y
        d_x = d_hat - d_hat.mean(axis=own, keepdims=True) - x_hat * (d_hat * x_hat).mean(axis=own, keepdims=True)
        return inverse * d_x, (d_y * x_hat).sum(axis=0), d_y.sum(axis=0)

    return y, backward
