"""lecturelib.gradients.elementwise: the matrix, the product that needs none, and what is refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes

from lecturelib.gradients import elementwise_jacobian, vector_jacobian_product


@given(array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3), st.integers(0, 2**31))
def test_the_product_is_that_with_the_matrix(shape, seed):
    d_y, slope = np.random.default_rng(seed).normal(size=(2, *shape))
    d_y, slope = np.asarray(d_y), np.asarray(slope)
    jacobian = elementwise_jacobian(slope)
    assert jacobian.shape == (slope.size, slope.size)
    assert np.array_equal(np.diagonal(jacobian), slope.ravel()) and np.count_nonzero(jacobian) == slope.size
    product = vector_jacobian_product(d_y, slope)
    assert np.shape(product) == shape
    assert np.allclose(np.ravel(product), d_y.ravel() @ jacobian, rtol=1e-15)


def test_float32_stays_float32():
    ones = np.ones(3, np.float32)
    assert elementwise_jacobian(ones).dtype == vector_jacobian_product(ones, ones).dtype == np.float32


def test_a_batch_whose_matrix_fits_nowhere_is_no_trouble_for_the_product():
    # As a matrix 204,800 x 204,800, in float64: 336 gigabytes.
    assert vector_jacobian_product(np.ones((100, 2048)), np.full((100, 2048), 0.25)).sum() == 51_200


def test_bad_arguments_are_named():
    with pytest.raises(ValueError, match=r"^slope must be an array of floating-point numbers; got dtype int64$"):
        elementwise_jacobian(np.array([1]))
    with pytest.raises(ValueError, match=r"^slope must be an array of floating-point numbers; got dtype int64$"):
        vector_jacobian_product(np.ones(1), np.array([1]))
    with pytest.raises(ValueError, match=r"^d_y must be an array of floating-point numbers; got dtype int64$"):
        vector_jacobian_product(np.array([1]), np.ones(1))
    with pytest.raises(ValueError, match=r"^slope must have shape \(2, 1\); got shape \(2,\)$"):
        vector_jacobian_product(np.ones((2, 1)), np.ones(2))
