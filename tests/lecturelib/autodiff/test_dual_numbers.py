"""lecturelib.autodiff.dual_numbers: every operation's value and rule, mixed operands, dtypes, comparisons, errors."""

import math
import operator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.autodiff import Dual
from lecturelib.gradients import complex_step

numbers = st.floats(0.25, 4)
BINARY = [operator.add, operator.sub, operator.mul, operator.truediv, operator.pow]
UNARY = [np.exp, np.log, np.sin, np.cos, np.tanh, np.sqrt, np.negative]


def parts(number):
    return float(number.value), float(number.derivative)


@pytest.mark.parametrize("operation", BINARY)
@given(numbers, numbers, numbers, numbers)
def test_binary_operations_by_complex_step(operation, a, b, d_a, d_b):
    got = parts(operation(Dual(a, d_a), Dual(b, d_b)))
    assert got == pytest.approx((operation(a, b), float(complex_step(operation, [a, b], [d_a, d_b]))), rel=1e-12)


@pytest.mark.parametrize("operation", BINARY)
@pytest.mark.parametrize("wrap", [float, np.float64, np.array])
@given(numbers, numbers)
def test_constants_on_either_side(operation, wrap, a, b):
    left = operation(wrap(b), Dual(a, 2.0))
    assert isinstance(left, Dual)
    assert parts(left) == pytest.approx((operation(b, a), float(complex_step(operation, [b, a], [0.0, 2.0]))))
    right = operation(Dual(a, 2.0), wrap(b))
    assert parts(right) == pytest.approx((operation(a, b), float(complex_step(operation, [a, b], [2.0, 0.0]))))


@pytest.mark.parametrize("function", UNARY)
@given(numbers)
def test_functions_by_complex_step(function, a):
    expected = function(a), float(complex_step(function, [a], [3.0]))
    assert parts(function(Dual(a, 3.0))) == pytest.approx(expected, rel=1e-12, abs=1e-12)


def test_methods_are_numpys_functions():
    for name in ("exp", "log", "sin", "cos", "tanh", "sqrt"):
        x = Dual(np.array([0.5, 2.0]), np.array([1.0, 3.0]))
        got, expected = getattr(x, name)(), getattr(np, name)(x)
        np.testing.assert_array_equal((got.value, got.derivative), (expected.value, expected.derivative))


def test_numpys_operators_by_name():
    x = Dual(3.0, 1.0)
    assert parts(np.add(2.0, x)) == (5, 1)
    assert parts(np.subtract(2.0, x)) == (-1, -1)
    assert parts(np.multiply(x, 2.0)) == (6, 2)
    assert parts(np.divide(x, 2.0)) == (1.5, 0.5)
    assert parts(np.power(Dual(-3.0, 1.0), 2)) == (9, -6)
    assert parts(np.negative(x)) == (-3, -1)


def test_constant_exponents():
    assert parts(Dual(-2.0, 1.0) ** 3) == (-8, 12)
    assert parts(Dual(0.0, 1.0) ** 2) == (0, 0)
    assert parts(Dual(0.0, 1.0) ** 1) == (0, 1)
    assert parts(Dual(0.0, 1.0) ** 0) == (1, 0)
    assert parts(Dual(2.0, 1.0) ** -1) == (0.5, -0.25)
    powers = Dual(np.zeros(3), np.ones(3)) ** np.arange(3)
    np.testing.assert_array_equal((powers.value, powers.derivative), [[1, 0, 0], [0, 1, 0]])


def test_matrices_and_sums():
    rng = np.random.default_rng(0)
    a, b, d_a, d_b = (rng.standard_normal((3, 3)) for _ in range(4))
    for got, d_expected in (
        (Dual(a, d_a) @ Dual(b, d_b), d_a @ b + a @ d_b),
        (a @ Dual(b, d_b), a @ d_b),
        (Dual(a, d_a) @ b, d_a @ b),
        (np.matmul(a, Dual(b, d_b)), a @ d_b),
    ):
        np.testing.assert_allclose(got.value, a @ b)
        np.testing.assert_allclose(got.derivative, d_expected)
    x = Dual(a, d_a)
    for axis in (None, 0, (0, 1)):
        np.testing.assert_allclose(x.sum(axis=axis).value, a.sum(axis=axis))
        np.testing.assert_allclose(x.sum(axis=axis).derivative, d_a.sum(axis=axis))
    np.testing.assert_array_equal(x[1].derivative, d_a[1])
    np.testing.assert_array_equal(x[:, 2].value, a[:, 2])
    assert len(list(x)) == 3
    nested = x.__rmatmul__(b.tolist())
    np.testing.assert_allclose((nested.value, nested.derivative), (b @ a, b @ d_a))


