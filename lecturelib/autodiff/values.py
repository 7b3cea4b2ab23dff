"""Reverse mode as one uses it: values with operators and methods, which build the graph as they compute."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from lecturelib.activations import sigmoid
from lecturelib.autodiff import elementwise, whole_arrays
from lecturelib.autodiff.graph import Node
from lecturelib.autodiff.whole_arrays import Axes


class Value(Node):
    r"""An array whose operators and methods compute new values and remember what they were computed from.

    `backward` walks this graph from its end to its beginning, every node once, and applies the chain rule:

    .. math:: \bar x = \sum_{y \text{ computed from } x} \Big( \frac{\partial y}{\partial x} \Big)^{\!T} \bar y, \qquad
        \bar x = \frac{\partial J}{\partial x}

    Linnainmaa, "Taylor expansion of the accumulated rounding error", 1976; Baydin, Pearlmutter, Radul and Siskind,
    "Automatic differentiation in machine learning: a survey", 2018, section 3.2. NumPy's functions of the same name
    work too: ``np.exp(x)`` is ``x.exp()``. Constants on either side of an operator may be numbers or arrays.

    Parameters
    ----------
    value : float or ndarray
        The array; whole numbers are made floating.

    Attributes
    ----------
    value : ndarray
        As computed in the forward pass.
    gradient : ndarray, shape of `value`
        Sum of what all calls of `backward` have brought here; zeros before the first, and after `zero_gradient`.
    parents : tuple of Value
        What it was computed from.

    Raises
    ------
    ValueError
        If `value` is no array of numbers.

    Examples
    --------
    >>> x = Value(np.array([1.0, 2.0, 3.0]))
    >>> ((x * x).sum() / 2).backward()
    >>> x.gradient
    array([1., 2., 3.])
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return f"Value({self.value})"

    def __add__(self, other: Any) -> Value:
        return apply(elementwise.add, self, other)

    def __radd__(self, other: Any) -> Value:
        return apply(elementwise.add, other, self)

    def __sub__(self, other: Any) -> Value:
        return apply(elementwise.subtract, self, other)

    def __rsub__(self, other: Any) -> Value:
        return apply(elementwise.subtract, other, self)

    def __mul__(self, other: Any) -> Value:
        return apply(elementwise.multiply, self, other)

    def __rmul__(self, other: Any) -> Value:
        return apply(elementwise.multiply, other, self)

    def __truediv__(self, other: Any) -> Value:
        return apply(elementwise.divide, self, other)

    def __rtruediv__(self, other: Any) -> Value:
        return apply(elementwise.divide, other, self)

    def __pow__(self, other: Any) -> Value:
        if isinstance(other, Value):
            return apply(elementwise.power, self, other)
        return apply(lambda a: elementwise.constant_power(a, other), self)

    def __rpow__(self, other: Any) -> Value:
        return apply(elementwise.power, other, self)

    def __matmul__(self, other: Any) -> Value:
        return apply(whole_arrays.matmul, self, other)

    def __rmatmul__(self, other: Any) -> Value:
        return apply(whole_arrays.matmul, other, self)

    def __neg__(self) -> Value:
        return apply(elementwise.negative, self)

    def __getitem__(self, key: Any) -> Value:
        return apply(lambda a: whole_arrays.index(a, key), self)

    def exp(self) -> Value:
        """Return e to the power of every element."""
        return apply(elementwise.exp, self)

    def log(self) -> Value:
        """Return the natural logarithm of every element."""
        return apply(elementwise.log, self)

    def sin(self) -> Value:
        """Return the sine of every element."""
        return apply(elementwise.sin, self)

    def cos(self) -> Value:
        """Return the cosine of every element."""
        return apply(elementwise.cos, self)

    def sqrt(self) -> Value:
        """Return the square root of every element."""
        return apply(elementwise.sqrt, self)

    def tanh(self) -> Value:
        """Return the hyperbolic tangent of every element."""
        return apply(elementwise.tanh, self)

    def sigmoid(self) -> Value:
        """Return the logistic sigmoid of every element."""
        return apply(sigmoid, self)

    def relu(self) -> Value:
        """Return every element that is positive, and 0 for the others; the derivative at 0 is taken as 0."""
        return apply(elementwise.relu, self)

    def maximum(self, other: Any) -> Value:
        """Return the larger of two, element by element; equal ones share the gradient."""
        return apply(elementwise.maximum, self, other)

    def sum(self, axis: Axes = None, keepdims: bool = False) -> Value:
        """Return sums over some axes, or over all."""
        return apply(lambda a: whole_arrays.sum_over(a, axis, keepdims), self)

    def mean(self, axis: Axes = None, keepdims: bool = False) -> Value:
        """Return means over some axes, or over all."""
        return apply(lambda a: whole_arrays.mean_over(a, axis, keepdims), self)

    def max(self, axis: Axes = None, keepdims: bool = False) -> Value:
        """Return the largest elements along some axes, or of all; equal ones share the gradient."""
        return apply(lambda a: whole_arrays.max_over(a, axis, keepdims), self)

    def reshape(self, *shape: int) -> Value:
        """Return the same numbers in another shape."""
        return apply(lambda a: whole_arrays.reshape(a, shape), self)

    def transpose(self, *axes: int) -> Value:
        """Return the array with its axes in another order, by default the reverse."""
        return apply(lambda a: whole_arrays.transpose(a, axes), self)

    def __array_ufunc__(self, function: Any, method: str, *arguments: Any, **settings: Any) -> Any:
        """Let NumPy's functions, and arrays on the left of an operator, work with values."""
        rule = _NUMPY_FUNCTIONS.get(function)
        if rule is None or method != "__call__" or settings:
            return NotImplemented
        first, *others = arguments
        # An array on the left would call this method again; a value there calls the operator of this class.
        return rule(Value(first) if isinstance(first, np.ndarray | np.generic) else first, *others)


