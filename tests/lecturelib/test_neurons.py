"""lecturelib.neurons: what the evidence table does not show: shapes, dtypes, arguments."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.gradients import projection_error
from lecturelib.neurons import sigmoid_neuron, threshold_neuron, train_sigmoid_neuron

sizes = st.tuples(st.integers(0, 5), st.integers(1, 4))
dtypes = st.sampled_from([np.float32, np.float64])


@given(sizes, dtypes, st.integers(0, 2**31))
def test_threshold_neuron_keeps_shape_and_dtype(size, dtype, seed):
    rng = np.random.default_rng(seed)
    x, w = rng.standard_normal(size).astype(dtype), rng.standard_normal(size[1]).astype(dtype)
    before = x.copy(), w.copy()
    o = threshold_neuron(x, w, 0.5)
    assert (o.shape, o.dtype) == ((size[0],), dtype)
    assert np.array_equal(x, before[0]) and np.array_equal(w, before[1])


@given(sizes, dtypes, st.integers(0, 2**31))
def test_sigmoid_neuron_keeps_shapes_and_dtype(size, dtype, seed):
    rng = np.random.default_rng(seed)
    x, w = rng.standard_normal(size).astype(dtype), rng.standard_normal(size[1]).astype(dtype)
    g, backward = sigmoid_neuron(x, w, 0.5)
    d_x, d_w, d_b = backward(rng.standard_normal(size[0]).astype(dtype))
    assert [g.shape, d_x.shape, d_w.shape, np.shape(d_b)] == [(size[0],), size, (size[1],), ()]
    assert {g.dtype, d_x.dtype, d_w.dtype} == {np.dtype(dtype)}


@given(sizes, st.integers(0, 2**31))
def test_sigmoid_neuron_gradient_by_complex_step(size, seed):
    rng = np.random.default_rng(seed)
    arguments = rng.standard_normal(size), rng.standard_normal(size[1]), float(rng.normal())
    assert projection_error(sigmoid_neuron, arguments, rng) < 1e-9


def test_training_lowers_the_loss_on_separable_data():
    x = np.array([[-2.0], [-1.0], [1.0], [2.0]])
    fit = train_sigmoid_neuron(x, np.array([0.0, 0.0, 1.0, 1.0]), np.zeros(1), 0.0, eta=1.0, steps=300)
    assert np.all(np.diff(fit.losses) < 0)
    assert fit.losses[-1] < 0.02 * fit.losses[0]


def test_training_preserves_float32_and_its_arguments():
    x, y, w = np.ones((3, 2), np.float32), np.ones(3, np.float32), np.zeros(2, np.float32)
    fit = train_sigmoid_neuron(x, y, w, 0.0, eta=0.1, steps=2)
    assert fit.w.dtype == fit.losses.dtype == np.float32
    assert not w.any()


@pytest.mark.parametrize("function", [threshold_neuron, sigmoid_neuron])
def test_wrong_shapes_are_named(function):
    with pytest.raises(ValueError, match=r"w must have shape \(2,\); got shape \(3,\)"):
        function(np.zeros((4, 2)), np.zeros(3), 0.0)
    with pytest.raises(ValueError, match=r"^x must have shape \(N, D\); got shape \(2,\)$"):
        function(np.zeros(2), np.zeros(2), 0.0)
    with pytest.raises(ValueError, match="x must be an array of numbers of shape"):
        function([[1.0, 2.0]], np.zeros(2), 0.0)


def test_training_rejects_other_shapes():
    with pytest.raises(ValueError, match=r"y must have shape \(4,\); got shape \(3,\)"):
        train_sigmoid_neuron(np.zeros((4, 2)), np.zeros(3), np.zeros(2), 0.0, eta=0.1, steps=1)
    with pytest.raises(ValueError, match=r"^x must have shape \(N, D\); got shape \(2,\)$"):
        train_sigmoid_neuron(np.zeros(2), np.zeros(2), np.zeros(2), 0.0, eta=0.1, steps=1)
    with pytest.raises(ValueError, match=r"^w must have shape \(2,\); got shape \(3,\)$"):
        train_sigmoid_neuron(np.zeros((4, 2)), np.zeros(4), np.zeros(3), 0.0, eta=0.1, steps=0)
