"""lecturelib.optimizers.by_name: names, memory, errors before anything changes, and rules of one's own."""

import re

import numpy as np
import pytest

from lecturelib import optimizers
from lecturelib.optimizers import Optimizer, adam, momentum, sgd
from tests.lecturelib.optimizers.of_every_rule import steps

RULES = [
    getattr(optimizers, name)
    for name in ("sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw", "delta_bar_delta")
]


def a_students_rule(w, g, velocity, eta=0.5):
    velocity = g if velocity is None else velocity + g
    return w - eta * velocity, velocity


@pytest.mark.parametrize("rule", [*RULES, a_students_rule])
def test_every_name_takes_the_rule_s_own_steps(rule):
    rng = np.random.default_rng(0)
    parameters = {"W": rng.standard_normal((3, 2)), "b": rng.standard_normal(2), "scale": np.array(1.0)}
    arrays = dict(parameters)
    gradients = [{name: rng.standard_normal(array.shape) for name, array in parameters.items()} for _ in range(4)]
    expected = {
        name: steps(rule, array.copy(), [np.asarray(each[name]) for each in gradients])[0]
        for name, array in parameters.items()
    }
    optimizer = Optimizer(rule)
    for each in gradients:
        optimizer.update_in_place(parameters, each)
    for name, array in arrays.items():
        assert parameters[name] is array
        np.testing.assert_allclose(array, expected[name], rtol=1e-13)
    assert optimizer.states.keys() == parameters.keys()


def test_a_state_keeps_its_memory_too():
    optimizer = Optimizer(momentum)
    optimizer.update_in_place({"w": np.zeros(2)}, {"w": np.ones(2)})
    velocity = optimizer.states["w"].velocity
    optimizer.update_in_place({"w": np.zeros(2)}, {"w": np.ones(2)})
    assert optimizer.states["w"].velocity is velocity


def test_settings_reach_a_rule_of_ones_own():
    parameters = {"w": np.array([10.0])}
    Optimizer(a_students_rule, eta=2.0).update_in_place(parameters, {"w": np.array([1.0])})
    assert parameters["w"] == 8.0


def test_attributes():
    optimizer = Optimizer(adam, learning_rate=0.5, beta1=0.8)
    assert optimizer.rule is adam
    assert optimizer.settings == {"learning_rate": 0.5, "beta1": 0.8}
    assert optimizer.states == {}
    optimizer.update_in_place({"w": np.zeros(2)}, {"w": np.ones(2)})
    assert optimizer.states["w"].steps == 1


def test_the_rate_of_a_step_comes_before_the_setting_and_is_forgotten():
    parameters, gradients = {"w": np.array([10.0])}, {"w": np.array([1.0])}
    optimizer = Optimizer(sgd, learning_rate=1.0)
    optimizer.update_in_place(parameters, gradients, learning_rate=3.0)
    assert parameters["w"] == 7.0
    optimizer.update_in_place(parameters, gradients, learning_rate=0)
    assert parameters["w"] == 7.0
    optimizer.update_in_place(parameters, gradients)
    assert parameters["w"] == 6.0
    assert optimizer.settings == {"learning_rate": 1.0}


def test_unknown_settings_are_named():
    message = "the settings of momentum are learning_rate, momentum; got beta1, in_place"
    with pytest.raises(ValueError, match=f"^{message}$"):
        Optimizer(momentum, beta1=0.5, learning_rate=1.0, in_place=True)


def test_a_rule_without_a_name_is_shown():
    class Rule:
        def __call__(self, parameter, gradient, state, eta=1.0):
            return parameter - eta * gradient, None

        def __repr__(self):
            return "my rule"

    with pytest.raises(ValueError, match=r"^the settings of my rule are eta; got rate$"):
        Optimizer(Rule(), rate=1.0)


def test_bad_settings_are_refused_at_once():
    with pytest.raises(ValueError, match=r"^beta1 must be a number in \[0, 1\); got 1.5$"):
        Optimizer(adam, beta1=1.5)


@pytest.mark.parametrize(
    ("parameters", "gradients", "message"),
    [
        ({}, {"c": np.ones(3)}, "gradients must have the names of the parameters, b, w; got b, c, w"),
        ({"a": np.ones(1)}, {}, "gradients must have the names of the parameters, a, b, w; got b, w"),
        ({}, {"b": np.ones(3)}, "gradients['b'] must have shape (2,); got shape (3,)"),
        (
            {},
            {"b": np.ones(2, int)},
            "gradients['b'] must be an array of floating-point numbers; got dtype int64",
        ),
        ({"b": 1.0}, {}, "parameters['b'] must be a writeable array of floating-point numbers"),
        ({"b": np.ones(2, int)}, {}, "parameters['b'] must be a writeable array of floating-point numbers"),
        ({"b": np.broadcast_to(1.0, 2)}, {}, "parameters['b'] must be a writeable array of floating-point numbers"),
    ],
)
def test_nothing_changes_if_something_does_not_fit(parameters, gradients, message):
    w = np.zeros(2)
    optimizer = Optimizer(sgd)
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        optimizer.update_in_place(
            {"w": w, "b": np.zeros(2)} | parameters, {"w": np.ones(2), "b": np.ones(2)} | gradients
        )
    assert not w.any() and optimizer.states == {}


def test_views_of_one_large_array_are_changed_where_they_are():
    everything = np.zeros((4, 4))
    parameters = {"left": everything[:, :2], "last": everything[3, 2:]}
    gradients = {name: np.ones(array.shape) for name, array in parameters.items()}
    Optimizer(adam, learning_rate=1.0, eps=1e-30).update_in_place(parameters, gradients)
    expected = np.zeros((4, 4))
    expected[:, :2] = expected[3, 2:] = -1
    np.testing.assert_allclose(everything, expected, rtol=1e-12)
