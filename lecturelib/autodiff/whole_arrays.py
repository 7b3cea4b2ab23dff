"""Operations on whole arrays: each one's value, with what it does to gradients beneath.

They follow the library's convention, value and `backward`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from lecturelib.arguments import Array, Backward
from lecturelib.autodiff.elementwise import collected

Axes = int | tuple[int, ...] | None


def matmul(a: Array, b: Array) -> tuple[Array, Backward]:
    """Return the matrix product a @ b, of vectors, matrices or stacks of matrices."""

    def backward(d_y: Array) -> tuple[Array, Array]:
        # A vector on the left is a row, on the right a column; the product lacks their axis.
        rows = a[None, :] if a.ndim == 1 else a
        columns = b[:, None] if b.ndim == 1 else b
        if b.ndim == 1:
            d_y = np.expand_dims(d_y, -1)
        if a.ndim == 1:
            d_y = np.expand_dims(d_y, -2)
        d_a = collected(d_y @ np.swapaxes(columns, -1, -2), rows)
        d_b = collected(np.swapaxes(rows, -1, -2) @ d_y, columns)
        return d_a.reshape(a.shape), d_b.reshape(b.shape)

    return a @ b, backward


def sum_over(a: Array, axis: Axes, keepdims: bool) -> tuple[Array, Backward]:
    """Return sums over the axes; every summand receives the gradient of its sum."""

    def backward(d_y: Array) -> Array:
        return np.broadcast_to(_spread(d_y, axis, keepdims), a.shape)

    return np.sum(a, axis=axis, keepdims=keepdims), backward


def mean_over(a: Array, axis: Axes, keepdims: bool) -> tuple[Array, Backward]:
    """Return means over the axes; every number receives its part of the gradient of its mean."""
    y = np.mean(a, axis=axis, keepdims=keepdims)
    # Of nothing there is nothing to divide.
    summands = max(1, a.size // max(1, y.size))

    def backward(d_y: Array) -> Array:
        return np.broadcast_to(_spread(d_y, axis, keepdims) / summands, a.shape)

    return y, backward


def max_over(a: Array, axis: Axes, keepdims: bool) -> tuple[Array, Backward]:
    """Return the largest numbers along the axes; equal ones share the gradient, as in PyTorch."""
    y = np.max(a, axis=axis, keepdims=True)

    def backward(d_y: Array) -> Array:
        largest = a == y
        return _spread(d_y, axis, keepdims) * largest / largest.sum(axis=axis, keepdims=True, dtype=a.dtype)

    return y if keepdims else np.squeeze(y, axis), backward


def _spread(d_y: Array, axis: Axes, keepdims: bool) -> Array:
    """Give a gradient the axes of size 1 that a reduction dropped."""
    if keepdims or axis is None:
        return d_y
    return np.expand_dims(d_y, axis)


def reshape(a: Array, shape: tuple[int, ...]) -> tuple[Array, Backward]:
    """Return the same numbers in another shape."""
    return a.reshape(shape), lambda d_y: d_y.reshape(a.shape)


def transpose(a: Array, axes: tuple[int, ...]) -> tuple[Array, Backward]:
    """Return the array with its axes in another order: the reverse if none is given."""
    order = [axis % a.ndim for axis in axes] or list(reversed(range(a.ndim)))
    return a.transpose(order), lambda d_y: d_y.transpose(np.argsort(order))


def index(a: Array, key: Any) -> tuple[Array, Backward]:
    """Return the numbers that `key` selects; one that is selected twice collects two gradients."""

    def backward(d_y: Array) -> Array:
        d_a = np.zeros_like(a)
        np.add.at(d_a, key, d_y)
        return d_a

    return a[key], backward
