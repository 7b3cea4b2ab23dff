"""lecturelib.optimizers.adaptive_moments: adam, adamw."""

import math

import numpy as np
import pytest
from hypothesis import given

from lecturelib.optimizers import AdamState, adam, adamw
from tests.lecturelib.optimizers.of_every_rule import (
    assert_bounds,
    assert_defaults,
    assert_equals_loop,
    assert_keeps_promises,
    seeds,
    shapes,
    steps,
)


def adam_loop(w, gradients, eta=0.001, beta1=0.9, beta2=0.999, eps=1e-8, corrected=True, decay=0.0):
    """As printed, with one number for each letter."""
    m = v = 0.0
    for t, g in enumerate(gradients, start=1):
        w = w - eta * decay * w
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g * g
        m_hat, v_hat = (m / (1 - beta1**t), v / (1 - beta2**t)) if corrected else (m, v)
        w = w - eta * m_hat / (math.sqrt(v_hat) + eps)
    return w


@given(shapes, seeds)
def test_a_slow_loop_gives_the_same(shape, seed):
    assert_equals_loop(adam, adam_loop, shape, seed)
    assert_equals_loop(adamw, lambda w, g: adam_loop(w, g, decay=0.01), shape, seed)


@pytest.mark.parametrize("corrected", [True, False])
@given(seed=seeds)
def test_a_slow_loop_gives_the_same_with_settings(corrected, seed):
    settings = {"learning_rate": 0.5, "beta1": 0.3, "beta2": 0.6, "eps": 2.0, "bias_correction": corrected}
    assert_equals_loop(adam, lambda w, g: adam_loop(w, g, 0.5, 0.3, 0.6, 2.0, corrected), (3,), seed, **settings)
    loop = lambda w, g: adam_loop(w, g, 0.5, 0.3, 0.6, 2.0, corrected, 0.7)  # noqa: E731
    assert_equals_loop(adamw, loop, (3,), seed, **settings, weight_decay=0.7)


@pytest.mark.parametrize("rule", [adam, adamw])
def test_promises_and_bounds(rule, monkeypatch):
    assert_keeps_promises(rule, monkeypatch)
    assert_bounds(rule, "beta1", "[0, 1)", [0, 0.999], [1, -0.1])
    assert_bounds(rule, "beta2", "[0, 1)", [0, 0.9999], [1, -0.1])
    assert_bounds(rule, "eps", "(0, inf)", [1e-30, 10.0], [0, 0.0, -1.0, np.inf])


def test_defaults_and_the_bound_of_the_decay():
    usual = {"learning_rate": 0.001, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "bias_correction": True}
    assert_defaults(adam, **usual)
    assert_defaults(adamw, **usual, weight_decay=0.01)
    assert_bounds(adamw, "weight_decay", "[0, inf)", [0, 5.0], [-0.1, np.inf])


def test_steps_are_counted_from_one():
    w, state = adam(np.ones(2), np.ones(2), None)
    assert isinstance(state, AdamState) and state.steps == 1
    assert adam(w, np.ones(2), state)[1].steps == 2
    np.testing.assert_allclose(state.first_moment, 0.1)
    np.testing.assert_allclose(state.second_moment, 0.001)


def test_without_correction_the_first_step_is_three_times_as_long():
    corrected, _ = adam(np.zeros(1), np.ones(1), None, learning_rate=1.0)
    plain, _ = adam(np.zeros(1), np.ones(1), None, learning_rate=1.0, bias_correction=False)
    np.testing.assert_allclose([corrected[0], plain[0]], [-1, -0.1 / math.sqrt(0.001)], rtol=1e-6)


def test_adamw_without_decay_is_adam():
    gradients = np.random.default_rng(0).standard_normal((4, 3))
    np.testing.assert_array_equal(
        steps(adamw, np.ones(3), gradients, weight_decay=0)[0], steps(adam, np.ones(3), gradients)[0]
    )


def test_a_gradient_of_zero_moves_nothing():
    np.testing.assert_array_equal(steps(adam, np.array([1.0, 2.0]), np.zeros((3, 2)))[0], [1.0, 2.0])


def test_tiny_gradients_in_float32_keep_eps():
    """The corrections are folded into eps, which float32 must still tell from 0."""
    w, _ = adam(np.zeros(1, np.float32), np.full(1, 1e-8, np.float32), None, learning_rate=1.0)
    np.testing.assert_allclose(w, [-0.5], rtol=1e-5)
