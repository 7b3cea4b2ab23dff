"""Operations on numbers, element by element: each one's value, with its local derivative beneath.

They follow the library's convention, value and `backward`; an operand may be a plain number as well as an array. Where
shapes differ NumPy repeats the smaller operand; what was used in several places collects the gradients of all of them.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from lecturelib.arguments import Array, Backward

Result = tuple[Any, Backward]


def collected(d_value: Any, operand: Any) -> Any:
    """Return a gradient summed over the axes along which `operand` was repeated, in the shape of `operand`.

    Examples
    --------
    >>> collected(np.ones((4, 3)), np.zeros((1, 3)))
    array([[4., 4., 4.]])
    """
    shape = np.shape(operand)
    if np.shape(d_value) == shape:
        return d_value
    added = np.ndim(d_value) - len(shape)
    repeated = [added + axis for axis, size in enumerate(shape) if size == 1]
    return d_value.sum(axis=(*range(added), *repeated)).reshape(shape)


def add(a: Any, b: Any) -> Result:
    """Return a + b."""

    def backward(d_y: Array) -> tuple[Any, Any]:
        return collected(d_y, a), collected(d_y, b)

    return a + b, backward


def subtract(a: Any, b: Any) -> Result:
    """Return a - b."""

    def backward(d_y: Array) -> tuple[Any, Any]:
        return collected(d_y, a), collected(-d_y, b)

    return a - b, backward


def multiply(a: Any, b: Any) -> Result:
    """Return a b."""

    def backward(d_y: Array) -> tuple[Any, Any]:
        return collected(d_y * b, a), collected(d_y * a, b)

    return a * b, backward


def divide(a: Any, b: Any) -> Result:
    """Return a / b."""
    y = a / b

    def backward(d_y: Array) -> tuple[Any, Any]:
        d_a = d_y / b
        return collected(d_a, a), collected(-d_a * y, b)

    return y, backward


def negative(a: Any) -> Result:
    """Return -a."""
    return -a, lambda d_y: -d_y


def power(a: Any, b: Any) -> Result:
    """Return a to the power b, for positive a."""
    y = a**b

    def backward(d_y: Array) -> tuple[Any, Any]:
        return collected(d_y * _slope(a, b), a), collected(d_y * y * np.log(a, dtype=y.dtype), b)

    return y, backward


def constant_power(a: Any, exponent: Any) -> Result:
    """Return a to a constant power: this needs no logarithm, so a may be negative."""
    return a**exponent, lambda d_y: collected(d_y * _slope(a, exponent), a)


def _slope(a: Any, b: Any) -> Any:
    # The exponent is lowered only where it isn't 0: a**0 has the derivative 0, at a = 0 too.
    return b * a ** (b - (b != 0))


def maximum(a: Any, b: Any) -> Result:
    """Return the larger of a and b; equal ones share the gradient, as in PyTorch."""

    def backward(d_y: Array) -> tuple[Any, Any]:
        share = np.where(a == b, 0.5 * d_y, d_y)
        return collected(share * (a >= b), a), collected(share * (b >= a), b)

    return np.maximum(a, b), backward


def relu(a: Any) -> Result:
    """Return a where it is positive, 0 elsewhere; the derivative at 0 is taken as 0."""
    return np.maximum(a, 0), lambda d_y: d_y * (a > 0)


def exp(a: Any) -> Result:
    """Return e to the power a."""
    y = np.exp(a)
    return y, lambda d_y: d_y * y


def log(a: Any) -> Result:
    """Return the natural logarithm of a."""
    return np.log(a), lambda d_y: d_y / a


def sin(a: Any) -> Result:
    """Return the sine of a."""
    return np.sin(a), lambda d_y: d_y * np.cos(a)


def cos(a: Any) -> Result:
    """Return the cosine of a."""
    return np.cos(a), lambda d_y: -d_y * np.sin(a)


def tanh(a: Any) -> Result:
    """Return the hyperbolic tangent of a."""
    y = np.tanh(a)
    return y, lambda d_y: d_y * (1 - y * y)


def sqrt(a: Any) -> Result:
    """Return the square root of a."""
    y = np.sqrt(a)
    return y, lambda d_y: d_y / (2 * y)
