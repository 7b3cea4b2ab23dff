"""What goes wrong with the running statistics of batch_norm: runnable mistakes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[tuple[Array, Array, Array], Callable[[Array], Any]]


def takes_momentum_for_the_share_of_the_old(
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
        running_mean = momentum * running_mean + (1 - momentum) * mean
        running_var = momentum * running_var + (1 - momentum) * var * m / (m - 1)
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


def lets_the_biased_variance_run(
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


def adds_the_new_to_all_of_the_old(
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
        running_mean = running_mean + momentum * mean
        running_var = running_var + momentum * var * m / (m - 1)
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


def moves_the_statistics_at_inference(
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
    if m > 1:
        running_mean = (1 - momentum) * running_mean + momentum * x.mean(axis=axes)
        running_var = (1 - momentum) * running_var + momentum * x.var(axis=axes, ddof=1)
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


def trains_with_the_running_statistics(
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
        mean, var = running_mean, running_var
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


def leaves_the_running_statistics_alone(
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


def keeps_the_deviation(
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
        running_var = (1 - momentum) * running_var + momentum * np.sqrt(var * m / (m - 1))
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
