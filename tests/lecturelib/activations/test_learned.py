"""lecturelib.activations.learned: parameters for all units or for each, and their summed gradients."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.activations import prelu, srelu

shapes = st.one_of(
    st.tuples(st.integers(0, 4), st.integers(1, 3)),
    st.tuples(st.integers(0, 3), st.integers(1, 3), st.integers(1, 2), st.integers(1, 3)),
)


def whole_or_for_each_unit(rng, shape, shared):
    return np.array(rng.normal()) if shared else rng.normal(size=shape[1])


def at(parameter, place):
    return float(parameter) if parameter.ndim == 0 else parameter[place[1]]


@given(shapes, st.booleans(), st.integers(0, 2**31))
def test_prelu_number_by_number(shape, shared, seed):
    rng = np.random.default_rng(seed)
    a, d = rng.normal(size=shape), rng.normal(size=shape)
    slope = whole_or_for_each_unit(rng, shape, shared)
    expected, d_a, d_slope = np.zeros(shape), np.zeros(shape), np.zeros(slope.shape)
    for place in np.ndindex(shape):
        positive = a[place] > 0
        expected[place] = a[place] if positive else at(slope, place) * a[place]
        d_a[place] = d[place] if positive else at(slope, place) * d[place]
        d_slope[() if shared else place[1]] += 0 if positive else a[place] * d[place]
    value, backward = prelu(a, slope)
    got_d_a, got_d_slope = backward(d)
    assert np.allclose(value, expected, rtol=1e-12)
    assert np.allclose(got_d_a, d_a, rtol=1e-12)
    assert np.shape(got_d_slope) == slope.shape and np.allclose(got_d_slope, d_slope, rtol=1e-9, atol=1e-12)


@given(shapes, st.tuples(*[st.booleans()] * 4), st.integers(0, 2**31))
def test_srelu_number_by_number(shape, shared, seed):
    rng = np.random.default_rng(seed)
    a, d = rng.normal(scale=2, size=shape), rng.normal(size=shape)
    parameters = [whole_or_for_each_unit(rng, shape, each) for each in shared]
    parameters[0], parameters[2] = np.abs(parameters[0]), -np.abs(parameters[2])
    expected, d_a, sums = np.zeros(shape), d.copy(), [np.zeros(each.shape) for each in parameters]
    for place in np.ndindex(shape):
        t_right, a_right, t_left, a_left = (at(parameter, place) for parameter in parameters)
        shares = [0.0] * 4
        expected[place] = a[place]
        if a[place] > t_right:
            expected[place] = t_right + a_right * (a[place] - t_right)
            d_a[place] *= a_right
            shares = [1 - a_right, a[place] - t_right, 0, 0]
        if a[place] < t_left:
            expected[place] = t_left + a_left * (a[place] - t_left)
            d_a[place] *= a_left
            shares = [0, 0, 1 - a_left, a[place] - t_left]
        for total, share, parameter in zip(sums, shares, parameters, strict=True):
            total[() if parameter.ndim == 0 else place[1]] += share * d[place]
    value, backward = srelu(a, *parameters)
    got_d_a, *got_sums = backward(d)
    assert np.allclose(value, expected, rtol=1e-9, atol=1e-12)
    assert np.allclose(got_d_a, d_a, rtol=1e-9, atol=1e-12)
    for got, total in zip(got_sums, sums, strict=True):
        assert np.shape(got) == total.shape and np.allclose(got, total, rtol=1e-9, atol=1e-12)


def test_at_the_kink_prelu_has_its_learned_slope():
    d_a, d_slope = prelu(np.zeros(2), np.array(3.0))[1](np.array([1.0, 10.0]))
    assert (d_a.tolist(), float(d_slope)) == ([3, 30], 0)


def test_at_its_thresholds_srelu_is_the_identity():
    parameters = np.array(1.0), np.array(5.0), np.array(-1.0), np.array(7.0)
    value, backward = srelu(np.array([1.0, -1.0]), *parameters)
    d_a, *others = backward(np.array([1.0, 10.0]))
    assert (value.tolist(), d_a.tolist()) == ([1, -1], [1, 10])
    assert [float(each) for each in others] == [0, 0, 0, 0]


def test_thresholds_that_have_crossed_apply_both():
    # 0 lies above -1 with slope 3, and below 1 with slope 5: 0 + (3 - 1)(0 + 1) + (5 - 1)(0 - 1).
    value, backward = srelu(np.array([0.0]), np.array(-1.0), np.array(3.0), np.array(1.0), np.array(5.0))
    assert value == [-2]
    assert backward(np.array([1.0]))[0] == [7]


def test_a_vector_shares_one_slope():
    value, backward = prelu(np.array([-1.0, 2.0, -3.0]), np.array(0.5))
    assert value.tolist() == [-0.5, 2, -1.5]
    assert float(backward(np.ones(3))[1]) == -4


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_dtypes_are_kept(dtype):
    a, slope = np.ones((2, 3), dtype), np.full(3, 0.5, dtype)
    for value, backward in (prelu(a, slope), srelu(a, slope, slope, -slope, slope), prelu(a, slope[0])):
        assert {part.dtype for part in (value, *backward(a))} == {np.dtype(dtype)}


def test_wrong_slopes_are_named():
    with pytest.raises(
        ValueError, match=r"^slope must have shape \(\) or \(3,\) for a of shape \(2, 3\); got shape \(2,\)$"
    ):
        prelu(np.zeros((2, 3)), np.zeros(2))
    with pytest.raises(
        ValueError, match=r"^slope must have shape \(\) or \(3,\) for a of shape \(2, 3\); got shape \(2, 3\)$"
    ):
        prelu(np.zeros((2, 3)), np.zeros((2, 3)))
    with pytest.raises(ValueError, match=r"^slope must have shape \(\) for a of shape \(3,\); got shape \(3,\)$"):
        prelu(np.zeros(3), np.zeros(3))
    with pytest.raises(ValueError, match=r"^slope must be an array of floating-point numbers; got float$"):
        prelu(np.zeros((2, 3)), 0.25)
    with pytest.raises(ValueError, match=r"^a must be an array of floating-point numbers; got dtype int64$"):
        prelu(np.zeros((2, 3), int), np.array(0.25))
    with pytest.raises(ValueError, match=r"^a must be an array of floating-point numbers; got list$"):
        srelu([1.0], *[np.array(1.0)] * 4)


@pytest.mark.parametrize("place", range(4))
def test_each_parameter_of_srelu_is_named(place):
    parameters = [np.zeros(3)] * 4
    parameters[place] = np.zeros(4)
    name = ("t_right", "a_right", "t_left", "a_left")[place]
    with pytest.raises(ValueError, match=rf"^{name} must have shape \(\) or \(3,\) for a of shape \(2, 3\); got"):
        srelu(np.zeros((2, 3)), *parameters)
