"""What goes wrong in the value of layer_norm: runnable mistakes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Array, Callable[[Array], Any]]


def normalises_over_the_batch(x: Array, gamma: Array, beta: Array, eps: float = 1e-5) -> Pair:
    own, others = tuple(range(x.ndim - gamma.ndim)), tuple(range(x.ndim - gamma.ndim))
    mean, var = x.mean(axis=own, keepdims=True), x.var(axis=own, keepdims=True)
    inverse = 1 / np.sqrt(var + eps)
    x_hat = (x - mean) * inverse
    y = gamma * x_hat + beta

    def backward(d_y: Array) -> Any:
        d_hat = gamma * d_y
        d_x = d_hat - d_hat.mean(axis=own, keepdims=True) - x_hat * (d_hat * x_hat).mean(axis=own, keepdims=True)
        return inverse * d_x, (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward


def takes_the_last_axis_alone(x: Array, gamma: Array, beta: Array, eps: float = 1e-5) -> Pair:
    own, others = (-1,), tuple(range(x.ndim - gamma.ndim))
    mean, var = x.mean(axis=own, keepdims=True), x.var(axis=own, keepdims=True)
    inverse = 1 / np.sqrt(var + eps)
    x_hat = (x - mean) * inverse
    y = gamma * x_hat + beta

    def backward(d_y: Array) -> Any:
        d_hat = gamma * d_y
        d_x = d_hat - d_hat.mean(axis=own, keepdims=True) - x_hat * (d_hat * x_hat).mean(axis=own, keepdims=True)
        return inverse * d_x, (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward


def takes_one_mean_for_all_examples(x: Array, gamma: Array, beta: Array, eps: float = 1e-5) -> Pair:
    own, others = tuple(range(x.ndim)), tuple(range(x.ndim - gamma.ndim))
    mean, var = x.mean(axis=own, keepdims=True), x.var(axis=own, keepdims=True)
    inverse = 1 / np.sqrt(var + eps)
    x_hat = (x - mean) * inverse
    y = gamma * x_hat + beta

    def backward(d_y: Array) -> Any:
        d_hat = gamma * d_y
        d_x = d_hat - d_hat.mean(axis=own, keepdims=True) - x_hat * (d_hat * x_hat).mean(axis=own, keepdims=True)
        return inverse * d_x, (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward


def takes_every_axis_but_the_first(x: Array, gamma: Array, beta: Array, eps: float = 1e-5) -> Pair:
    own, others = tuple(range(1, x.ndim)), tuple(range(x.ndim - gamma.ndim))
    mean, var = x.mean(axis=own, keepdims=True), x.var(axis=own, keepdims=True)
    inverse = 1 / np.sqrt(var + eps)
    x_hat = (x - mean) * inverse
    y = gamma * x_hat + beta

    def backward(d_y: Array) -> Any:
        d_hat = gamma * d_y
        d_x = d_hat - d_hat.mean(axis=own, keepdims=True) - x_hat * (d_hat * x_hat).mean(axis=own, keepdims=True)
        return inverse * d_x, (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward


def forgets_to_scale_and_shift(x: Array, gamma: Array, beta: Array, eps: float = 1e-5) -> Pair:
    own, others = tuple(range(-gamma.ndim, 0)), tuple(range(x.ndim - gamma.ndim))
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
    own, others = tuple(range(-gamma.ndim, 0)), tuple(range(x.ndim - gamma.ndim))
    mean, var = x.mean(axis=own, keepdims=True), x.var(axis=own, keepdims=True)
    k = x.size // mean.size
    var = var * k / (k - 1)
    inverse = 1 / np.sqrt(var + eps)
    x_hat = (x - mean) * inverse
    y = gamma * x_hat + beta

    def backward(d_y: Array) -> Any:
        d_hat = gamma * d_y
        d_x = d_hat - d_hat.mean(axis=own, keepdims=True) - x_hat * (d_hat * x_hat).mean(axis=own, keepdims=True)
        return inverse * d_x, (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward


def divides_by_the_variance(x: Array, gamma: Array, beta: Array, eps: float = 1e-5) -> Pair:
    own, others = tuple(range(-gamma.ndim, 0)), tuple(range(x.ndim - gamma.ndim))
    mean, var = x.mean(axis=own, keepdims=True), x.var(axis=own, keepdims=True)
    inverse = 1 / (var + eps)
    x_hat = (x - mean) * inverse
    y = gamma * x_hat + beta

    def backward(d_y: Array) -> Any:
        d_hat = gamma * d_y
        d_x = d_hat - d_hat.mean(axis=own, keepdims=True) - x_hat * (d_hat * x_hat).mean(axis=own, keepdims=True)
        return inverse * d_x, (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward


def adds_eps_outside_the_root(x: Array, gamma: Array, beta: Array, eps: float = 1e-5) -> Pair:
    own, others = tuple(range(-gamma.ndim, 0)), tuple(range(x.ndim - gamma.ndim))
    mean, var = x.mean(axis=own, keepdims=True), x.var(axis=own, keepdims=True)
    inverse = 1 / (np.sqrt(var) + eps)
    x_hat = (x - mean) * inverse
    y = gamma * x_hat + beta

    def backward(d_y: Array) -> Any:
        d_hat = gamma * d_y
        d_x = d_hat - d_hat.mean(axis=own, keepdims=True) - x_hat * (d_hat * x_hat).mean(axis=own, keepdims=True)
        return inverse * d_x, (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward


def forgets_eps(x: Array, gamma: Array, beta: Array, eps: float = 1e-5) -> Pair:
    own, others = tuple(range(-gamma.ndim, 0)), tuple(range(x.ndim - gamma.ndim))
    mean, var = x.mean(axis=own, keepdims=True), x.var(axis=own, keepdims=True)
    inverse = 1 / np.sqrt(var)
    x_hat = (x - mean) * inverse
    y = gamma * x_hat + beta

    def backward(d_y: Array) -> Any:
        d_hat = gamma * d_y
        d_x = d_hat - d_hat.mean(axis=own, keepdims=True) - x_hat * (d_hat * x_hat).mean(axis=own, keepdims=True)
        return inverse * d_x, (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward
