"""lecturelib.recursive.trees: any tree against a recursion, deep trees, and what is no tree."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.recursive import tree_children


def numbered(tree, count):
    """Number the inner nodes in post-order, by recursion."""
    rows = []

    def visit(part):
        if isinstance(part, int):
            return part
        rows.append([visit(part[0]), visit(part[1])])
        return count + len(rows) - 1

    visit(tree)
    return rows


@st.composite
def trees(draw):
    parts = draw(st.permutations(range(draw(st.integers(1, 9)))))
    count = len(parts)
    while len(parts) > 1:
        at = draw(st.integers(0, len(parts) - 2))
        pair = tuple(parts[at : at + 2]) if draw(st.booleans()) else list(parts[at : at + 2])
        parts = [*parts[:at], pair, *parts[at + 2 :]]
    return parts[0], count


@given(trees())
def test_any_tree(drawn):
    tree, count = drawn
    children = tree_children(tree)
    assert children.shape == (count - 1, 2)
    assert children.tolist() == numbered(tree, count)
    assert tree_children(children) is children


def test_a_single_leaf_has_no_inner_node():
    for leaf in (0, np.int32(0)):
        children = tree_children(leaf)
        assert (children.shape, children.dtype.kind) == ((0, 2), "i")
    assert tree_children(np.zeros((0, 2), int)).shape == (0, 2)


def test_deep_trees():
    left = right = 0
    for leaf in range(1, 10_001):
        left, right = (left, leaf), (leaf, right)
    expected = np.stack([np.r_[0, 10_001:20_000], np.arange(1, 10_001)], axis=1)
    assert np.array_equal(tree_children(left), expected)
    assert np.array_equal(tree_children(right), expected[:, ::-1])


@pytest.mark.parametrize(
    ("tree", "got"),
    [
        (((0, 1, 2), 3), "3 trees"),
        ([0], "1 trees"),
        ((), "0 trees"),
        ((0, None), "NoneType"),
        ((0, "1"), "str"),
        ((0, 1.0), "float"),
        ((0, True), "True"),
        ((0, -1), "-1"),
        (-1, "-1"),
        ((0, np.array(1)), "ndarray"),
    ],
)
def test_what_is_neither_a_leaf_nor_a_pair(tree, got):
    with pytest.raises(ValueError, match=f"^tree must be a leaf's number or a pair of trees; got {got}$"):
        tree_children(tree)


@pytest.mark.parametrize(
    ("tree", "last", "got"),
    [
        ((0, 2), 1, "2"),
        (((1, 2), 3), 2, "3"),
        (1, 0, "1"),
        ((0, 0), 1, "0 twice or more"),
        (((1, 2), (1, 0)), 3, "1 twice or more"),
        (((1, 5), (1, 0)), 3, "5"),
    ],
)
def test_every_leaf_occurs_once(tree, last, got):
    with pytest.raises(ValueError, match=f"^tree must hold every leaf, 0 to {last}, exactly once; got {got}$"):
        tree_children(tree)


@pytest.mark.parametrize(
    ("array", "sentence"),
    [
        ([0, 1], "tree must have shape (L - 1, 2); got shape (2,)"),
        ([[0, 1, 2]], "tree must have shape (L - 1, 2); got shape (1, 3)"),
        ([[0.0, 1.0]], "tree must be an array of whole numbers; got dtype float64"),
        ([[0, 2]], "tree must hold every node but the root, 0 to 1, exactly once; got 2"),
        ([[0, -1]], "tree must hold every node but the root, 0 to 1, exactly once; got -1"),
        ([[0, 1], [3, 1]], "tree must hold every node but the root, 0 to 3, exactly once; got 1 twice or more"),
        ([[3, 1], [0, 2]], "tree must name children before their parents; got node 3 with [3, 1]"),
        ([[0, 1], [5, 2], [4, 3]], "tree must name children before their parents; got node 5 with [5, 2]"),
        ([[4, 2], [0, 5], [1, 3]], "tree must name children before their parents; got node 4 with [4, 2]"),
    ],
)
def test_arrays_that_are_no_trees(array, sentence):
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        tree_children(np.array(array))


def test_arrays_in_another_order_and_of_unsigned_numbers_are_trees():
    for array in (np.array([[2, 3], [0, 1], [5, 4]]), np.array([[0, 1], [3, 2]], np.uint8)):
        assert tree_children(array) is array


def test_one_row_that_names_the_node_before_it_is_a_chain():
    assert tree_children(np.array([[0, 1], [3, 2]])).tolist() == [[0, 1], [3, 2]]
