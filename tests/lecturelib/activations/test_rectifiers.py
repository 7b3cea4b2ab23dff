"""lecturelib.activations.rectifiers: both sides of the kink, the kink itself, settings and defaults."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from lecturelib.activations import elu, leaky_relu, relu

numbers = arrays(np.float64, array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4), elements=st.floats(-50, 50))
HUGE = {"min_value": -(2.0**40), "max_value": 2.0**40}


def loop(function, a):
    return np.array([function(float(each)) for each in np.ravel(a)]).reshape(np.shape(a))


@given(numbers)
def test_relu_is_the_number_or_zero(a):
    value, backward = relu(a)
    assert np.array_equal(value, loop(lambda each: each if each > 0 else 0, a))
    assert np.array_equal(backward(np.full(a.shape, 7.0)), loop(lambda each: 7 if each > 0 else 0, a))


@given(numbers, st.floats(0, 1))
def test_leaky_relu_is_the_number_or_a_share_of_it(a, slope):
    value, backward = leaky_relu(a, slope)
    assert np.array_equal(value, loop(lambda each: each if each > 0 else slope * each, a))
    assert np.array_equal(backward(np.full(a.shape, 7.0)), loop(lambda each: 7 if each > 0 else 7 * slope, a))


@given(numbers, st.floats(0.1, 3))
def test_elu_is_the_number_or_an_exponential(a, alpha):
    value, backward = elu(a, alpha)
    expected = loop(lambda each: each if each > 0 else alpha * (math.exp(each) - 1), a)
    assert np.allclose(value, expected, rtol=1e-12, atol=1e-14)
    slopes = loop(lambda each: 1 if each > 0 else alpha * math.exp(each), a)
    assert np.allclose(backward(np.full(a.shape, 7.0)), 7 * slopes, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("dtypes", [("float32", "float32"), ("float32", "float64"), ("float64", "float32")])
def test_the_wider_dtype_wins_in_the_gradient(dtypes):
    a, d_r = np.array([-1.0, 2.0], dtypes[0]), np.array([3.0, 4.0], dtypes[1])
    for activation in (relu, leaky_relu, elu):
        assert activation(a)[1](d_r).dtype == np.result_type(*dtypes)
    assert relu(a)[1](3.0).tolist() == [0, 3]


def test_the_slope_at_the_kink_is_the_left_one():
    zero, one = np.zeros(1), np.ones(1)
    assert relu(zero)[1](one) == [0]
    assert leaky_relu(zero)[1](one) == [0.01]
    assert elu(zero, alpha=0.25)[1](one) == [0.25]


def test_defaults_are_those_of_pytorch():
    a, ones = np.array([-1.0, 2.0]), np.ones(2)
    value, backward = leaky_relu(a)
    assert value.tolist() == [-0.01, 2] and backward(ones).tolist() == [0.01, 1]
    value, backward = elu(a)
    assert np.allclose(value, [math.exp(-1) - 1, 2], rtol=1e-15)
    assert np.allclose(backward(ones), [math.exp(-1), 1], rtol=1e-15)


def test_elu_keeps_its_digits_near_zero():
    assert elu(np.array([-1e-12]))[0] == [math.expm1(-1e-12)]


@pytest.mark.parametrize("activation", [relu, leaky_relu, elu])
@given(a=arrays(np.float32, array_shapes(min_dims=0, min_side=0), elements=HUGE))
def test_finite_and_float32_for_any_input(activation, a):
    value, backward = activation(a)
    gradient = backward(np.ones_like(a))
    assert value.dtype == gradient.dtype == np.float32
    assert value.shape == gradient.shape == a.shape
    assert np.isfinite(value).all() and ((gradient >= 0) & (gradient <= 1)).all()


@pytest.mark.parametrize("setting", [np.float64(0.5), np.float32(0.5), 0.5])
@pytest.mark.parametrize("activation", [leaky_relu, elu])
def test_a_setting_from_numpy_does_not_widen_float32(activation, setting):
    value, backward = activation(np.array([-1.0, 2.0], np.float32), setting)
    assert value.dtype == backward(np.ones(2, np.float32)).dtype == np.float32
    assert value[1] == 2


@pytest.mark.parametrize("activation", [relu, leaky_relu, elu])
def test_whole_numbers_are_refused(activation):
    with pytest.raises(ValueError, match=r"^a must be an array of floating-point numbers; got dtype int64$"):
        activation(np.array([0, 1]))


@pytest.mark.parametrize("slope", [-0.01, 1.01, np.nan, "0.1"])
def test_a_leaky_slope_outside_its_interval_is_refused(slope):
    with pytest.raises(ValueError, match=r"^slope must be a number in \[0, 1\]; got "):
        leaky_relu(np.zeros(2), slope)


@pytest.mark.parametrize("slope", [0, 1])
def test_the_ends_of_the_interval_of_slopes_are_allowed(slope):
    assert leaky_relu(np.array([-2.0, 3.0]), slope)[0].tolist() == [-2 * slope, 3]


@pytest.mark.parametrize("alpha", [0, -1.0, np.inf])
def test_an_alpha_that_is_not_positive_is_refused(alpha):
    with pytest.raises(ValueError, match=r"^alpha must be a number in \(0, inf\); got "):
        elu(np.zeros(2), alpha)
