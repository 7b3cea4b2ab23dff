"""The activation histograms without a browser: what they compute with the reader's function, and what they say."""

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import traitlets

from demos import activation_histograms
from demos.activation_histograms import PICTURES, ActivationHistograms
from lecturelib.activations import sigmoid, tanh
from lecturelib.datasets import digits
from lecturelib.normalization import batch_norm

REPOSITORY = Path(__file__).parents[2]
NOT_WRITTEN = "is not written yet: write it in its exercise above, then run this cell again."


def stub(*_arguments):
    raise NotImplementedError


def by_hand(demo, normalise):
    """Return the deviations of the shown unit in every layer, computed with the library's activations."""
    activation = {"sigmoid": sigmoid, "tanh": tanh}[demo.activation]
    h, deviations = digits()[0][:PICTURES].reshape(PICTURES, 64), []
    for weights in demo._weights:
        a = h @ weights * demo.size
        if normalise:
            a = batch_norm(a, np.ones(32), np.zeros(32), np.zeros(32), np.ones(32))[0].y
        h = activation(a)[0]
        deviations.append(h[:, demo.unit].std())
    return deviations


# What is shown


@pytest.mark.parametrize("state", [{}, {"activation": "tanh", "size": 3.0}, {"unit": 31, "size": 0.1}])
def test_deviations_are_those_of_both_networks(state):
    demo = ActivationHistograms(batch_norm, **state)
    assert demo.deviations == pytest.approx(by_hand(demo, normalise=False))
    assert demo.normalised_deviations == pytest.approx(by_hand(demo, normalise=True))


def test_histograms_count_every_picture_between_the_bounds_of_the_activation():
    demo = activation_histograms(batch_norm)
    assert (demo.low, demo.high) == (0, 1)
    assert [sum(counts) for counts in [*demo.without, *demo.normalised]] == [PICTURES] * 16
    assert max(demo.without[-1]) == PICTURES > 5 * max(demo.normalised[-1])
    demo.activation = "tanh"
    assert (demo.low, demo.high) == (-1, 1)
    assert [sum(counts) for counts in demo.without] == [PICTURES] * 8


@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
def test_histograms_are_numpys(activation):
    """Saturated units among them, whose values lie on the upper bound."""
    demo = ActivationHistograms(batch_norm, activation=activation, size=10)
    values = demo._outputs(lambda a: a)
    expected = [np.histogram(each, len(demo.without[0]), (demo.low, demo.high))[0].tolist() for each in values]
    assert demo.without == expected


def test_the_size_of_the_weights_does_not_matter_with_normalisation():
    demo = activation_histograms(batch_norm)
    deviations, normalised = demo.deviations, demo.normalised_deviations
    demo.size = 10
    assert demo.normalised_deviations == pytest.approx(normalised, rel=1e-2)
    assert np.abs(np.log(np.divide(demo.deviations, deviations))).max() > 3


def test_another_unit_has_other_histograms():
    demo = activation_histograms(batch_norm)
    without, normalised = demo.without, demo.normalised
    demo.unit = 7
    assert demo.without != without and demo.normalised != normalised


def test_it_says_what_the_picture_shows():
    demo = ActivationHistograms(batch_norm, unit=3)
    without, with_it = (f"{each[-1]:.2g}" for each in (demo.deviations, demo.normalised_deviations))
    assert demo.message == f"At layer 8 the deviation is {without} without batch_norm and {with_it} with it."
    assert demo.description.startswith(
        f"Histograms of unit 3 in each of 8 layers of sigmoid units over {PICTURES} digits,"
    )
    assert f"{demo.deviations[0]:.2g}, " in demo.description
    assert demo.description.endswith(f"{with_it}.")


@pytest.mark.parametrize(
    "state", [{"activation": "relu"}, {"size": 0.01}, {"size": float("nan")}, {"unit": 32}, {"unit": -1}]
)
def test_impossible_state_is_refused(state):
    with pytest.raises(traitlets.TraitError, match=next(iter(state))):
        ActivationHistograms(batch_norm, **state)


# A function that is missing or wrong


def test_an_unwritten_function_leaves_the_plain_network():
    demo = activation_histograms(stub)
    assert demo.problem == f"batch_norm {NOT_WRITTEN}"
    assert (demo.normalised, demo.normalised_deviations) == ([], [])
    assert len(demo.without) == 8
    assert demo.message.endswith("without batch_norm.")
    assert demo.description.endswith("with it: unknown.")
    demo.size = 2
    assert demo.problem


def test_a_function_without_backward_is_shown():
    demo = activation_histograms(lambda *arguments: (tuple(batch_norm(*arguments)[0]), stub))
    assert demo.problem == "" and len(demo.normalised) == 8


@pytest.mark.parametrize(
    ("function", "sentence"),
    [
        (lambda x, *rest: x, "batch_norm should return two things, its value and backward"),
        (lambda x, *rest: (x, None), "the value of batch_norm should be three arrays"),
        (lambda x, *rest: ((x[0], 0, 0), None), r"its outputs in the shape \(32,\); expected \(200, 32\)"),
        (lambda x, *rest: ((np.nan * x, 0, 0), None), "its outputs with a value that is not finite"),
        (lambda x: x, "stopped with TypeError"),
        (None, "batch_norm should be a function"),
    ],
)
def test_nonsense_is_described(function, sentence):
    demo = activation_histograms(function)
    assert re.search(sentence, demo.problem)
    assert demo.normalised == []


# Where it runs


@pytest.mark.parametrize("setting", ["", "import ipykernel.ipkernel\n"])
def test_it_can_be_made_where_no_page_is(setting):
    code = f"""{setting}
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
result = shell.run_cell('''
from demos import activation_histograms
def stub(*arguments): raise NotImplementedError
demo = activation_histograms(stub)
demo.size = 2
demo''')
result.raise_error()
"""
    subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, check=True, capture_output=True, timeout=60)


def test_the_page_needs_nothing_from_elsewhere():
    demo = activation_histograms(batch_norm)
    assert "import" not in [line.split(" ")[0] for line in demo._esm.splitlines()]
    assert "http" not in demo._esm + demo._css
    assert "url(" not in demo._css
