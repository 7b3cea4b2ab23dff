"""Reverse mode in its smallest form: single numbers that remember what they were computed from."""

from __future__ import annotations

import math
from typing import Any


class ScalarValue:
    r"""A number that knows what it was computed from, and the local derivative towards each of them.

    `backward` goes through the graph once, from its end to its beginning, and multiplies and adds:

    .. math:: \frac{\partial J}{\partial x} = \sum_{y \text{ computed from } x}
        \frac{\partial J}{\partial y} \frac{\partial y}{\partial x}

    Linnainmaa, "Taylor expansion of the accumulated rounding error", 1976. `lecturelib.autodiff.Value` does the same
    for whole arrays and many more operations, and keeps adding from one `backward` to the next; here each `backward`
    starts from zeros.

    Parameters
    ----------
    value : float
        The number.
    parents : tuple of ScalarValue
        What it was computed from, once for every use.
    local_derivatives : tuple of float
        Its derivative with respect to each of the parents.

    Attributes
    ----------
    value, parents, local_derivatives
        As given.
    gradient : float
        dJ/d self, where J is the number whose `backward` was called last; 0 before.

    Examples
    --------
    >>> x = ScalarValue(3.0)
    >>> (x * x + 2 * x).backward()
    >>> x.gradient
    8.0
    """

    __slots__ = ("gradient", "local_derivatives", "parents", "value")

    def __init__(
        self, value: float, parents: tuple[ScalarValue, ...] = (), local_derivatives: tuple[float, ...] = ()
    ) -> None:
        self.value = value
        self.parents = parents
        self.local_derivatives = local_derivatives
        self.gradient = 0.0

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.value})"

    def __add__(self, other: Any) -> ScalarValue:
        other = other if isinstance(other, type(self)) else type(self)(other)
        return type(self)(self.value + other.value, (self, other), (1.0, 1.0))

    def __mul__(self, other: Any) -> ScalarValue:
        other = other if isinstance(other, type(self)) else type(self)(other)
        return type(self)(self.value * other.value, (self, other), (other.value, self.value))

    def tanh(self) -> ScalarValue:
        """Return the hyperbolic tangent."""
        t = math.tanh(self.value)
        return type(self)(t, (self,), (1 - t * t,))

    def __radd__(self, other: Any) -> ScalarValue:
        return self + other

    def __rmul__(self, other: Any) -> ScalarValue:
        return self * other

    def __neg__(self) -> ScalarValue:
        return self * -1.0

    def __sub__(self, other: Any) -> ScalarValue:
        return self + -1.0 * other

    def __rsub__(self, other: Any) -> ScalarValue:
        return -self + other

    def ordered(self) -> list[ScalarValue]:
        """Return this number and everything it was computed from, each after its parents, each once."""
        order: list[ScalarValue] = []
        entered = set()
        # A stack of its own: Python allows about a thousand nested calls, and a graph may be much deeper.
        stack = [(self, False)]
        while stack:
            node, parents_are_done = stack.pop()
            if parents_are_done:
                order.append(node)
            elif id(node) not in entered:
                entered.add(id(node))
                stack.append((node, True))
                stack.extend((parent, False) for parent in node.parents)
        return order

    def backward(self) -> None:
        """Set the gradient of this number and of everything it was computed from to d self / d that."""
        order = self.ordered()
        for node in order:
            node.gradient = 0.0
        self.gradient = 1.0
        for node in reversed(order):
            # All that was computed from this node has been visited: its gradient is complete.
            for parent, local_derivative in zip(node.parents, node.local_derivatives, strict=True):
                parent.gradient += local_derivative * node.gradient
