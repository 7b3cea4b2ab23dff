"""lecturelib.optimizers.individual_rates: delta_bar_delta."""

import numpy as np
from hypothesis import given

from lecturelib.optimizers import DeltaBarDeltaState, delta_bar_delta
from tests.lecturelib.optimizers.of_every_rule import (
    assert_bounds,
    assert_defaults,
    assert_equals_loop,
    assert_keeps_promises,
    seeds,
    shapes,
)


def loop(w, gradients, rate=0.01, kappa=0.001, phi=0.2, theta=0.7):
    average = 0.0
    for g in gradients:
        if average * g > 0:
            rate = rate + kappa
        if average * g < 0:
            rate = rate - phi * rate
        w = w - rate * g
        average = (1 - theta) * g + theta * average
    return w


@given(shapes, seeds)
def test_a_slow_loop_gives_the_same(shape, seed):
    assert_equals_loop(delta_bar_delta, loop, shape, seed)
    settings = {"learning_rate": 0.5, "kappa": 0.25, "phi": 0.75, "theta": 0.3}
    assert_equals_loop(delta_bar_delta, lambda w, g: loop(w, g, 0.5, 0.25, 0.75, 0.3), shape, seed, **settings)


def test_promises_and_bounds(monkeypatch):
    assert_keeps_promises(delta_bar_delta, monkeypatch)
    assert_bounds(delta_bar_delta, "kappa", "[0, inf)", [0, 5.0], [-0.1, np.inf])
    assert_bounds(delta_bar_delta, "phi", "[0, 1)", [0, 0.99], [1, -0.1])
    assert_bounds(delta_bar_delta, "theta", "[0, 1)", [0, 0.99], [1, -0.1])


def test_defaults():
    assert_defaults(delta_bar_delta, learning_rate=0.01, kappa=0.001, phi=0.2, theta=0.7)


def test_the_first_step_and_a_vanished_average_leave_the_rate_alone():
    _, state = delta_bar_delta(np.zeros(2), np.array([1.0, -1.0]), None, learning_rate=0.5)
    assert isinstance(state, DeltaBarDeltaState)
    np.testing.assert_array_equal(state.rates, [0.5, 0.5])
    _, state = delta_bar_delta(np.zeros(2), np.array([0.0, -1.0]), state._replace(average=np.array([1.0, 0.0])))
    np.testing.assert_array_equal(state.rates, [0.5, 0.5])


def test_later_steps_do_not_look_at_the_learning_rate():
    w, state = delta_bar_delta(np.zeros(2), np.ones(2), None, learning_rate=0.5)
    one, _ = delta_bar_delta(w, np.ones(2), state, learning_rate=0.5)
    other, _ = delta_bar_delta(w, np.ones(2), state, learning_rate=7.0)
    np.testing.assert_array_equal(one, other)


def test_in_a_ravine_each_direction_gets_its_own_rate():
    """Curvatures of 1 and 100: one rate for both would have to stay below 0.02, and would be slow along the first."""
    curvature, w, state = np.array([1.0, 100.0]), np.array([1.0, 1.0]), None
    for _ in range(100):
        w, state = delta_bar_delta(w, curvature * w, state, learning_rate=0.01, kappa=0.01)
    assert state.rates[0] > 10 * state.rates[1]
    assert np.all(np.abs(w) < 1e-6)
