"""The numerical gradient: two evaluations of the function for every number it depends on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lecturelib.arguments import Array, require_number


def numerical_gradient(function: Callable[[Array], Any], x: Array, step: float = 1e-5) -> Array:
    r"""Return the gradient of a function whose value is one number, by central differences.

    .. math:: \frac{\partial f}{\partial x_i} \approx \frac{f(x + h e_i) - f(x - h e_i)}{2 h}

    Bishop, "Pattern Recognition and Machine Learning", 2006, eq. 5.69. The error is of order :math:`h^2`, while a
    forward difference's is of order h; rounding adds about :math:`10^{-16} |f| / h`. Computed in double precision
    whatever the dtype of `x`, because in float32 rounding would leave few digits.

    Parameters
    ----------
    function : callable
        Maps an array like `x`, of float64, to one number.
    x : ndarray, any shape, floating
        Where to differentiate; left as it is.
    step : float
        The step h, larger than 0.

    Returns
    -------
    gradient : ndarray, shape and dtype of `x`
        All partial derivatives.

    Raises
    ------
    ValueError
        If `x` is not an array of real floating-point numbers, `step` is not larger than 0, or the function's value is
        not one number.

    Examples
    --------
    >>> numerical_gradient(lambda x: x[0] ** 2 + 3 * x[0] * x[1], np.array([1.0, 2.0])).round(9)
    array([8., 3.])
    """
    if not isinstance(x, np.ndarray) or x.dtype.kind != "f":
        got = f"dtype {x.dtype}" if isinstance(x, np.ndarray) else type(x).__name__
        raise ValueError(f"x must be an array of real floating-point numbers; got {got}")
    require_number("step", step, "(0, inf)")
    point = x.astype(float)
    gradient = np.zeros_like(point)

    def at(place: tuple[int, ...], distance: float) -> float:
        moved = point.copy()
        moved[place] += distance
        value = np.asarray(function(moved))
        if value.ndim:
            raise ValueError(f"function must return one number; got shape {value.shape}")
        return float(value)

    for place in np.ndindex(x.shape):
        gradient[place] = (at(place, step) - at(place, -step)) / (2 * step)
    return gradient.astype(x.dtype)
