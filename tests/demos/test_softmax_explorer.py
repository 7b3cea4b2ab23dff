"""The softmax explorer without a browser: what it computes with the reader's functions, and what it says."""

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import traitlets

from demos import softmax_explorer
from demos.softmax_explorer import START, TEMPERATURES, SoftmaxExplorer

REPOSITORY = Path(__file__).parents[2]
NOT_WRITTEN = "is not written yet: write it in its exercise above, then run this cell again."


def softmax(scores, axis=-1):
    p = np.exp(scores) / np.exp(scores).sum(axis=axis, keepdims=True)
    return p, lambda d_p: p * (d_p - (p * d_p).sum(axis=axis, keepdims=True))


def softmax_cross_entropy(scores, labels, reduction="mean"):
    p, _ = softmax(scores)
    rows = np.arange(len(labels))
    return -np.log(p[rows, labels]).mean(), lambda d_loss: d_loss * (p - np.eye(3)[labels]) / len(labels)


def stub(*_arguments):
    raise NotImplementedError


def scores(explorer):
    return [explorer.score_a, explorer.score_b, explorer.score_c]


# What is shown


def test_the_probabilities_are_those_of_the_readers_softmax():
    explorer = softmax_explorer(softmax)
    explorer.score_a, explorer.score_b, explorer.score_c = np.log([1.0, 2.0, 5.0])
    assert explorer.probabilities == pytest.approx([0.125, 0.25, 0.625])
    explorer = softmax_explorer(lambda s: (np.full(s.shape, 1 / 3), None))
    explorer.score_a = 4
    assert explorer.probabilities == pytest.approx([1 / 3] * 3)


def test_the_temperature_divides_the_scores():
    explorer = softmax_explorer(softmax)
    explorer.score_a, explorer.score_b, explorer.score_c = 2 * np.log([1.0, 2.0, 5.0])
    explorer.temperature = 2
    assert explorer.probabilities == pytest.approx([0.125, 0.25, 0.625])


def test_the_path_leads_from_the_largest_score_to_the_centre():
    explorer = softmax_explorer(softmax)
    assert len(explorer.path) == len(TEMPERATURES)
    assert explorer.path[0] == pytest.approx([1, 0, 0], abs=0.01)
    assert explorer.path[-1] == pytest.approx([1 / 3] * 3, abs=0.05)
    nearest = np.argmin(np.abs(TEMPERATURES - 1))
    assert explorer.path[nearest] == pytest.approx(explorer.probabilities)


def test_loss_and_gradient_are_those_of_the_readers_function():
    explorer = softmax_explorer(softmax, softmax_cross_entropy)
    explorer.score_a, explorer.score_b, explorer.score_c = np.log([2.0, 1.0, 1.0])
    explorer.target = "B"
    assert explorer.loss == pytest.approx(np.log(4))
    assert explorer.gradient == pytest.approx([0.5, -0.75, 0.25])


def test_without_a_loss_there_is_no_target():
    explorer = softmax_explorer(softmax)
    assert (explorer.has_loss, explorer.loss, explorer.gradient) == (False, None, [])
    assert "target" not in explorer.description
    explorer.step()
    assert scores(explorer) == list(START.values())


def test_the_description_tells_what_the_picture_shows():
    explorer = softmax_explorer(softmax, softmax_cross_entropy)
    explorer.score_a, explorer.score_b, explorer.score_c = np.log([2.0, 1.0, 1.0])
    assert explorer.description == (
        "The scores are A 0.693, B 0.000, C 0.000, divided by a temperature of 1. The probabilities are A 0.500, "
        "B 0.250, C 0.250: a point in a triangle. The target is A, the loss is 0.693 nats. The gradient is A -0.500, "
        "B 0.250, C 0.250."
    )


@pytest.mark.parametrize(
    ("target", "verdict"), [("A", "A is the most probable, at 0.96, and right."), ("B", "and wrong.")]
)
def test_the_message_judges_the_prediction(target, verdict):
    explorer = softmax_explorer(softmax, softmax_cross_entropy)
    explorer.target = target
    explorer.score_a = 4
    assert explorer.message.endswith(verdict)


def test_a_draw_is_called_one():
    explorer = softmax_explorer(softmax)
    explorer.score_b = 1
    assert explorer.message == "A and B share the largest probability, 0.45."


# Steps


def test_a_step_subtracts_the_gradient():
    explorer = softmax_explorer(softmax, softmax_cross_entropy)
    before, gradient, loss, p = scores(explorer), explorer.gradient, explorer.loss, explorer.probabilities
    explorer.step()
    assert scores(explorer) == pytest.approx(np.subtract(before, gradient))
    assert explorer.trail == [p]
    assert explorer.message == f"Step 1: the loss fell by {loss - explorer.loss:.3g}, to {explorer.loss:.3f}."


def test_a_step_at_another_temperature_moves_what_the_softmax_sees_as_far():
    warm, cool = (softmax_explorer(softmax, softmax_cross_entropy) for _ in range(2))
    warm.temperature = 2
    warm.score_a, warm.score_b, warm.score_c = [2 * s for s in START.values()]
    assert warm.probabilities == pytest.approx(cool.probabilities)
    warm.step()
    cool.step()
    assert warm.probabilities == pytest.approx(cool.probabilities)


def test_steps_shorten_and_the_loss_falls():
    explorer = softmax_explorer(softmax, softmax_cross_entropy)
    explorer.target = "C"
    losses = [explorer.loss]
    for _ in range(30):
        explorer.step()
        losses.append(explorer.loss)
    falls = -np.diff(losses)
    assert (falls > 0).all()
    assert falls[-1] < 0.05 * falls.max()
    assert len(explorer.trail) == 30


