"""Maxout: the largest of several weighted sums."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lecturelib.arguments import Array, require_floating


def maxout(a: Array) -> tuple[Array, Callable[[Array], Array]]:
    r"""Return the largest of K pieces along the last axis, and the function that differentiates it.

    .. math:: m = \max_k a_k, \qquad \frac{\partial m}{\partial a_k} = 1 \text{ for the winner, else } 0

    Goodfellow, Warde-Farley, Mirza, Courville and Bengio, "Maxout networks", 2013. With sums :math:`a_k = w_k x + b_k`
    each unit is a convex piecewise linear function of x. On a tie the first piece is the winner, and takes all of the
    gradient.

    Parameters
    ----------
    a : ndarray, shape (..., K), floating
        Weighted sums, such as (N, D, K): the K pieces of each unit.

    Returns
    -------
    m : ndarray, shape (...), dtype of `a`
        Values.
    backward : callable
        Maps dJ/dm, shape (...), to dJ/da, shape (..., K).

    Raises
    ------
    ValueError
        If `a` is not an array of floating-point numbers, or has no piece along its last axis.

    Examples
    --------
    >>> value, backward = maxout(np.array([[1.0, 5.0, 2.0], [4.0, 3.0, 4.0]]))
    >>> value
    array([5., 4.])
    >>> backward(np.array([10.0, 20.0]))
    array([[ 0., 10.,  0.], [20.,  0.,  0.]])
    """
    require_floating("a", a)
    if a.ndim == 0 or a.shape[-1] == 0:
        raise ValueError(f"a must hold at least one piece along its last axis; got shape {a.shape}")
    winner = np.argmax(a, axis=-1, keepdims=True)

    def backward(d_m: Array) -> Array:
        d_a = np.zeros_like(a)
        np.put_along_axis(d_a, winner, np.expand_dims(d_m, -1), axis=-1)
        return d_a

    return np.take_along_axis(a, winner, axis=-1)[..., 0], backward
