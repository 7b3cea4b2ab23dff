"""Derivatives of functions in one forward pass, by dual numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from lecturelib.autodiff.dual_numbers import Dual


def derivative(function: Callable[[Any], Any], x: Any) -> Any:
    r"""Return the derivative of a function of one number.

    .. math:: f(x + \varepsilon) = f(x) + f'(x)\, \varepsilon

    Parameters
    ----------
    function : callable
        Made of arithmetic and NumPy's functions.
    x : float or ndarray
        Where to differentiate; for an array, element by element, and then `function` must act on every element alone.

    Returns
    -------
    derivative : float or ndarray, shape of `x`
        f'(x).

    Raises
    ------
    ValueError
        If `x` is no number, or `function` changes its shape.

    Examples
    --------
    >>> float(derivative(lambda x: x * np.exp(x), 0.0))
    1.0
    >>> derivative(lambda x: x**3, np.array([1.0, 2.0]))
    array([ 3., 12.])
    """
    start = Dual(x).value
    ones = np.ones_like(start) if isinstance(start, np.ndarray) else type(start)(1)
    result = function(Dual(start, ones))
    if not isinstance(result, Dual):
        return 0 * ones
    if np.shape(result.value) != np.shape(start):
        raise ValueError(f"function must keep the shape of x, {np.shape(start)}; got shape {np.shape(result.value)}")
    return result.derivative


def jacobian_vector_product(
    function: Callable[..., Any], arguments: Sequence[Any], directions: Sequence[Any]
) -> tuple[Any, Any]:
    r"""Return a function's value, and its derivative along a direction, without building the Jacobian.

    .. math:: f(x + v\, \varepsilon) = f(x) + J v\, \varepsilon

    One pass gives one direction: a function of n numbers takes n passes for its gradient, which reverse mode finds in
    one. Baydin, Pearlmutter, Radul and Siskind, "Automatic differentiation in machine learning: a survey", 2018,
    section 3.1.

    Parameters
    ----------
    function : callable
        Made of arithmetic, ``@``, sums and NumPy's functions.
    arguments, directions : sequence of float or ndarray
        The point x and the direction v, argument by argument, of the same shapes.

    Returns
    -------
    value : float or ndarray
        f(x).
    derivative : float or ndarray, shape of `value`
        J v.

    Raises
    ------
    ValueError
        If there are not as many directions as arguments, or a direction has another shape than its argument.

    Examples
    --------
    >>> value, along = jacobian_vector_product(lambda x, y: x * y, [np.array([1.0, 2.0]), 3.0], [np.ones(2), 10.0])
    >>> value, along
    (array([3., 6.]), array([13., 23.]))
    """
    if len(arguments) != len(directions):
        raise ValueError(f"directions must be {len(arguments)}, one for each argument; got {len(directions)}")
    result = function(*(Dual(x, v) for x, v in zip(arguments, directions, strict=True)))
    # A function that ignores its arguments returns something that isn't dual; as a constant its derivative is 0.
    result = result if isinstance(result, Dual) else Dual(result)
    return result.value, result.derivative
