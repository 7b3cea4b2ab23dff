"""lecturelib.optimizers.squared_gradients: adagrad, rmsprop."""

import math

import numpy as np
import pytest
from hypothesis import given

from lecturelib.optimizers import SquaredGradientState, adagrad, rmsprop
from tests.lecturelib.optimizers.of_every_rule import (
    assert_bounds,
    assert_defaults,
    assert_equals_loop,
    assert_keeps_promises,
    seeds,
    shapes,
    steps,
)


def adagrad_loop(w, gradients, eta=0.01, eps=1e-10):
    s = 0.0
    for g in gradients:
        s = s + g * g
        w = w - eta * g / (math.sqrt(s) + eps)
    return w


def rmsprop_loop(w, gradients, eta=0.001, rho=0.9, eps=1e-8):
    s = 0.0
    for g in gradients:
        s = rho * s + (1 - rho) * g * g
        w = w - eta * g / (math.sqrt(s) + eps)
    return w


LOOPS = {adagrad: adagrad_loop, rmsprop: rmsprop_loop}


@pytest.mark.parametrize("rule", LOOPS)
@given(shapes, seeds)
def test_a_slow_loop_gives_the_same(rule, shape, seed):
    assert_equals_loop(rule, LOOPS[rule], shape, seed)


@given(seeds)
def test_a_slow_loop_gives_the_same_with_settings(seed):
    assert_equals_loop(adagrad, lambda w, g: adagrad_loop(w, g, 0.5, 2.0), (3,), seed, learning_rate=0.5, eps=2.0)
    settings = {"learning_rate": 0.5, "decay": 0.3, "eps": 2.0}
    assert_equals_loop(rmsprop, lambda w, g: rmsprop_loop(w, g, 0.5, 0.3, 2.0), (3,), seed, **settings)


@pytest.mark.parametrize("rule", LOOPS)
def test_promises(rule, monkeypatch):
    assert_keeps_promises(rule, monkeypatch)
    assert_bounds(rule, "eps", "(0, inf)", [1e-30, 10.0], [0, 0.0, -1.0, np.inf])


def test_defaults_and_bounds():
    assert_defaults(adagrad, learning_rate=0.01, eps=1e-10)
    assert_defaults(rmsprop, learning_rate=0.001, decay=0.9, eps=1e-8)
    assert_bounds(rmsprop, "decay", "[0, 1)", [0, 0.999], [1, -0.1])


@pytest.mark.parametrize("rule", LOOPS)
def test_a_gradient_of_zero_moves_nothing(rule):
    w, state = steps(rule, np.array([1.0, 2.0]), np.zeros((2, 2)))
    np.testing.assert_array_equal(w, [1.0, 2.0])
    assert isinstance(state, SquaredGradientState) and not state.squares.any()


def test_adagrad_steps_do_not_depend_on_the_scale_of_gradients():
    gradients = np.random.default_rng(0).standard_normal((5, 3))
    small, _ = steps(adagrad, np.zeros(3), gradients, eps=1e-30)
    large, _ = steps(adagrad, np.zeros(3), 1000 * gradients, eps=1e-30)
    np.testing.assert_allclose(small, large, rtol=1e-12)
