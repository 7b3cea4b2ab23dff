"""lecturelib.universal_approximation.approximation: bump by bump, the interval's ends, and what is refused."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.gradients import projection_error
from lecturelib.universal_approximation import approximate, bump, sum_of_bumps


@given(st.integers(0, 5), st.integers(0, 4), st.floats(0.1, 5), st.integers(0, 2**31))
def test_bump_by_bump(n, m, steepness, seed):
    rng = np.random.default_rng(seed)
    x, edges, heights = rng.normal(size=n), np.sort(rng.normal(size=m + 1)), rng.normal(size=m)
    y, _ = sum_of_bumps(x, edges, heights, steepness)
    expected = np.zeros(n)
    for left, right, height in zip(edges[:-1], edges[1:], heights, strict=True):
        expected += bump(x, left, right, steepness, (0.0, float(height), 0.0))[0]
    assert np.allclose(y, expected, rtol=1e-9, atol=1e-12)
    assert projection_error(lambda *parts: sum_of_bumps(*parts, steepness), [x, edges, heights], rng) < 1e-11


@given(st.integers(1, 6), st.floats(-2, 2), st.floats(0.5, 3), st.integers(0, 2**31))
def test_as_high_as_the_function_in_the_middle_of_each_piece(bumps, low, length, seed):
    x = np.random.default_rng(seed).uniform(low, low + length, 7)
    width = length / bumps
    y, _ = approximate(np.cos, x, low, low + length, bumps, steepness=4 / width)
    expected = np.zeros(7)
    for piece in range(bumps):
        left, right = low + piece * width, low + (piece + 1) * width
        height = math.cos((left + right) / 2)
        left, right = left - width * (piece == 0), right + width * (piece == bumps - 1)
        expected += bump(x, left, right, 4 / width, (0.0, height, 0.0))[0]
    assert np.allclose(y, expected, rtol=1e-9, atol=1e-12)


def test_the_error_falls_with_the_width():
    x = np.linspace(0, 2 * math.pi, 1001)
    errors = []
    for bumps in (4, 8, 16, 32, 64):
        y, _ = approximate(np.sin, x, 0.0, 2 * math.pi, bumps, steepness=20 * bumps / (2 * math.pi))
        errors.append(np.max(np.abs(y - np.sin(x))))
    assert all(later < 0.6 * earlier for earlier, later in pairwise(errors))
    assert errors[-1] < 2 * math.pi / 64 / 2 * 1.01


def test_nothing_ends_within_the_interval():
    y, _ = approximate(np.ones_like, np.array([0.0, 1.0]), 0.0, 1.0, 5, steepness=200.0)
    assert np.allclose(y, 1, rtol=1e-15)


def test_beyond_the_outermost_bumps_is_0():
    y, backward = approximate(np.ones_like, np.array([-1.5, 2.5, -1.0, 2.0]), 0.0, 1.0, 1, steepness=400.0)
    assert np.allclose(y, [0, 0, 0.5, 0.5], rtol=0, atol=1e-15)
    assert np.allclose(backward(np.ones(4)), [0, 0, 100, -100], atol=1e-12)


def test_float32_stays_float32():
    seen = []

    def function(centres):
        seen.append(centres.dtype)
        return centres.astype(np.float64)

    y, backward = approximate(function, np.ones(2, np.float32), 0.0, 1.0, np.int64(2), steepness=np.float64(3))
    assert y.dtype == backward(y).dtype == seen[0] == np.float32
    ones = np.ones(2, np.float32)
    y, backward = sum_of_bumps(ones, ones, ones[:1], np.float64(3))
    assert {part.dtype for part in (y, *backward(y))} == {np.dtype(np.float32)}


def test_bad_bumps_are_named():
    x, edges, heights = np.zeros(3), np.arange(3.0), np.ones(2)
    with pytest.raises(ValueError, match=r"^x must have shape \(N,\); got shape \(3, 1\)$"):
        sum_of_bumps(x[:, None], edges, heights, 1.0)
    with pytest.raises(ValueError, match=r"^x must be an array of floating-point numbers; got dtype int64$"):
        sum_of_bumps(np.zeros(3, int), edges, heights, 1.0)
    with pytest.raises(ValueError, match=r"^heights must have shape \(M,\); got shape \(\)$"):
        sum_of_bumps(x, edges, np.array(1.0), 1.0)
    with pytest.raises(ValueError, match=r"^edges must have shape \(3,\); got shape \(2,\)$"):
        sum_of_bumps(x, edges[:2], heights, 1.0)
    with pytest.raises(ValueError, match=r"^steepness must be a number in \(0, inf\); got 0$"):
        sum_of_bumps(x, edges, heights, 0)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"x": np.zeros((2, 2))}, r"x must have shape \(N,\); got shape \(2, 2\)"),
        ({"x": np.zeros(2, int)}, "x must be an array of floating-point numbers; got dtype int64"),
        ({"low": 1.0}, "low must be less than high; got 1 and 1"),
        ({"low": 1.5}, "low must be less than high; got 1.5 and 1"),
        ({"low": -np.inf}, r"low must be a number in \(-inf, inf\); got -inf"),
        ({"high": np.inf}, r"high must be a number in \(-inf, inf\); got inf"),
        ({"bumps": 0}, "bumps must be a whole number of at least 1; got 0"),
        ({"bumps": 2.0}, "bumps must be a whole number of at least 1; got 2.0"),
        ({"steepness": 0}, r"steepness must be a number in \(0, inf\); got 0"),
        ({"function": lambda centres: centres[:1]}, r"the values of function must have shape \(3,\); got shape \(1,\)"),
        (
            {"function": lambda centres: 1.0},
            r"the values of function must be an array of numbers of shape \(3,\); got float",
        ),
    ],
)
def test_bad_approximations_are_named(changed, sentence):
    settings = {"function": np.sin, "x": np.zeros(2), "low": 0.0, "high": 1.0, "bumps": 3, "steepness": 10.0}
    with pytest.raises(ValueError, match=f"^{sentence}$"):
        approximate(**(settings | changed))
