"""The decision regions without a browser: training with the reader's network, and what the picture shows."""

import numpy as np
import pytest
import traitlets

from demos import decision_regions
from demos.decision_regions import GRID, STEPS, STRIDE
from tests.demos import lesson_02_functions as written


def demo_of(mlp=written.mlp, sigmoid=written.sigmoid, tanh=written.tanh, relu=written.relu, **settings):
    return decision_regions(mlp, sigmoid, tanh, relu, **settings)


def shading(demo):
    return np.unpackbits(np.frombuffer(demo.fires, np.uint8)).reshape(GRID, GRID)


@pytest.mark.parametrize(
    ("settings", "presses"),
    [
        ({"data": "xor", "units": 4}, 6),
        ({"data": "rings", "units": 4}, 8),
        ({"data": "moons", "units": 8, "layers": 2}, 8),
        ({"data": "rings", "units": 6, "activation": "relu"}, 8),
        ({"data": "xor", "units": 6, "activation": "sigmoid"}, 12),
    ],
)
def test_training_parts_the_classes(settings, presses):
    demo = demo_of(**settings)
    first = demo.loss
    for _ in range(presses):
        demo.train()
    assert demo.steps == presses * STEPS
    assert demo.loss < first / 3
    assert demo.mistakes <= 2
    assert f"loss {demo.loss:.3f}, {demo.mistakes} of 80 wrong" in demo.message


def test_one_unit_cannot_part_xor():
    demo = demo_of(units=1)
    for _ in range(8):
        demo.train()
    assert demo.mistakes >= 15


def test_shading_and_mistakes_are_the_networks_answers():
    demo = demo_of(units=3)
    demo.train()
    shade = shading(demo)
    for x1, x2, _ in demo.points[:20]:
        column, row = int((x1 + 3) / 6 * GRID), int((3 - x2) / 6 * GRID)
        window = shade[max(row - 1, 0) : row + 2, max(column - 1, 0) : column + 2]
        y, _ = demo._ask(np.array([[x1, x2]]))
        assert (y[0, 0] > 0) in window.astype(bool)
    assert f"{shade.mean():.1%} of the plane" in demo.description


def test_lines_are_the_first_layers_units():
    demo = demo_of(units=5, layers=2)
    assert len(demo.lines) == 5
    np.testing.assert_array_equal(np.array(demo.lines)[:, :2].T, demo._parameters["0"])
    np.testing.assert_array_equal(np.array(demo.lines)[:, 2], demo._parameters["3"])


def test_a_training_keeps_its_frames():
    demo = demo_of()
    demo.train()
    assert [frame["steps"] for frame in demo.trajectory] == list(range(STRIDE, STEPS + 1, STRIDE))
    assert demo.trajectory[-1]["fires"] == demo.fires
    assert demo.runs == 1


def test_reset_and_new_weights():
    demo = demo_of()
    first = demo.lines
    demo.train()
    assert demo.lines != first
    demo.reset()
    assert (demo.lines, demo.steps) == (first, 0)
    demo.draw_weights()
    assert demo.lines != first
    assert "first weights number 2" in demo.description


@pytest.mark.parametrize(("setting", "value"), [("data", "moons"), ("activation", "relu"), ("units", 7), ("layers", 2)])
def test_a_new_setting_begins_again(setting, value):
    demo = demo_of()
    demo.train()
    before = demo.description
    setattr(demo, setting, value)
    assert demo.steps == 0
    assert demo.description != before


def test_buttons_do_what_the_methods_do():
    pressed, called = demo_of(), demo_of()
    for action in ["train", "draw_weights", "train", "reset", "train"]:
        pressed._handle_custom_msg({"press": action}, [])
        getattr(called, action)()
        assert pressed.description == called.description
    pressed._handle_custom_msg({"press": "__init__"}, [])  # nothing else can be called from a page
    assert pressed.description == called.description


def test_an_unwritten_network_is_named_and_the_points_stay():
    demo = demo_of(mlp=written.unwritten)
    assert demo.problem.startswith("mlp is not written yet")
    assert (demo.fires, demo.lines, demo.loss) == (b"", [], None)
    assert len(demo.points) == 80
    demo.train()
    assert (demo.trajectory, demo.steps) == ([], 0)


def test_an_unwritten_activation_is_named():
    def tanh(a):
        raise NotImplementedError

    demo = demo_of(tanh=tanh)
    assert demo.problem.startswith("tanh is not written yet, and mlp needs it")
    demo.activation = "relu"
    assert demo.problem == ""


def test_a_missing_backward_leaves_the_first_picture():
    demo = demo_of(mlp=lambda *arguments: (written.mlp(*arguments)[0], written.unwritten))
    assert demo.problem == ""
    fires = demo.fires
    demo.train()
    assert demo.problem.startswith("the backward of mlp is not written yet")
    assert demo.steps == 0
    assert fires


@pytest.mark.parametrize(
    ("mlp", "sentence"),
    [
        (lambda x, *_: x, "should return the two values y, backward"),
        (lambda x, *_: (x, None), r"y in the shape \(80, 2\)"),
        (lambda *a: (written.mlp(*a)[0], lambda d: d), "the three values d_x, d_weights, d_biases"),
        (lambda *a: (written.mlp(*a)[0], lambda d: (d, (), ())), "a gradient for every weight matrix"),
        (lambda *a: (written.mlp(*a)[0], lambda d: (d, (d, d), (d, d))), "a gradient in the shape"),
    ],
)
def test_nonsense_is_described(mlp, sentence):
    demo = demo_of(mlp=mlp)
    demo.train()
    with pytest.raises(AssertionError, match=sentence):
        raise AssertionError(demo.problem)


@pytest.mark.parametrize("state", [("units", 0), ("units", 9), ("layers", 3), ("data", "stars"), ("activation", "elu")])
def test_impossible_state_is_refused(state):
    with pytest.raises(traitlets.TraitError):
        setattr(demo_of(), *state)
