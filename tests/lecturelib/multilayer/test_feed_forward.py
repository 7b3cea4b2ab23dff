"""lecturelib.multilayer.feed_forward: any depth and size, no activation after the last layer, and what is refused."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.activations import relu, sigmoid
from lecturelib.gradients import projection_error
from lecturelib.multilayer import mlp

widths_of_layers = st.lists(st.integers(1, 3), min_size=2, max_size=5)


def parameters(rng, widths):
    pairs = list(pairwise(widths))
    return [rng.normal(size=pair) for pair in pairs], [rng.normal(size=into) for _, into in pairs]


def network_by_loops(row, weights, biases, activation):
    for layer, (W, b) in enumerate(zip(weights, biases, strict=True)):
        sums = [sum(one * W[i, j] for i, one in enumerate(row)) + b[j] for j in range(len(b))]
        row = sums if layer == len(weights) - 1 else [activation(each) for each in sums]
    return row


@given(st.integers(0, 4), widths_of_layers, st.integers(0, 2**31))
def test_any_depth_unit_by_unit(n, widths, seed):
    rng = np.random.default_rng(seed)
    x, (weights, biases) = rng.normal(size=(n, widths[0])), parameters(rng, widths)
    y, _ = mlp(x, weights, biases)
    expected = [network_by_loops(row, weights, biases, math.tanh) for row in x]
    assert np.allclose(y, np.reshape(expected, (n, widths[-1])), rtol=1e-10, atol=1e-12)


@given(st.integers(0, 4), widths_of_layers, st.sampled_from([sigmoid, relu]), st.integers(0, 2**31))
def test_gradients_at_any_depth(n, widths, activation, seed):
    rng = np.random.default_rng(seed)
    arguments = rng.normal(size=(n, widths[0])), *parameters(rng, widths)
    assert projection_error(lambda *parts: mlp(*parts, activation), arguments, rng) < 1e-11


def test_gradients_come_as_tuples_in_the_order_of_the_layers():
    weights, biases = parameters(np.random.default_rng(0), [2, 3, 4, 1])
    d_x, d_weights, d_biases = mlp(np.ones((5, 2)), weights, biases)[1](np.ones((5, 1)))
    assert isinstance(d_weights, tuple) and isinstance(d_biases, tuple)
    assert [part.shape for part in d_weights] == [(2, 3), (3, 4), (4, 1)]
    assert [part.shape for part in (d_x, *d_biases)] == [(5, 2), (3,), (4,), (1,)]


def test_no_activation_follows_the_last_layer():
    x = np.array([[-5.0, 7.0]])
    assert mlp(x, [np.eye(2)], [np.zeros(2)], relu)[0].tolist() == [[-5, 7]]
    assert mlp(x, [np.eye(2), -np.eye(2)], [np.zeros(2)] * 2, relu)[0].tolist() == [[0, -7]]


def test_float32_stays_float32():
    weights, biases = [np.ones((2, 2), np.float32)] * 2, [np.ones(2, np.float32)] * 2
    y, backward = mlp(np.ones((3, 2), np.float32), weights, biases)
    d_x, d_weights, d_biases = backward(y)
    assert {part.dtype for part in (y, d_x, *d_weights, *d_biases)} == {np.dtype(np.float32)}


def test_bad_arguments_are_named():
    x, W, b = np.ones((4, 2)), np.ones((2, 3)), np.ones(3)
    with pytest.raises(ValueError, match=r"^x must have shape \(N, D\); got shape \(2,\)$"):
        mlp(np.ones(2), [W], [b])
    with pytest.raises(ValueError, match=r"^x must be an array of floating-point numbers; got dtype int64$"):
        mlp(np.ones((4, 2), int), [W], [b])
    with pytest.raises(ValueError, match=r"^weights\[0\] must have shape \(2, H\); got shape \(3, 2\)$"):
        mlp(x, [W.T], [b])
    with pytest.raises(ValueError, match=r"^biases\[0\] must have shape \(3,\); got shape \(2,\)$"):
        mlp(x, [W], [np.ones(2)])
    with pytest.raises(ValueError, match=r"^weights\[1\] must have shape \(3, H\); got shape \(2, 3\)$"):
        mlp(x, [W, W], [b, b])
    with pytest.raises(ValueError, match=r"^biases\[1\] must have shape \(2,\); got shape \(3,\)$"):
        mlp(x, [W, W.T], [b, b])
    for weights, biases, got in (([], [], "0 weights and 0 biases"), ([W], [], "1 weights and 0 biases")):
        with pytest.raises(
            ValueError, match=f"^weights and biases must hold one array for each layer, at least one; got {got}$"
        ):
            mlp(x, weights, biases)
