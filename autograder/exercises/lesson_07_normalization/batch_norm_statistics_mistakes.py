"""What goes wrong when batch_norm takes its statistics: runnable mistakes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[tuple[Array, Array, Array], Callable[[Array], Any]]


def takes_batch_statistics_at_inference(
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
    mean, var = x.mean(axis=axes), x.var(axis=axes)
    if training:
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


def divides_by_m_less_one(
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
        mean, var = x.mean(axis=axes), x.var(axis=axes, ddof=1)
        running_mean = (1 - momentum) * running_mean + momentum * mean
        running_var = (1 - momentum) * running_var + momentum * var
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


def averages_over_the_batch_alone(
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
        mean, var = x.mean(axis=0), x.var(axis=0)
        running_mean = (1 - momentum) * running_mean.reshape(column) + momentum * mean
        running_var = (1 - momentum) * running_var.reshape(column) + momentum * var * m / (m - 1)
    else:
        mean, var = mean.reshape(column), var.reshape(column)
    inverse = 1 / np.sqrt(var + eps)
    x_hat = (x - mean) * inverse
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_gamma, d_beta = (d_y * x_hat).sum(axis=axes), d_y.sum(axis=axes)
        d_x = d_y
        if training:
            d_x = d_y - (d_beta.reshape(column) + x_hat * d_gamma.reshape(column)) / m
        return gamma.reshape(column) * inverse * d_x, d_gamma, d_beta

    return (y, running_mean, running_var), backward


def takes_one_mean_for_all_channels(
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
        mean, var = np.full(x.shape[1], x.mean()), np.full(x.shape[1], x.var())
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


def normalises_every_example(
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
    mean, var = mean.reshape(column), var.reshape(column)
    if training:
        mean, var = (s(x, axis=tuple(range(1, x.ndim)), keepdims=True) for s in (np.mean, np.var))
    inverse = 1 / np.sqrt(var + eps)
    x_hat = (x - mean) * inverse
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_gamma, d_beta = (d_y * x_hat).sum(axis=axes), d_y.sum(axis=axes)
        d_x = d_y
        if training:
            d_x = d_y - (d_beta.reshape(column) + x_hat * d_gamma.reshape(column)) / m
        return gamma.reshape(column) * inverse * d_x, d_gamma, d_beta

    return (y, running_mean, running_var), backward


def counts_examples_not_values(
    x: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_var: Array,
    training: bool = True,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> Pair:
    axes, m, column = (0, *range(2, x.ndim)), len(x), (-1,) + (1,) * (x.ndim - 2)
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
        return gamma.reshape(column) * inverse * d_x, d_gamma, d_beta

    return (y, running_mean, running_var), backward


def subtracts_the_squared_mean(
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
        mean, var = x.mean(axis=axes), (x**2).mean(axis=axes) - x.mean(axis=axes) ** 2
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
