"""The activation explorer without a browser: what it computes with the reader's functions, and what it says."""

import numpy as np
import pytest
import traitlets

from demos import activation_explorer
from demos.activation_explorer import EXAMPLES, NAMES, PLACES, REACH
from tests.demos import lesson_02_functions as written


def explorer_of(activation="sigmoid", **replaced):
    functions = {name: getattr(written, name) for name in NAMES}
    return activation_explorer(**{**functions, **replaced}, activation=activation)


@pytest.mark.parametrize("name", NAMES)
def test_every_curve_is_the_readers_value_and_slope(name):
    explorer = explorer_of(name)
    assert explorer.problem == ""
    assert len(explorer.values) == len(explorer.slopes) == PLACES
    step = 2 * REACH / (PLACES - 1)
    by_differences = np.gradient(explorer.values, step)
    # At a corner the difference straddles two pieces; anywhere else the slope is the curve's.
    close = np.isclose(explorer.slopes, by_differences, atol=0.02)
    assert close.sum() >= PLACES - 6
    assert len(explorer.examples) == EXAMPLES


def test_examples_move_with_the_bias():
    explorer = explorer_of("relu")
    before = np.array([example[0] for example in explorer.examples])
    explorer.bias = 2.5
    np.testing.assert_allclose([example[0] for example in explorer.examples], before + 2.5)


def test_a_relu_dies_where_a_leaky_one_and_a_sigmoid_do_not():
    explorer = explorer_of("relu")
    assert "of 24 examples pass a gradient" in explorer.message
    explorer.bias = -8
    assert explorer.message == "The unit is dead for these examples: not one of them passes any gradient."
    explorer.activation = "leaky_relu"
    assert "24 of 24 examples pass" in explorer.message
    explorer.activation = "sigmoid"
    assert explorer.message.startswith("The unit is saturated for all examples, but not dead.")


def test_saturation_is_shaded_where_the_slope_is_next_to_nothing():
    explorer = explorer_of("sigmoid")
    (left, right) = explorer.saturated
    # g (1 - g) = 0.05 x 0.25 at a = 4.37.
    assert left == pytest.approx([-REACH, -4.37], abs=0.06)
    assert right == pytest.approx([4.37, REACH], abs=0.06)
    explorer.activation = "relu"
    assert explorer.saturated == [pytest.approx([-REACH, 0.0], abs=0.06)]
    explorer.activation = "maxout"
    assert explorer.saturated == []


@pytest.mark.parametrize(
    ("name", "setting", "value"),
    [
        ("leaky_relu", "slope", 0.7),
        ("prelu", "slope", 0.7),
        ("elu", "alpha", 1.7),
        ("srelu", "t_right", 0.5),
        ("srelu", "a_right", -0.5),
        ("srelu", "t_left", -0.2),
        ("srelu", "a_left", 0.9),
        ("maxout", "piece", 0.5),
    ],
)
def test_every_setting_bends_its_curve_and_no_other(name, setting, value):
    explorer = explorer_of(name)
    assert setting in explorer.settings
    before, description = explorer.values, explorer.description
    setattr(explorer, setting, value)
    assert explorer.values != before
    assert explorer.description != description
    explorer.activation = "tanh"
    values = explorer.values
    setattr(explorer, setting, getattr(explorer, setting) * 0.9)
    assert explorer.values == values


def test_description_follows_the_bias():
    explorer = explorer_of("tanh")
    explorer.bias = -1.5
    assert "The curve of tanh" in explorer.description
    assert "The bias is -1.50" in explorer.description


def test_an_unwritten_function_is_named_and_the_others_work():
    explorer = explorer_of("relu", relu=written.unwritten)
    assert explorer.problem.startswith("relu is not written yet")
    assert (explorer.values, explorer.examples) == ([], [])
    assert "relu cannot be used yet" in explorer.description
    explorer.activation = "tanh"
    assert explorer.problem == ""


def test_a_missing_backward_leaves_the_curve():
    explorer = explorer_of("relu", relu=lambda a: (np.maximum(a, 0), written.unwritten))
    assert len(explorer.values) == PLACES
    assert explorer.slopes == explorer.saturated == []
    assert explorer.problem.startswith("the backward of relu is not written yet")
    assert explorer.message == "The slope cannot be shown."
    assert explorer.examples[0][2] is None


@pytest.mark.parametrize(
    ("function", "sentence"),
    [
        (lambda a: a, "should return the two values value, backward"),
        (lambda a: (a[:3], None), r"in the shape \(3,\)"),
        (lambda a: (a * np.nan, None), "not finite"),
        (lambda a: (a, 3), "the backward of relu should be a function"),
        (lambda a: (a, lambda d: d[:2]), r"in the shape \(2,\)"),
        (lambda a: 1 / 0, "stopped with ZeroDivisionError"),
    ],
)
def test_nonsense_is_described(function, sentence):
    with pytest.raises(AssertionError, match=sentence):
        raise AssertionError(explorer_of("relu", relu=function).problem)


@pytest.mark.parametrize("state", [{"activation": "step"}, {"bias": float("inf")}, {"slope": 2.0}, {"alpha": 0.0}])
def test_impossible_state_is_refused(state):
    explorer = explorer_of()
    with pytest.raises(traitlets.TraitError):
        setattr(explorer, *next(iter(state.items())))
