"""Rectifiers: the identity for positive sums, next to nothing for negative ones.

Each has a kink at 0, where no derivative exists. All of them count 0 among the negative sums, as PyTorch does: the
slope there is the left one.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lecturelib.arguments import Array, require_floating, require_number


def relu(a: Array) -> tuple[Array, Callable[[Array], Array]]:
    r"""Return the positive part of every element of `a`, and the function that differentiates it.

    .. math:: r(a) = \max(0, a), \qquad r'(a) = 1 \text{ if } a > 0, \text{ else } 0

    Nair and Hinton, "Rectified linear units improve restricted Boltzmann machines", 2010. The slope at 0 is 0.

    Parameters
    ----------
    a : ndarray, any shape, floating
        Weighted sums.

    Returns
    -------
    r : ndarray, shape and dtype of `a`
        Values of at least 0.
    backward : callable
        Maps dJ/dr, shape of `a`, to dJ/da, shape of `a`.

    Raises
    ------
    ValueError
        If `a` is not an array of floating-point numbers.

    Examples
    --------
    >>> value, backward = relu(np.array([-2.0, 0.0, 3.0]))
    >>> value
    array([0., 0., 3.])
    >>> backward(np.array([10.0, 20.0, 30.0]))
    array([ 0.,  0., 30.])
    """
    require_floating("a", a)

    def backward(d_r: Array) -> Array:
        # Converted at once: left to itself, NumPy makes numbers of booleans in small portions.
        return d_r * (a > 0).astype(a.dtype)

    return np.maximum(a, 0), backward


def leaky_relu(a: Array, slope: float = 0.01) -> tuple[Array, Callable[[Array], Array]]:
    r"""Return every element of `a`, made smaller where it is negative, and the function that differentiates that.

    .. math:: r(a) = \max(a, s\,a), \qquad r'(a) = 1 \text{ if } a > 0, \text{ else } s

    Maas, Hannun and Ng, "Rectifier nonlinearities improve neural network acoustic models", 2013. The slope at 0 is s.

    Parameters
    ----------
    a : ndarray, any shape, floating
        Weighted sums.
    slope : float
        The slope s for negative sums, in [0, 1].

    Returns
    -------
    r : ndarray, shape and dtype of `a`
        Values.
    backward : callable
        Maps dJ/dr, shape of `a`, to dJ/da, shape of `a`.

    Raises
    ------
    ValueError
        If `a` is not an array of floating-point numbers, or `slope` lies outside [0, 1].

    Examples
    --------
    >>> value, backward = leaky_relu(np.array([-2.0, 0.0, 3.0]), slope=0.5)
    >>> value
    array([-1.,  0.,  3.])
    >>> backward(np.array([10.0, 20.0, 30.0]))
    array([ 5., 10., 30.])
    """
    require_floating("a", a)
    require_number("slope", slope, "[0, 1]")
    slope = float(slope)

    def backward(d_r: Array) -> Array:
        # As the slope is at most 1, the larger of it and "a > 0" is the slope at each element. A maximum takes a
        # fifth of the time of np.where, whose branches a processor cannot foresee.
        return d_r * np.maximum(a > 0, a.dtype.type(slope))

    return np.maximum(a, slope * a), backward


def elu(a: Array, alpha: float = 1.0) -> tuple[Array, Callable[[Array], Array]]:
    r"""Return the exponential linear unit of every element of `a`, and the function that differentiates it.

    .. math::

        r(a) = \begin{cases} a & \text{if } a > 0 \\ \alpha\,(e^a - 1) & \text{otherwise} \end{cases} \qquad
        r'(a) = \begin{cases} 1 & \text{if } a > 0 \\ \alpha\, e^a = r(a) + \alpha & \text{otherwise} \end{cases}

    Clevert, Unterthiner and Hochreiter, "Fast and accurate deep network learning by exponential linear units (ELUs)",
    2015. The slope at 0 is alpha; there is no kink if that is 1.

    Parameters
    ----------
    a : ndarray, any shape, floating
        Weighted sums.
    alpha : float
        Minus the value for very negative sums; larger than 0.

    Returns
    -------
    r : ndarray, shape and dtype of `a`
        Values larger than or equal to -alpha.
    backward : callable
        Maps dJ/dr, shape of `a`, to dJ/da, shape of `a`.

    Raises
    ------
    ValueError
        If `a` is not an array of floating-point numbers, or `alpha` is not larger than 0.

    Examples
    --------
    >>> value, backward = elu(np.array([-np.log(2.0), 0.0, 3.0]), alpha=2.0)
    >>> value
    array([-1.,  0.,  3.])
    >>> backward(np.array([10.0, 10.0, 10.0]))
    array([10., 20., 10.])
    """
    require_floating("a", a)
    require_number("alpha", alpha, "(0, inf)")
    alpha = float(alpha)
    # Zero for positive sums, so that both pieces are one sum; expm1 keeps the digits that e^a - 1 loses near 0.
    exponential_piece = alpha * np.expm1(np.minimum(a, 0))

    def backward(d_r: Array) -> Array:
        return d_r * (exponential_piece + alpha + (a > 0) * a.dtype.type(1 - alpha))

    return np.maximum(a, 0) + exponential_piece, backward
