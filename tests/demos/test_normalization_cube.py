"""The normalization cube without a browser: what it finds out about the reader's functions, and what it says."""

import re
import subprocess
import sys
from itertools import product
from pathlib import Path

import numpy as np
import pytest
import traitlets

from demos import normalization_cube
from demos.filtered_digits import filtered_digits
from demos.normalization_cube import TITLES, NormalizationCube
from demos.normalization_sentences import describe, tell_moved
from lecturelib.normalization import batch_norm, group_norm, instance_norm, layer_norm

REPOSITORY = Path(__file__).parents[2]
ALL = (batch_norm, layer_norm, instance_norm, group_norm)
NOT_WRITTEN = "is not written yet: write it in its exercise above, then run this cell again."
X = filtered_digits()


def stub(*_arguments):
    raise NotImplementedError


def lit(cube):
    return np.array(cube.moved, dtype=bool).reshape(cube.shape)


def block(examples, channels, positions):
    expected = np.zeros((4, 6, 16), dtype=bool)
    expected[np.ix_(examples, channels, positions)] = True
    return expected


EVERY = {"examples": range(4), "channels": range(6), "positions": range(16)}


# What is shown


@pytest.mark.parametrize(
    ("state", "shares"),
    [
        ({"norm": "batch_norm"}, {"channels": [4]}),
        ({"norm": "batch_norm", "mode": "inference"}, {"examples": [1], "channels": [4], "positions": [9]}),
        ({"norm": "layer_norm"}, {"examples": [1]}),
        ({"norm": "instance_norm"}, {"examples": [1], "channels": [4]}),
        ({"norm": "group_norm", "groups": 1}, {"examples": [1]}),
        ({"norm": "group_norm", "groups": 2}, {"examples": [1], "channels": [3, 4, 5]}),
        ({"norm": "group_norm", "groups": 3}, {"examples": [1], "channels": [4, 5]}),
        ({"norm": "group_norm", "groups": 6}, {"examples": [1], "channels": [4]}),
    ],
)
def test_what_moves_is_what_shares_statistics(state, shares):
    cube = NormalizationCube(*ALL, **state, example=1, channel=4, position=9)
    assert (lit(cube) == block(**(EVERY | shares))).all()


@pytest.mark.parametrize(("norm", "count"), list(zip(TITLES, (64, 96, 16, 48), strict=True)))
def test_every_number_moves_as_many(norm, count):
    """No output stands still by accident, wherever the nudge is."""
    cube = NormalizationCube(*ALL, norm=norm)
    for cube.example, cube.channel, cube.position in product(range(4), range(6), range(16)):
        assert sum(cube.moved) == count


def test_it_shows_what_a_wrong_function_does():
    def over_the_last_axis(x, gamma, beta, eps=1e-5):
        return (x - x.mean(axis=-1, keepdims=True)) / np.sqrt(x.var(axis=-1, keepdims=True) + eps), None

    cube = NormalizationCube(layer_norm=over_the_last_axis, position=6)
    assert (lit(cube) == block([0], [0], range(4, 8))).all()
    assert cube.message == "4 of 384 outputs moved: example 0, channel 0, positions 4 to 7."


def test_histograms_are_of_the_readers_outputs():
    cube = NormalizationCube(*ALL, channel=2)
    inputs, (outputs, _) = X[:, 2], instance_norm(X, np.ones(6), np.zeros(6))
    assert sum(cube.before["every"]) == 384
    assert sum(cube.before["lit"]) == sum(cube.after["lit"]) == 64
    assert (cube.before["mean"], cube.before["deviation"]) == pytest.approx((inputs.mean(), inputs.std()))
    assert (cube.after["mean"], cube.after["deviation"]) == pytest.approx((0, 1), abs=1e-3)
    assert (cube.before["low"], cube.before["high"]) == (X.min(), X.max())
    cube.norm = "instance_norm"
    assert (cube.after["low"], cube.after["high"]) == pytest.approx((outputs.min(), outputs.max()))
    assert all(many >= few for many, few in zip(cube.after["every"], cube.after["lit"], strict=True))


def test_at_inference_the_running_statistics_are_the_batchs():
    cube = NormalizationCube(batch_norm)
    training = cube.after["every"]
    cube.mode = "inference"
    assert sum(cube.moved) == 1
    assert cube.after["every"] == pytest.approx(training, abs=8)  # the unbiased variance is a little larger


def test_only_the_norms_that_are_given_can_be_chosen():
    cube = normalization_cube(layer_norm=layer_norm, group_norm=group_norm)
    assert cube.norms == {"layer_norm": "layer norm", "group_norm": "group norm"}
    assert cube.norm == "layer_norm"
    with pytest.raises(traitlets.TraitError, match="norm must be one of layer_norm, group_norm; got 'batch_norm'"):
        cube.norm = "batch_norm"
    with pytest.raises(ValueError, match="at least one of your functions; got none"):
        normalization_cube()


