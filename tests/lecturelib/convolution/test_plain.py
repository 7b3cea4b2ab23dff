"""Plain correlation and convolution: against SciPy, and what is refused."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import signal as scipy_signal

from lecturelib.convolution import convolve2d, correlate1d, correlate2d
from lecturelib.gradients import projection_error

dtypes = st.sampled_from([np.float32, np.float64])


def close(got, expected, dtype=np.float64):
    assert got.shape == expected.shape and got.dtype == dtype
    assert np.allclose(got, expected, rtol=0, atol=1e-4 if dtype == np.float32 else 1e-12)


@given(st.integers(1, 8), st.integers(1, 4), dtypes, st.integers(0, 2**31))
def test_correlate1d_is_scipys(size, length, dtype, seed):
    rng = np.random.default_rng(seed)
    x, w = rng.standard_normal(size + length - 1).astype(dtype), rng.standard_normal(length).astype(dtype)
    s, backward = correlate1d(x, w)
    close(s, np.correlate(x, w, "valid"), dtype)
    full, _ = correlate1d(x, w, padding=length - 1)
    close(full, np.correlate(x, w, "full"), dtype)
    d_s = rng.standard_normal(size).astype(dtype)
    d_x, d_w = backward(d_s)
    close(d_x, np.convolve(d_s, w, "full"), dtype)
    close(d_w, np.correlate(x, d_s, "valid"), dtype)


@given(st.tuples(*[st.integers(1, 5)] * 2), st.tuples(*[st.integers(1, 3)] * 2), dtypes, st.integers(0, 2**31))
def test_images_are_correlated_and_convolved_as_by_scipy(places, size, dtype, seed):
    rng = np.random.default_rng(seed)
    image = rng.standard_normal([p + k - 1 for p, k in zip(places, size, strict=True)]).astype(dtype)
    kernel, d_s = rng.standard_normal(size).astype(dtype), rng.standard_normal(places).astype(dtype)
    s, backward = correlate2d(image, kernel)
    d_image, d_kernel = backward(d_s)
    close(s, scipy_signal.correlate2d(image, kernel, "valid"), dtype)
    close(d_image, scipy_signal.convolve2d(d_s, kernel, "full"), dtype)
    close(d_kernel, scipy_signal.correlate2d(image, d_s, "valid"), dtype)
    s, backward = convolve2d(image, kernel)
    d_image, d_kernel = backward(d_s)
    close(s, scipy_signal.convolve2d(image, kernel, "valid"), dtype)
    close(d_image, scipy_signal.correlate2d(d_s, kernel, "full"), dtype)
    close(d_kernel, scipy_signal.correlate2d(image, d_s, "valid")[::-1, ::-1], dtype)


def test_same_padding_keeps_the_size_as_scipy_does():
    rng = np.random.default_rng(0)
    image, kernel = rng.standard_normal((5, 6)), rng.standard_normal((3, 3))
    close(correlate2d(image, kernel, padding="same")[0], scipy_signal.correlate2d(image, kernel, "same"))
    close(convolve2d(image, kernel, padding="same")[0], scipy_signal.convolve2d(image, kernel, "same"))


@pytest.mark.parametrize("operation", [correlate2d, convolve2d])
@pytest.mark.parametrize("padding", [0, (2, 1), ((1, 0), (0, 3)), "same"])
def test_gradients_for_every_form_of_padding(operation, padding):
    rng = np.random.default_rng(0)
    arguments = rng.standard_normal((4, 5)), rng.standard_normal((3, 2))
    assert projection_error(lambda image, kernel: operation(image, kernel, padding), arguments, rng) < 1e-9


def test_whole_numbers_stay_whole():
    image = np.array([[1, 2], [3, 4]])
    assert correlate2d(image, image)[0].tolist() == [[30]]
    assert convolve2d(image, image)[0].tolist() == [[20]]
    assert correlate1d(np.array([1, 2, 3]), np.array([1, 10]))[0].tolist() == [21, 32]


def test_the_wider_dtype_wins():
    narrow, wide = np.ones((3, 3), np.float32), np.ones((2, 2), np.complex128)
    s, backward = correlate2d(narrow, wide)
    assert s.dtype == np.complex128
    assert [gradient.dtype for gradient in backward(np.ones((2, 2), np.float32))] == [np.complex128, np.float32]
    s, backward = correlate1d(narrow[0], wide[0])
    assert s.dtype == np.complex128
    assert [gradient.dtype for gradient in backward(np.ones(2, np.float32))] == [np.complex128, np.float32]


SQUARE = np.zeros((4, 4))


@pytest.mark.parametrize(
    ("operation", "arguments", "message"),
    [
        (correlate1d, (SQUARE, SQUARE[0]), "signal must have shape (T,); got shape (4, 4)"),
        (correlate1d, (SQUARE[0], SQUARE), "kernel must have shape (A,); got shape (4, 4)"),
        (correlate1d, (SQUARE[0], np.zeros(5)), "kernel must span at most the padded size 4; got a span of 5"),
        (
            correlate1d,
            (SQUARE[0], SQUARE[0], "same"),
            "padding must be a whole number of at least 0, or a pair of them; got 'same'",
        ),
        (correlate2d, ([[1.0]], SQUARE), "image must be an array of numbers of shape (H, W); got list"),
        (correlate2d, (SQUARE[0], SQUARE), "image must have shape (H, W); got shape (4,)"),
        (correlate2d, (SQUARE, SQUARE[0]), "kernel must have shape (KH, KW); got shape (4,)"),
        (correlate2d, (SQUARE, np.zeros((1, 5))), "kernel must span at most the padded size 4; got a span of 5"),
        (convolve2d, (SQUARE[0], SQUARE), "image must have shape (H, W); got shape (4,)"),
        (convolve2d, (SQUARE, SQUARE[0]), "kernel must have shape (KH, KW); got shape (4,)"),
    ],
)
def test_what_does_not_fit_is_named(operation, arguments, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        operation(*arguments)


@pytest.mark.parametrize(("operation", "axes"), [(correlate1d, 1), (correlate2d, 2), (convolve2d, 2)])
def test_the_wider_dtype_of_kernel_and_incoming_gradient_is_kept(operation, axes):
    image, kernel = np.ones((4,) * axes, np.float32), np.ones((2,) * axes, np.float32)
    value, backward = operation(image, kernel)
    assert value.dtype == np.float32
    assert backward(np.ones(value.shape))[0].dtype == np.float64
