"""conv2d: drawn shapes against a slow loop, dtypes, defaults, and what is refused."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import signal as scipy_signal

from lecturelib.convolution import conv2d
from lecturelib.evidence.convolution import loops
from lecturelib.gradients import projection_error

pairs = st.tuples(st.integers(1, 3), st.integers(1, 3))
around = st.tuples(*[st.tuples(st.integers(0, 2), st.integers(0, 2))] * 2)


@given(st.integers(0, 3), st.integers(1, 3), st.integers(1, 3), pairs, pairs, around, pairs, st.integers(0, 2**31))
def test_conv2d_is_the_slow_loop(batch, channels, filters, size, stride, sides, dilation, seed):
    rng = np.random.default_rng(seed)
    span = [d * (k - 1) + 1 for k, d in zip(size, dilation, strict=True)]
    image = [max(1, s - sum(p)) + int(rng.integers(0, 4)) for s, p in zip(span, sides, strict=True)]
    x, kernels = rng.standard_normal((batch, channels, *image)), rng.standard_normal((filters, channels, *size))
    bias = rng.standard_normal(filters)
    y, _ = conv2d(x, kernels, bias, stride, sides, dilation)
    expected = loops.correlation(x, kernels, bias, stride, sides, dilation)
    assert y.shape == expected.shape
    assert np.allclose(y, expected, rtol=0, atol=1e-12)
    operation = lambda *arguments: conv2d(*arguments, stride=stride, padding=sides, dilation=dilation)  # noqa: E731
    assert projection_error(operation, (x, kernels, bias), rng, projections=1) < 1e-9


def test_settings_by_default():
    rng = np.random.default_rng(0)
    x, kernels = rng.standard_normal((1, 1, 5, 6)), rng.standard_normal((1, 1, 2, 3))
    y, backward = conv2d(x, kernels)
    assert np.allclose(y[0, 0], scipy_signal.correlate2d(x[0, 0], kernels[0, 0], "valid"), rtol=0, atol=1e-12)
    d_x, d_kernels, d_bias = backward(y)
    assert d_x.shape == x.shape and d_kernels.shape == kernels.shape and d_bias is None


def test_same_padding_puts_an_odd_row_at_the_end():
    x = np.arange(1.0, 7.0).reshape(1, 1, 2, 3)
    y, _ = conv2d(x, np.array([[[[0.0, 0.0], [0.0, 1.0]]]]), padding="same")
    assert y[0, 0].tolist() == [[5.0, 6.0, 0.0], [0.0, 0.0, 0.0]]


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.complex64, np.complex128])
@pytest.mark.parametrize("with_bias", [False, True])
def test_dtypes_are_kept(dtype, with_bias):
    x, kernels, bias = np.ones((2, 2, 4, 4), dtype), np.ones((3, 2, 3, 3), dtype), np.ones(3, dtype)
    y, backward = conv2d(x, kernels, bias if with_bias else None)
    d_x, d_kernels, d_bias = backward(y)
    results = [y, d_x, d_kernels] + ([d_bias] if with_bias else [])
    assert {result.dtype for result in results} == {np.dtype(dtype)}


@pytest.mark.parametrize("wide", ["x", "kernels", "bias", "d_y"])
def test_the_wider_dtype_wins(wide):
    rng = np.random.default_rng(0)
    exact = {
        "x": rng.standard_normal((2, 2, 4, 4)),
        "kernels": rng.standard_normal((3, 2, 3, 3)),
        "bias": rng.standard_normal(3),
        "d_y": rng.standard_normal((2, 3, 2, 2)),
    }
    mixed = {name: array if name == wide else array.astype(np.float32) for name, array in exact.items()}

    def results(named):
        y, backward = conv2d(named["x"], named["kernels"], named["bias"])
        return [y, *backward(named["d_y"])]

    got, expected = results(mixed), results(exact)
    uses = [{"x", "kernels", "bias"}, {"kernels", "d_y"}, {"x", "d_y"}, {"x", "d_y"}]
    assert [each.dtype == np.float64 for each in got] == [wide in names for names in uses]
    assert all(np.allclose(g, e, rtol=0, atol=1e-5) for g, e in zip(got, expected, strict=True))


def test_views_of_any_layout_give_the_same():
    rng = np.random.default_rng(0)
    x, kernels = rng.standard_normal((2, 5, 4, 3)), rng.standard_normal((3, 2, 4, 3)).swapaxes(1, 3)[:, :, ::-1]
    x = x.transpose(0, 3, 2, 1)[:, :, :, ::-1]
    d_y = rng.standard_normal((2, 1, 4, 5)).transpose(0, 3, 1, 2)[:, ::-2]
    y, backward = conv2d(x, kernels)
    straight, straight_backward = conv2d(x.copy(), kernels.copy())
    assert np.array_equal(y, straight)
    gradients = zip(backward(d_y)[:2], straight_backward(d_y.copy())[:2], strict=True)
    assert all(np.allclose(one, other, rtol=0, atol=1e-13) for one, other in gradients)


X, KERNELS = np.zeros((2, 3, 5, 5)), np.zeros((4, 3, 3, 3))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((X[0], KERNELS), "x must have shape (N, C, H, W); got shape (3, 5, 5)"),
        ((X, KERNELS[0]), "kernels must have shape (F, 3, KH, KW); got shape (3, 3, 3)"),
        ((X, KERNELS[:, :2]), "kernels must have shape (F, 3, KH, KW); got shape (4, 2, 3, 3)"),
        ((X, KERNELS, np.zeros(3)), "bias must have shape (4,); got shape (3,)"),
        ((X.astype(int), KERNELS), "x must be an array of floating-point numbers; got dtype int64"),
        ((X, KERNELS.astype(int)), "kernels must be an array of floating-point numbers; got dtype int64"),
        ((X, KERNELS, None, 0), "stride must be a whole number of at least 1, or a pair of them; got 0"),
        (
            (X, KERNELS, None, 1, -1),
            "padding must be 'same', a whole number of at least 0, a pair of them, or ((top, bottom), (left, right)); "
            "got -1",
        ),
        ((X, KERNELS, None, 1, 0, 0), "dilation must be a whole number of at least 1, or a pair of them; got 0"),
        ((X, KERNELS, None, 2, "same"), "padding 'same' needs stride 1; got stride (2, 2)"),
        ((X[:, :, :2], KERNELS), "kernel must span at most the padded size 2; got a span of 3"),
    ],
)
def test_what_does_not_fit_is_named(arguments, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        conv2d(*arguments)


@pytest.mark.parametrize("bias", [None, np.ones(4)])
def test_the_gradient_of_x_may_be_left_out(bias):
    rng = np.random.default_rng(0)
    _, backward = conv2d(rng.standard_normal(X.shape), rng.standard_normal(KERNELS.shape), bias)
    d_y = rng.standard_normal((2, 4, 3, 3))
    nothing, d_kernels, d_bias = backward(d_y, need_d_x=False)
    assert nothing is None
    assert np.array_equal(d_kernels, backward(d_y)[1])
    assert (d_bias is None) if bias is None else np.array_equal(d_bias, backward(d_y)[2])
