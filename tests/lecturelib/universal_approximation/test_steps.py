"""lecturelib.universal_approximation.steps: any shape, sharp and soft, and what is refused."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from lecturelib.activations import sigmoid
from lecturelib.multilayer import mlp
from lecturelib.universal_approximation import bump, bump_network, sigmoid_step

numbers = arrays(np.float64, array_shapes(min_dims=0, max_dims=2, min_side=0, max_side=4), elements=st.floats(-4, 4))
small = st.floats(-3, 3)


def g(a):
    return 1 / (1 + math.exp(-a))


@given(numbers, small, st.floats(0.1, 5))
def test_a_step_number_by_number(x, place, steepness):
    s, backward = sigmoid_step(x, place, steepness)
    expected = np.array([g(steepness * (each - place)) for each in np.ravel(x).tolist()]).reshape(x.shape)
    assert np.allclose(s, expected, rtol=1e-9)
    assert np.allclose(backward(np.full(x.shape, 3.0)), 3 * steepness * expected * (1 - expected), rtol=1e-6)


@given(numbers, small, st.floats(0.1, 3), st.floats(0.1, 5), st.tuples(small, small, small))
def test_a_bump_number_by_number_and_as_a_network(x, left, width, steepness, levels):
    a, b, c = levels
    right = left + width
    y, backward = bump(x, left, right, steepness, levels)
    expected, slopes = [], []
    for each in np.ravel(x).tolist():
        fall, rise = g(-steepness * (each - left)), g(steepness * (each - right))
        expected.append(b + (a - b) * fall + (c - b) * rise)
        slopes.append(3 * steepness * ((c - b) * rise * (1 - rise) - (a - b) * fall * (1 - fall)))
    assert np.allclose(np.ravel(y), expected, rtol=1e-9, atol=1e-12)
    assert np.allclose(np.ravel(backward(np.full(x.shape, 3.0))), slopes, rtol=1e-6, atol=1e-12)
    W1, b1, W2, b2 = bump_network(left, right, steepness, levels)
    outputs, _ = mlp(x.reshape(-1, 1), (W1, W2), (b1, b2), activation=sigmoid)
    assert np.allclose(outputs[:, 0], np.ravel(y), rtol=1e-9, atol=1e-12)


def test_a_sharp_bump_has_three_levels():
    x = np.array([-1e4, 0.0, 1.0, 2.0, 1e4])
    assert bump(x, 0.0, 2.0, 1e3)[0].tolist() == [0, 0.5, 1, 0.5, 0]
    assert bump(x, 0.0, 2.0, 1e3, (4.0, 0.0, 8.0))[0].tolist() == [4, 2, 0, 4, 8]
    assert bump(x, 0.0, 2.0, 1e3, (4.0, 6.0, 6.0))[0].tolist() == [4, 5, 6, 6, 6]


def test_the_weights_of_a_network():
    network = bump_network(1, 3, 10, (0, 5, 2))
    assert [part.tolist() for part in network] == [[[-10, 10]], [10, -30], [[-5], [-3]], [5]]
    assert {part.dtype for part in network} == {np.dtype(float)}
    assert [part.tolist() for part in bump_network(1, 3, 10)] == [[[-10, 10]], [10, -30], [[-1], [-1]], [1]]
    assert network._fields == ("W1", "b1", "W2", "b2")


def test_settings_from_numpy_do_not_widen_float32():
    x, half, two = np.ones(2, np.float32), np.float64(0.5), np.float64(2)
    for y, backward in (sigmoid_step(x, half, two), bump(x, half, two, two, (half, two, half))):
        assert y.dtype == backward(x).dtype == np.float32


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ((1.0, 1.0, 2.0), "left must be less than right; got 1 and 1"),
        ((2.5, 1.0, 2.0), "left must be less than right; got 2.5 and 1"),
        ((-np.inf, 1.0, 2.0), r"left must be a number in \(-inf, inf\); got -inf"),
        ((1.0, np.inf, 2.0), r"right must be a number in \(-inf, inf\); got inf"),
        ((0.0, 1.0, 0.0), r"steepness must be a number in \(0, inf\); got 0.0"),
        ((0.0, 1.0, 2.0, (1.0, 2.0)), "levels must be three numbers, before, in and behind the bump; got 2"),
        ((0.0, 1.0, 2.0, (1.0,) * 4), "levels must be three numbers, before, in and behind the bump; got 4"),
        ((0.0, 1.0, 2.0, (1.0, 2.0, np.inf)), r"every level must be a number in \(-inf, inf\); got inf"),
    ],
)
def test_bad_bumps_are_named(settings, sentence):
    with pytest.raises(ValueError, match=f"^{sentence}$"):
        bump(np.zeros(2), *settings)
    with pytest.raises(ValueError, match=f"^{sentence}$"):
        bump_network(*settings)


def test_bad_steps_are_named():
    with pytest.raises(ValueError, match=r"^x must be an array of floating-point numbers; got dtype int64$"):
        sigmoid_step(np.array([1]), 0.0, 1.0)
    with pytest.raises(ValueError, match=r"^x must be an array of floating-point numbers; got dtype int64$"):
        bump(np.array([1]), 0.0, 1.0, 1.0)
    with pytest.raises(ValueError, match=r"^place must be a number in \(-inf, inf\); got inf$"):
        sigmoid_step(np.zeros(1), np.inf, 1.0)
    with pytest.raises(ValueError, match=r"^steepness must be a number in \(0, inf\); got 0$"):
        sigmoid_step(np.zeros(1), 0.0, 0)
