"""conv_transpose2d: drawn shapes against a slow loop, dtypes, defaults, and what is refused."""

import re

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lecturelib.convolution import conv2d, conv_transpose2d
from lecturelib.evidence.convolution import loops
from lecturelib.gradients import projection_error

pairs = st.tuples(st.integers(1, 3), st.integers(1, 3))
around = st.tuples(*[st.tuples(st.integers(0, 2), st.integers(0, 2))] * 2)


@given(st.integers(0, 2), st.integers(1, 2), pairs, pairs, pairs, around, pairs, st.integers(0, 2**31))
def test_conv_transpose2d_is_the_slow_loop(batch, channels, image, size, stride, sides, dilation, seed):
    rng = np.random.default_rng(seed)
    extra = tuple(int(rng.integers(0, s)) for s in stride)
    full = [(i - 1) * s + d * (k - 1) + 1 for i, s, d, k in zip(image, stride, dilation, size, strict=True)]
    assume(all(f + e > sum(p) for f, e, p in zip(full, extra, sides, strict=True)))
    x, kernels = rng.standard_normal((batch, channels, *image)), rng.standard_normal((channels, 2, *size))
    bias = rng.standard_normal(2)
    y, _ = conv_transpose2d(x, kernels, bias, stride, sides, extra, dilation)
    expected = loops.transposed_correlation(x, kernels, bias, stride, sides, extra, dilation)
    assert y.shape == expected.shape
    assert np.allclose(y, expected, rtol=0, atol=1e-12)

    def operation(*arguments):
        return conv_transpose2d(*arguments, stride=stride, padding=sides, output_padding=extra, dilation=dilation)

    assert projection_error(operation, (x, kernels, bias), rng, projections=1) < 1e-9


def test_settings_by_default():
    rng = np.random.default_rng(0)
    x, kernels = rng.standard_normal((1, 2, 3, 2)), rng.standard_normal((2, 1, 2, 3))
    y, backward = conv_transpose2d(x, kernels)
    expected = loops.transposed_correlation(x, kernels, [0.0], (1, 1), ((0, 0), (0, 0)), (0, 0), (1, 1))
    assert np.allclose(y, expected, rtol=0, atol=1e-12)
    d_x, d_kernels, d_bias = backward(y)
    assert d_x.shape == x.shape and d_kernels.shape == kernels.shape and d_bias is None


def test_same_padding_keeps_the_size():
    x, kernels = np.ones((1, 1, 3, 4)), np.ones((1, 1, 2, 3))
    y, _ = conv_transpose2d(x, kernels, padding="same")
    assert y[0, 0].tolist() == [[2.0, 3.0, 3.0, 2.0], [4.0, 6.0, 6.0, 4.0], [4.0, 6.0, 6.0, 4.0]]


@pytest.mark.parametrize("size", [7, 8, 9])
def test_output_padding_tells_apart_the_images_that_shrink_to_one_size(size):
    kernels = np.ones((1, 1, 3, 3))
    small, _ = conv2d(np.ones((1, 1, size, size)), kernels, stride=3, padding=1)
    assert small.shape == (1, 1, 3, 3)
    assert conv_transpose2d(small, kernels, stride=3, padding=1, output_padding=size - 7)[0].shape[2:] == (size, size)


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.complex64])
def test_dtypes_are_kept(dtype):
    x, kernels, bias = np.ones((2, 2, 3, 3), dtype), np.ones((2, 3, 2, 2), dtype), np.ones(3, dtype)
    y, backward = conv_transpose2d(x, kernels, bias)
    assert {result.dtype for result in (y, *backward(y))} == {np.dtype(dtype)}


def test_the_wider_dtype_wins():
    x, kernels, bias = np.ones((2, 2, 3, 3), np.float32), np.ones((2, 3, 2, 2), np.float32), np.ones(3)
    assert conv_transpose2d(x, kernels, bias)[0].dtype == np.float64
    assert conv_transpose2d(x, kernels.astype(np.float64))[0].dtype == np.float64


X, KERNELS = np.zeros((2, 3, 2, 2)), np.zeros((3, 4, 3, 3))


@pytest.mark.parametrize(
    ("arguments", "settings", "message"),
    [
        ((X[0], KERNELS), {}, "x must have shape (N, C, H, W); got shape (3, 2, 2)"),
        ((X, KERNELS[:2]), {}, "kernels must have shape (3, F, KH, KW); got shape (2, 4, 3, 3)"),
        ((X, KERNELS, np.zeros(3)), {}, "bias must have shape (4,); got shape (3,)"),
        ((X.astype(int), KERNELS), {}, "x must be an array of floating-point numbers; got dtype int64"),
        ((X, KERNELS.astype(int)), {}, "kernels must be an array of floating-point numbers; got dtype int64"),
        (
            (X, KERNELS),
            {"stride": (1, 0)},
            "stride must be a whole number of at least 1, or a pair of them; got (1, 0)",
        ),
        ((X, KERNELS), {"dilation": 0}, "dilation must be a whole number of at least 1, or a pair of them; got 0"),
        (
            (X, KERNELS),
            {"output_padding": -1},
            "output_padding must be a whole number of at least 0, or a pair of them; got -1",
        ),
        ((X, KERNELS), {"output_padding": (1, 0)}, "output_padding must be smaller than the stride (1, 1); got (1, 0)"),
        (
            (X, KERNELS),
            {"output_padding": (0, 2), "stride": (3, 2)},
            "output_padding must be smaller than the stride (3, 2); got (0, 2)",
        ),
        ((X, KERNELS), {"padding": (2, 0)}, "padding must leave an output of at least 1 x 1; got 0 x 4"),
        ((X, KERNELS), {"padding": (0, 2)}, "padding must leave an output of at least 1 x 1; got 4 x 0"),
        ((X, KERNELS), {"padding": "same", "stride": 2}, "padding 'same' needs stride 1; got stride (2, 2)"),
    ],
)
def test_what_does_not_fit_is_named(arguments, settings, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        conv_transpose2d(*arguments, **settings)


def test_padding_may_leave_a_single_number():
    assert conv_transpose2d(X, KERNELS, padding=((2, 1), (1, 2)))[0].shape == (2, 4, 1, 1)
