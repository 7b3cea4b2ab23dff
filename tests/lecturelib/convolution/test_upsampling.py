"""upsample2d: drawn shapes against repetition, dtypes, and what is refused."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.convolution import upsample2d


@given(
    st.tuples(st.integers(0, 3), st.integers(1, 3), st.integers(1, 4), st.integers(1, 4)),
    st.tuples(st.integers(1, 3), st.integers(1, 4)),
    st.sampled_from([np.float32, np.float64, np.complex128, np.int8]),
    st.integers(0, 2**31),
)
def test_every_pixel_is_repeated(shape, factor, dtype, seed):
    rng = np.random.default_rng(seed)
    x = rng.integers(-9, 10, shape).astype(dtype)
    y, backward = upsample2d(x, factor)
    assert y.dtype == dtype
    assert np.array_equal(y, np.repeat(np.repeat(x, factor[0], axis=2), factor[1], axis=3))
    d_x = backward(np.ones_like(y))
    assert d_x.dtype == dtype
    assert np.array_equal(d_x, np.full(shape, factor[0] * factor[1], dtype))


def test_the_factor_is_2_by_default():
    assert upsample2d(np.zeros((1, 1, 3, 5)))[0].shape == (1, 1, 6, 10)


def test_the_incoming_gradient_is_not_written_to():
    d_y = np.ones((1, 1, 4, 4))
    d_y.setflags(write=False)
    d_x = upsample2d(np.zeros((1, 1, 4, 4)), 1)[1](d_y)
    assert np.array_equal(d_x, d_y) and not np.shares_memory(d_x, d_y)


@pytest.mark.parametrize(
    ("x", "factor", "message"),
    [
        (np.zeros((2, 3)), 2, "x must have shape (N, C, H, W); got shape (2, 3)"),
        (np.zeros((1, 1, 2, 2)), 0, "factor must be a whole number of at least 1, or a pair of them; got 0"),
        (np.zeros((1, 1, 2, 2)), 1.5, "factor must be a whole number of at least 1, or a pair of them; got 1.5"),
    ],
)
def test_what_does_not_fit_is_named(x, factor, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        upsample2d(x, factor)
