import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra.numpy import array_shapes, arrays

from lecturelib.multilayer import dead_relu_fraction


@given(arrays(np.float32, array_shapes(min_dims=2, max_dims=2, max_side=5), elements={"min_value": -1, "max_value": 1}))
def test_unit_by_unit(hidden):
    dead = [all(value <= 0 for value in unit) for unit in hidden.T.tolist()]
    fraction = dead_relu_fraction(hidden)
    assert np.isclose(fraction, sum(dead) / len(dead), rtol=1e-6)
    assert (fraction.dtype, np.shape(fraction)) == (np.float32, ())


def test_zero_is_silent_and_one_row_wakes_a_unit():
    assert dead_relu_fraction(np.array([[0.0, 0.0, 1.0, -1.0], [0.0, 1e-300, 0.0, -2.0]])) == 0.5


@pytest.mark.parametrize("shape", [(0, 3), (3, 0)])
def test_nothing_can_be_said_about_nothing(shape):
    with pytest.raises(
        ValueError, match=rf"^hidden must hold at least one row and one unit; got shape \({shape[0]}, {shape[1]}\)$"
    ):
        dead_relu_fraction(np.zeros(shape))


def test_bad_arguments_are_named():
    with pytest.raises(ValueError, match=r"^hidden must have shape \(N, D\); got shape \(3,\)$"):
        dead_relu_fraction(np.zeros(3))
    with pytest.raises(ValueError, match=r"^hidden must be an array of floating-point numbers; got dtype int64$"):
        dead_relu_fraction(np.zeros((2, 3), int))
