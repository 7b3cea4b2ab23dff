"""lecturelib.autodiff.forward_mode: derivative, jacobian_vector_product."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.autodiff import derivative, jacobian_vector_product
from lecturelib.gradients import complex_step


@given(st.lists(st.floats(-3, 3), min_size=0, max_size=5))
def test_every_coefficient_of_a_polynomial_counts(coefficients):
    def polynomial(x):
        return sum((c * x**k for k, c in enumerate(coefficients)), start=0 * x)

    expected = sum(k * c * 0.5 ** (k - 1) for k, c in enumerate(coefficients) if k)
    assert derivative(polynomial, 0.5) == pytest.approx(expected, abs=1e-12)


def test_shape_and_dtype_are_those_of_the_argument():
    assert type(derivative(lambda x: x * x, 3)) is float
    assert derivative(lambda x: x * x, 3) == 6
    for dtype in (np.float32, np.float64):
        assert derivative(lambda x: 2 * x, dtype(3)).dtype == dtype
        got = derivative(lambda x: x**2 / 2, np.arange(6, dtype=dtype).reshape(2, 3))
        assert got.dtype == dtype
        np.testing.assert_array_equal(got, np.arange(6).reshape(2, 3))


def test_constants():
    assert derivative(lambda x: 7, 3.0) == 0
    np.testing.assert_array_equal(derivative(lambda x: 7, np.ones((2, 1))), np.zeros((2, 1)))
    value, along = jacobian_vector_product(lambda x: np.array([7.0, 8.0]), [1.0], [1.0])
    np.testing.assert_array_equal((value, along), [[7, 8], [0, 0]])


def test_the_function_must_act_element_by_element():
    with pytest.raises(ValueError, match=r"^function must keep the shape of x, \(3,\); got shape \(\)$"):
        derivative(lambda x: x.sum(), np.ones(3))
    with pytest.raises(ValueError, match=r"^function must keep the shape of x, \(3,\); got shape \(2,\)$"):
        derivative(lambda x: x[:2], np.ones(3))
    with pytest.raises(ValueError, match=r"^value must be a number or an array of numbers; got str$"):
        derivative(lambda x: x, "3")


def test_second_derivatives_by_complex_step_of_the_first():
    x = np.array([0.3, 1.2])
    got = complex_step(lambda z: derivative(lambda y: np.sin(y) * y, z), [x], [np.ones(2)])
    np.testing.assert_allclose(got, 2 * np.cos(x) - x * np.sin(x))


@given(st.integers(1, 4), st.integers(1, 4), st.integers(0, 2**31))
def test_a_jacobian_row_by_row(rows, columns, seed):
    rng = np.random.default_rng(seed)
    w, x, v = rng.standard_normal((rows, columns)), rng.standard_normal(columns), rng.standard_normal(columns)
    value, along = jacobian_vector_product(lambda x: np.tanh(w @ x), [x], [v])
    jacobian = (1 - np.tanh(w @ x) ** 2)[:, None] * w
    np.testing.assert_allclose(value, np.tanh(w @ x))
    np.testing.assert_allclose(along, jacobian @ v, atol=1e-12)


def test_directions_must_fit():
    with pytest.raises(ValueError, match=r"^directions must be 2, one for each argument; got 1$"):
        jacobian_vector_product(lambda x, y: x, [1.0, 2.0], [1.0])
    with pytest.raises(ValueError, match=r"^derivative must have the shape of value, \(2,\); got shape \(3,\)$"):
        jacobian_vector_product(lambda x: x, [np.ones(2)], [np.ones(3)])
