"""lecturelib.gradients.directional: orders of the errors, dtypes, several arguments."""

import numpy as np
import pytest

from lecturelib.gradients import central_difference, complex_step

ONE = np.array([1.0])


@pytest.mark.parametrize(("method", "tolerance"), [(complex_step, 1e-15), (central_difference, 1e-10)])
@pytest.mark.parametrize(
    ("function", "slope"), [(np.exp, np.exp), (np.sin, np.cos), (np.tanh, lambda x: 1 / np.cosh(x) ** 2)]
)
def test_derivatives_known_from_calculus(method, tolerance, function, slope):
    x, v = np.array([-1.0, 0.3, 2.0]), np.array([1.0, -2.0, 0.5])
    assert np.allclose(method(function, [x], [v]), slope(x) * v, rtol=tolerance * 10, atol=tolerance)


def test_central_difference_is_exact_up_to_the_fourth_power():
    for power in range(5):
        got = central_difference(lambda x, power=power: x**power, [2 * ONE], [ONE])
        assert np.allclose(got, power * 2.0 ** (power - 1), rtol=1e-10, atol=1e-12)


def test_the_error_of_central_difference_is_of_the_fourth_order():
    # By hand: (8 * 2 h^5 - 2 * 32 h^5) / (12 h) = -4 h^4, where the derivative of x^5 at 0 is 0.
    assert np.allclose(central_difference(lambda x: x**5, [0 * ONE], [ONE]), -4e-12, rtol=1e-9)


@pytest.mark.parametrize("method", [complex_step, central_difference])
def test_arguments_move_together(method):
    got = method(lambda x, y: x * y, [np.array([2.0, 3.0]), np.array(5.0)], [np.array([1.0, 10.0]), np.array(100.0)])
    assert np.allclose(got, [2 * 100 + 5, 3 * 100 + 50], rtol=1e-10)
    assert got.shape == (2,)


@pytest.mark.parametrize("method", [complex_step, central_difference])
def test_float32_is_differentiated_in_double_precision(method):
    x, v = np.array([0.5], np.float32), np.array([1.0], np.float32)
    got = method(np.exp, [x], [v])
    assert got.dtype == np.float64
    assert np.allclose(got, np.exp(0.5), rtol=1e-10)


@pytest.mark.parametrize("method", [complex_step, central_difference])
def test_a_missing_direction_is_noticed(method):
    with pytest.raises(ValueError, match="zip"):
        method(lambda x, y: x * y, [ONE, ONE], [ONE])


def test_a_piecewise_function_is_differentiated_on_its_piece():
    assert complex_step(lambda x: np.maximum(x, 0), [np.array([-1.0, 2.0])], [np.ones(2)]).tolist() == [0, 1]
