"""lecturelib.activations.maxima: any shape, ties, and what is refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from lecturelib.activations import maxout

# Small whole numbers, so that ties are common.
pieces = arrays(
    np.float64, array_shapes(min_dims=1, max_dims=4, min_side=1, max_side=3), elements=st.integers(-2, 2).map(float)
)


@given(pieces, st.integers(0, 2**31))
def test_the_first_of_the_largest_wins_and_takes_the_whole_gradient(a, seed):
    value, backward = maxout(a)
    d_m = np.random.default_rng(seed).normal(size=a.shape[:-1])
    d_a = np.zeros_like(a)
    for place in np.ndindex(a.shape[:-1]):
        row = a[place].tolist()
        assert value[place] == max(row)
        d_a[(*place, row.index(max(row)))] = d_m[place]
    assert np.shape(value) == a.shape[:-1]
    assert np.array_equal(backward(d_m), d_a)


def test_an_empty_batch():
    value, backward = maxout(np.zeros((0, 3, 2), np.float32))
    assert (value.shape, value.dtype) == ((0, 3), np.float32)
    assert backward(value).shape == (0, 3, 2)


def test_backward_may_be_called_again():
    _, backward = maxout(np.array([[1.0, 2.0]]))
    assert backward(np.array([3.0])).tolist() == backward(np.array([3.0])).tolist() == [[0, 3]]


@pytest.mark.parametrize(("a", "shape"), [(np.zeros((2, 0)), r"\(2, 0\)"), (np.array(1.0), r"\(\)")])
def test_without_pieces_there_is_no_largest(a, shape):
    with pytest.raises(ValueError, match=f"^a must hold at least one piece along its last axis; got shape {shape}$"):
        maxout(a)


def test_whole_numbers_are_refused():
    with pytest.raises(ValueError, match=r"^a must be an array of floating-point numbers; got dtype int64$"):
        maxout(np.array([[0, 1]]))
