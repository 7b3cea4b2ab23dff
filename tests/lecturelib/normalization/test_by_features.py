"""Layer normalisation: any number of shared axes, defaults, arguments."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.gradients import projection_error
from lecturelib.normalization import layer_norm


@given(
    st.lists(st.integers(0, 3), max_size=2),
    st.lists(st.integers(1, 3), min_size=1, max_size=3),
    st.integers(0, 2**31),
)
def test_any_number_of_axes(leading, shared, seed):
    rng = np.random.default_rng(seed)
    x, gamma, beta = rng.normal(2, 3, (*leading, *shared)), rng.standard_normal(shared), rng.standard_normal(shared)
    y, _ = layer_norm(x, gamma, beta)
    axes = tuple(range(len(leading), x.ndim))
    x_hat = (x - x.mean(axes, keepdims=True)) / np.sqrt(x.var(axes, keepdims=True) + 1e-5)
    assert np.allclose(y, gamma * x_hat + beta, rtol=1e-11, atol=1e-11)
    assert projection_error(layer_norm, (x, gamma, beta), rng) < 1e-9


def test_a_float64_eps_keeps_float32():
    x, gamma = np.ones((2, 3), np.float32), np.ones(3, np.float32)
    y, backward = layer_norm(x, gamma, gamma, np.float64(1e-5))
    assert {array.dtype for array in (y, *backward(x))} == {np.dtype(np.float32)}


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"x": [[1.0]]}, "x must be an array of floating-point numbers; got list"),
        ({"gamma": [1.0]}, "gamma must be an array of floating-point numbers; got list"),
        ({"gamma": np.array(1.0)}, r"the last axes of x must have the shape of gamma, \(\); got shape \(2, 3\)"),
        ({"gamma": np.ones(2)}, r"the last axes of x must have the shape of gamma, \(2,\); got shape \(2, 3\)"),
        ({"gamma": np.ones((4, 2, 3))}, r"the last axes of x must have the shape of gamma, \(4, 2, 3\); got .*"),
        ({"beta": np.ones(2)}, r"beta must have shape \(3,\); got shape \(2,\)"),
        ({"eps": -1.0}, r"eps must be a number in \(0, inf\); got -1.0"),
        ({"eps": 0}, r"eps must be a number in \(0, inf\); got 0"),
    ],
)
def test_wrong_arguments_are_a_sentence(changed, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        layer_norm(**{"x": np.ones((2, 3)), "gamma": np.ones(3), "beta": np.ones(3)} | changed)
