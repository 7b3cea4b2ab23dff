"""Forward mode: numbers that carry their derivative along, through every operation."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np


class Dual:
    r"""A number, or an array of numbers, together with its derivative.

    .. math:: f(x + \dot x\, \varepsilon) = f(x) + f'(x)\, \dot x\, \varepsilon, \qquad \varepsilon^2 = 0

    Clifford, "Preliminary sketch of biquaternions", 1873; for programs: Wengert, "A simple automatic derivative
    evaluation program", 1964. Every operation applies its rule of differentiation to numbers, so the result is exact to
    rounding, and no formula is ever built. Operators and NumPy's functions of the same name both work: ``np.exp(x)``
    is ``x.exp()``.

    Parameters
    ----------
    value : float or ndarray
        x; whole numbers are made floating.
    derivative : float or ndarray, optional
        :math:`\dot x`, shape of `value`: 1 for the variable one differentiates by, 0 for a constant (the default).

    Raises
    ------
    ValueError
        If value and derivative differ in shape, or the value is no number.

    Examples
    --------
    x^2 + 3 x has the derivative 2 x + 3:

    >>> x = Dual(2.0, 1.0)
    >>> x**2 + 3 * x
    Dual(10.0, 7.0)
    """

    __slots__ = ("derivative", "value")

    def __init__(self, value: Any, derivative: Any = None) -> None:
        self.value = _floating(value)
        self.derivative = _zero(self.value) if derivative is None else _floating(derivative)
        if np.shape(self.derivative) != np.shape(self.value):
            expected, got = np.shape(self.value), np.shape(self.derivative)
            raise ValueError(f"derivative must have the shape of value, {expected}; got shape {got}")

    def __repr__(self) -> str:
        return f"Dual({self.value}, {self.derivative})"

    def __add__(self, other: Any) -> Dual:
        a, b = self, _dual(other)
        return Dual(a.value + b.value, a.derivative + b.derivative)

    def __sub__(self, other: Any) -> Dual:
        a, b = self, _dual(other)
        return Dual(a.value - b.value, a.derivative - b.derivative)

    def __mul__(self, other: Any) -> Dual:
        a, b = self, _dual(other)
        return Dual(a.value * b.value, a.derivative * b.value + a.value * b.derivative)

    def __truediv__(self, other: Any) -> Dual:
        a, b = self, _dual(other)
        quotient = a.value / b.value
        return Dual(quotient, (a.derivative - quotient * b.derivative) / b.value)

    def __pow__(self, other: Any) -> Dual:
        base, exponent = self.value, _dual(other).value
        power = base**exponent
        # The exponent is lowered only where it isn't 0: x**0 has the derivative 0, at x = 0 too.
        derivative = exponent * base ** (exponent - (exponent != 0)) * self.derivative
        # A constant exponent needs no logarithm, so that the base may be negative.
        if isinstance(other, Dual):
            derivative = derivative + power * np.log(base, dtype=np.result_type(power)) * other.derivative
        return Dual(power, derivative)

    def __matmul__(self, other: Any) -> Dual:
        a, b = self, _dual(other)
        return Dual(a.value @ b.value, a.derivative @ b.value + a.value @ b.derivative)

    def __neg__(self) -> Dual:
        return Dual(-self.value, -self.derivative)

    def exp(self) -> Dual:
        """Return e to the power of this number."""
        power = np.exp(self.value)
        return Dual(power, power * self.derivative)

    def log(self) -> Dual:
        """Return the natural logarithm."""
        return Dual(np.log(self.value), self.derivative / self.value)

    def sin(self) -> Dual:
        """Return the sine."""
        return Dual(np.sin(self.value), np.cos(self.value) * self.derivative)

    def cos(self) -> Dual:
        """Return the cosine."""
        return Dual(np.cos(self.value), -np.sin(self.value) * self.derivative)

    def tanh(self) -> Dual:
        """Return the hyperbolic tangent."""
        t = np.tanh(self.value)
        return Dual(t, (1 - t * t) * self.derivative)

    def sqrt(self) -> Dual:
        """Return the square root."""
        root = np.sqrt(self.value)
        return Dual(root, self.derivative / (2 * root))

    def sum(self, axis: int | tuple[int, ...] | None = None) -> Dual:
        """Return the sum over some axes, or over all."""
        return Dual(np.sum(self.value, axis=axis), np.sum(self.derivative, axis=axis))

    def __getitem__(self, key: Any) -> Dual:
        return Dual(self.value[key], self.derivative[key])

    # With something that is not dual on the left.
    def __radd__(self, other: Any) -> Dual:
        return _dual(other) + self

    def __rsub__(self, other: Any) -> Dual:
        return _dual(other) - self

    def __rmul__(self, other: Any) -> Dual:
        return _dual(other) * self

    def __rtruediv__(self, other: Any) -> Dual:
        return _dual(other) / self

    def __rpow__(self, other: Any) -> Dual:
        return _dual(other) ** self

    def __rmatmul__(self, other: Any) -> Dual:
        return _dual(other) @ self

    # Comparisons look at the value alone, so that a program branches as it would for ordinary numbers.
    def __lt__(self, other: Any) -> Any:
        return self.value < _dual(other).value

    def __le__(self, other: Any) -> Any:
        return self.value <= _dual(other).value

    def __gt__(self, other: Any) -> Any:
        return self.value > _dual(other).value

    def __ge__(self, other: Any) -> Any:
        return self.value >= _dual(other).value

    def __eq__(self, other: Any) -> Any:
        return self.value == _dual(other).value

    def __ne__(self, other: Any) -> Any:
        return self.value != _dual(other).value

    __hash__ = None  # type: ignore[assignment]  # equal numbers may have different derivatives

    def __array_ufunc__(self, function: Any, method: str, *arguments: Any, **settings: Any) -> Any:
        """Let NumPy's functions, and arrays on the left of an operator, work with dual numbers."""
        rule = _NUMPY_FUNCTIONS.get(function)
        if rule is None or method != "__call__" or settings:
            return NotImplemented
        first, *others = arguments
        # An array on the left would call this method again; a dual number there calls the operator of this class.
        return rule(Dual(first) if isinstance(first, np.ndarray | np.generic) else first, *others)


