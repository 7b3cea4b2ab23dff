"""The neuron explorer without a browser: what it computes with the reader's functions, and what it says."""

import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import traitlets

from demos import neuron_explorer
from demos.neuron_explorer import GRID, START, NeuronExplorer

REPOSITORY = Path(__file__).parents[2]


def threshold_neuron(x, w, b):
    return (x @ w + b > 0).astype(float)


def perceptron_update(w, b, x, y):
    answer = 1 if threshold_neuron(x[np.newaxis], w, b)[0] == 1 else -1
    return (w, b) if answer == y else (w + y * x, b + y)


def stub(*_arguments):
    raise NotImplementedError


def explorer_of(neuron=threshold_neuron, rule=perceptron_update, **state) -> NeuronExplorer:
    return neuron_explorer(neuron, rule, **state)


def weights(explorer):
    return explorer.w1, explorer.w2, explorer.bias


def shading(explorer):
    bits = np.unpackbits(np.frombuffer(explorer.fires, np.uint8))
    return bits[: GRID * GRID].reshape(GRID, GRID)


# The picture


def test_shading_is_what_the_readers_neuron_answers():
    explorer = explorer_of()
    explorer.w1, explorer.w2, explorer.bias = 1, 0, -2
    shade = shading(explorer)
    # x1 > 2 is the right quarter of [-4, 4]: the whole of the last columns, nothing of the first.
    assert shade[:, : GRID * 3 // 4].sum() == 0
    assert shade[:, GRID * 3 // 4 :].all()


def test_the_top_row_of_the_shading_is_the_top_of_the_plane():
    explorer = explorer_of()
    explorer.w1, explorer.w2, explorer.bias = 0, 1, 0
    assert shading(explorer)[: GRID // 2].all()
    assert shading(explorer)[GRID // 2 :].sum() == 0


def test_shading_follows_a_neuron_that_forgets_its_bias():
    explorer = explorer_of(neuron=lambda x, w, b: threshold_neuron(x, w, 0.0))
    before = explorer.fires
    explorer.bias = 3
    assert explorer.fires == before


def test_mistakes_are_the_points_whose_label_the_neuron_misses():
    explorer = explorer_of()
    explorer.w1, explorer.w2, explorer.bias = 0, 0, 5  # fires everywhere: every point of class -1 is a mistake
    assert explorer.mistaken == [i for i, (_, _, label) in enumerate(explorer.points) if label == -1]
    assert explorer.mistakes == 12
    assert "12 mistakes among 24 points" in explorer.message


def test_description_tells_what_the_picture_shows():
    explorer = explorer_of()
    explorer.w1, explorer.w2, explorer.bias = 2, -1, 0.5
    assert "2 x1 - 1 x2 + 0.5 = 0" in explorer.description
    assert f"{explorer.mistakes} points are mistakes" in explorer.description
    x1, x2, label = explorer.points[0]
    assert f"Next is point 1, at ({x1:g}, {x2:g}), of class {label:+g}" in explorer.description
    assert f"{shading(explorer).mean():.0%} of the plane" in explorer.description


def test_description_without_a_line():
    explorer = explorer_of()
    explorer.w1 = explorer.w2 = 0
    assert "there is no line" in explorer.description


def test_a_seed_and_a_kind_of_data_make_the_points():
    first, same, other = explorer_of(seed=3), explorer_of(seed=3), explorer_of(seed=4)
    assert first.points == same.points != other.points
    first.data = "xor"
    assert all(label == (1 if x1 * x2 < 0 else -1) for x1, x2, label in first.points)


def test_new_data_start_from_the_first_weights():
    explorer = explorer_of()
    explorer.run_epoch()
    explorer.data = "xor"
    assert weights(explorer) == tuple(START.values())
    assert (explorer.epoch, explorer.step_index, explorer.visited) == (1, 0, None)


@pytest.mark.parametrize("state", [{"data": "xr"}, {"seed": -1}, {"w1": float("nan")}, {"bias": "much"}])
def test_impossible_state_is_refused(state):
    with pytest.raises(traitlets.TraitError, match=next(iter(state))):
        NeuronExplorer(threshold_neuron, perceptron_update, **state)


# The rule


def test_a_step_on_a_mistake_adds_the_point():
    explorer = explorer_of()
    index = explorer.step_index = explorer.mistaken[0]
    x1, x2, label = explorer.points[index]
    explorer.step()
    assert weights(explorer) == pytest.approx((1 + label * x1, -1 + label * x2, label))
    assert explorer.visited == index
    assert explorer.moved_from == [1, -1]
    assert explorer.message == f"Point {index + 1} was a mistake: the rule moved the weights."


def test_a_step_on_a_right_point_changes_nothing():
    explorer = explorer_of()
    index = explorer.step_index = next(i for i in range(24) if i not in explorer.mistaken)
    explorer.step()
    assert weights(explorer) == (1, -1, 0)
    assert explorer.moved_from == []
    assert explorer.message == f"Point {index + 1} was right: the weights stay."


def test_a_rule_that_moves_on_right_points_is_told_so():
    explorer = explorer_of(rule=lambda w, b, x, y: (w + y * x, b + y))
    explorer.step_index = next(i for i in range(24) if i not in explorer.mistaken)
    explorer.step()
    assert "was right, and yet perceptron_update changed the weights" in explorer.message


def test_a_rule_that_ignores_mistakes_is_told_so():
    explorer = explorer_of(rule=lambda w, b, x, y: (w, b))
    explorer.step_index = explorer.mistaken[0]
    explorer.step()
    assert "was a mistake, and yet perceptron_update left the weights" in explorer.message


def test_a_rule_that_writes_into_its_arguments_does_no_harm():
    def rule(w, b, x, y):
        w += y * x
        x *= 0
        return w, b + y

    explorer = explorer_of(rule=rule)
    points = [list(point) for point in explorer.points]
    explorer.step()
    assert explorer.points == points
    assert explorer.moved_from == [1, -1]


def test_an_epoch_visits_every_point_once_and_keeps_its_frames():
    explorer = explorer_of()
    explorer.run_epoch()
    frames = explorer.trajectory
    assert [frame["visited"] for frame in frames] == list(range(24))
    assert (explorer.epoch, explorer.step_index, explorer.runs) == (2, 0, 1)
    last = frames[-1]
    assert (last["w1"], last["w2"], last["bias"], last["fires"]) == (*weights(explorer), explorer.fires)


def test_an_epoch_equals_its_steps():
    stepped, run = explorer_of(), explorer_of()
    for _ in range(24):
        stepped.step()
    run.run_epoch()
    assert weights(stepped) == weights(run)
    assert stepped.mistakes == run.mistakes


def test_an_epoch_begun_by_steps_is_finished():
    explorer = explorer_of()
    for _ in range(5):
        explorer.step()
    explorer.run_epoch()
    assert len(explorer.trajectory) == 19
    assert explorer.epoch == 2


def test_separable_data_converge_and_the_widget_says_so():
    explorer = explorer_of()
    for _ in range(100):
        explorer.run_epoch()
        if "converged" in explorer.message:
            break
    assert explorer.message == "No mistake in a whole epoch: the rule has converged."
    assert explorer.mistakes == 0
    before = weights(explorer)
    explorer.run_epoch()
    assert weights(explorer) == before


def test_the_first_picture_is_worth_showing():
    """Some moves make matters worse before all is well, and the sliders need not grow."""
    explorer = explorer_of()
    mistakes, weights = [explorer.mistakes], []
    for _ in range(3):
        explorer.run_epoch()
        mistakes += [frame["mistakes"] for frame in explorer.trajectory]
        weights += [abs(frame[name]) for frame in explorer.trajectory for name in START]
    assert mistakes[0] > 6
    assert any(after > before for before, after in pairwise(mistakes))
    assert mistakes[-1] == 0
    assert max(weights) <= 5


def test_the_epoch_that_makes_the_last_correction_is_not_yet_convergence():
    explorer = explorer_of()
    while explorer.mistakes:
        explorer.run_epoch()
    assert "one more epoch will confirm it" in explorer.message


@pytest.mark.parametrize("seed", range(5))
def test_xor_repeats_a_cycle_and_the_widget_says_so(seed):
    explorer = explorer_of(data="xor", seed=seed)
    ends = [weights(explorer)]
    for _ in range(30):
        explorer.run_epoch()
        assert explorer.message.startswith("Still ")
        assert ("cycle" in explorer.message) == (weights(explorer) in ends)
        if "cycle" in explorer.message:
            break
        ends.append(weights(explorer))
    length = len(ends) - ends.index(weights(explorer))
    assert f"after {len(ends)} epochs" in explorer.message
    assert f"a cycle of {length} epoch" in explorer.message


def test_weights_set_by_hand_begin_a_new_run():
    explorer = explorer_of(data="xor")
    explorer.run_epoch()
    explorer.step()
    explorer.w1 = 2
    assert (explorer.epoch, explorer.step_index, explorer.visited, explorer.moved_from) == (1, 0, None, [])


def test_reset_returns_to_the_start():
    explorer = explorer_of()
    fresh = explorer.get_state(
        ["w1", "w2", "bias", "mistakes", "fires", "epoch", "step_index", "message", "description"]
    )
    explorer.run_epoch()
    explorer.step()
    explorer.reset()
    assert explorer.get_state(list(fresh)) == fresh


def test_buttons_do_what_the_methods_do():
    pressed, called = explorer_of(), explorer_of()
    for action in ["step", "run_epoch", "step", "reset", "step"]:
        pressed._handle_custom_msg({"press": action}, [])
        getattr(called, action)()
        assert weights(pressed) == weights(called)
        assert pressed.message == called.message
    pressed._handle_custom_msg({"press": "__init__"}, [])  # nothing else can be called from a page
    assert weights(pressed) == weights(called)


# Functions that are missing or wrong


def test_an_unwritten_neuron_is_named_and_the_rest_lives_on():
    explorer = explorer_of(neuron=stub)
    assert explorer.problem == (
        "threshold_neuron is not written yet: write it in its exercise above, then run this cell again."
    )
    assert (explorer.mistakes, explorer.mistaken, explorer.fires) == (None, [], b"")
    assert len(explorer.points) == 24
    explorer.bias = 2
    assert "+ 2 = 0" in explorer.description
    explorer.step()  # the rule is there
    assert explorer.visited == 0


def test_an_unwritten_rule_is_named_when_it_is_asked_for():
    explorer = explorer_of(rule=stub)
    assert explorer.problem == ""
    explorer.step()
    assert explorer.problem.startswith("perceptron_update is not written yet")
    assert (explorer.step_index, explorer.visited) == (0, None)
    explorer.run_epoch()
    assert explorer.trajectory == []
    explorer.w1 = 2
    assert explorer.problem == ""
    assert explorer.mistakes is not None


def test_both_unwritten_are_both_named():
    explorer = explorer_of(neuron=stub, rule=stub)
    explorer.step()
    assert explorer.problem.startswith("threshold_neuron is not written yet")
    assert "perceptron_update is not written yet" in explorer.problem


def test_a_rule_that_fails_half_way_keeps_what_was_visited():
    def rule(w, b, x, y):
        if x[0] == explorer.points[3][0]:
            raise ZeroDivisionError("no way")
        return w, b

    explorer = explorer_of(rule=rule)
    explorer.run_epoch()
    assert len(explorer.trajectory) == 3
    assert explorer.problem == "perceptron_update stopped with ZeroDivisionError: no way"


@pytest.mark.parametrize(
    ("neuron", "sentence"),
    [
        (lambda x, w, b: None, "returned None"),
        (lambda x, w, b: x @ w + b, "expected 0 or 1"),
        (lambda x, w, b: 1.0, r"shape \(\); expected \(24,\)"),
        (lambda x, w, b: np.ones((len(x), 1)), r"shape \(24, 1\); expected \(24,\)"),
        (lambda x, w, b: "fires", "type str where numbers were expected"),
        (lambda x, w, b: x @ w + c, "stopped with NameError: name 'c' is not defined"),  # noqa: F821
        (lambda x, w: 0, "stopped with TypeError"),
        ("threshold", "should be a function"),
    ],
)
def test_nonsense_from_the_neuron_is_described(neuron, sentence):
    explorer = explorer_of(neuron=neuron)
    assert explorer.problem.startswith("threshold_neuron ")
    assert re.search(sentence, explorer.problem)
    assert explorer.mistakes is None


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (lambda w, b, x, y: None, "returned None"),
        (lambda w, b, x, y: w, "should return the two values w, b"),
        (lambda w, b, x, y: (w[:1], b), "returned w in the shape (1,); expected (2,)"),
        (lambda w, b, x, y: (w, x), "returned b in the shape (2,); expected ()"),
        (lambda w, b, x, y: (w, "b"), "where numbers were expected as b"),
        (lambda w, b, x, y: (w * np.inf, b), "not finite"),
    ],
)
def test_nonsense_from_the_rule_is_described(rule, sentence):
    explorer = explorer_of(rule=rule)
    explorer.step()
    assert explorer.problem.startswith("perceptron_update ")
    assert sentence in explorer.problem
    assert weights(explorer) == (1, -1, 0)


# Where it runs


@pytest.mark.parametrize("setting", ["", "import ipykernel.ipkernel\n"])
def test_it_can_be_made_where_no_page_is(setting):
    code = f"""{setting}
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
result = shell.run_cell('''
from demos import neuron_explorer
def stub(*arguments): raise NotImplementedError
explorer = neuron_explorer(stub, stub)
explorer.w1 = 2
explorer.step()
explorer.run_epoch()
explorer''')
result.raise_error()
"""
    subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, check=True, capture_output=True, timeout=60)


def test_the_package_offers_functions_even_after_its_modules_were_imported():
    import demos.neuron_explorer  # noqa: F401
    from demos import neuron_explorer as again

    assert callable(again)


def test_the_page_needs_nothing_from_elsewhere():
    explorer = explorer_of()
    assert "import" not in [line.split(" ")[0] for line in explorer._esm.splitlines()]
    assert "http" not in explorer._esm + explorer._css
    assert "url(" not in explorer._css
