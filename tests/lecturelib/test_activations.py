import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra.numpy import array_shapes, arrays

from lecturelib.activations import sigmoid


@given(
    arrays(np.float32, array_shapes(min_dims=0, min_side=0), elements={"min_value": -(2.0**40), "max_value": 2.0**40})
)
def test_finite_and_float32_for_any_input(a):
    value, backward = sigmoid(a)
    gradient = backward(np.ones_like(a))
    assert value.dtype == gradient.dtype == np.float32
    assert np.isfinite(value).all() and np.isfinite(gradient).all()
    assert ((value >= 0) & (value <= 1)).all()


@pytest.mark.parametrize("bad", [1.0, [0.0, 1.0], np.array([0, 1])])
def test_rejects_what_is_no_floating_array(bad):
    with pytest.raises(ValueError, match="a must be an array of floating-point numbers; got"):
        sigmoid(bad)
