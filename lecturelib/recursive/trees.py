"""Binary trees over numbered leaves: nested pairs for people, an array of children for programs."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from lecturelib.arguments import Array, require_shape

Tree = Any


def tree_children(tree: Tree) -> Array:
    """Return the children of every inner node of a binary tree, children before parents.

    The L leaves are the nodes 0 to L - 1. The inner nodes are the L - 1 after them, in post-order: left subtree, right
    subtree, node. The root is the last node, 2 L - 2. Trees may be as deep as memory allows.

    Parameters
    ----------
    tree : int, pair of trees, or ndarray of int, shape (L - 1, 2)
        A leaf is its number; an inner node is a tuple or list of two trees; every leaf occurs once, in any order. An
        array of children is checked and returned as it is: row k names the children of node L + k.

    Returns
    -------
    children : ndarray of int, shape (L - 1, 2)
        Left and right child of the nodes L to 2 L - 2.

    Raises
    ------
    ValueError
        If `tree` holds anything but pairs and leaf numbers, a leaf is missing or occurs twice, or an array is no tree.

    Examples
    --------
    Three leaves: node 3 joins the leaves 0 and 1, and the root, node 4, joins node 3 and leaf 2.

    >>> tree_children(((0, 1), 2))
    array([[0, 1],
           [3, 2]])
    """
    if not isinstance(tree, np.ndarray):
        return _numbered(tree)
    inner = require_shape("tree", tree, ("L - 1", 2))["L - 1"]
    if tree.dtype.kind not in "iu":
        raise ValueError(f"tree must be an array of whole numbers; got dtype {tree.dtype}")
    _require_once("node but the root", tree.ravel().tolist(), 2 * inner)
    late = np.flatnonzero(tree.max(axis=1) > inner + np.arange(inner))
    if late.size:
        node = inner + 1 + late[0]
        raise ValueError(f"tree must name children before their parents; got node {node} with {tree[late[0]].tolist()}")
    return tree


_JOIN = object()


def _numbered(tree: Tree) -> Array:
    """Return the children in post-order, by a loop and two stacks, since a deep tree would exhaust recursion."""
    pending: list[Any] = [tree]
    finished: list[int] = []
    leaves: list[int] = []
    children: list[tuple[int, int]] = []
    while pending:
        part = pending.pop()
        if part is _JOIN:
            right, left = finished.pop(), finished.pop()
            # How many leaves there are is known at the end: until then, inner nodes are -1, -2, ...
            children.append((left, right))
            finished.append(-len(children))
        elif isinstance(part, tuple | list) and len(part) == 2:
            pending += [_JOIN, part[1], part[0]]
        elif isinstance(part, int | np.integer) and not isinstance(part, bool) and part >= 0:
            leaves.append(int(part))
            finished.append(int(part))
        else:
            whole = isinstance(part, int | np.integer)
            got = (
                f"{len(part)} trees" if isinstance(part, tuple | list) else str(part) if whole else type(part).__name__
            )
            raise ValueError(f"tree must be a leaf's number or a pair of trees; got {got}")
    _require_once("leaf", leaves, len(leaves))
    numbers = np.array(children, dtype=int).reshape(-1, 2)
    return np.where(numbers < 0, len(leaves) - 1 - numbers, numbers)


def _require_once(what: str, numbers: list[int], count: int) -> None:
    """Raise `ValueError` unless `numbers`, of which there are `count`, are 0 to count - 1 in any order."""
    outside = [number for number in numbers if not 0 <= number < count]
    repeated = [number for number, times in Counter(numbers).items() if times > 1]
    if outside or repeated:
        got = f"{outside[0]}" if outside else f"{repeated[0]} twice or more"
        raise ValueError(f"tree must hold every {what}, 0 to {count - 1}, exactly once; got {got}")