def test_the_description_tells_what_the_picture_shows():
    cube = NormalizationCube(*ALL, norm="group_norm")
    deviation = X[0, :3].std()
    assert cube.description == (
        "A batch in slices under group norm with 2 groups. Nudged is example 0, channel 0, position 5. 48 of 384 "
        "outputs moved: example 0, channels 0 to 2, all 16 positions. Lit inputs have mean "
        f"{X[0, :3].mean():.2f} and deviation {deviation:.2f}, lit outputs 0.00 and 1.00."
    )
    cube.norm = "batch_norm"
    assert "under batch norm in training." in cube.description
    cube.mode = "inference"
    assert "under batch norm at inference." in cube.description


@pytest.mark.parametrize(
    ("places", "sentence"),
    [
        ([], "No output moved, not even the one of the nudged number."),
        ([(0, 0, 0)], "1 of 24 outputs moved: example 0, channel 0, position 0."),
        ([(0, 0, 0), (0, 2, 0)], "2 of 24 outputs moved: example 0, channels 0 and 2, position 0."),
        ([(0, 0, 0), (1, 2, 0)], "2 of 24 outputs moved, scattered: they fill no block of examples, channels and"),
        (
            list(product(range(2), range(1, 3), range(4))),
            "16 of 24 outputs moved: all 2 examples, channels 1 to 2, all",
        ),
    ],
)
def test_sentences_about_what_moved(places, sentence):
    moved = np.zeros((2, 3, 4), dtype=bool)
    for place in places:
        moved[place] = True
    assert tell_moved(moved).startswith(sentence)
    assert "nan" not in describe(
        "x", (0, 0, 0), moved, {"mean": 0.0, "deviation": 1.0}, {"mean": 0.0, "deviation": 1.0}
    )


@pytest.mark.parametrize(
    "state", [{"mode": "testing"}, {"groups": 4}, {"groups": 0}, {"example": 4}, {"channel": -1}, {"position": 16}]
)
def test_impossible_state_is_refused(state):
    with pytest.raises(traitlets.TraitError, match=next(iter(state))):
        NormalizationCube(*ALL, **state)


# Functions that are missing or wrong


@pytest.mark.parametrize("norm", TITLES)
def test_an_unwritten_function_is_named(norm):
    cube = NormalizationCube(stub, stub, stub, stub, norm=norm)
    assert cube.problem == f"{norm} {NOT_WRITTEN}"
    assert (cube.moved, cube.after, cube.message) == ([], {}, "")
    assert sum(cube.before["every"]) == 384
    assert "The outputs are unknown." in cube.description


def test_another_norm_is_shown_beside_an_unwritten_one():
    cube = NormalizationCube(stub, layer_norm)
    assert cube.problem
    cube.norm = "layer_norm"
    assert (cube.problem, sum(cube.moved)) == ("", 96)


def test_a_function_without_backward_is_shown():
    cube = normalization_cube(layer_norm=lambda x, gamma, beta: (layer_norm(x, gamma, beta)[0], stub))
    assert sum(cube.moved) == 96


@pytest.mark.parametrize(
    ("function", "sentence"),
    [
        (lambda x, *rest: x, "batch_norm should return two things, its value and backward"),
        (lambda x, *rest: (x, None), "the value of batch_norm should be three arrays"),
        (lambda x, *rest: ((x[0], 0, 0), None), r"its outputs in the shape \(6, 4, 4\); expected \(4, 6, 4, 4\)"),
        (lambda x, *rest: ((np.nan * x, 0, 0), None), "its outputs with a value that is not finite"),
        (lambda x, *rest: ((x @ rest[0], 0, 0), None), "stopped with ValueError"),
        ("batch_norm", "batch_norm should be a function"),
    ],
)
def test_nonsense_is_described(function, sentence):
    cube = normalization_cube(function)
    assert re.search(sentence, cube.problem)
    assert cube.moved == []


@pytest.mark.parametrize(
    ("running", "sentence"),
    [((np.zeros(5), np.ones(6)), "running_mean in the shape"), ((np.zeros(6), None), "NoneType where numbers")],
)
def test_nonsense_for_running_statistics_is_described(running, sentence):
    cube = normalization_cube(lambda x, *rest: ((x, *running), None))
    assert cube.problem == ""
    cube.mode = "inference"
    assert re.search(sentence.replace("NoneType", "None"), cube.problem)


def test_a_function_that_changes_its_arguments_disturbs_nothing():
    def greedy(x, gamma, beta, eps=1e-5):
        x -= x.mean()
        return x, None

    cube = normalization_cube(layer_norm=greedy)
    before = cube.before
    cube.channel = 3
    cube.channel = 0
    assert cube.before == before


# Where it runs


@pytest.mark.parametrize("setting", ["", "import ipykernel.ipkernel\n"])
def test_it_can_be_made_where_no_page_is(setting):
    code = f"""{setting}
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
result = shell.run_cell('''
from demos import normalization_cube
def stub(*arguments): raise NotImplementedError
cube = normalization_cube(stub)
cube.channel = 2
cube''')
result.raise_error()
"""
    subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, check=True, capture_output=True, timeout=60)


def test_the_page_needs_nothing_from_elsewhere():
    cube = normalization_cube(batch_norm)
    assert "import" not in [line.split(" ")[0] for line in cube._esm.splitlines()]
    assert "http" not in cube._esm + cube._css
    assert "url(" not in cube._css
