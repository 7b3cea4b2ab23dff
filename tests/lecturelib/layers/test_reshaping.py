"""Flattening: every number of axes, arguments."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.layers import flatten


@given(st.lists(st.integers(0, 3), min_size=1, max_size=4))
def test_any_shape(shape):
    x = np.arange(float(np.prod(shape))).reshape(shape)
    y, backward = flatten(x)
    assert y.shape == (shape[0], int(np.prod(shape[1:])))
    assert np.array_equal(y.ravel(), x.ravel())
    assert np.array_equal(backward(2 * y), 2 * x)


@pytest.mark.parametrize(("x", "got"), [(np.array(1.0), "a single number"), ([1.0], "list")])
def test_wrong_arguments_are_a_sentence(x, got):
    with pytest.raises(ValueError, match=f"^x must be an array whose first axis is the batch; got {got}$"):
        flatten(x)
