"""The affine map: shapes of any kind, arguments."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.gradients import projection_error
from lecturelib.layers import affine

size = st.integers(1, 4)


@given(st.lists(st.integers(0, 3), max_size=3), size, size, st.booleans(), st.integers(0, 2**31))
def test_any_axes_before_the_last(leading, d, m, biased, seed):
    rng = np.random.default_rng(seed)
    x, W = rng.standard_normal((*leading, d)), rng.standard_normal((d, m))
    b = rng.standard_normal(m) if biased else None
    y, backward = affine(x, W, b)
    expected = np.einsum("...d,dm->...m", x, W) + (b if biased else 0)
    assert y.shape == (*leading, m)
    assert np.allclose(y, expected, rtol=1e-13, atol=1e-13)
    d_x, d_W, d_b = backward(np.ones_like(y))
    assert (d_x.shape, d_W.shape) == (x.shape, W.shape)
    assert (d_b is None) if b is None else np.array_equal(d_b, np.full(m, float(np.prod(leading))))
    assert projection_error(affine, (x, W, b), rng) < 1e-9


def test_the_bias_may_be_left_out():
    y, backward = affine(np.array([[2.0]]), np.array([[3.0]]))
    assert np.array_equal(y, [[6.0]])
    assert backward(np.ones((1, 1)))[2] is None


def test_no_inputs_leave_the_bias():
    y, backward = affine(np.zeros((2, 0)), np.zeros((0, 3)), np.ones(3))
    assert np.array_equal(y, np.ones((2, 3)))
    assert [gradient.shape for gradient in backward(y)] == [(2, 0), (0, 3), (3,)]


def test_one_array_may_be_complex_and_the_others_real():
    y, _ = affine(np.ones((1, 2)), np.ones((2, 1)), np.array([1j]))
    assert np.array_equal(y, [[2 + 1j]])


@pytest.mark.parametrize(
    ("x", "W", "b", "message"),
    [
        ([[1.0]], np.zeros((1, 1)), None, "x must be an array of floating-point numbers; got list"),
        (np.zeros((2, 3)), np.zeros(3), None, r"W must have shape \(D, M\); got shape \(3,\)"),
        (
            np.zeros((2, 3)),
            np.zeros((4, 5)),
            None,
            r"x must have shape \(..., 4\), as W has 4 rows; got shape \(2, 3\)",
        ),
        (np.zeros(()), np.zeros((4, 5)), None, r"x must have shape \(..., 4\), as W has 4 rows; got shape \(\)"),
        (np.zeros((2, 3)), np.zeros((3, 5)), np.zeros(3), r"b must have shape \(5,\); got shape \(3,\)"),
    ],
)
def test_wrong_arguments_are_a_sentence(x, W, b, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        affine(x, W, b)


@pytest.mark.parametrize("b", [None, np.ones(3)])
def test_the_gradient_of_x_may_be_left_out(b):
    rng = np.random.default_rng(0)
    _, backward = affine(rng.standard_normal((4, 2)), rng.standard_normal((2, 3)), b)
    d_y = rng.standard_normal((4, 3))
    nothing, d_W, d_b = backward(d_y, need_d_x=False)
    assert nothing is None
    assert np.array_equal(d_W, backward(d_y)[1])
    assert (d_b is None) if b is None else np.array_equal(d_b, backward(d_y)[2])
