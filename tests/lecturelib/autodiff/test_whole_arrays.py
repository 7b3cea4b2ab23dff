"""lecturelib.autodiff.whole_arrays: products, reductions, selections of every shape, by random projection."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.autodiff import whole_arrays
from lecturelib.gradients import projection_error

seeds = st.integers(0, 2**31)
PRODUCTS = [
    ((3,), (3,)),
    ((3,), (3, 2)),
    ((4, 3), (3,)),
    ((4, 3), (3, 2)),
    ((5, 4, 3), (3, 2)),
    ((4, 3), (5, 3, 2)),
    ((5, 1, 4, 3), (2, 3, 2)),
    ((5, 4, 3), (3,)),
    ((3,), (5, 3, 2)),
    ((0, 3), (3, 2)),
    ((1, 1), (1, 1)),
    ((1,), (4, 1, 1)),
]


@pytest.mark.parametrize(("left", "right"), PRODUCTS)
def test_products(left, right):
    rng = np.random.default_rng(0)
    a, b = rng.standard_normal(left), rng.standard_normal(right)
    np.testing.assert_array_equal(whole_arrays.matmul(a, b)[0], a @ b)
    assert projection_error(whole_arrays.matmul, [a, b], rng) < 1e-13


@pytest.mark.parametrize("name", ["sum", "mean", "max"])
@given(st.sampled_from([None, 0, 1, -1, (0, 1), (0, 2)]), st.booleans(), seeds)
def test_reductions(name, axis, keepdims, seed):
    rng = np.random.default_rng(seed)
    a = rng.standard_normal((2, 3, 4))
    operation = getattr(whole_arrays, f"{name}_over")
    value, _ = operation(a, axis, keepdims)
    np.testing.assert_allclose(value, getattr(np, name)(a, axis=axis, keepdims=keepdims))
    assert projection_error(lambda a: operation(a, axis, keepdims), [a], rng, projections=1) < 1e-13


@pytest.mark.parametrize("name", ["sum", "mean", "max"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_reductions_keep_the_dtype(name, dtype):
    a = np.arange(6, dtype=dtype).reshape(2, 3)
    for axis in (None, 1):
        value, backward = getattr(whole_arrays, f"{name}_over")(a, axis, False)
        assert value.dtype == backward(value).dtype == dtype and backward(value).shape == (2, 3)


@pytest.mark.parametrize("name", ["sum", "mean", "max"])
def test_an_empty_batch_has_empty_gradients(name):
    value, backward = getattr(whole_arrays, f"{name}_over")(np.zeros((0, 3)), 1, False)
    assert value.shape == (0,) and backward(np.zeros(0)).shape == (0, 3)


def test_the_mean_divides_by_what_it_averages():
    value, backward = whole_arrays.mean_over(np.arange(6.0).reshape(2, 3), 1, False)
    np.testing.assert_array_equal(value, [1, 4])
    np.testing.assert_allclose(backward(np.array([3.0, 6.0])), [[1, 1, 1], [2, 2, 2]])


def test_equal_largest_elements_share_the_gradient():
    value, backward = whole_arrays.max_over(np.array([[5.0, 1.0, 5.0], [1.0, 2.0, 0.0]]), 1, False)
    np.testing.assert_array_equal(value, [5, 2])
    np.testing.assert_array_equal(backward(np.array([4.0, 3.0])), [[2, 0, 2], [0, 3, 0]])
    _, backward = whole_arrays.max_over(np.full((2, 2), 7.0), None, False)
    np.testing.assert_array_equal(backward(np.array(1.0)), np.full((2, 2), 0.25))


@pytest.mark.parametrize("axes", [(), (0, 1, 2), (1, 2, 0), (2, 0, 1), (-1, 0, 1)])
def test_transposition(axes):
    rng = np.random.default_rng(0)
    a = rng.standard_normal((2, 3, 4))
    np.testing.assert_array_equal(whole_arrays.transpose(a, axes)[0], a.transpose(axes or None))
    assert projection_error(lambda a: whole_arrays.transpose(a, axes), [a], rng) < 1e-14


@pytest.mark.parametrize("shape", [(6, 4), (24,), (-1, 2), (2, 3, 2, 2)])
def test_reshape(shape):
    rng = np.random.default_rng(0)
    a = rng.standard_normal((2, 3, 4))
    np.testing.assert_array_equal(whole_arrays.reshape(a, shape)[0], a.reshape(shape))
    assert projection_error(lambda a: whole_arrays.reshape(a, shape), [a], rng) < 1e-14


@pytest.mark.parametrize(
    "key",
    [0, -1, slice(None, None, -1), (slice(None), 1), [0, 0, 1], ([0, 1, 1], [2, 2, 2]), (Ellipsis, None), (1, 2, 3)],
)
def test_selections(key):
    rng = np.random.default_rng(0)
    a = rng.standard_normal((2, 3, 4))
    np.testing.assert_array_equal(whole_arrays.index(a, key)[0], a[key])
    assert projection_error(lambda a: whole_arrays.index(a, key), [a], rng) < 1e-14


def test_what_is_selected_three_times_collects_three_gradients():
    _, backward = whole_arrays.index(np.zeros(3, np.float32), [1, 1, 1, 2])
    gradient = backward(np.array([1.0, 2.0, 3.0, 4.0], np.float32))
    np.testing.assert_array_equal(gradient, [0, 6, 4])
    assert gradient.dtype == np.float32
