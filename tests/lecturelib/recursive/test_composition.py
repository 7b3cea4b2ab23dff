"""lecturelib.recursive.composition: one pair or many, dtypes, and arguments."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.gradients import projection_error
from lecturelib.recursive import TreeParameters, tree_compose


def draw(seed, n, h, dtype=np.float64):
    rng = np.random.default_rng(seed)
    shapes = (n, h), (n, h), (h, h), (h, h), (h,)
    left, right, *parameters = (rng.standard_normal(shape).astype(dtype) for shape in shapes)
    return left, right, TreeParameters(*parameters)


@given(st.integers(0, 4), st.integers(1, 3), st.sampled_from([np.float32, np.float64]), st.integers(0, 2**31))
def test_many_pairs_are_one_pair_after_the_other(n, h, dtype, seed):
    left, right, parameters = draw(seed, n, h, dtype)
    parent, backward = tree_compose(left, right, parameters)
    d_left, d_right, d_parameters = backward(parent)
    assert {each.dtype for each in (parent, d_left, d_right, *d_parameters)} == {np.dtype(dtype)}
    total = [np.zeros_like(each) for each in parameters]
    for row in range(n):
        one, one_backward = tree_compose(left[row], right[row], parameters)
        d_one_left, d_one_right, d_one = one_backward(parent[row])
        pairs = [(one, parent[row]), (d_one_left, d_left[row]), (d_one_right, d_right[row])]
        assert all(got.shape == (h,) and np.allclose(got, wanted, atol=1e-5) for got, wanted in pairs)
        total = [sum_so_far + each for sum_so_far, each in zip(total, d_one, strict=True)]
    assert isinstance(d_parameters, TreeParameters)
    for got, wanted in zip(d_parameters, total, strict=True):
        assert got.shape == wanted.shape
        assert np.allclose(got, wanted, atol=1e-4)


@given(st.integers(0, 3), st.integers(1, 3), st.integers(0, 2**31))
def test_gradient_by_complex_step(n, h, seed):
    assert projection_error(tree_compose, draw(seed, n, h), np.random.default_rng(seed)) < 1e-9


def test_left_and_right_have_weights_of_their_own():
    parameters = TreeParameters(np.array([[1.0]]), np.array([[10.0]]), np.array([0.5]))
    assert tree_compose(np.array([0.25]), np.array([0.0]), parameters)[0].item() == np.tanh(0.75)
    assert tree_compose(np.array([0.0]), np.array([0.25]), parameters)[0].item() == np.tanh(3.0)
    assert TreeParameters._fields == ("W_left", "W_right", "b")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"left": np.zeros((2, 4))}, "left must have shape (N, 3); got shape (2, 4)"),
        ({"left": np.zeros(4)}, "left must have shape (3,); got shape (4,)"),
        ({"left": np.zeros((1, 2, 3))}, "left must have shape (N, 3); got shape (1, 2, 3)"),
        ({"left": [0.0, 0.0, 0.0]}, "left must be an array of numbers of shape (N, 3); got list"),
        ({"left": np.zeros((2, 3), int)}, "left must be an array of floating-point numbers; got dtype int64"),
        ({"right": np.zeros(3)}, "right must have shape (2, 3); got shape (3,)"),
        ({"right": np.zeros((1, 3))}, "right must have shape (2, 3); got shape (1, 3)"),
        ({"W_left": np.zeros((3, 2))}, "W_left must have shape (3, 3); got shape (3, 2)"),
        ({"W_right": np.zeros((6, 3))}, "W_right must have shape (3, 3); got shape (6, 3)"),
        ({"b": np.zeros((1, 3))}, "b must have shape (H,); got shape (1, 3)"),
        ({"parameters": [0, 0, 0]}, "parameters must be a tuple of W_left, W_right and b; got list"),
        ({"parameters": (0, 0)}, "parameters must be a tuple of W_left, W_right and b; got 2 of them"),
    ],
)
def test_arguments_are_named(changes, sentence):
    given_ = {"left": np.zeros((2, 3)), "right": np.zeros((2, 3))}
    given_ |= {"W_left": np.zeros((3, 3)), "W_right": np.zeros((3, 3)), "b": np.zeros(3)} | changes
    parameters = given_.get("parameters", TreeParameters(given_["W_left"], given_["W_right"], given_["b"]))
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        tree_compose(given_["left"], given_["right"], parameters)
