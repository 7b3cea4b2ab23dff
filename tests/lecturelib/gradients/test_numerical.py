"""lecturelib.gradients.numerical: any shape, the step, and what is refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from lecturelib.gradients import numerical_gradient


@given(arrays(np.float64, array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3), elements=st.floats(-2, 2)))
def test_any_shape(x):
    gradient = numerical_gradient(lambda moved: np.sum(np.sin(moved) * moved), x)
    assert gradient.shape == x.shape
    assert np.allclose(gradient, np.cos(x) * x + np.sin(x), atol=1e-8)


def test_the_error_is_the_square_of_the_step():
    # By hand: ((h)^3 - (-h)^3) / (2 h) = h^2, where the derivative of x^3 at 0 is 0.
    assert np.isclose(numerical_gradient(lambda x: x**3, np.array(0.0), step=0.5), 0.25, rtol=1e-15)
    assert np.isclose(numerical_gradient(lambda x: x**3, np.array(0.0)), 1e-10, rtol=1e-9)


def test_the_argument_is_left_as_it_is_even_by_a_function_that_writes():
    def greedy(moved):
        value = float(moved @ moved)
        moved[:] = 99
        return value

    x = np.array([1.0, 2.0])
    assert np.allclose(numerical_gradient(greedy, x), [2, 4], rtol=1e-9)
    assert x.tolist() == [1, 2]


def test_float32_is_differentiated_in_double_precision():
    seen = []
    gradient = numerical_gradient(lambda x: seen.append(x.dtype) or np.sum(x**2), np.array([3.0], np.float32))
    assert (gradient.dtype, set(seen)) == (np.float32, {np.dtype(np.float64)})
    assert gradient == np.float32(6)


@pytest.mark.parametrize(
    ("x", "got"),
    [(np.array([1]), "dtype int64"), (np.array([1j]), "dtype complex128"), ([1.0], "list"), (1.0, "float")],
)
def test_what_is_no_array_of_real_numbers_is_refused(x, got):
    with pytest.raises(ValueError, match=f"^x must be an array of real floating-point numbers; got {got}$"):
        numerical_gradient(np.sum, x)


def test_a_function_of_several_values_is_refused():
    with pytest.raises(ValueError, match=r"^function must return one number; got shape \(2,\)$"):
        numerical_gradient(lambda x: x, np.ones(2))
    with pytest.raises(ValueError, match=r"^function must return one number; got shape \(1,\)$"):
        numerical_gradient(lambda x: x, np.ones(1))


@pytest.mark.parametrize("step", [0, -1e-5, np.nan])
def test_a_step_that_is_not_positive_is_refused(step):
    with pytest.raises(ValueError, match=r"^step must be a number in \(0, inf\); got "):
        numerical_gradient(np.sum, np.ones(1), step)
