"""What goes wrong when batch_norm divides, scales and shifts: runnable mistakes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[tuple[Array, Array, Array], Callable[[Array], Any]]


def divides_by_the_variance(
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
    inverse = 1 / (var + eps).reshape(column)
    x_hat = (x - mean.reshape(column)) * inverse
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_gamma, d_beta = (d_y * x_hat).sum(axis=axes), d_y.sum(axis=axes)
        d_x = d_y
        if training:
            d_x = d_y - (d_beta.reshape(column) + x_hat * d_gamma.reshape(column)) / m
        return gamma.reshape(column) * inverse * d_x, d_gamma, d_beta

    return (y, running_mean, running_var), backward


def adds_eps_outside_the_root(
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
    inverse = 1 / (np.sqrt(var) + eps).reshape(column)
    x_hat = (x - mean.reshape(column)) * inverse
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_gamma, d_beta = (d_y * x_hat).sum(axis=axes), d_y.sum(axis=axes)
        d_x = d_y
        if training:
            d_x = d_y - (d_beta.reshape(column) + x_hat * d_gamma.reshape(column)) / m
        return gamma.reshape(column) * inverse * d_x, d_gamma, d_beta

    return (y, running_mean, running_var), backward


def forgets_eps(
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
    inverse = 1 / np.sqrt(var).reshape(column)
    x_hat = (x - mean.reshape(column)) * inverse
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_gamma, d_beta = (d_y * x_hat).sum(axis=axes), d_y.sum(axis=axes)
        d_x = d_y
        if training:
            d_x = d_y - (d_beta.reshape(column) + x_hat * d_gamma.reshape(column)) / m
        return gamma.reshape(column) * inverse * d_x, d_gamma, d_beta

    return (y, running_mean, running_var), backward


def lets_a_single_value_through(
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
        return gamma.reshape(column) * inverse * d_x, d_gamma, d_beta

    return (y, running_mean, running_var), backward


def forgets_to_scale_and_shift(
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
    y = x_hat

    def backward(d_y: Array) -> Any:
        d_gamma, d_beta = (d_y * x_hat).sum(axis=axes), d_y.sum(axis=axes)
        d_x = d_y
        if training:
            d_x = d_y - (d_beta.reshape(column) + x_hat * d_gamma.reshape(column)) / m
        return inverse * d_x, d_gamma, d_beta

    return (y, running_mean, running_var), backward


def shifts_before_it_scales(
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
    y = gamma.reshape(column) * (x_hat + beta.reshape(column))

    def backward(d_y: Array) -> Any:
        d_gamma, d_beta = (d_y * x_hat).sum(axis=axes), d_y.sum(axis=axes)
        d_gamma, d_beta = d_gamma + beta * d_beta, gamma * d_beta
        d_x = d_y
        if training:
            mean_d_y, along = d_y.mean(axis=axes), (d_y * x_hat).mean(axis=axes)
            d_x = d_y - mean_d_y.reshape(column) - x_hat * along.reshape(column)
        return gamma.reshape(column) * inverse * d_x, d_gamma, d_beta

    return (y, running_mean, running_var), backward
