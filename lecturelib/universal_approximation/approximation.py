"""Bumps side by side: a network with one hidden layer of sigmoid units that follows any continuous function."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lecturelib.activations import sigmoid
from lecturelib.arguments import Array, require_floating, require_number, require_shape


def sum_of_bumps(
    x: Array, edges: Array, heights: Array, steepness: float
) -> tuple[Array, Callable[[Array], tuple[Array, Array, Array]]]:
    r"""Return bumps side by side, one between any two neighbouring edges, and the function that differentiates them.

    .. math::

        y(x) = \sum_{m=1}^M h_m \big( g(k (x - e_{m-1})) - g(k (x - e_m)) \big)
             = \sum_{m=0}^M (h_{m+1} - h_m)\, g(k (x - e_m)), \qquad h_0 = h_{M+1} = 0

    The second form is a network with M + 1 hidden sigmoid units: neighbours share the unit of the edge between them.

    Parameters
    ----------
    x : ndarray, shape (N,), floating
        Where to evaluate the sum.
    edges : ndarray, shape (M + 1,), floating
        Edges e of the bumps, in increasing order.
    heights : ndarray, shape (M,), floating
        Heights h of the bumps, from left to right; beyond the outermost edges y is near 0.
    steepness : float
        The weight k of every unit, larger than 0.

    Returns
    -------
    y : ndarray, shape (N,)
        Values.
    backward : callable
        Maps dJ/dy, shape (N,), to the gradients of `x`, `edges` and `heights`, in their shapes.

    Raises
    ------
    ValueError
        If the shapes do not fit, `x` is not of floating-point numbers, or `steepness` is not larger than 0.

    Examples
    --------
    >>> edges, heights = np.array([0.0, 2.0, 4.0]), np.array([10.0, 30.0])
    >>> y, backward = sum_of_bumps(np.array([-1.0, 1.0, 2.0, 3.0]), edges, heights, steepness=100.0)
    >>> y
    array([ 0., 10., 20., 30.])
    >>> d_x, d_edges, d_heights = backward(np.array([0.0, 0.0, 1.0, 1.0]))
    >>> d_x, d_edges + 0, d_heights
    (array([  0.,   0., 500.,   0.]), array([   0., -500.,    0.]), array([0.5, 1.5]))
    """
    require_shape("x", x, ("N",))
    require_floating("x", x)
    bumps = require_shape("heights", heights, ("M",))["M"]
    require_shape("edges", edges, (bumps + 1,))
    require_number("steepness", steepness, "(0, inf)")
    k = float(steepness)
    steps, sigmoid_backward = sigmoid(k * (x[:, None] - edges))
    rises = np.diff(np.pad(heights, 1))

    def backward(d_y: Array) -> tuple[Array, Array, Array]:
        d_distances = k * sigmoid_backward(d_y[:, None] * rises)
        # A height enters the rise at its left edge with a plus and the one at its right edge with a minus.
        return d_distances.sum(axis=1), -d_distances.sum(axis=0), -np.diff(d_y @ steps)

    return steps @ rises, backward


def approximate(
    function: Callable[[Array], Array], x: Array, low: float, high: float, bumps: int, steepness: float
) -> tuple[Array, Callable[[Array], Array]]:
    r"""Return a sum of bumps that follows a function on an interval, and its derivative function.

    The interval is cut into equal pieces of width w. Each bump is as high as the function in the middle of its piece:

    .. math:: y(x) = \sum_m f(c_m) \big( g(k (x - c_m + w / 2)) - g(k (x - c_m - w / 2)) \big)

    The outermost bumps reach one width beyond the interval, so that nothing ends within it. Where f changes by at most
    L for each unit of x, the error is at most about L w / 2 once k w is large, and so as small as wanted: Cybenko,
    "Approximation by superpositions of a sigmoidal function", 1989, in one dimension. That says nothing about learning
    such weights.

    Parameters
    ----------
    function : callable
        Maps an array of places (M,) to the values of f there, (M,).
    x : ndarray, shape (N,), floating
        Where to evaluate the approximation.
    low, high : float
        The interval.
    bumps : int
        Number of pieces M, at least 1.
    steepness : float
        The weight k of every unit, larger than 0; 20 / w makes the steps sharp.

    Returns
    -------
    y : ndarray, shape and dtype of `x`
        Values of the approximation.
    backward : callable
        Maps dJ/dy, shape (N,), to dJ/dx, shape (N,).

    Raises
    ------
    ValueError
        If `x` has another shape or is not of floating-point numbers, `low` is not less than `high`, there is no bump,
        `steepness` is not larger than 0, or the function's values have another shape.

    Examples
    --------
    >>> y, backward = approximate(np.square, np.array([0.0, 0.5, 2.0, 4.0]), 0.0, 4.0, bumps=2, steepness=100.0)
    >>> y
    array([1., 1., 5., 9.])
    """
    require_shape("x", x, ("N",))
    require_floating("x", x)
    require_number("high", high, "(-inf, inf)")
    require_number("low", low, "(-inf, inf)")
    if not low < high:
        raise ValueError(f"low must be less than high; got {low:g} and {high:g}")
    if not isinstance(bumps, int | np.integer) or bumps < 1:
        raise ValueError(f"bumps must be a whole number of at least 1; got {bumps!r}")
    width = float(high - low) / int(bumps)
    centres = float(low) + width * (np.arange(bumps) + 0.5)
    edges = float(low) + width * np.arange(bumps + 1)
    edges[0] -= width
    edges[-1] += width
    heights = function(centres.astype(x.real.dtype))
    require_shape("the values of function", heights, centres.shape)
    y, backward_of_sum = sum_of_bumps(x, edges.astype(x.real.dtype), heights.astype(x.real.dtype), steepness)

    def backward(d_y: Array) -> Array:
        return backward_of_sum(d_y)[0]

    return y, backward