_NUMPY_FUNCTIONS: dict[Any, Callable[..., Any]] = {
    np.add: operator.add,
    np.subtract: operator.sub,
    np.multiply: operator.mul,
    np.divide: operator.truediv,
    np.power: operator.pow,
    np.matmul: operator.matmul,
    np.negative: operator.neg,
    np.less: operator.lt,
    np.less_equal: operator.le,
    np.greater: operator.gt,
    np.greater_equal: operator.ge,
    np.equal: operator.eq,
    np.not_equal: operator.ne,
    np.exp: Dual.exp,
    np.log: Dual.log,
    np.sin: Dual.sin,
    np.cos: Dual.cos,
    np.tanh: Dual.tanh,
    np.sqrt: Dual.sqrt,
}


def _dual(number: Any) -> Dual:
    return number if isinstance(number, Dual) else Dual(number)


def _floating(number: Any) -> Any:
    if isinstance(number, float | complex):
        return number
    array = np.asarray(number)
    if array.dtype.kind not in "biufc":
        raise ValueError(f"value must be a number or an array of numbers; got {type(number).__name__}")
    if array.dtype.kind in "biu":
        array = array.astype(np.float64)
    if isinstance(number, np.ndarray) or array.ndim:
        return array
    # A whole number of Python, or one of NumPy's scalars.
    return float(number) if isinstance(number, int) else array[()]


def _zero(number: Any) -> Any:
    return np.zeros_like(number) if isinstance(number, np.ndarray) else type(number)(0)
