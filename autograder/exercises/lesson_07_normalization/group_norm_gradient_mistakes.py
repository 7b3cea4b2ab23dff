"""What goes wrong in the gradient of group_norm: runnable mistakes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Array, Callable[[Array], Any]]


def takes_the_mean_for_a_constant(x: Array, gamma: Array, beta: Array, groups: int, eps: float = 1e-5) -> Pair:
    if x.shape[1] % groups:
        raise ValueError("the groups do not divide the channels")
    column, others = (-1,) + (1,) * (x.ndim - 2), (0, *range(2, x.ndim))
    rows = x.reshape(len(x) * groups, -1)
    mean, var = rows.mean(axis=1, keepdims=True), rows.var(axis=1, keepdims=True)
    inverse = 1 / np.sqrt(var + eps)
    row_hat = (rows - mean) * inverse
    x_hat = row_hat.reshape(x.shape)
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_hat = (gamma.reshape(column) * d_y).reshape(rows.shape)
        d_x = d_hat - row_hat * (d_hat * row_hat).mean(axis=1, keepdims=True)
        return (inverse * d_x).reshape(x.shape), (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward


def takes_the_variance_for_a_constant(x: Array, gamma: Array, beta: Array, groups: int, eps: float = 1e-5) -> Pair:
    if x.shape[1] % groups:
        raise ValueError("the groups do not divide the channels")
    column, others = (-1,) + (1,) * (x.ndim - 2), (0, *range(2, x.ndim))
    rows = x.reshape(len(x) * groups, -1)
    mean, var = rows.mean(axis=1, keepdims=True), rows.var(axis=1, keepdims=True)
    inverse = 1 / np.sqrt(var + eps)
    row_hat = (rows - mean) * inverse
    x_hat = row_hat.reshape(x.shape)
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_hat = (gamma.reshape(column) * d_y).reshape(rows.shape)
        d_x = d_hat - d_hat.mean(axis=1, keepdims=True)
        return (inverse * d_x).reshape(x.shape), (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward


def takes_both_statistics_for_constants(x: Array, gamma: Array, beta: Array, groups: int, eps: float = 1e-5) -> Pair:
    if x.shape[1] % groups:
        raise ValueError("the groups do not divide the channels")
    column, others = (-1,) + (1,) * (x.ndim - 2), (0, *range(2, x.ndim))
    rows = x.reshape(len(x) * groups, -1)
    mean, var = rows.mean(axis=1, keepdims=True), rows.var(axis=1, keepdims=True)
    inverse = 1 / np.sqrt(var + eps)
    row_hat = (rows - mean) * inverse
    x_hat = row_hat.reshape(x.shape)
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_hat = (gamma.reshape(column) * d_y).reshape(rows.shape)
        d_x = d_hat
        return (inverse * d_x).reshape(x.shape), (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward


def takes_gamma_out_of_the_means(x: Array, gamma: Array, beta: Array, groups: int, eps: float = 1e-5) -> Pair:
    if x.shape[1] % groups:
        raise ValueError("the groups do not divide the channels")
    column, others = (-1,) + (1,) * (x.ndim - 2), (0, *range(2, x.ndim))
    rows = x.reshape(len(x) * groups, -1)
    mean, var = rows.mean(axis=1, keepdims=True), rows.var(axis=1, keepdims=True)
    inverse = 1 / np.sqrt(var + eps)
    row_hat = (rows - mean) * inverse
    x_hat = row_hat.reshape(x.shape)
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_hat = d_y.reshape(rows.shape)
        d_x = d_hat - d_hat.mean(axis=1, keepdims=True) - row_hat * (d_hat * row_hat).mean(axis=1, keepdims=True)
        return (
            gamma.reshape(column) * (inverse * d_x).reshape(x.shape),
            (d_y * x_hat).sum(axis=others),
            d_y.sum(axis=others),
        )

    return y, backward
