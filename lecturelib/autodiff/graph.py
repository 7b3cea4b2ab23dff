"""Reverse mode: nodes that remember what they were computed from, and the walk that takes gradients back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from lecturelib.arguments import Array, Backward


class Node:
    r"""An array in a computational graph, with what it was computed from and how its gradient goes back there.

    Parameters
    ----------
    value : float or ndarray
        The array; whole numbers are made floating.
    arguments : tuple
        What it was computed from: nodes, and constants of any kind.
    backward : callable, optional
        Maps dJ/d value to the gradients of all arguments, in their order; bare if there is one argument.

    Attributes
    ----------
    value : ndarray
        As computed in the forward pass.
    parents : tuple of Node
        The nodes among the arguments.
    gradient : ndarray, shape of `value`
        Sum of what all calls of `backward` have brought here; zeros before the first.

    Raises
    ------
    ValueError
        If `value` is no array of numbers.
    """

    __slots__ = ("_arguments", "_backward", "_gradient", "parents", "value")

    def __init__(self, value: Any, arguments: tuple[Any, ...] = (), backward: Backward | None = None) -> None:
        array = np.asarray(value)
        if array.dtype.kind not in "biufc":
            raise ValueError(f"value must be a number or an array of numbers; got {type(value).__name__}")
        self.value: Array = array if array.dtype.kind in "fc" else array.astype(np.float64)
        self.parents = tuple(argument for argument in arguments if isinstance(argument, Node))
        self._arguments = arguments
        self._backward = backward
        self._gradient: Array | None = None

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of the value."""
        return self.value.shape

    @property
    def gradient(self) -> Array:
        """What calls of `backward` have brought here so far."""
        return np.zeros_like(self.value) if self._gradient is None else self._gradient

    def backward(self, d_self: Any = None) -> None:
        """Add dJ/dx to the gradient of every x that this value was computed from, and of this value.

        Parameters
        ----------
        d_self : ndarray, shape of this value, optional
            dJ/d self; by default 1, for J = self, which must then be a single number.

        Raises
        ------
        ValueError
            If `d_self` is missing for a value of several numbers, or has another shape than the value.
        """
        if d_self is None:
            if self.value.size != 1:
                raise ValueError(
                    f"d_self must be given for a value of several numbers; this one has shape {self.shape}"
                )
            d_self = np.ones_like(self.value)
        if np.shape(d_self) != self.shape:
            raise ValueError(f"d_self must have the shape of the value, {self.shape}; got shape {np.shape(d_self)}")
        arrived: dict[Node, Any] = {self: d_self}
        for node in reversed(topological_order(self)):
            # Everything computed from this node has been visited: what arrived is complete.
            d_node = np.asarray(arrived.pop(node), node.value.dtype)
            node._gradient = d_node.copy() if node._gradient is None else node._gradient + d_node
            for parent, d_parent in node.sent_back(d_node):
                # Not in place: the same array may be on its way to another parent.
                arrived[parent] = arrived[parent] + d_parent if parent in arrived else d_parent

    def sent_back(self, d_self: Array) -> Iterator[tuple[Node, Any]]:
        """Yield each parent, once for every use, and what this use adds to dJ/d parent.

        Parameters
        ----------
        d_self : ndarray, shape of this value
            dJ/d self.

        Yields
        ------
        parent : Node
            What this value was computed from.
        d_parent : ndarray, shape of the parent
            The local derivative applied to `d_self`.

        Raises
        ------
        ValueError
            If the operation's `backward` returns more or fewer gradients than it had arguments.
        """
        if self._backward is None:
            return
        returned = self._backward(d_self)
        gradients = returned if isinstance(returned, tuple) else (returned,)
        if len(gradients) != len(self._arguments):
            expected = f"{len(self._arguments)} gradients, one for each argument"
            raise ValueError(f"backward of an operation must return {expected}; got {len(gradients)}")
        for argument, d_argument in zip(self._arguments, gradients, strict=True):
            if isinstance(argument, Node):
                yield argument, d_argument

    def zero_gradient(self) -> None:
        """Forget the gradients of this value and of everything it was computed from."""
        for node in topological_order(self):
            node._gradient = None


def topological_order(end: Node) -> list[Node]:
    """Return `end` and everything it was computed from, each after its parents.

    With a stack of its own, not by recursion: Python allows about a thousand nested calls, a graph may be much deeper.

    Parameters
    ----------
    end : Node
        Where the graph ends.

    Returns
    -------
    order : list of Node
        Every node once; `end` is the last.

    Examples
    --------
    >>> x = Node(3.0)
    >>> y = Node(9.0, (x, x))
    >>> [float(node.value) for node in topological_order(Node(12.0, (y, x)))]
    [3.0, 9.0, 12.0]
    """
    order: list[Node] = []
    entered: set[Node] = set()
    stack = [(end, False)]
    while stack:
        node, parents_are_done = stack.pop()
        if parents_are_done:
            order.append(node)
        elif node not in entered:
            entered.add(node)
            stack.append((node, True))
            stack.extend((parent, False) for parent in node.parents)
    return order
