"""What goes wrong in the other gradients of batch_norm: runnable mistakes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[tuple[Array, Array, Array], Callable[[Array], Any]]


def forgets_gamma_in_d_x(
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
        return inverse * d_x, d_gamma, d_beta

    return (y, running_mean, running_var), backward


def takes_d_gamma_from_the_inputs(
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
        along, d_beta = (d_y * x_hat).sum(axis=axes), d_y.sum(axis=axes)
        d_x = d_y
        if training:
            d_x = d_y - (d_beta.reshape(column) + x_hat * along.reshape(column)) / m
        return gamma.reshape(column) * inverse * d_x, (d_y * x).sum(axis=axes), d_beta

    return (y, running_mean, running_var), backward


def sums_over_the_batch_alone(
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
        return gamma.reshape(column) * inverse * d_x, (d_y * x_hat).sum(axis=0), d_y.sum(axis=0)

    return (y, running_mean, running_var), backward


def averages_over_the_batch(
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
        return gamma.reshape(column) * inverse * d_x, d_gamma / max(m, 1), d_beta / max(m, 1)

    return (y, running_mean, running_var), backward


def ignores_the_incoming_gradient(
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
        d_y = np.ones_like(d_y)
        d_gamma, d_beta = (d_y * x_hat).sum(axis=axes), d_y.sum(axis=axes)
        d_x = d_y
        if training:
            d_x = d_y - (d_beta.reshape(column) + x_hat * d_gamma.reshape(column)) / m
        return gamma.reshape(column) * inverse * d_x, d_gamma, d_beta

    return (y, running_mean, running_var), backward


def returns_d_beta_before_d_gamma(
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
        return gamma.reshape(column) * inverse * d_x, d_beta, d_gamma

    return (y, running_mean, running_var), backward
