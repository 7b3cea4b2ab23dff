"""lecturelib.optimizers.gradient_descent: sgd, momentum, nesterov."""

import numpy as np
import pytest
from hypothesis import given

from lecturelib.optimizers import MomentumState, momentum, nesterov, sgd
from tests.lecturelib.optimizers.of_every_rule import (
    assert_bounds,
    assert_defaults,
    assert_equals_loop,
    assert_keeps_promises,
    seeds,
    shapes,
    steps,
)


def sgd_loop(w, gradients, eta=0.01):
    for g in gradients:
        w = w - eta * g
    return w


def momentum_loop(w, gradients, eta=0.01, m=0.9):
    v = 0.0
    for g in gradients:
        v = m * v - eta * g
        w = w + v
    return w


def nesterov_loop(w, gradients, eta=0.01, m=0.9):
    """PyTorch's way: a buffer that sums gradients, and one more gradient on top of it."""
    buffer = 0.0
    for g in gradients:
        buffer = m * buffer + g
        w = w - eta * (g + m * buffer)
    return w


LOOPS = {sgd: sgd_loop, momentum: momentum_loop, nesterov: nesterov_loop}


@pytest.mark.parametrize("rule", LOOPS)
@given(shapes, seeds)
def test_a_slow_loop_gives_the_same(rule, shape, seed):
    assert_equals_loop(rule, LOOPS[rule], shape, seed)


@pytest.mark.parametrize("rule", [momentum, nesterov])
@given(seed=seeds)
def test_a_slow_loop_gives_the_same_with_settings(rule, seed):
    assert_equals_loop(rule, lambda w, g: LOOPS[rule](w, g, 0.5, 0.3), (3,), seed, learning_rate=0.5, momentum=0.3)


@pytest.mark.parametrize("rule", LOOPS)
def test_promises(rule, monkeypatch):
    assert_keeps_promises(rule, monkeypatch)


def test_defaults():
    assert_defaults(sgd, learning_rate=0.01)
    assert_defaults(momentum, learning_rate=0.01, momentum=0.9)
    assert_defaults(nesterov, learning_rate=0.01, momentum=0.9)


@pytest.mark.parametrize("rule", [momentum, nesterov])
def test_momentum_lies_below_one(rule):
    assert_bounds(rule, "momentum", "[0, 1)", [0, 0.999], [1, 1.0, -0.1])


def test_sgd_has_no_state():
    assert sgd(np.ones(1), np.ones(1), None)[1] is None


@pytest.mark.parametrize("rule", [momentum, nesterov])
def test_without_momentum_it_is_sgd(rule):
    w, gradients = np.array([1.0, 2.0]), np.array([[3.0, -1.0], [0.5, 4.0]])
    got, state = steps(rule, w, gradients, learning_rate=0.25, momentum=0)
    assert isinstance(state, MomentumState)
    np.testing.assert_array_equal(got, steps(sgd, w, gradients, learning_rate=0.25)[0])
    np.testing.assert_array_equal(state.velocity, -0.25 * gradients[1])


def test_a_rate_of_zero_moves_nothing():
    w = np.array([1.0, 2.0])
    for rule in LOOPS:
        np.testing.assert_array_equal(steps(rule, w, [w, w], learning_rate=0)[0], w)
