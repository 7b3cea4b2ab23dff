"""The recursive network: the composition function shared by all inner nodes of a tree."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lecturelib.arguments import Array, require_floating, require_shape
from lecturelib.recursive.composition import TreeParameters, require_composition
from lecturelib.recursive.trees import Tree, tree_children


def tree_states(
    tree: Tree, leaves: Array, parameters: TreeParameters
) -> tuple[Array, Callable[[Array], tuple[Array, TreeParameters]]]:
    r"""Return the vector of every node of a fixed tree, and the function that differentiates them.

    .. math:: p_k = \tanh(p_{\mathrm{left}(k)} W_{\mathrm{left}} + p_{\mathrm{right}(k)} W_{\mathrm{right}} + b)

    Every inner node is `tree_compose` of its children. Its derivative is back-propagation through structure: from the
    root down, with the gradient of the shared parameters summed over the nodes (Goller and Kuechler, "Learning
    task-dependent distributed representations by backpropagation through structure", 1996).

    Parameters
    ----------
    tree : int, pair of trees, or ndarray of int, shape (L - 1, 2)
        Nested pairs of leaf numbers such as ``((0, 1), 2)``, or what `tree_children` makes of them.
    leaves : ndarray, shape (L, H), floating
        The vectors of the leaves, such as embedded words.
    parameters : TreeParameters
        W_left (H, H), W_right (H, H), b (H,).

    Returns
    -------
    states : ndarray, shape (2 L - 1, H)
        The vectors of the leaves, then those of the inner nodes in post-order; the root is the last.
    backward : callable
        Maps dJ/d states, shape (2 L - 1, H), to dJ/d leaves, shape (L, H), and dJ/d parameters, a TreeParameters.

    Raises
    ------
    ValueError
        If `tree` is no binary tree over the leaves 0 to L - 1, `leaves` is not floating-point, or the shapes do not
        fit.

    Examples
    --------
    Node 3 has the sum 2 - 2 = 0, and so has the root: 0 + 0. Both slopes are 1.

    >>> parameters = TreeParameters(np.array([[2.0]]), np.array([[1.0]]), np.array([0.0]))
    >>> states, backward = tree_states(((0, 1), 2), np.array([[1.0], [-2.0], [0.0]]), parameters)
    >>> states.ravel()
    array([ 1., -2.,  0.,  0.,  0.])
    >>> d_leaves, d_parameters = backward(np.array([[0.0], [0.0], [0.0], [0.0], [1.0]]))
    >>> d_leaves.ravel(), d_parameters.W_left, d_parameters.W_right, d_parameters.b
    (array([4., 2., 1.]), array([[2.]]), array([[-4.]]), array([3.]))
    """
    pairs = tree_children(tree)
    inner, count = len(pairs), len(pairs) + 1
    hidden = require_composition(parameters)
    require_shape("leaves", leaves, (count, hidden))
    require_floating("leaves", leaves)
    W_left, W_right, b = parameters
    states = np.empty((count + inner, hidden), np.result_type(leaves, *parameters))
    states[:count] = leaves
    for node, (left, right) in enumerate(pairs.tolist(), start=count):
        states[node] = np.tanh(states[left] @ W_left + states[right] @ W_right + b)

    def backward(d_states: Array) -> tuple[Array, TreeParameters]:
        require_shape("d_states", d_states, states.shape)
        slopes = 1 - states[count:] * states[count:]
        d_nodes, d_a = d_states.astype(states.dtype), np.empty_like(slopes)
        for k in reversed(range(inner)):
            left, right = pairs[k]
            d_a[k] = d_nodes[count + k] * slopes[k]
            d_nodes[left] += W_left @ d_a[k]
            d_nodes[right] += W_right @ d_a[k]
        d_W_left, d_W_right = states[pairs[:, 0]].T @ d_a, states[pairs[:, 1]].T @ d_a
        return d_nodes[:count], TreeParameters(d_W_left, d_W_right, d_a.sum(axis=0))

    return states, backward