def test_a_gradient_that_points_uphill_is_told_so():
    def uphill(scores, labels):
        loss, backward = softmax_cross_entropy(scores, labels)
        return loss, lambda d_loss: -backward(d_loss)

    explorer = softmax_explorer(softmax, uphill)
    explorer.step()
    assert explorer.message == "Step 1: the loss did not fall. Does your gradient point uphill?"


def test_setting_a_score_ends_the_descent():
    explorer = softmax_explorer(softmax, softmax_cross_entropy)
    explorer.step()
    explorer.score_a = 3
    assert explorer.trail == []


def test_reset_returns_to_the_start():
    explorer = softmax_explorer(softmax, softmax_cross_entropy)
    names = [*START, "temperature", "probabilities", "loss", "gradient", "trail", "message", "description"]
    fresh = explorer.get_state(names)
    explorer.temperature = 3
    explorer.step()
    explorer.reset()
    assert explorer.get_state(names) == fresh


def test_buttons_do_what_the_methods_do():
    explorer = softmax_explorer(softmax, softmax_cross_entropy)
    explorer._handle_custom_msg({"press": "step"}, [])
    assert len(explorer.trail) == 1
    explorer._handle_custom_msg({"press": "reset"}, [])
    assert scores(explorer) == list(START.values())
    explorer._handle_custom_msg({"press": "__init__"}, [])  # nothing else can be called from a page
    assert scores(explorer) == list(START.values())


@pytest.mark.parametrize(
    "state", [{"target": "D"}, {"score_a": float("nan")}, {"temperature": 0.0}, {"temperature": 11}]
)
def test_impossible_state_is_refused(state):
    with pytest.raises(traitlets.TraitError, match=next(iter(state))):
        SoftmaxExplorer(softmax, **state)


# Functions that are missing or wrong


def test_unwritten_functions_are_both_named():
    explorer = softmax_explorer(stub, stub)
    assert explorer.problem == f"softmax {NOT_WRITTEN} softmax_cross_entropy {NOT_WRITTEN}"
    assert (explorer.probabilities, explorer.path, explorer.loss) == ([], [], None)
    explorer.score_a = 2
    assert "probabilities are unknown" in explorer.description
    assert "loss is unknown" in explorer.description
    explorer.step()
    assert explorer.score_a == 2


def test_a_loss_without_backward_is_shown():
    explorer = softmax_explorer(softmax, lambda s, t: (softmax_cross_entropy(s, t)[0], stub))
    assert explorer.loss == pytest.approx(-np.log(explorer.probabilities[0]))
    assert explorer.gradient == []
    assert explorer.problem == f"the backward of softmax_cross_entropy {NOT_WRITTEN}"


def test_an_unwritten_loss_leaves_the_probabilities():
    explorer = softmax_explorer(softmax, stub)
    assert sum(explorer.probabilities) == pytest.approx(1)
    assert explorer.problem.startswith("softmax_cross_entropy is not written yet")


@pytest.mark.parametrize(
    ("function", "sentence"),
    [
        (lambda s: softmax(s)[0], "should return two things, its value and backward"),
        (lambda s: softmax(s, axis=0), r"sum to [\d.e-]+ in one of the rows; expected 1"),
        (lambda s: (s, None), "as a probability; expected numbers of at least 0"),
        (lambda s: (softmax(s)[0][0], None), r"its probabilities in the shape \(3,\); expected \(62, 3\)"),
        (lambda s: (np.nan * s, None), "not finite"),
        (lambda s: (s @ s, None), "stopped with ValueError"),
        ("softmax", "should be a function"),
    ],
)
def test_nonsense_from_softmax_is_described(function, sentence):
    explorer = softmax_explorer(function)
    assert explorer.problem.startswith("softmax ")
    assert re.search(sentence, explorer.problem)
    assert explorer.probabilities == []


@pytest.mark.parametrize(
    ("function", "sentence"),
    [
        (lambda s, t: 0.5, "should return two things"),
        (lambda s, t: (np.ones(1), None), r"its loss in the shape \(1,\); expected \(\)"),
        (lambda s, t: (np.inf, None), "its loss with a value that is not finite"),
        (lambda s, t: (0.5, None), "the backward of softmax_cross_entropy should be a function"),
        (lambda s, t: (0.5, lambda d: s[0]), r"the gradient in the shape \(3,\); expected \(1, 3\)"),
    ],
)
def test_nonsense_from_the_loss_is_described(function, sentence):
    explorer = softmax_explorer(softmax, function)
    assert re.search(sentence, explorer.problem)
    assert explorer.gradient == []
    assert explorer.probabilities


# Where it runs


@pytest.mark.parametrize("setting", ["", "import ipykernel.ipkernel\n"])
def test_it_can_be_made_where_no_page_is(setting):
    code = f"""{setting}
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
result = shell.run_cell('''
from demos import softmax_explorer
def stub(*arguments): raise NotImplementedError
explorer = softmax_explorer(stub, stub)
explorer.score_a = 2
explorer.step()
explorer''')
result.raise_error()
"""
    subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, check=True, capture_output=True, timeout=60)


def test_the_page_needs_nothing_from_elsewhere():
    explorer = softmax_explorer(softmax)
    assert "import" not in [line.split(" ")[0] for line in explorer._esm.splitlines()]
    assert "http" not in explorer._esm + explorer._css
    assert "url(" not in explorer._css
