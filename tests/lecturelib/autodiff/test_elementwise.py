"""lecturelib.autodiff.elementwise: every operation by random projection, broadcasting, kinks, dtypes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.autodiff import elementwise
from lecturelib.autodiff.elementwise import collected
from lecturelib.gradients import projection_error

BINARY = [getattr(elementwise, name) for name in ("add", "subtract", "multiply", "divide", "power", "maximum")]
UNARY = [getattr(elementwise, name) for name in ("negative", "relu", "exp", "log", "sin", "cos", "tanh", "sqrt")]
shapes = st.sampled_from(
    [((2, 3), (2, 3)), ((2, 3), (3,)), ((1, 3), (2, 1)), ((), (2, 2)), ((4, 1, 2), (3, 1)), ((0, 3), (3,)), ((), ())]
)
NUMPYS = {"negative": np.negative, "relu": lambda a: np.maximum(a, 0), "subtract": np.subtract}


@pytest.mark.parametrize("operation", BINARY)
@given(shapes, st.booleans(), st.integers(0, 2**31))
def test_binary_operations(operation, pair, swapped, seed):
    rng = np.random.default_rng(seed)
    a, b = (rng.uniform(0.5, 2, shape) for shape in (reversed(pair) if swapped else pair))
    assert projection_error(operation, [a, b], rng, projections=1) < 1e-13
    name = operation.__name__
    np.testing.assert_array_equal(operation(a, b)[0], getattr(np, name)(a, b))


@pytest.mark.parametrize("operation", UNARY)
@given(st.sampled_from([(), (3,), (2, 1), (0, 2)]), st.integers(0, 2**31))
def test_unary_operations(operation, shape, seed):
    rng = np.random.default_rng(seed)
    signs = rng.choice([-1, 1], shape) if operation in (elementwise.negative, elementwise.relu) else 1
    a = rng.uniform(0.5, 2, shape) * signs
    assert projection_error(operation, [a], rng, projections=1) < 1e-13
    name = operation.__name__
    expected = NUMPYS[name](a) if name in NUMPYS else getattr(np, name)(a)
    np.testing.assert_array_equal(operation(a)[0], expected)


def test_constant_powers():
    rng = np.random.default_rng(0)
    for exponent in (3, 2.0, 1, 0, -1, np.array([[1.0], [2.0]])):
        a = rng.uniform(-2, -1, 3)
        assert projection_error(lambda a, e=exponent: elementwise.constant_power(a, e), [a], rng) < 1e-13
    value, backward = elementwise.constant_power(np.zeros(2), 0)
    np.testing.assert_array_equal((value, backward(np.ones(2))), [[1, 1], [0, 0]])


def test_kinks():
    value, backward = elementwise.relu(np.array([-2.0, 0.0, 3.0]))
    np.testing.assert_array_equal((value, backward(np.full(3, 5.0))), [[0, 0, 3], [0, 0, 5]])
    value, backward = elementwise.maximum(np.array([1.0, 2.0, 3.0]), np.array([3.0, 2.0, 1.0]))
    np.testing.assert_array_equal((value, *backward(np.full(3, 4.0))), [[3, 2, 3], [0, 2, 4], [4, 2, 0]])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_dtypes_are_kept_beside_plain_numbers(dtype):
    a = np.array([0.5, 2.0], dtype)
    for operation in BINARY:
        for operands in ((a, a), (a, 2.0), (2.0, a), (a, 3)):
            value, backward = operation(*operands)
            assert value.dtype == dtype
            for gradient, operand in zip(backward(a), operands, strict=True):
                assert gradient.dtype == dtype and gradient.shape == np.shape(operand)
    for operation in UNARY:
        value, backward = operation(a)
        assert value.dtype == backward(a).dtype == dtype


@given(st.sampled_from([(2, 3), (1, 3), (2, 1), (1, 1), (3,), (1,), ()]))
def test_collected_counts_the_places(shape):
    got = collected(np.ones((4, 2, 3)), np.zeros(shape))
    assert got.shape == shape
    np.testing.assert_array_equal(got, np.full(shape, 24 / np.prod(shape)))


def test_what_was_not_repeated_is_handed_on():
    gradient = np.ones((2, 3))
    assert collected(gradient, np.zeros((2, 3))) is gradient
    np.testing.assert_array_equal(collected(np.arange(6.0).reshape(2, 3), np.zeros((2, 1))), [[3], [12]])
