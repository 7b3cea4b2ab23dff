"""Flattening: feature maps laid out in a row, so that an affine layer can follow convolutions."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from lecturelib.arguments import Array


def flatten(x: Array) -> tuple[Array, Callable[[Array], Array]]:
    """Return every example of the batch as one row, and the function that differentiates this.

    The first axis, the batch, stays; the others follow one another as they lie in memory, the last running fastest.

    Parameters
    ----------
    x : ndarray, shape (N, ...)
        A batch of anything.

    Returns
    -------
    y : ndarray, shape (N, D)
        The same numbers, D for each example; where NumPy can it returns a view of `x`, not a copy.
    backward : callable
        Maps dJ/dy, shape (N, D), to dJ/dx, shape of `x`.

    Raises
    ------
    ValueError
        If `x` is not an array with at least one axis.

    Examples
    --------
    >>> y, backward = flatten(np.array([[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]]))
    >>> y
    array([[1., 2., 3., 4.],
           [5., 6., 7., 8.]])
    >>> backward(y).shape
    (2, 2, 2)
    """
    if not isinstance(x, np.ndarray) or x.ndim == 0:
        got = "a single number" if isinstance(x, np.ndarray) else type(x).__name__
        raise ValueError(f"x must be an array whose first axis is the batch; got {got}")
    # Computed, because reshape(N, -1) cannot tell the size of a row from an empty batch.
    row = math.prod(x.shape[1:])

    def backward(d_y: Array) -> Array:
        return d_y.reshape(x.shape)

    return x.reshape(len(x), row), backward
