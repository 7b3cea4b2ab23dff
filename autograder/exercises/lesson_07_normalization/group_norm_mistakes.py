"""What goes wrong in the value of group_norm: runnable mistakes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Array, Callable[[Array], Any]]


def takes_the_groups_for_their_size(x: Array, gamma: Array, beta: Array, groups: int, eps: float = 1e-5) -> Pair:
    if x.shape[1] % groups:
        raise ValueError("the groups do not divide the channels")
    column, others = (-1,) + (1,) * (x.ndim - 2), (0, *range(2, x.ndim))
    rows = x.reshape(len(x) * (x.shape[1] // groups), -1)
    mean, var = rows.mean(axis=1, keepdims=True), rows.var(axis=1, keepdims=True)
    inverse = 1 / np.sqrt(var + eps)
    row_hat = (rows - mean) * inverse
    x_hat = row_hat.reshape(x.shape)
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_hat = (gamma.reshape(column) * d_y).reshape(rows.shape)
        d_x = d_hat - d_hat.mean(axis=1, keepdims=True) - row_hat * (d_hat * row_hat).mean(axis=1, keepdims=True)
        return (inverse * d_x).reshape(x.shape), (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward


def deals_the_channels_out(x: Array, gamma: Array, beta: Array, groups: int, eps: float = 1e-5) -> Pair:
    if x.shape[1] % groups:
        raise ValueError("the groups do not divide the channels")
    column, others = (-1,) + (1,) * (x.ndim - 2), (0, *range(2, x.ndim))
    size = x.shape[1] // groups
    dealt = np.arange(x.shape[1]).reshape(size, groups).T.ravel()
    back = np.argsort(dealt)
    rows = x[:, dealt].reshape(len(x) * groups, -1)
    mean, var = rows.mean(axis=1, keepdims=True), rows.var(axis=1, keepdims=True)
    inverse = 1 / np.sqrt(var + eps)
    row_hat = (rows - mean) * inverse
    x_hat = row_hat.reshape(x.shape)[:, back]
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_hat = (gamma.reshape(column) * d_y)[:, dealt].reshape(rows.shape)
        d_x = d_hat - d_hat.mean(axis=1, keepdims=True) - row_hat * (d_hat * row_hat).mean(axis=1, keepdims=True)
        return (inverse * d_x).reshape(x.shape)[:, back], (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward


def shares_statistics_among_examples(x: Array, gamma: Array, beta: Array, groups: int, eps: float = 1e-5) -> Pair:
    if x.shape[1] % groups:
        raise ValueError("the groups do not divide the channels")
    column, others = (-1,) + (1,) * (x.ndim - 2), (0, *range(2, x.ndim))
    rows = x.swapaxes(0, 1).reshape(groups, -1)
    swapped = x.swapaxes(0, 1).shape
    mean, var = rows.mean(axis=1, keepdims=True), rows.var(axis=1, keepdims=True)
    inverse = 1 / np.sqrt(var + eps)
    row_hat = (rows - mean) * inverse
    x_hat = row_hat.reshape(swapped).swapaxes(0, 1)
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_hat = (gamma.reshape(column) * d_y).swapaxes(0, 1).reshape(rows.shape)
        d_x = d_hat - d_hat.mean(axis=1, keepdims=True) - row_hat * (d_hat * row_hat).mean(axis=1, keepdims=True)
        return (inverse * d_x).reshape(swapped).swapaxes(0, 1), (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward


def takes_all_channels_for_one_group(x: Array, gamma: Array, beta: Array, groups: int, eps: float = 1e-5) -> Pair:
    if x.shape[1] % groups:
        raise ValueError("the groups do not divide the channels")
    column, others = (-1,) + (1,) * (x.ndim - 2), (0, *range(2, x.ndim))
    rows = x.reshape(len(x), -1)
    mean, var = rows.mean(axis=1, keepdims=True), rows.var(axis=1, keepdims=True)
    inverse = 1 / np.sqrt(var + eps)
    row_hat = (rows - mean) * inverse
    x_hat = row_hat.reshape(x.shape)
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_hat = (gamma.reshape(column) * d_y).reshape(rows.shape)
        d_x = d_hat - d_hat.mean(axis=1, keepdims=True) - row_hat * (d_hat * row_hat).mean(axis=1, keepdims=True)
        return (inverse * d_x).reshape(x.shape), (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward


def normalises_every_channel_by_itself(x: Array, gamma: Array, beta: Array, groups: int, eps: float = 1e-5) -> Pair:
    if x.shape[1] % groups:
        raise ValueError("the groups do not divide the channels")
    column, others = (-1,) + (1,) * (x.ndim - 2), (0, *range(2, x.ndim))
    rows = x.reshape(len(x) * x.shape[1], -1)
    mean, var = rows.mean(axis=1, keepdims=True), rows.var(axis=1, keepdims=True)
    inverse = 1 / np.sqrt(var + eps)
    row_hat = (rows - mean) * inverse
    x_hat = row_hat.reshape(x.shape)
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_hat = (gamma.reshape(column) * d_y).reshape(rows.shape)
        d_x = d_hat - d_hat.mean(axis=1, keepdims=True) - row_hat * (d_hat * row_hat).mean(axis=1, keepdims=True)
        return (inverse * d_x).reshape(x.shape), (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward


def forgets_to_scale_and_shift(x: Array, gamma: Array, beta: Array, groups: int, eps: float = 1e-5) -> Pair:
    if x.shape[1] % groups:
        raise ValueError("the groups do not divide the channels")
    others = (0, *range(2, x.ndim))
    rows = x.reshape(len(x) * groups, -1)
    mean, var = rows.mean(axis=1, keepdims=True), rows.var(axis=1, keepdims=True)
    inverse = 1 / np.sqrt(var + eps)
    row_hat = (rows - mean) * inverse
    x_hat = row_hat.reshape(x.shape)
    y = x_hat

    def backward(d_y: Array) -> Any:
        d_hat = d_y.reshape(rows.shape)
        d_x = d_hat - d_hat.mean(axis=1, keepdims=True) - row_hat * (d_hat * row_hat).mean(axis=1, keepdims=True)
        return (inverse * d_x).reshape(x.shape), (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward


def divides_by_one_less(x: Array, gamma: Array, beta: Array, groups: int, eps: float = 1e-5) -> Pair:
    if x.shape[1] % groups:
        raise ValueError("the groups do not divide the channels")
    column, others = (-1,) + (1,) * (x.ndim - 2), (0, *range(2, x.ndim))
    rows = x.reshape(len(x) * groups, -1)
    mean, var = rows.mean(axis=1, keepdims=True), rows.var(axis=1, keepdims=True)
    var = var * rows.shape[1] / (rows.shape[1] - 1)
    inverse = 1 / np.sqrt(var + eps)
    row_hat = (rows - mean) * inverse
    x_hat = row_hat.reshape(x.shape)
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_hat = (gamma.reshape(column) * d_y).reshape(rows.shape)
        d_x = d_hat - d_hat.mean(axis=1, keepdims=True) - row_hat * (d_hat * row_hat).mean(axis=1, keepdims=True)
        return (inverse * d_x).reshape(x.shape), (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward


def divides_by_the_variance(x: Array, gamma: Array, beta: Array, groups: int, eps: float = 1e-5) -> Pair:
    if x.shape[1] % groups:
        raise ValueError("the groups do not divide the channels")
    column, others = (-1,) + (1,) * (x.ndim - 2), (0, *range(2, x.ndim))
    rows = x.reshape(len(x) * groups, -1)
    mean, var = rows.mean(axis=1, keepdims=True), rows.var(axis=1, keepdims=True)
    inverse = 1 / (var + eps)
    row_hat = (rows - mean) * inverse
    x_hat = row_hat.reshape(x.shape)
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_hat = (gamma.reshape(column) * d_y).reshape(rows.shape)
        d_x = d_hat - d_hat.mean(axis=1, keepdims=True) - row_hat * (d_hat * row_hat).mean(axis=1, keepdims=True)
        return (inverse * d_x).reshape(x.shape), (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward


def adds_eps_outside_the_root(x: Array, gamma: Array, beta: Array, groups: int, eps: float = 1e-5) -> Pair:
    if x.shape[1] % groups:
        raise ValueError("the groups do not divide the channels")
    column, others = (-1,) + (1,) * (x.ndim - 2), (0, *range(2, x.ndim))
    rows = x.reshape(len(x) * groups, -1)
    mean, var = rows.mean(axis=1, keepdims=True), rows.var(axis=1, keepdims=True)
    inverse = 1 / (np.sqrt(var) + eps)
    row_hat = (rows - mean) * inverse
    x_hat = row_hat.reshape(x.shape)
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_hat = (gamma.reshape(column) * d_y).reshape(rows.shape)
        d_x = d_hat - d_hat.mean(axis=1, keepdims=True) - row_hat * (d_hat * row_hat).mean(axis=1, keepdims=True)
        return (inverse * d_x).reshape(x.shape), (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward


def forgets_eps(x: Array, gamma: Array, beta: Array, groups: int, eps: float = 1e-5) -> Pair:
    if x.shape[1] % groups:
        raise ValueError("the groups do not divide the channels")
    column, others = (-1,) + (1,) * (x.ndim - 2), (0, *range(2, x.ndim))
    rows = x.reshape(len(x) * groups, -1)
    mean, var = rows.mean(axis=1, keepdims=True), rows.var(axis=1, keepdims=True)
    inverse = 1 / np.sqrt(var)
    row_hat = (rows - mean) * inverse
    x_hat = row_hat.reshape(x.shape)
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_hat = (gamma.reshape(column) * d_y).reshape(rows.shape)
        d_x = d_hat - d_hat.mean(axis=1, keepdims=True) - row_hat * (d_hat * row_hat).mean(axis=1, keepdims=True)
        return (inverse * d_x).reshape(x.shape), (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward


def lets_any_number_of_groups_through(x: Array, gamma: Array, beta: Array, groups: int, eps: float = 1e-5) -> Pair:
    column, others = (-1,) + (1,) * (x.ndim - 2), (0, *range(2, x.ndim))
    rows = x.reshape(len(x) * groups, -1)
    mean, var = rows.mean(axis=1, keepdims=True), rows.var(axis=1, keepdims=True)
    inverse = 1 / np.sqrt(var + eps)
    row_hat = (rows - mean) * inverse
    x_hat = row_hat.reshape(x.shape)
    y = gamma.reshape(column) * x_hat + beta.reshape(column)

    def backward(d_y: Array) -> Any:
        d_hat = (gamma.reshape(column) * d_y).reshape(rows.shape)
        d_x = d_hat - d_hat.mean(axis=1, keepdims=True) - row_hat * (d_hat * row_hat).mean(axis=1, keepdims=True)
        return (inverse * d_x).reshape(x.shape), (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)

    return y, backward
