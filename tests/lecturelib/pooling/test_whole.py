"""Pooling of whole images: drawn shapes, ties, dtypes, and what is refused."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.pooling import avg_pool2d, global_avg_pool2d, global_max_pool2d, max_pool2d

shapes = st.tuples(st.integers(0, 3), st.integers(1, 3), st.integers(1, 4), st.integers(1, 4))
PAIRS = [(global_avg_pool2d, avg_pool2d), (global_max_pool2d, max_pool2d)]


@pytest.mark.parametrize(("operation", "windowed"), PAIRS)
@given(shape=shapes, dtype=st.sampled_from([np.float32, np.float64, np.complex128]), seed=st.integers(0, 2**31))
def test_it_is_one_window_over_everything(operation, windowed, shape, dtype, seed):
    rng = np.random.default_rng(seed)
    x = rng.integers(-3, 4, shape).astype(dtype)
    y, backward = operation(x)
    expected, windowed_backward = windowed(x, shape[2:])
    d_y = rng.standard_normal(shape[:2]).astype(dtype)
    d_x = backward(d_y)
    assert (y.shape, y.dtype, d_x.dtype) == (shape[:2], dtype, dtype)
    assert np.allclose(y, expected[:, :, 0, 0], rtol=1e-6, atol=1e-6)
    assert np.allclose(d_x, windowed_backward(d_y[:, :, None, None]), rtol=1e-6, atol=1e-6)


def test_any_layout_in_memory_gives_the_same():
    x = np.random.default_rng(0).standard_normal((2, 4, 5, 3)).transpose(0, 3, 1, 2)
    for operation, _ in PAIRS:
        assert np.allclose(operation(x)[0], operation(x.copy())[0], rtol=0, atol=1e-15)
        assert np.array_equal(operation(x)[1](np.ones((2, 3))), operation(x.copy())[1](np.ones((2, 3))))


@pytest.mark.parametrize("operation", [global_avg_pool2d, global_max_pool2d])
@pytest.mark.parametrize(
    ("x", "message"),
    [
        (np.zeros((3, 4, 5)), "x must have shape (N, C, H, W); got shape (3, 4, 5)"),
        (np.zeros((1, 1, 2, 2), int), "x must be an array of floating-point numbers; got dtype int64"),
        (np.zeros((1, 1, 0, 2)), "x must hold at least one pixel; got shape (1, 1, 0, 2)"),
        (np.zeros((1, 1, 2, 0)), "x must hold at least one pixel; got shape (1, 1, 2, 0)"),
    ],
)
def test_what_does_not_fit_is_named(operation, x, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        operation(x)
