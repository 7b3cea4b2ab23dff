"""The affine map: every output a weighted sum of every input."""

from __future__ import annotations

import math
from collections.abc import Callable

from lecturelib.arguments import Array, require_floating, require_shape


def affine(
    x: Array, W: Array, b: Array | None = None
) -> tuple[Array, Callable[..., tuple[Array | None, Array, Array | None]]]:
    r"""Return an affine map of the last axis of `x`, and the function that differentiates it.

    .. math:: y_{nm} = \sum_d x_{nd} W_{dm} + b_m

    Bishop, "Pattern Recognition and Machine Learning", 2006, eq. 5.2; its derivatives, with :math:`\bar y = dJ/dy`, are

    .. math:: \bar x = \bar y\, W^\top, \qquad \bar W = x^\top \bar y, \qquad \bar b = \sum_n \bar y_n

    Axes before the last, such as the batch and the steps of a sequence, are all treated as n.

    Parameters
    ----------
    x : ndarray, shape (..., D), floating
        Inputs.
    W : ndarray, shape (D, M)
        Weights.
    b : ndarray, shape (M,), optional
        Bias; none is added if it is ``None``.

    Returns
    -------
    y : ndarray, shape (..., M)
        Weighted sums.
    backward : callable
        Maps dJ/dy, shape (..., M), to dJ/dx, shape (..., D), dJ/dW, shape (D, M), and dJ/db, shape (M,) or ``None``.
        Told ``need_d_x=False``, as where x is data, it leaves dJ/dx out: ``None``.

    Raises
    ------
    ValueError
        If `x` is not an array of floating-point numbers, or the shapes do not fit.

    Examples
    --------
    >>> import numpy as np
    >>> y, backward = affine(np.array([[1.0, 2.0]]), np.array([[3.0, 0.0], [-1.0, 1.0]]), np.array([0.5, 0.0]))
    >>> y
    array([[1.5, 2. ]])
    >>> d_x, d_W, d_b = backward(np.array([[1.0, 10.0]]))
    >>> d_x
    array([[3., 9.]])
    >>> d_W
    array([[ 1., 10.],
           [ 2., 20.]])
    >>> d_b
    array([ 1., 10.])
    """
    require_floating("x", x)
    sizes = require_shape("W", W, ("D", "M"))
    if x.shape[-1:] != (sizes["D"],):
        raise ValueError(f"x must have shape (..., {sizes['D']}), as W has {sizes['D']} rows; got shape {x.shape}")
    if b is not None:
        require_shape("b", b, (sizes["M"],))
    # One product of two matrices: on an array of more axes, NumPy would make a small product for each example.
    rows = x.reshape(math.prod(x.shape[:-1]), sizes["D"])
    y = rows @ W if b is None else rows @ W + b

    def backward(d_y: Array, need_d_x: bool = True) -> tuple[Array | None, Array, Array | None]:
        d_rows = d_y.reshape(y.shape)
        d_x = (d_rows @ W.T).reshape(x.shape) if need_d_x else None
        return d_x, rows.T @ d_rows, None if b is None else d_rows.sum(axis=0)

    return y.reshape(*x.shape[:-1], sizes["M"]), backward
