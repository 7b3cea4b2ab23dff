"""The embedding: ids of any shape and type, arguments."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.layers import embedding, lookup

dtypes = st.sampled_from([np.uint8, np.int32, np.int64])


@given(st.lists(st.integers(0, 3), max_size=3), st.integers(1, 200), st.integers(1, 3), dtypes, st.integers(0, 2**31))
def test_ids_of_any_shape_and_type(shape, symbols, d, dtype, seed):
    rng = np.random.default_rng(seed)
    ids = np.asarray(rng.integers(0, symbols, shape), dtype=dtype)
    table = rng.standard_normal((symbols, d))
    y, backward = embedding(ids, table)
    d_y = rng.standard_normal(y.shape)
    assert np.array_equal(y, table[ids])
    expected = np.zeros_like(table)
    np.add.at(expected, ids, d_y)
    assert np.allclose(backward(d_y), expected, rtol=1e-13, atol=1e-13)


@pytest.mark.parametrize("block", [1, 3, 6, 7, 2**15])
def test_gradients_do_not_depend_on_blocks(block, monkeypatch):
    """Three numbers each, of seven ids: by ones, by twos, all at once; an id meets itself in another block."""
    assert lookup.BLOCK == 32768
    monkeypatch.setattr(lookup, "BLOCK", block)
    ids = np.array([[4, 0, 4, 2, 4, 0, 1]], np.uint8)
    d_y = np.arange(21, dtype=np.float32).reshape(1, 7, 3)
    d_table = embedding(ids, np.zeros((5, 3), np.float32))[1](d_y)
    assert d_table.tolist() == [[18, 20, 22], [18, 19, 20], [9, 10, 11], [0, 0, 0], [18, 21, 24]]
    assert d_table.dtype == np.float32


def test_vectors_of_no_numbers():
    y, backward = embedding(np.array([1, 0]), np.zeros((2, 0)))
    assert y.shape == backward(y).shape == (2, 0)


@pytest.mark.parametrize(
    ("ids", "table", "message"),
    [
        (np.array([0]), np.zeros((2, 1), int), "table must be an array of floating-point numbers; got dtype int64"),
        (np.array([0]), np.zeros(2), r"table must have shape \(V, D\); got shape \(2,\)"),
        (np.array([0.0]), np.zeros((2, 1)), "ids must be an array of whole numbers; got dtype float64"),
        (np.array([[0, 2]]), np.zeros((2, 1)), r"ids must lie in \[0, 2\); got 2"),
        (np.array([-1, 1]), np.zeros((2, 1)), r"ids must lie in \[0, 2\); got -1"),
        ([0, 1], np.zeros((2, 1)), r"ids must be an array of numbers of shape \(2,\); got list"),
    ],
)
def test_wrong_arguments_are_a_sentence(ids, table, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        embedding(ids, table)
