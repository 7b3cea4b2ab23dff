"""The composition function: a parent's vector from those of its two children."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from lecturelib.arguments import Array, require_floating, require_shape


class TreeParameters(NamedTuple):
    """A composition function: weights of the left child (H, H) and of the right child (H, H), bias b (H,)."""

    W_left: Array
    W_right: Array
    b: Array


def require_composition(parameters: Any) -> int:
    """Return the size H of the vectors that are composed, and raise `ValueError` unless the parameters fit together.

    Examples
    --------
    >>> require_composition((np.zeros((2, 2)), np.zeros((2, 2)), np.zeros(2)))
    2
    """
    if not isinstance(parameters, tuple) or len(parameters) != 3:
        got = f"{len(parameters)} of them" if isinstance(parameters, tuple) else type(parameters).__name__
        raise ValueError(f"parameters must be a tuple of W_left, W_right and b; got {got}")
    hidden = require_shape("b", parameters[2], ("H",))["H"]
    require_shape("W_left", parameters[0], (hidden, hidden))
    require_shape("W_right", parameters[1], (hidden, hidden))
    return hidden


def tree_compose(
    left: Array, right: Array, parameters: TreeParameters
) -> tuple[Array, Callable[[Array], tuple[Array, Array, TreeParameters]]]:
    r"""Return the vector of a parent from those of its two children, and the function that differentiates it.

    .. math:: p = \tanh(l\, W_{\mathrm{left}} + r\, W_{\mathrm{right}} + b)

    Socher, Lin, Ng and Manning, "Parsing natural scenes and natural language with recursive neural networks", 2011,
    whose single matrix holds both of these, transposed. Parent and children have the same size, so that a parent can
    be a child in turn.

    Parameters
    ----------
    left, right : ndarray, shape (N, H) or (H,), floating
        The children: N pairs, or one.
    parameters : TreeParameters
        W_left (H, H), W_right (H, H), b (H,).

    Returns
    -------
    parent : ndarray, shape of `left`
        The parents, in [-1, 1].
    backward : callable
        Maps dJ/d parent, shape of `left`, to dJ/d left, dJ/d right, of the same shape, and dJ/d parameters, a
        TreeParameters, summed over the pairs.

    Raises
    ------
    ValueError
        If `left` is not floating-point, or the shapes do not fit.

    Examples
    --------
    With a sum of 0 the parent is 0 and the slope is 1, so all gradients are products of the numbers below.

    >>> parameters = TreeParameters(np.array([[3.0]]), np.array([[-2.0]]), np.array([0.0]))
    >>> parent, backward = tree_compose(np.array([2.0]), np.array([3.0]), parameters)
    >>> parent
    array([0.])
    >>> d_left, d_right, d_parameters = backward(np.array([5.0]))
    >>> d_left, d_right, d_parameters.W_left, d_parameters.W_right, d_parameters.b
    (array([15.]), array([-10.]), array([[10.]]), array([[15.]]), array([5.]))
    """
    hidden = require_composition(parameters)
    require_shape("left", left, (hidden,) if getattr(left, "ndim", 2) == 1 else ("N", hidden))
    require_floating("left", left)
    require_shape("right", right, left.shape)
    W_left, W_right, b = parameters
    parent = np.tanh(left @ W_left + right @ W_right + b)

    def backward(d_parent: Array) -> tuple[Array, Array, TreeParameters]:
        d_a = d_parent * (1 - parent * parent)
        rows = np.atleast_2d(d_a)
        d_W_left, d_W_right = np.atleast_2d(left).T @ rows, np.atleast_2d(right).T @ rows
        return d_a @ W_left.T, d_a @ W_right.T, TreeParameters(d_W_left, d_W_right, rows.sum(axis=0))

    return parent, backward
