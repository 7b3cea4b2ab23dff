"""locally_connected2d: drawn shapes against a slow loop, dtypes, and what is refused."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.convolution import locally_connected2d
from lecturelib.evidence.convolution import loops
from lecturelib.gradients import projection_error

pairs = st.tuples(st.integers(1, 3), st.integers(1, 3))


@given(st.integers(0, 3), st.integers(1, 3), st.integers(1, 3), pairs, pairs, pairs, st.integers(0, 2**31))
def test_locally_connected2d_is_the_slow_loop(batch, channels, filters, places, size, stride, seed):
    rng = np.random.default_rng(seed)
    # Rows and columns that no kernel reaches may be left at the end.
    image = [(p - 1) * s + k + int(rng.integers(0, s)) for p, k, s in zip(places, size, stride, strict=True)]
    x = rng.standard_normal((batch, channels, *image))
    kernels = rng.standard_normal((*places, filters, channels, *size))
    bias = rng.standard_normal((filters, *places))
    y, _ = locally_connected2d(x, kernels, bias, stride)
    assert y.flags.c_contiguous
    assert np.allclose(y, loops.unshared_correlation(x, kernels, bias, stride), rtol=0, atol=1e-12)
    operation = lambda *arguments: locally_connected2d(*arguments, stride=stride)  # noqa: E731
    assert projection_error(operation, (x, kernels, bias), rng, projections=1) < 1e-9


def test_settings_by_default():
    rng = np.random.default_rng(0)
    x, kernels = rng.standard_normal((2, 2, 4, 3)), rng.standard_normal((3, 2, 1, 2, 2, 2))
    y, backward = locally_connected2d(x, kernels)
    assert np.allclose(y, loops.unshared_correlation(x, kernels, np.zeros((1, 3, 2))), rtol=0, atol=1e-12)
    d_x, d_kernels, d_bias = backward(y)
    assert d_x.shape == x.shape and d_kernels.shape == kernels.shape and d_bias is None


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.complex64])
def test_dtypes_are_kept(dtype):
    x, kernels, bias = np.ones((2, 2, 3, 3), dtype), np.ones((2, 2, 3, 2, 2, 2), dtype), np.ones((3, 2, 2), dtype)
    y, backward = locally_connected2d(x, kernels, bias)
    assert {result.dtype for result in (y, *backward(y))} == {np.dtype(dtype)}


X, KERNELS = np.zeros((2, 3, 4, 4)), np.zeros((2, 2, 5, 3, 3, 3))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((X[0], KERNELS), "x must have shape (N, C, H, W); got shape (3, 4, 4)"),
        ((X, KERNELS[0]), "kernels must have shape (OH, OW, F, 3, KH, KW); got shape (2, 5, 3, 3, 3)"),
        ((X, KERNELS[:, :, :, :2]), "kernels must have shape (OH, OW, F, 3, KH, KW); got shape (2, 2, 5, 2, 3, 3)"),
        ((X, KERNELS[:1]), "kernels must have shape (2, 2, 5, 3, 3, 3); got shape (1, 2, 5, 3, 3, 3)"),
        ((X, KERNELS[:, :1]), "kernels must have shape (2, 2, 5, 3, 3, 3); got shape (2, 1, 5, 3, 3, 3)"),
        ((X, KERNELS, np.zeros(5)), "bias must have shape (5, 2, 2); got shape (5,)"),
        ((X, KERNELS, None, 0), "stride must be a whole number of at least 1, or a pair of them; got 0"),
        ((X.astype(int), KERNELS), "x must be an array of floating-point numbers; got dtype int64"),
        ((X, KERNELS.astype(int)), "kernels must be an array of floating-point numbers; got dtype int64"),
        ((X[:, :, :2], KERNELS), "kernel must span at most the padded size 2; got a span of 3"),
    ],
)
def test_what_does_not_fit_is_named(arguments, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        locally_connected2d(*arguments)