_NUMPY_FUNCTIONS: dict[Any, Callable[..., Any]] = {
    np.add: operator.add,
    np.subtract: operator.sub,
    np.multiply: operator.mul,
    np.divide: operator.truediv,
    np.power: operator.pow,
    np.matmul: operator.matmul,
    np.negative: operator.neg,
    np.exp: Value.exp,
    np.log: Value.log,
    np.sin: Value.sin,
    np.cos: Value.cos,
    np.sqrt: Value.sqrt,
    np.tanh: Value.tanh,
    np.maximum: Value.maximum,
}


def apply(operation: Callable[..., tuple[Any, Callable[..., Any]]], *arguments: Any) -> Value:
    """Return what an operation computes, as a value of the graph.

    Every operation of this library fits, once its other arguments are filled in: it returns its value and a `backward`.

    Parameters
    ----------
    operation : callable
        Maps arrays to (value, backward), where `backward` maps dJ/d value to a gradient for every argument, in their
        order; bare if there is one argument.
    *arguments : Value or anything else
        What the operation is called with. What is no Value is a constant, whose gradient is dropped.

    Returns
    -------
    value : Value
        Whose parents are the Values among the arguments.

    Raises
    ------
    ValueError
        When gradients are passed back: if `backward` returns more or fewer than there are arguments.

    Examples
    --------
    >>> from lecturelib.neurons import sigmoid_neuron
    >>> w, b = Value(np.array([2.0, -1.0])), Value(0.0)
    >>> apply(sigmoid_neuron, np.array([[1.0, 2.0]]), w, b).backward()
    >>> w.gradient, b.gradient
    (array([0.25, 0.5 ]), array(0.25))
    """
    plain = [argument.value if isinstance(argument, Value) else argument for argument in arguments]
    value, backward = operation(*plain)
    return Value(value, arguments, backward)
