"""What the normalisations share: rows of any number, and sums by channel."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.gradients import projection_error
from lecturelib.normalization.rows import normalise_rows, sum_by_channel, unbuffered


@given(st.integers(0, 4), st.integers(1, 5), st.sampled_from([0.01, 0.5]), st.integers(0, 2**31))
def test_rows_by_numpy_s_own_mean_and_variance(count, size, eps, seed):
    rng = np.random.default_rng(seed)
    rows = rng.normal(3, 2, (count, size))
    normalised, _ = normalise_rows(rows, eps)
    expected = (rows - rows.mean(axis=1, keepdims=True)) / np.sqrt(rows.var(axis=1, keepdims=True) + eps)
    assert np.allclose(normalised, expected, rtol=1e-12, atol=1e-12)
    assert projection_error(lambda x: normalise_rows(x, eps), (rows,), rng) < 1e-10


def test_constant_rows_become_zero():
    normalised, backward = normalise_rows(np.full((1, 4), 7.0), 0.25)
    assert np.array_equal(normalised, np.zeros((1, 4)))
    assert np.array_equal(backward(np.array([[4.0, 0.0, 0.0, 0.0]])), [[6.0, -2.0, -2.0, -2.0]])


def test_a_float64_eps_keeps_float32():
    normalised, backward = normalise_rows(np.ones((2, 3), np.float32), np.float64(1e-5))
    assert normalised.dtype == backward(normalised).dtype == np.float32


@given(st.integers(0, 3), st.integers(1, 3), st.integers(0, 3), st.integers(0, 2**31))
def test_sums_by_channel(examples, channels, positions, seed):
    values = np.random.default_rng(seed).standard_normal((examples, channels, positions))
    sums = sum_by_channel(values.reshape(examples, channels * positions), channels)
    assert np.allclose(sums, values.sum(axis=(0, 2)), rtol=1e-13, atol=1e-13)


@pytest.mark.parametrize(("row", "size"), [(511, 8192), (512, 64)])
def test_the_buffer_is_small_for_long_rows_only_and_restored(row, size):
    with unbuffered(row):
        assert np.getbufsize() == size
    assert np.getbufsize() == 8192


@pytest.mark.parametrize("size", [511, 512, 600])
def test_long_rows(size):
    rows = np.arange(2.0 * size).reshape(2, size)
    normalised, backward = normalise_rows(rows, 1e-5)
    assert np.allclose(normalised.std(axis=1), 1)
    assert np.allclose(backward(rows), 0, atol=1e-9)
    assert np.getbufsize() == 8192
