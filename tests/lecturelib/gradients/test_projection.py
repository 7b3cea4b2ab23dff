"""The witnesses must not believe everything: each wrong backward pass here must be caught."""

import numpy as np
import pytest

from lecturelib.gradients import central_difference, complex_step, projection_error


def affine(x, w):
    return x @ w, lambda d_y: (d_y @ w.T, x.T @ d_y)


def no_transpose(x, w):
    return x @ w, lambda d_y: (d_y @ w.T, (x.T @ d_y)[:, ::-1])


def half_as_large(x, w):
    return x @ w, lambda d_y: (d_y @ w.T / 2, x.T @ d_y)


def zeros(x, w):
    return x @ w, lambda d_y: (np.zeros_like(x), np.zeros_like(w))


ARGUMENTS = [np.random.default_rng(0).standard_normal((4, 3)), np.random.default_rng(1).standard_normal((3, 2))]


@pytest.mark.parametrize("method", [complex_step, central_difference])
@pytest.mark.parametrize(
    ("operation", "right"), [(affine, True), (no_transpose, False), (half_as_large, False), (zeros, False)]
)
def test_projection_tells_right_from_wrong(operation, right, method):
    error = projection_error(operation, ARGUMENTS, np.random.default_rng(2), method)
    assert (error < 1e-9) == right


def test_softmax_with_a_backward_of_zeros_is_caught():
    """A gradient of ones would not catch it: softmax sums to one whatever its input."""

    def softmax(s):
        e = np.exp(s - s.real.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True), lambda d_y: np.zeros_like(s)

    assert projection_error(softmax, [np.random.default_rng(0).standard_normal((3, 4))], np.random.default_rng(1)) > 0.1


def test_an_empty_batch_has_no_error():
    assert projection_error(affine, [np.zeros((0, 3)), ARGUMENTS[1]], np.random.default_rng(0)) == 0.0


def claims(slope):
    """Return the map 2 x with a backward pass that claims another slope."""
    return lambda x: (2 * x, lambda d_y: slope * d_y)


@pytest.mark.parametrize("method", [complex_step, central_difference])
@pytest.mark.parametrize(("slope", "error"), [(2.0, 0), (3.0, 1 / 8), (-2.0, 4 / 6), (0.0, 1)])
def test_the_error_is_relative_to_both_sides_and_the_terms(slope, error, method):
    got = projection_error(claims(slope), [np.array([5.0])], np.random.default_rng(0), method)
    assert np.isclose(got, error, rtol=1e-9, atol=1e-10)


@pytest.mark.parametrize(
    "gradient", [None, np.zeros(2), np.array([np.nan]), np.array([np.inf]), (np.ones(1), np.ones(1))]
)
def test_a_gradient_that_is_missing_or_misshapen_or_not_finite_is_infinitely_wrong(gradient):
    assert projection_error(lambda x: (x, lambda d: gradient), [np.ones(1)], np.random.default_rng(0)) == np.inf


def test_a_nan_in_a_later_projection_is_not_passed_over():
    calls = []

    def backward(d_y):
        calls.append(d_y)
        return d_y if len(calls) < 3 else d_y * np.nan

    assert projection_error(lambda x: (x, backward), [np.ones(1)], np.random.default_rng(0)) == np.inf
    assert len(calls) == 3


@pytest.mark.parametrize("projections", [1, 5])
def test_as_many_projections_as_asked_for(projections):
    calls = []
    operation = claims(2.0)

    def counted(x):
        value, backward = operation(x)
        return value, lambda d: calls.append(d) or backward(d)

    projection_error(counted, [np.ones(2)], np.random.default_rng(0), projections=projections)
    assert len(calls) == projections


def test_constants_and_empty_places_are_not_differentiated():
    def scaled(x, repeats, group):
        return x * repeats * group[0], lambda d: (d * repeats * group[0], None, (np.sum(d * x * repeats), None))

    arguments = [np.ones(3), np.array(2), (np.array(3.0), None)]
    assert projection_error(scaled, arguments, np.random.default_rng(0)) < 1e-15


def test_a_value_of_several_parts_gets_a_gradient_for_each():
    def both(x):
        return (2 * x, x**2), lambda d_double, d_square: 2 * d_double + 2 * x * d_square

    assert projection_error(both, [np.arange(3.0)], np.random.default_rng(0)) < 1e-15


def test_a_sum_that_cancels_is_not_called_wrong():
    ones = np.ones(1000)

    def summed(x):
        return ones @ x, lambda d: d * ones * (1 + 1e-15)

    assert projection_error(summed, [ones], np.random.default_rng(0)) < 1e-14


def test_with_constants_alone_there_is_nothing_to_be_wrong():
    assert projection_error(lambda n: (np.arange(3.0) * n, lambda d: None), [2], np.random.default_rng(0)) == 0
