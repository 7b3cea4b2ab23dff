"""lecturelib.recursive.network: any tree against compositions in turn, deep trees, and arguments."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.gradients import projection_error
from lecturelib.recursive import TreeParameters, tree_compose, tree_states


def draw(seed, count, h, dtype=np.float64):
    """Return the children of a random tree, leaves and parameters."""
    rng = np.random.default_rng(seed)
    roots, children = rng.permutation(count).tolist(), []
    while len(roots) > 1:
        at = int(rng.integers(len(roots) - 1))
        children.append(roots[at : at + 2])
        roots[at : at + 2] = [count + len(children) - 1]
    shapes = (count, h), (h, h), (h, h), (h,)
    leaves, *parameters = (rng.standard_normal(shape).astype(dtype) for shape in shapes)
    return np.array(children, int).reshape(-1, 2), leaves, TreeParameters(*parameters)


@given(st.integers(1, 8), st.integers(1, 3), st.sampled_from([np.float32, np.float64]), st.integers(0, 2**31))
def test_every_node_is_composed_of_its_children(count, h, dtype, seed):
    children, leaves, parameters = draw(seed, count, h, dtype)
    states, backward = tree_states(children, leaves, parameters)
    vectors, backwards = list(leaves), []
    for left, right in children:
        parent, node_backward = tree_compose(vectors[left], vectors[right], parameters)
        vectors.append(parent)
        backwards.append(node_backward)
    d_states = np.random.default_rng(seed).standard_normal(states.shape).astype(dtype)
    d_vectors, total = list(d_states), [np.zeros_like(each) for each in parameters]
    for node in reversed(range(count, 2 * count - 1)):
        d_left, d_right, d_group = backwards[node - count](d_vectors[node])
        left, right = children[node - count]
        d_vectors[left], d_vectors[right] = d_vectors[left] + d_left, d_vectors[right] + d_right
        total = [sum_so_far + each for sum_so_far, each in zip(total, d_group, strict=True)]
    d_leaves, d_parameters = backward(d_states)
    tolerance = 1e-3 if dtype == np.float32 else 1e-11
    pairs = [
        (states, np.array(vectors)),
        (d_leaves, np.array(d_vectors[:count])),
        *zip(d_parameters, total, strict=True),
    ]
    for got, wanted in pairs:
        assert (got.shape, got.dtype) == (wanted.shape, dtype)
        assert np.allclose(got, wanted, rtol=tolerance, atol=tolerance)
    assert isinstance(d_parameters, TreeParameters)


@given(st.integers(1, 6), st.integers(1, 3), st.integers(0, 2**31))
def test_gradient_by_complex_step(count, h, seed):
    children, *arguments = draw(seed, count, h)
    assert projection_error(lambda *a: tree_states(children, *a), arguments, np.random.default_rng(seed)) < 1e-9


def test_nested_pairs_and_their_array_are_the_same_tree():
    _, leaves, parameters = draw(0, 4, 2)
    nested, _ = tree_states((3, ((1, 0), 2)), leaves, parameters)
    array, _ = tree_states(np.array([[1, 0], [4, 2], [3, 5]]), leaves, parameters)
    assert np.array_equal(nested, array)
    assert np.array_equal(nested[:4], leaves)


def test_a_single_leaf_is_its_own_root():
    leaves = np.array([[1.0, 2.0]])
    states, backward = tree_states(0, leaves, TreeParameters(np.ones((2, 2)), np.ones((2, 2)), np.ones(2)))
    d_leaves, d_parameters = backward(np.array([[3.0, 4.0]]))
    assert states.tolist() == [[1, 2]]
    assert not np.shares_memory(states, leaves)
    assert d_leaves.tolist() == [[3, 4]]
    assert not any(each.any() for each in d_parameters)


@pytest.mark.parametrize("to_the_left", [True, False])
def test_ten_thousand_nodes_deep(to_the_left):
    """Only the deep child counts, with weight 1: the root is tanh applied 10,000 times, about sqrt(3 / 20,000)."""
    tree = 0
    for leaf in range(1, 10_001):
        tree = (tree, leaf) if to_the_left else (leaf, tree)
    one, none = np.ones((1, 1)), np.zeros((1, 1))
    parameters = TreeParameters(one if to_the_left else none, none if to_the_left else one, np.zeros(1))
    leaves = np.full((10_001, 1), 0.5)
    states, backward = tree_states(tree, leaves, parameters)
    h, slope = 0.5, 1.0
    for _ in range(10_000):
        h = np.tanh(h)
        slope *= 1 - h * h
    assert np.isclose(states[-1, 0], h, rtol=1e-12)
    d_states = np.zeros_like(states)
    d_states[-1] = 1
    d_leaves, _ = backward(d_states)
    assert np.isclose(d_leaves[0, 0], slope, rtol=1e-9)
    assert not d_leaves[1:].any()


def test_mixed_dtypes_and_an_untouched_gradient():
    children, leaves, parameters = draw(0, 3, 2)
    states, backward = tree_states(children, leaves.astype(np.float32), parameters)
    d_states = np.ones((5, 2), np.float32)
    d_leaves, _ = backward(d_states)
    assert states.dtype == d_leaves.dtype == np.float64
    d_states = np.ones((5, 2))
    backward(d_states)
    assert np.array_equal(d_states, np.ones((5, 2)))


def test_arguments_are_named():
    children, leaves, parameters = draw(0, 3, 2)
    with pytest.raises(ValueError, match=r"^leaves must have shape \(3, 2\); got shape \(2, 2\)$"):
        tree_states(children, leaves[:2], parameters)
    with pytest.raises(ValueError, match=r"^leaves must have shape \(3, 2\); got shape \(3, 1\)$"):
        tree_states(children, leaves[:, :1], parameters)
    with pytest.raises(ValueError, match=r"^leaves must be an array of floating-point numbers; got dtype int64$"):
        tree_states(children, np.zeros((3, 2), int), parameters)
    with pytest.raises(ValueError, match=r"^W_right must have shape \(2, 2\); got shape \(1, 2\)$"):
        tree_states(children, leaves, parameters._replace(W_right=np.zeros((1, 2))))
    with pytest.raises(ValueError, match=r"^tree must hold every leaf, 0 to 1, exactly once; got 2$"):
        tree_states((0, 2), leaves, parameters)
    with pytest.raises(ValueError, match=r"^d_states must have shape \(5, 2\); got shape \(3, 2\)$"):
        tree_states(children, leaves, parameters)[1](leaves)


def test_wider_leaves_widen_the_states():
    children, leaves, parameters = draw(5, 3, 2, np.float32)
    states, _ = tree_states(children, leaves.astype(np.float64), parameters)
    assert states.dtype == np.float64
    assert tree_states(children, leaves, parameters)[0].dtype == np.float32
