"""What goes wrong in d_x of batch_norm: runnable mistakes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[tuple[Array, Array, Array], Callable[[Array], Any]]


def takes_the_mean_for_a_constant(
    x: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_var: Array,
    training: bool = True,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> Pair:
    axes, m, column = (0, *range(2, x.ndim)), x.size // x.shape[1], (-1,) + (1,) * (x.ndim - 2)
    if training and m == 1:
        raise ValueError("one value has no variance")
    mean, var = running_mean, running_var
    if training:
        mean, var = x.mean(axis=axes), x.var(axis=axes)
        running_mean = (1 - momentum) * running_mean + momentum * mean
        running_var = (1 - momentum) * running_var + momentum * var * m / (m - 1)
    inverse = 1 / np.sqrt(var + eps).reshape(column)
    x_hat = (x - mean.reshape(column)) * inverse
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_gamma, d_beta = (d_y * x_hat).sum(axis=axes), d_y.sum(axis=axes)
        d_x = d_y
        if training:
            d_x = d_y - x_hat * d_gamma.reshape(column) / m
        return gamma.reshape(column) * inverse * d_x, d_gamma, d_beta

    return (y, running_mean, running_var), backward


def takes_the_variance_for_a_constant(
    x: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_var: Array,
    training: bool = True,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> Pair:
    axes, m, column = (0, *range(2, x.ndim)), x.size // x.shape[1], (-1,) + (1,) * (x.ndim - 2)
    if training and m == 1:
        raise ValueError("one value has no variance")
    mean, var = running_mean, running_var
    if training:
        mean, var = x.mean(axis=axes), x.var(axis=axes)
        running_mean = (1 - momentum) * running_mean + momentum * mean
        running_var = (1 - momentum) * running_var + momentum * var * m / (m - 1)
    inverse = 1 / np.sqrt(var + eps).reshape(column)
    x_hat = (x - mean.reshape(column)) * inverse
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_gamma, d_beta = (d_y * x_hat).sum(axis=axes), d_y.sum(axis=axes)
        d_x = d_y
        if training:
            d_x = d_y - d_beta.reshape(column) / m
        return gamma.reshape(column) * inverse * d_x, d_gamma, d_beta

    return (y, running_mean, running_var), backward


def takes_both_statistics_for_constants(
    x: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_var: Array,
    training: bool = True,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> Pair:
    axes, m, column = (0, *range(2, x.ndim)), x.size // x.shape[1], (-1,) + (1,) * (x.ndim - 2)
    if training and m == 1:
        raise ValueError("one value has no variance")
    mean, var = running_mean, running_var
    if training:
        mean, var = x.mean(axis=axes), x.var(axis=axes)
        running_mean = (1 - momentum) * running_mean + momentum * mean
        running_var = (1 - momentum) * running_var + momentum * var * m / (m - 1)
    inverse = 1 / np.sqrt(var + eps).reshape(column)
    x_hat = (x - mean.reshape(column)) * inverse
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_gamma, d_beta = (d_y * x_hat).sum(axis=axes), d_y.sum(axis=axes)
        d_x = d_y
        return gamma.reshape(column) * inverse * d_x, d_gamma, d_beta

    return (y, running_mean, running_var), backward


def differentiates_through_running_statistics(
    x: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_var: Array,
    training: bool = True,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> Pair:
    axes, m, column = (0, *range(2, x.ndim)), x.size // x.shape[1], (-1,) + (1,) * (x.ndim - 2)
    if training and m == 1:
        raise ValueError("one value has no variance")
    mean, var = running_mean, running_var
    if training:
        mean, var = x.mean(axis=axes), x.var(axis=axes)
        running_mean = (1 - momentum) * running_mean + momentum * mean
        running_var = (1 - momentum) * running_var + momentum * var * m / (m - 1)
    inverse = 1 / np.sqrt(var + eps).reshape(column)
    x_hat = (x - mean.reshape(column)) * inverse
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_gamma, d_beta = (d_y * x_hat).sum(axis=axes), d_y.sum(axis=axes)
        d_x = d_y - (d_beta.reshape(column) + x_hat * d_gamma.reshape(column)) / m
        return gamma.reshape(column) * inverse * d_x, d_gamma, d_beta

    return (y, running_mean, running_var), backward


def adds_the_shares_of_the_statistics(
    x: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_var: Array,
    training: bool = True,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> Pair:
    axes, m, column = (0, *range(2, x.ndim)), x.size // x.shape[1], (-1,) + (1,) * (x.ndim - 2)
    if training and m == 1:
        raise ValueError("one value has no variance")
    mean, var = running_mean, running_var
    if training:
        mean, var = x.mean(axis=axes), x.var(axis=axes)
        running_mean = (1 - momentum) * running_mean + momentum * mean
        running_var = (1 - momentum) * running_var + momentum * var * m / (m - 1)
    inverse = 1 / np.sqrt(var + eps).reshape(column)
    x_hat = (x - mean.reshape(column)) * inverse
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_gamma, d_beta = (d_y * x_hat).sum(axis=axes), d_y.sum(axis=axes)
        d_x = d_y
        if training:
            d_x = d_y + (d_beta.reshape(column) + x_hat * d_gamma.reshape(column)) / m
        return gamma.reshape(column) * inverse * d_x, d_gamma, d_beta

    return (y, running_mean, running_var), backward


def forgets_to_divide_by_the_deviation(
    x: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_var: Array,
    training: bool = True,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> Pair:
    axes, m, column = (0, *range(2, x.ndim)), x.size // x.shape[1], (-1,) + (1,) * (x.ndim - 2)
    if training and m == 1:
        raise ValueError("one value has no variance")
    mean, var = running_mean, running_var
    if training:
        mean, var = x.mean(axis=axes), x.var(axis=axes)
        running_mean = (1 - momentum) * running_mean + momentum * mean
        running_var = (1 - momentum) * running_var + momentum * var * m / (m - 1)
    inverse = 1 / np.sqrt(var + eps).reshape(column)
    x_hat = (x - mean.reshape(column)) * inverse
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_gamma, d_beta = (d_y * x_hat).sum(axis=axes), d_y.sum(axis=axes)
        d_x = d_y
        if training:
            d_x = d_y - (d_beta.reshape(column) + x_hat * d_gamma.reshape(column)) / m
        return gamma.reshape(column) * d_x, d_gamma, d_beta

    return (y, running_mean, running_var), backward
