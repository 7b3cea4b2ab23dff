"""Maximum and average in windows: drawn shapes against a slow loop, ties, dtypes, large windows."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.evidence.convolution import loops
from lecturelib.gradients import projection_error
from lecturelib.pooling import avg_pool2d, max_pool2d

pairs = st.tuples(st.integers(1, 3), st.integers(1, 3))
dtypes = st.sampled_from([np.float32, np.float64])


def mean(numbers):
    return sum(numbers) / len(numbers)


@st.composite
def cases(draw):
    size, stride = draw(pairs), draw(pairs)
    padding = tuple(draw(st.integers(0, k // 2)) for k in size)
    image = [draw(st.integers(max(1, k - 2 * p), 6)) for k, p in zip(size, padding, strict=True)]
    shape = draw(st.integers(0, 3)), draw(st.integers(1, 2)), *image
    return shape, size, stride, padding, np.random.default_rng(draw(st.integers(0, 2**31)))


@given(cases())
def test_the_slow_loop_agrees(case):
    shape, size, stride, padding, rng = case
    x, sides = rng.standard_normal(shape), tuple((p, p) for p in padding)
    expected = loops.pooled(max, x, size, stride, sides, None)
    assert np.array_equal(max_pool2d(x, size, stride, padding)[0], expected)
    for counted, value in ((True, 0.0), (False, None)):
        expected = loops.pooled(mean, x, size, stride, sides, value)
        assert np.allclose(avg_pool2d(x, size, stride, padding, counted)[0], expected, rtol=0, atol=1e-14)
    for operation in (max_pool2d, avg_pool2d):
        assert projection_error(lambda x, o=operation: o(x, size, stride, padding), (x,), rng, projections=1) < 1e-9


@given(cases())
def test_each_window_sends_its_gradient_to_the_first_of_its_largest(case):
    shape, size, stride, padding, rng = case
    x = rng.integers(0, 3, shape).astype(float)
    y, backward = max_pool2d(x, size, stride, padding)
    d_y, expected = rng.standard_normal(y.shape), np.zeros(shape)
    for (i, j), pixels in loops.windows(shape[2:], size, stride, tuple((p, p) for p in padding), (1, 1)):
        for n, c in np.ndindex(shape[:2]):
            winner = max((pixel for pixel in pixels if pixel is not None), key=lambda pixel: x[n, c, *pixel])
            expected[n, c, *winner] += d_y[n, c, i, j]
    assert np.allclose(backward(d_y), expected, rtol=0, atol=1e-14)


@pytest.mark.parametrize("operation", [max_pool2d, avg_pool2d])
def test_settings_by_default(operation):
    x = np.arange(20.0).reshape(1, 1, 4, 5)
    y, backward = operation(x)
    expected = {max_pool2d: [[6.0, 8.0], [16.0, 18.0]], avg_pool2d: [[3.0, 5.0], [13.0, 15.0]]}[operation]
    assert y[0, 0].tolist() == expected
    assert not backward(y)[0, 0, :, 4].any()
    x = -np.ones((1, 1, 2, 2))
    assert operation(x, 3, 2, 1)[0].tolist() == {max_pool2d: [[[[-1.0]]]], avg_pool2d: [[[[-4 / 9]]]]}[operation]


@pytest.mark.parametrize("operation", [max_pool2d, avg_pool2d])
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64, np.complex128])
def test_dtypes_are_kept(operation, dtype):
    for settings in [(2,), (3, 2, 1), (3, 2, 1, False)]:
        if operation is max_pool2d:
            settings = settings[:3]
        y, backward = operation(np.ones((2, 2, 5, 5), dtype), *settings)
        assert y.dtype == backward(y).dtype == dtype


@pytest.mark.parametrize("size", [(16, 16), (16, 17), (20, 20)])
def test_windows_of_more_than_256_elements_know_their_winner(size):
    """The winner's number is kept in one byte only if it fits."""
    x = np.arange(float(size[0] * size[1])).reshape(1, 1, *size)
    y, backward = max_pool2d(x, size)
    d_x = backward(np.ones_like(y))
    assert y.item() == x.max()
    assert d_x[0, 0, -1, -1] == d_x.sum() == 1


def test_what_is_not_a_number_is_passed_on():
    x = np.array([[[[1.0, np.nan, 3.0, 4.0]]]])
    for operation in (max_pool2d, avg_pool2d):
        y, _ = operation(x, (1, 2))
        assert np.isnan(y[0, 0, 0, 0]) and y[0, 0, 0, 1] in (4.0, 3.5)


def test_minus_infinity_can_win():
    x = np.full((1, 1, 2, 2), -np.inf)
    y, backward = max_pool2d(x)
    assert y.item() == -np.inf
    assert backward(np.ones_like(y))[0, 0].tolist() == [[1.0, 0.0], [0.0, 0.0]]


@pytest.mark.parametrize("operation", [max_pool2d, avg_pool2d])
def test_settings_are_checked(operation):
    message = "padding must be at most half of the window (3, 3); got (2, 2)"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        operation(np.zeros((1, 1, 5, 5)), 3, 2, 2)


@pytest.mark.parametrize("length", [256, 257, 258])
def test_the_winner_of_a_long_window_is_remembered(length):
    """A byte holds 256 places."""
    x = np.arange(length, dtype=float).reshape(1, 1, 1, length)
    _, backward = max_pool2d(x, (1, length))
    assert np.flatnonzero(backward(np.ones((1, 1, 1, 1)))).tolist() == [length - 1]


@pytest.mark.parametrize("pool", [max_pool2d, avg_pool2d])
def test_the_gradient_has_the_dtype_of_what_comes_in(pool):
    _, backward = pool(np.ones((1, 1, 4, 4), np.float32), 2)
    assert backward(np.ones((1, 1, 2, 2))).dtype == np.float64
