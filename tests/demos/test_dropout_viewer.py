"""The dropout viewer without a browser: what it computes with the reader's functions, and what it says."""

import numpy as np
import pytest
import traitlets

from demos import dropout_viewer
from demos.dropout_viewer import PASSES
from tests.demos.lesson_06_functions import dropout, monte_carlo_dropout


def stub(*arguments):
    raise NotImplementedError


def rows(viewer):
    return np.frombuffer(viewer.values, "<f4").reshape(-1, sum(viewer.hidden))


def floats(packed):
    return np.frombuffer(packed, "<f4")


@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("form", ["inverted", "standard"])
def test_a_pass_is_what_the_readers_dropout_leaves(layers, form):
    viewer = dropout_viewer(dropout, layers=layers)
    viewer.form, viewer.rate = form, 0.25
    found = rows(viewer)
    assert found.shape == (PASSES + 1, {1: 6, 2: 10}[layers])
    assert np.mean(found[:-1] == 0) == pytest.approx(0.25, abs=0.05)
    assert (found[-1] != 0).all()  # afterwards every unit is there
    # The first hidden layer is the same in every pass, but for the mask and the scale.
    first, last = found[:-1, :6], found[-1, :6]
    ratio = first / last
    assert np.unique(ratio[first != 0].round(4)).tolist() == [pytest.approx(4 / 3, abs=1e-3)]


def test_one_layer_averages_to_the_output_afterwards_and_two_do_not():
    one, two = (dropout_viewer(dropout, layers=layers) for layers in (1, 2))
    for viewer, is_exact in ((one, True), (two, False)):
        outputs = floats(viewer.outputs)
        error_of_the_mean = outputs.std() / np.sqrt(PASSES)
        distance = abs(outputs.mean() - viewer.afterwards) / error_of_the_mean
        assert (distance < 3) == is_exact


def test_averages_run():
    viewer = dropout_viewer(dropout)
    outputs, averages = floats(viewer.outputs), floats(viewer.averages)
    assert averages[0] == outputs[0]
    assert averages[4] == pytest.approx(outputs[:5].mean(), rel=1e-5)
    assert averages[-1] == pytest.approx(outputs.mean(), rel=1e-5)


def test_the_readers_monte_carlo_runs_the_passes():
    viewer = dropout_viewer(dropout, monte_carlo_dropout, layers=2)
    outputs = floats(viewer.outputs)
    assert viewer.estimate == pytest.approx([outputs.mean(), outputs.std()], rel=1e-5)
    assert outputs == pytest.approx(floats(dropout_viewer(dropout, layers=2).outputs))
    assert dropout_viewer(dropout).estimate == []


@pytest.mark.parametrize(("trait", "value"), [("rate", 0.8), ("form", "standard"), ("layers", 2), ("seed", 1)])
def test_every_setting_matters_and_is_described(trait, value):
    viewer = dropout_viewer(dropout)
    before = viewer.outputs, viewer.description
    setattr(viewer, trait, value)
    assert (viewer.outputs != before[0]) and (viewer.description != before[1])
    viewer.shown, viewer.after = 30, True
    viewer.reset()
    assert (viewer.outputs, viewer.description) == before
    assert (viewer.shown, viewer.after) == (1, False)


def test_reset_keeps_the_layers_that_the_cell_asked_for():
    viewer = dropout_viewer(dropout, layers=2)
    viewer.layers = 1
    viewer.reset()
    assert viewer.layers == 2


@pytest.mark.parametrize(
    ("functions", "words"),
    [
        ((stub,), "dropout is not written yet"),
        ((stub, monte_carlo_dropout), "dropout is not written yet"),
        ((dropout, stub), "monte_carlo_dropout is not written yet"),
        ((lambda x, rate, rng, training, form: x,), "dropout should return two things"),
        ((lambda x, rate, rng, training, form: (x[:, :2], None),), "in the shape (1, 2); expected (1, 6)"),
        ((lambda x, rate, rng, training, form: (x / 0, None),), "not finite"),
        ((dropout, lambda forward, x, passes, rng: forward(x, rng)), "should return two things, the mean"),
        ((dropout, lambda forward, x, passes, rng: [forward(x, rng)] * 2), "ran 1 passes where 200 were asked"),
        ((dropout, lambda forward, x, passes, rng: None), "monte_carlo_dropout returned None"),
        ((dropout, lambda forward, x, passes, rng: (monte_carlo_dropout(forward, x, passes, rng)[0], x)), "(1, 3)"),
        ((7,), "dropout should be a function"),
    ],
)
def test_what_is_wrong_is_said(functions, words):
    with np.errstate(all="ignore"):
        viewer = dropout_viewer(*functions)
    assert words in viewer.problem
    assert viewer.values == viewer.outputs == viewer.averages == b""
    assert viewer.afterwards is None


def test_it_recovers_when_the_setting_is_allowed_again():
    def fussy(x, rate, rng, training, form):
        if rate > 0.6:
            raise ValueError("too much")
        return dropout(x, rate, rng, training, form)

    viewer = dropout_viewer(fussy)
    viewer.rate = 0.7
    assert viewer.problem == "dropout stopped with ValueError: too much"
    viewer.rate = 0.5
    assert viewer.problem == "" and len(rows(viewer)) == PASSES + 1


def test_a_function_that_writes_into_its_input_disturbs_nobody():
    def careless(x, rate, rng, training, form):
        x *= dropout(np.ones_like(x), rate, rng, training, form)[0]
        return x, None

    assert dropout_viewer(careless).outputs == dropout_viewer(dropout).outputs


def test_bad_settings_are_a_sentence():
    viewer = dropout_viewer(dropout)
    for trait, value in (("rate", 1.0), ("form", "reversed"), ("layers", 3), ("shown", 0), ("seed", -1)):
        with pytest.raises(traitlets.TraitError, match=trait):
            setattr(viewer, trait, value)
