"""Layers one after the other: names, order, errors that say where."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.activations import tanh
from lecturelib.gradients import projection_error
from lecturelib.networks import Activation, Affine, Conv2d, Dropout, Embedding, Flatten, Layer, Sequential


class Add(Layer):
    def __init__(self, number):
        self.number = number

    def forward(self, x, training=False):
        return np.append(x, self.number + 100 * training), lambda d_y: (np.append(d_y, -self.number), {})


def test_forward_goes_up_and_backward_comes_down():
    network = Sequential(Add(1), Add(2), Add(3))
    y, backward = network.forward(np.zeros(1), training=True)
    assert np.array_equal(y, [0, 101, 102, 103])
    assert np.array_equal(network.forward(np.zeros(1))[0], [0, 1, 2, 3])
    d_x, gradients = backward(np.zeros(1))
    assert np.array_equal(d_x, [0, -3, -2, -1])
    assert gradients == {}


@given(st.lists(st.integers(1, 3), min_size=2, max_size=4), st.integers(0, 3), st.integers(0, 2**31))
def test_gradients_of_any_depth(widths, examples, seed):
    rng = np.random.default_rng(seed)
    layers = []
    for inputs, outputs in itertools.pairwise(widths):
        layers += [Affine(inputs, outputs, rng), Activation(tanh)]
    network = Sequential(*layers)

    def operation(x):
        y, backward = network.forward(x)
        return y, lambda d_y: backward(d_y)[0]

    x = rng.standard_normal((examples, widths[0]))
    assert projection_error(operation, (x,), rng) < 1e-9
    y, backward = network.forward(x)
    _, gradients = backward(y)
    assert gradients.keys() == network.parameters.keys()
    assert list(network.parameters) == [f"{2 * place}.{name}" for place in range(len(widths) - 1) for name in "Wb"]


def test_whole_numbers_have_no_gradient():
    rng = np.random.default_rng(0)
    network = Sequential(Flatten(), Embedding(3, 2, rng), Affine(2, 1, rng))
    y, backward = network.forward(np.zeros((4, 2, 1), dtype=int))
    d_x, gradients = backward(np.ones_like(y))
    assert d_x is None
    assert gradients.keys() == network.parameters.keys()


def test_an_error_names_the_place_and_the_layer():
    rng = np.random.default_rng(0)
    network = Sequential(Affine(2, 3, rng), Activation(tanh), Sequential(Dropout(0.5, rng), Affine(4, 1, rng)))
    message = (
        r"^layer 2 \(Sequential\): layer 1 \(Affine\): "
        r"x must have shape \(..., 4\), as W has 4 rows; got shape \(5, 3\)$"
    )
    with pytest.raises(ValueError, match=message):
        network.forward(np.zeros((5, 2)))
    with pytest.raises(ValueError, match=r"^layer 0 \(Activation\(tanh\)\): a must be an array of floating-point"):
        Sequential(Activation(tanh)).forward(np.zeros(2, dtype=int))


def test_layers_are_checked():
    with pytest.raises(ValueError, match=r"^Sequential must be given at least one layer; got none$"):
        Sequential()
    with pytest.raises(ValueError, match=r"^layer 1 must be a Layer; got builtin_function_or_method$"):
        Sequential(Flatten(), abs)
    layers = Flatten(), Flatten()
    assert Sequential(*layers).layers == layers


def without(passes, d_y):
    """Return what a pass back returns, with and without dJ/dx, and that the gradients are the same."""
    _, backward = passes
    (d_x, gradients), (nothing, others) = backward(d_y), backward(d_y, need_d_x=False)
    assert nothing is None
    assert list(gradients) == list(others)
    assert all(np.array_equal(gradient, others[name]) for name, gradient in gradients.items())
    return d_x


def test_training_needs_no_gradient_of_its_data():
    rng = np.random.default_rng(0)
    x, d_y = rng.standard_normal((4, 1, 5, 5)), rng.standard_normal((4, 3))
    inner = Sequential(Conv2d(1, 2, 2, rng), Activation(tanh), Flatten())
    for layers in [(Flatten(), Affine(25, 3, rng)), (Activation(tanh), inner, Affine(32, 3, rng))]:
        network = Sequential(*layers)
        assert network.can_skip_d_x
        assert without(network.forward(x), d_y).shape == x.shape


class Told(Layer):
    """A layer that notes how it is called back."""

    def __init__(self, calls, can_skip_d_x, learns):
        self.calls, self.can_skip_d_x = calls, can_skip_d_x
        self.parameter_names = ("weight",) if learns else ()
        self.weight = np.ones(1)

    def forward(self, x, training=False):
        def backward(d_y, **told):
            self.calls.append((self, told))
            return d_y, self.name_gradients(*(d_y for _ in self.parameter_names))

        return x, backward


def test_only_the_first_that_learns_is_told_and_no_earlier_one_is_called():
    calls = []
    silent, first, last = Told(calls, True, False), Told(calls, True, True), Told(calls, True, True)
    without(Sequential(silent, first, silent, last).forward(np.ones(1)), np.ones(1))
    every, told = [(each, {}) for each in (last, silent, first, silent)], (first, {"need_d_x": False})
    assert calls == [*every, *every[:2], told]


def test_a_layer_that_cannot_skip_is_not_told():
    calls = []
    first, last = Told(calls, False, True), Told(calls, True, True)
    without(Sequential(first, last).forward(np.ones(1)), np.ones(1))
    assert calls == [(last, {}), (first, {})] * 2
    assert not Layer.can_skip_d_x


def test_a_network_that_learns_nothing_has_nothing_to_skip_to():
    calls = []
    assert without(Sequential(Told(calls, True, False)).forward(np.ones(1)), np.ones(1)) == 1
    assert len(calls) == 1
