"""The gate explorer without a browser: what it finds out about the reader's cells, and what it says."""

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import traitlets

from demos import gate_explorer
from demos.gate_explorer import CANDIDATES, GATES, SCENES, STEPS, GateExplorer
from lecturelib.recurrent import gru_cell, lstm_cell

REPOSITORY = Path(__file__).parents[2]
NOT_WRITTEN = "is not written yet: write it in its exercise above, then run this cell again."


def stub(*_arguments):
    raise NotImplementedError


def near(row):
    return pytest.approx(row, abs=4e-3)


def without_backward(cell):
    return lambda *arguments: (cell(*arguments)[0], stub)


# What is shown


def test_an_open_forget_gate_keeps_the_first_number_and_all_gradient():
    explorer = gate_explorer(lstm_cell, gru_cell)
    assert explorer.lstm["cells"] == near([CANDIDATES[0]] * STEPS)
    assert explorer.lstm["states"] == near([np.tanh(CANDIDATES[0])] * STEPS)
    assert explorer.gru["states"] == near([CANDIDATES[0]] * STEPS)
    assert explorer.lstm["reach"] == near([1] * STEPS)
    assert explorer.gru["reach"] == near([1] * STEPS)
    assert explorer.problem == ""


def test_a_shut_forget_gate_is_a_wall():
    explorer = gate_explorer(lstm_cell)
    explorer.forget = [1] * 5 + [0] + [1] * 6
    assert explorer.lstm["cells"] == near([CANDIDATES[0]] * 5 + [0] * 7)
    assert explorer.lstm["reach"] == near([0] * 5 + [1] * 7)


def test_an_open_input_gate_is_none():
    explorer = gate_explorer(lstm_cell, gru_cell)
    explorer.input = [1] * STEPS
    assert explorer.lstm["cells"] == near(np.cumsum(CANDIDATES).tolist())
    assert explorer.lstm["reach"] == near([1] * STEPS)
    explorer.update = [1] + [0] * 4 + [1] + [0] * 6  # the GRU's state is replaced
    assert explorer.gru["states"] == near([CANDIDATES[0]] * 5 + [CANDIDATES[5]] * 7)
    assert explorer.gru["reach"] == near([0] * 5 + [1] * 7)


def test_gradient_shrinks_by_every_forget_gate():
    explorer = gate_explorer(lstm_cell)
    explorer.forget = [0.9] * STEPS
    assert explorer.lstm["reach"] == near([0.9**k for k in reversed(range(STEPS))])
    assert "LSTM: the cell ends at 0.25; of a change after step 1, 0.31 arrives at the end." in explorer.message


def test_the_output_gate_touches_the_state_alone():
    explorer = gate_explorer(lstm_cell)
    before = dict(explorer.lstm)
    explorer.output = [0] * STEPS
    assert explorer.lstm["states"] == near([0] * STEPS)
    assert (explorer.lstm["cells"], explorer.lstm["reach"]) == (near(before["cells"]), near(before["reach"]))


def test_the_reset_gate_is_silent_where_the_update_gate_is_shut():
    explorer = gate_explorer(lstm_cell, gru_cell)
    before = explorer.gru["states"]
    explorer.reset = [0] + [1] * 11
    assert explorer.gru["states"] == near(before)
    explorer.update = [1] + [0] * 4 + [1] + [0] * 6
    assert explorer.gru["states"][5] == near(np.tanh(np.arctanh(CANDIDATES[5]) + CANDIDATES[0]))


@pytest.mark.parametrize("scene", SCENES)
def test_a_scene_sets_all_gates_and_can_begin_again(scene):
    explorer = gate_explorer(lstm_cell, gru_cell)
    explorer.scene = scene
    rows = {name: list(SCENES[scene][name]) for names in GATES.values() for name in names}
    assert {name: getattr(explorer, name) for name in rows} == rows
    shown = dict(explorer.lstm)
    explorer.forget = [0.3] * STEPS
    assert explorer.lstm != shown or scene == "only the latest"
    explorer.begun += 1
    assert (explorer.forget, explorer.lstm) == (rows["forget"], shown)


def test_a_scene_and_gates_may_be_given():
    explorer = GateExplorer(lstm_cell, scene="let everything in", forget=[0.5] * STEPS)
    assert (explorer.input, explorer.forget) == ([1] * STEPS, [0.5] * STEPS)


def test_one_cell_alone_has_its_own_gates():
    assert gate_explorer(lstm_cell).gates == {"lstm": ["input", "forget", "output"]}
    both = gate_explorer(lstm_cell, gru_cell)
    assert both.gates == {"lstm": ["input", "forget", "output"], "gru": ["update", "reset"]}
    assert gate_explorer(lstm_cell).gru == {}


