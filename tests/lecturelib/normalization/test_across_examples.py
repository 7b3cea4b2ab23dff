"""Batch normalisation: running statistics, defaults, empty batches, arguments."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.gradients import projection_error
from lecturelib.normalization import BatchNorm, batch_norm

COLUMN = np.array([[1.0], [5.0]])  # mean 3, variance 4, unbiased 8
ONE, ZERO = np.ones(1), np.zeros(1)


@given(
    st.lists(st.integers(1, 3), max_size=3), st.integers(2, 4), st.integers(1, 3), st.booleans(), st.integers(0, 2**31)
)
def test_any_number_of_axes(positions, examples, channels, training, seed):
    rng = np.random.default_rng(seed)
    x = rng.normal(2, 3, (examples, channels, *positions))
    gamma, beta, mean = rng.standard_normal((3, channels))
    variance = rng.uniform(0.5, 2, channels)
    value, _ = batch_norm(x, gamma, beta, mean, variance, training=training)
    axes, shape = (0, *range(2, x.ndim)), (channels, *(1 for _ in positions))
    mu, sigma2 = (x.mean(axes), x.var(axes)) if training else (mean, variance)
    x_hat = (x - mu.reshape(shape)) / np.sqrt(sigma2.reshape(shape) + 1e-5)
    assert np.allclose(value.y, gamma.reshape(shape) * x_hat + beta.reshape(shape), rtol=1e-11, atol=1e-11)
    if training:
        assert np.allclose(value.running_mean, 0.9 * mean + 0.1 * mu, rtol=1e-12)
        assert np.allclose(value.running_var, 0.9 * variance + 0.1 * x.var(axes, ddof=1), rtol=1e-12)
    else:
        assert np.array_equal(value.running_mean, mean)
        assert np.array_equal(value.running_var, variance)

    def outputs(*arguments):
        value, backward = batch_norm(*arguments, mean, variance, training)
        return value.y, backward

    assert projection_error(outputs, (x, gamma, beta), rng) < 1e-9


def test_the_defaults():
    value, _ = batch_norm(COLUMN, ONE, ZERO, ZERO, ONE)
    assert isinstance(value, BatchNorm)
    assert np.allclose(value.running_mean, [0.3], rtol=1e-15)
    assert np.allclose(value.running_var, [1.7], rtol=1e-15)
    assert np.allclose(value.y[1], 2 / np.sqrt(4.00001), rtol=1e-15)


@pytest.mark.parametrize(("momentum", "mean", "variance"), [(0, 0.0, 1.0), (0.25, 0.75, 2.75), (1, 3.0, 8.0)])
def test_momentum_is_the_share_of_the_new(momentum, mean, variance):
    value, _ = batch_norm(COLUMN, ONE, ZERO, ZERO, ONE, momentum=momentum)
    assert (value.running_mean, value.running_var) == ([mean], [variance])


def test_running_statistics_are_new_arrays():
    mean, variance = np.zeros(1), np.ones(1)
    batch_norm(COLUMN, ONE, ZERO, mean, variance)
    assert (mean, variance) == ([0.0], [1.0])


@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("shape", [(0, 2), (0, 2, 3), (3, 2, 0)])
def test_an_empty_batch_passes_through(shape, training):
    mean, variance = np.array([1.0, 2.0]), np.array([3.0, 4.0])
    value, backward = batch_norm(np.zeros(shape), np.ones(2), np.zeros(2), mean, variance, training)
    assert value.y.shape == shape
    assert value.running_mean is mean
    assert value.running_var is variance
    d_x, d_gamma, d_beta = backward(np.zeros(shape))
    assert d_x.shape == shape
    assert np.array_equal([d_gamma, d_beta], np.zeros((2, 2)))


def test_settings_in_float64_keep_float32():
    x, one, zero = COLUMN.astype(np.float32), np.ones(1, np.float32), np.zeros(1, np.float32)
    value, backward = batch_norm(x, one, zero, zero, one, momentum=np.float64(0.1), eps=np.float64(1e-5))
    assert {array.dtype for array in (*value, *backward(x))} == {np.dtype(np.float32)}


def test_two_values_are_enough():
    assert batch_norm(np.array([[[1.0, 5.0]]]), ONE, ZERO, ZERO, ONE, momentum=0.25)[0].running_var == [2.75]
    for shape in ((1, 1), (1, 1, 1, 1)):
        message = rf"in training x must hold more than one value of each channel; got shape \({str(shape)[1:-1]}\)"
        with pytest.raises(ValueError, match=f"^{message}$"):
            batch_norm(np.ones(shape), ONE, ZERO, ZERO, ONE)
    assert batch_norm(np.ones((1, 1)), ONE, ZERO, ZERO, ONE, training=False, eps=3.0)[0].y == [[0.5]]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"x": np.ones((2, 1), int)}, "x must be an array of floating-point numbers; got dtype int64"),
        ({"x": np.ones(2)}, r"x must have shape \(N, C, ...\); got shape \(2,\)"),
        ({"gamma": np.ones(2)}, r"gamma must have shape \(1,\); got shape \(2,\)"),
        ({"beta": np.ones(2)}, r"beta must have shape \(1,\); got shape \(2,\)"),
        ({"running_mean": np.ones(2)}, r"running_mean must have shape \(1,\); got shape \(2,\)"),
        ({"running_var": np.ones(2)}, r"running_var must have shape \(1,\); got shape \(2,\)"),
        ({"momentum": 1.1}, r"momentum must be a number in \[0, 1\]; got 1.1"),
        ({"momentum": -0.1}, r"momentum must be a number in \[0, 1\]; got -0.1"),
        ({"eps": 0.0}, r"eps must be a number in \(0, inf\); got 0.0"),
    ],
)
def test_wrong_arguments_are_a_sentence(changed, message):
    arguments = {"x": COLUMN, "gamma": ONE, "beta": ZERO, "running_mean": ZERO, "running_var": ONE}
    with pytest.raises(ValueError, match=f"^{message}$"):
        batch_norm(**arguments | changed)
