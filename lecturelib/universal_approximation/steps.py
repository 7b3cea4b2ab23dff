"""Steps and bumps: what one sigmoid unit and what two of them can make of one input."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from lecturelib.activations import sigmoid
from lecturelib.arguments import Array, require_floating, require_number


class OneHiddenLayer(NamedTuple):
    """A network of one input, H sigmoid units and one linear output: W1 (1, H), b1 (H,), W2 (H, 1), b2 (1,)."""

    W1: Array
    b1: Array
    W2: Array
    b2: Array


def sigmoid_step(x: Array, place: float, steepness: float) -> tuple[Array, Callable[[Array], Array]]:
    r"""Return a soft step from 0 to 1, and the function that differentiates it.

    .. math:: s(x) = g(k x - k m) = \frac{1}{1 + e^{-k (x - m)}}

    One sigmoid unit of weight k and bias -k m: the larger k, the sharper the step at m.

    Parameters
    ----------
    x : ndarray, any shape, floating
        Where to evaluate the step.
    place : float
        The place m, where the value is 1/2.
    steepness : float
        The weight k, larger than 0; the slope at m is k / 4.

    Returns
    -------
    s : ndarray, shape and dtype of `x`
        Values in [0, 1].
    backward : callable
        Maps dJ/ds, shape of `x`, to dJ/dx, shape of `x`.

    Raises
    ------
    ValueError
        If `x` is not an array of floating-point numbers, `place` is not finite, or `steepness` is not larger than 0.

    Examples
    --------
    >>> s, backward = sigmoid_step(np.array([-10.0, 3.0, 10.0]), place=3.0, steepness=100.0)
    >>> s
    array([0. , 0.5, 1. ])
    >>> backward(np.ones(3))
    array([ 0., 25.,  0.])
    """
    require_floating("x", x)
    require_number("place", place, "(-inf, inf)")
    require_number("steepness", steepness, "(0, inf)")
    k = float(steepness)
    s, sigmoid_backward = sigmoid(k * (x - float(place)))

    def backward(d_s: Array) -> Array:
        return k * sigmoid_backward(d_s)

    return s, backward


def bump_network(
    left: float, right: float, steepness: float, levels: tuple[float, float, float] = (0.0, 1.0, 0.0)
) -> OneHiddenLayer:
    r"""Return the weights of two sigmoid units and a linear output that make a bump.

    .. math:: y(x) = b + (a - b)\, g(-k (x - l)) + (c - b)\, g(k (x - r))

    The first unit fires left of l and the second right of r; where neither does, the output is its bias b. With
    c = b the bump is a step from a to b.

    Parameters
    ----------
    left, right : float
        Places l < r where the level changes.
    steepness : float
        The weight k, larger than 0.
    levels : tuple of three float
        Levels a before `left`, b between, and c behind `right`.

    Returns
    -------
    W1, b1, W2, b2 : OneHiddenLayer
        Weights of float64 for `lecturelib.multilayer.mlp` with the sigmoid as activation: W1 = (-k, k), b1 = (k l,
        -k r), W2 = (a - b, c - b), b2 = b.

    Raises
    ------
    ValueError
        If `left` is not less than `right`, a place or level is not finite, `steepness` is not larger than 0, or there
        are not three levels.

    Examples
    --------
    >>> W1, b1, W2, b2 = bump_network(left=1.0, right=3.0, steepness=10.0, levels=(0.0, 5.0, 2.0))
    >>> W1, b1, W2[:, 0], b2
    (array([[-10.,  10.]]), array([ 10., -30.]), array([-5., -3.]), array([5.]))
    """
    require_number("right", right, "(-inf, inf)")
    require_number("left", left, "(-inf, inf)")
    if not left < right:
        raise ValueError(f"left must be less than right; got {left:g} and {right:g}")
    require_number("steepness", steepness, "(0, inf)")
    if len(levels) != 3:
        raise ValueError(f"levels must be three numbers, before, in and behind the bump; got {len(levels)}")
    for level in levels:
        require_number("every level", level, "(-inf, inf)")
    before, within, behind = levels
    return OneHiddenLayer(
        W1=np.array([[-steepness, steepness]], dtype=float),
        b1=np.array([steepness * left, -steepness * right], dtype=float),
        W2=np.array([[before - within], [behind - within]], dtype=float),
        b2=np.array([within], dtype=float),
    )


def bump(
    x: Array, left: float, right: float, steepness: float, levels: tuple[float, float, float] = (0.0, 1.0, 0.0)
) -> tuple[Array, Callable[[Array], Array]]:
    r"""Return a bump made of two sigmoid units, and the function that differentiates it.

    .. math:: y(x) = b + (a - b)\, g(-k (x - l)) + (c - b)\, g(k (x - r))

    Parameters
    ----------
    x : ndarray, any shape, floating
        Where to evaluate the bump.
    left, right, steepness, levels
        As for `bump_network`: the places l < r, the weight k, and the levels a, b and c.

    Returns
    -------
    y : ndarray, shape and dtype of `x`
        Near a before `left`, near b between and near c behind `right`, if (r - l) k is large.
    backward : callable
        Maps dJ/dy, shape of `x`, to dJ/dx, shape of `x`.

    Raises
    ------
    ValueError
        If `x` is not an array of floating-point numbers, or for what `bump_network` refuses.

    Examples
    --------
    >>> y, backward = bump(np.array([-9.0, 0.0, 2.0, 4.0, 9.0]), 0.0, 4.0, steepness=100.0, levels=(1.0, 5.0, 2.0))
    >>> y
    array([1. , 3. , 5. , 3.5, 2. ])
    >>> backward(np.ones(5))
    array([  0., 100.,   0., -75.,   0.])
    """
    require_floating("x", x)
    network = bump_network(left, right, steepness, levels)
    to_left, to_right = (float(weight) for weight in network.W2[:, 0])
    fall, backward_of_fall = sigmoid_step(-x, -left, steepness)
    rise, backward_of_rise = sigmoid_step(x, right, steepness)

    def backward(d_y: Array) -> Array:
        return to_right * backward_of_rise(d_y) - to_left * backward_of_fall(d_y)

    return float(network.b2[0]) + to_left * fall + to_right * rise, backward
