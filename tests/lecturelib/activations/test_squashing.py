"""lecturelib.activations.squashing: any input, its dtype, and what is refused."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra.numpy import array_shapes, arrays

from lecturelib.activations import sigmoid, tanh

HUGE = {"min_value": -(2.0**40), "max_value": 2.0**40}


@pytest.mark.parametrize(("activation", "low"), [(sigmoid, 0), (tanh, -1)])
@given(a=arrays(np.float32, array_shapes(min_dims=0, min_side=0), elements=HUGE))
def test_finite_and_float32_for_any_input(activation, low, a):
    value, backward = activation(a)
    gradient = backward(np.ones_like(a))
    assert value.dtype == gradient.dtype == np.float32
    assert value.shape == gradient.shape == a.shape
    assert np.isfinite(value).all() and np.isfinite(gradient).all()
    assert ((value >= low) & (value <= 1)).all()


def test_sigmoid_by_the_textbook():
    a = np.linspace(-20, 20, 101)
    value, backward = sigmoid(a)
    expected = np.array([1 / (1 + math.exp(-each)) for each in a])
    assert np.allclose(value, expected, rtol=1e-7, atol=1e-15)
    assert np.allclose(backward(np.full(101, 3.0)), 3 * expected * (1 - expected), rtol=1e-7, atol=1e-15)


def test_tanh_by_the_textbook():
    a = np.linspace(-5, 5, 101)
    value, backward = tanh(a)
    assert np.allclose(value, [math.tanh(each) for each in a], rtol=1e-14)
    assert np.allclose(backward(np.full(101, 3.0)), [3 / math.cosh(each) ** 2 for each in a], rtol=1e-7)


def test_tanh_is_a_sigmoid_of_twice_the_sum():
    a = np.linspace(-3, 3, 13)
    assert np.allclose(tanh(a)[0], 2 * sigmoid(2 * a)[0] - 1, rtol=0, atol=1e-15)


@pytest.mark.parametrize("activation", [sigmoid, tanh])
@pytest.mark.parametrize(
    ("bad", "got"), [(1.0, "float"), ([0.0, 1.0], "list"), (np.array([0, 1]), "dtype int64"), (None, "NoneType")]
)
def test_rejects_what_is_no_floating_array(activation, bad, got):
    with pytest.raises(ValueError, match=f"^a must be an array of floating-point numbers; got {got}$"):
        activation(bad)