def test_the_description_tells_what_the_picture_shows():
    explorer = GateExplorer(lstm_cell, gru_cell, step=1, output=[0.5] * STEPS)
    assert explorer.description == (
        "LSTM at step 1: input gate 1.00, forget gate 1.00, output gate 0.50; cell 0.80, state 0.33, gradient 1.00. "
        "GRU at step 1: update gate 1.00, reset gate 0.00; state 0.80, gradient 1.00. "
        "LSTM: the cell ends at 0.80; of a change after step 1, 1.00 arrives at the end. "
        "GRU: the state ends at 0.80; of a change after step 1, 1.00 arrives at the end."
    )
    explorer.step = 4
    assert "LSTM at step 4: input gate 0.00" in explorer.description


@pytest.mark.parametrize(
    "state",
    [
        {"step": 0},
        {"step": 13},
        {"span": "some steps"},
        {"scene": "another"},
        {"forget": [1] * 11},
        {"reset": [0] * 11 + [1.1]},
        {"update": [float("nan")] * 12},
    ],
)
def test_impossible_state_is_refused(state):
    with pytest.raises(traitlets.TraitError, match=next(iter(state))):
        GateExplorer(lstm_cell, gru_cell, **state)


# Functions that are missing or wrong


def test_unwritten_cells_are_named():
    explorer = gate_explorer(stub, stub)
    assert explorer.problem == f"lstm_cell {NOT_WRITTEN} gru_cell {NOT_WRITTEN}"
    assert (explorer.lstm, explorer.gru, explorer.message) == ({}, {}, "")
    assert "what the cell makes of it is unknown" in explorer.description


def test_one_cell_is_shown_beside_an_unwritten_one():
    explorer = gate_explorer(lstm_cell, stub)
    assert explorer.problem == f"gru_cell {NOT_WRITTEN}"
    assert explorer.lstm["cells"] == near([CANDIDATES[0]] * STEPS)
    assert explorer.message.startswith("LSTM: the cell ends at 0.80")


@pytest.mark.parametrize("missing", ["lstm", "gru"])
def test_without_backward_the_values_are_shown(missing):
    cells = {"lstm": lstm_cell, "gru": gru_cell}
    cells[missing] = without_backward(cells[missing])
    explorer = gate_explorer(cells["lstm"], cells["gru"])
    assert explorer.problem == f"the backward of {missing}_cell {NOT_WRITTEN}"
    assert getattr(explorer, missing)["states"] and getattr(explorer, missing)["reach"] == []
    title = {"lstm": "LSTM: the cell", "gru": "GRU: the state"}[missing]
    assert f"{title} ends at 0.80." in explorer.message


@pytest.mark.parametrize(
    ("function", "sentence"),
    [
        (lambda x, h, c, p: h, "lstm_cell should return two things, its value and backward"),
        (lambda x, h, c, p: (h, stub), "lstm_cell should return two things, new_h and new_c, as its value"),
        (lambda x, h, c, p: ((h, c[0]), stub), r"new_c in the shape \(1,\); expected \(1, 1\)"),
        (lambda x, h, c, p: ((h * np.nan, c), stub), "new_h with a value that is not finite"),
        (lambda x, h, c, p: ((h, c), None), "the backward of lstm_cell should be a function"),
        (lambda x, h, c, p: ((h, c), lambda *d: d), "the backward of lstm_cell should return 4 things"),
        (lambda x, h, c, p: ((h, c), lambda *d: (x, h, None, p)), "NoneType where numbers were expected as d_c"),
        (lambda x, h, c, p: ((h, c @ p[0]), stub), "lstm_cell stopped with ValueError"),
        ("lstm_cell", "lstm_cell should be a function"),
    ],
)
def test_nonsense_is_described(function, sentence):
    explorer = gate_explorer(function)
    assert re.search(sentence.replace("NoneType", "None"), explorer.problem)


def test_a_cell_that_changes_its_arguments_disturbs_nothing():
    def greedy(x, h, c, parameters):
        c *= 0.5
        c += 1
        return (h, c), lambda d_h, d_c: (x, d_h, d_c, parameters)

    explorer = gate_explorer(greedy)
    before = explorer.lstm
    explorer.step = 2
    assert explorer.lstm == before


# Where it runs


@pytest.mark.parametrize("setting", ["", "import ipykernel.ipkernel\n"])
def test_it_can_be_made_where_no_page_is(setting):
    code = f"""{setting}
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
result = shell.run_cell('''
from demos import gate_explorer
def stub(*arguments): raise NotImplementedError
explorer = gate_explorer(stub)
explorer.step = 2
explorer''')
result.raise_error()
"""
    subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, check=True, capture_output=True, timeout=60)


def test_the_page_needs_nothing_from_elsewhere():
    explorer = gate_explorer(lstm_cell)
    assert "import" not in [line.split(" ")[0] for line in explorer._esm.splitlines()]
    assert "http" not in explorer._esm + explorer._css
    assert "url(" not in explorer._css
