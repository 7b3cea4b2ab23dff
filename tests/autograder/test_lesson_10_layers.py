"""The recurrent layers that lesson 10 hands to networks: right derivatives, and no answer to an exercise."""

import numpy as np
import pytest

from autograder.exercises.lesson_10_recurrent_networks.layers import draw_weights, fading_layer, sine_cell
from lecturelib.gradients import gradient_check
from lecturelib.recurrent import rnn, rnn_cell


def drawn(steps=None):
    rng = np.random.default_rng(0)
    shape = (2, 3) if steps is None else (2, steps, 3)
    return rng.standard_normal(shape), rng.standard_normal((2, 4)), draw_weights(rng, (3, 4), (4, 4), (4,))


@pytest.mark.parametrize(
    ("layer", "arguments"), [(sine_cell, drawn()), (fading_layer, drawn(1)), (fading_layer, drawn(5))]
)
def test_the_gradients_are_those_of_the_values(layer, arguments):
    check = gradient_check(layer, arguments, np.random.default_rng(1))
    assert check.passed, str(check)


def test_neither_is_the_layer_that_is_asked_for():
    assert not np.allclose(sine_cell(*drawn())[0], rnn_cell(*drawn())[0], atol=0.01)
    assert not np.allclose(fading_layer(*drawn(4))[0], rnn(*drawn(4))[0], atol=0.01)


def test_the_state_is_handed_on():
    x, h0, weights = drawn(4)
    states, _ = fading_layer(x, h0, weights)
    changed, _ = fading_layer(x, h0 + 1, weights)
    assert np.abs(states - changed).max(axis=(0, 2)).min() > 1e-3
    later, _ = fading_layer(x[:, 2:], states[:, 1], weights)
    np.testing.assert_allclose(later, states[:, 2:], rtol=1e-12)


def test_a_first_state_of_another_shape_is_refused():
    x, h0, weights = drawn(2)
    with pytest.raises(ValueError, match=r"h0 must have shape \(2, 4\); got \(4,\)"):
        fading_layer(x, h0[0], weights)