def test_arrays_and_numbers_broadcast():
    x = Dual(np.array([1.0, 2.0]), np.array([1.0, 1.0]))
    product = x * Dual(3.0, 10.0)
    np.testing.assert_array_equal((product.value, product.derivative), [[3, 6], [13, 23]])
    total = np.array([[1.0], [2.0]]) + x
    assert isinstance(total, Dual) and total.value.shape == total.derivative.shape == (2, 2)


@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne])
def test_comparisons_look_at_the_value(compare):
    for a, b in ((1.0, 2.0), (2.0, 1.0), (2.0, 2.0)):
        expected = compare(a, b)
        assert compare(Dual(a, 5.0), Dual(b, -5.0)) == expected
        assert compare(Dual(a), b) == compare(a, Dual(b)) == expected
        assert compare(np.float64(a), Dual(b)) == expected
        arrays = compare(np.array([a, 0.0]), Dual(np.array([b, 0.0])))
        np.testing.assert_array_equal(arrays, [expected, compare(0, 0)])


def test_equal_numbers_with_different_derivatives_cannot_be_told_apart_in_a_set():
    with pytest.raises(TypeError, match="unhashable"):
        hash(Dual(1.0))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_dtypes_are_kept(dtype):
    x = Dual(np.array([1.0, 2.0], dtype), np.array([1.0, 0.5], dtype))
    for result in (x + 1, 2 / x, 2.0**x, x**0.5, x**-1, x**x, 1 - x, x * Dual(3.0), np.exp(x), x.sqrt(), x.sum()):
        assert result.value.dtype == result.derivative.dtype == dtype
    scalar = Dual(dtype(2.0), dtype(1.0))
    assert (3 * scalar + 1).derivative.dtype == dtype
    assert Dual(dtype(2)).derivative.dtype == dtype


def test_whole_numbers_become_floating():
    x = Dual(3, 1)
    assert type(x.value) is type(x.derivative) is float
    assert Dual(np.array([1, 2])).value.dtype == np.float64
    assert (Dual(np.array([1, 2]), np.array([1, 0])) ** -1).derivative.tolist() == [-1, 0]


def test_constants_have_the_derivative_zero():
    assert Dual(3.0).derivative == 0
    assert Dual(3.0 + 1j).derivative == 0
    np.testing.assert_array_equal(Dual(np.ones((2, 3))).derivative, np.zeros((2, 3)))


def test_what_is_refused():
    with pytest.raises(ValueError, match=r"^derivative must have the shape of value, \(3,\); got shape \(\)$"):
        Dual(np.ones(3), 1.0)
    with pytest.raises(ValueError, match=r"^value must be a number or an array of numbers; got str$"):
        Dual("3")
    with pytest.raises(ValueError, match=r"^value must be a number or an array of numbers; got NoneType$"):
        Dual(3.0) + None
    with pytest.raises(TypeError):
        np.arctan(Dual(1.0))
    with pytest.raises(TypeError):
        np.add.outer(Dual(1.0), Dual(1.0))
    with pytest.raises(TypeError):
        np.exp(Dual(np.ones(2)), out=np.ones(2))


def test_it_is_shown_as_it_is_made():
    assert repr(Dual(2.0, 1.0)) == "Dual(2.0, 1.0)"


def test_a_program_with_a_branch_and_a_loop():
    def smaller_root(x):
        """Newton's method for y^2 = x, or -x for negative x."""
        if x < 0:
            x = -x
        y = x
        for _ in range(30):
            y = 0.5 * (y + x / y)
        return y

    assert parts(smaller_root(Dual(4.0, 1.0))) == pytest.approx((2, 0.25))
    assert parts(smaller_root(Dual(-4.0, 1.0))) == pytest.approx((2, -0.25))
    assert parts(math.e ** Dual(1.0, 1.0)) == pytest.approx((math.e, math.e))
