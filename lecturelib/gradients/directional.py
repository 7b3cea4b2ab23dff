"""Derivatives along a direction that owe nothing to a backward pass: complex step and central difference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from lecturelib.arguments import Array

Function = Callable[..., Any]
Method = Callable[[Function, Sequence[Any], Sequence[Any]], Array]


def complex_step(function: Function, arguments: Sequence[Any], directions: Sequence[Any]) -> Array:
    r"""Return the derivative of `function` at `arguments` along `directions`, exact to rounding.

    .. math:: J v \approx \operatorname{Im} f(x + i h v) / h, \qquad h = 10^{-100}

    Nothing is subtracted, so h may be tiny. Squire and Trapp, "Using complex variables to estimate derivatives of real
    functions", 1998. Complex numbers must pass through the function, which must be analytic where it is evaluated: the
    absolute value of a complex number is not. Maxima and comparisons are decided by the real parts, so that a piecewise
    function is differentiated on the piece where the point lies. All is computed in double precision.

    Parameters
    ----------
    function : callable
        Maps the arguments to an array.
    arguments, directions : sequence of ndarray or float
        The point x and the direction v, argument by argument, of the same shapes.

    Returns
    -------
    derivative : ndarray, shape of the function's value
        J v.

    Examples
    --------
    >>> complex_step(np.exp, [np.array([0.0, 1.0])], [np.array([1.0, 1.0])])
    array([1.        , 2.71828183])
    """
    step = 1e-100
    moved = [np.asarray(x) + 1j * step * np.asarray(v, float) for x, v in zip(arguments, directions, strict=True)]
    return np.asarray(np.imag(function(*moved)) / step)


def central_difference(function: Function, arguments: Sequence[Any], directions: Sequence[Any]) -> Array:
    r"""Return the derivative of `function` at `arguments` along `directions`, to about ten digits.

    .. math:: J v \approx \frac{8\,[f(x + hv) - f(x - hv)] - [f(x + 2hv) - f(x - 2hv)]}{12 h}, \qquad h = 10^{-3}

    The five-point formula, with an error of order :math:`h^4` (Abramowitz and Stegun, 1964, table 25.2), computed in
    double precision. Keep 2 h v clear of kinks.

    Parameters
    ----------
    function : callable
        Maps the arguments to an array.
    arguments, directions : sequence of ndarray or float
        The point x and the direction v, argument by argument, of the same shapes.

    Returns
    -------
    derivative : ndarray, shape of the function's value
        J v.

    Examples
    --------
    >>> central_difference(np.square, [np.array([3.0])], [np.array([1.0])]).round(9)
    array([6.])
    """
    step = 1e-3

    def at(distance: float) -> Array:
        moved = [
            np.asarray(x) + distance * step * np.asarray(v, float) for x, v in zip(arguments, directions, strict=True)
        ]
        return np.asarray(function(*moved))

    return (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * step)
