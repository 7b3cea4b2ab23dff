"""`check`, as a student meets it: in a terminal and in a notebook with a plain kernel."""

import io
from contextlib import redirect_stdout

import nbformat
import pytest
from nbclient import NotebookClient

from autograder import check
from autograder.checks.examine import examine
from autograder.checks.render import as_text
from autograder.exercises import find_exercise
from autograder.notebook_check import CheckFailedError
from autograder.subjects import LocalSubject
from lecturelib.neurons import threshold_neuron


def test_a_right_answer_is_shown_as_text_outside_a_notebook(capsys):
    check("threshold_neuron", threshold_neuron)
    assert "threshold_neuron: 2 of 2 points" in capsys.readouterr().out


def test_a_wrong_answer_raises_after_its_report(capsys):
    with pytest.raises(CheckFailedError, match="0 of 2 points so far"):
        check("threshold_neuron", lambda x, w, b: (x @ w + b >= 0) * 1.0)
    assert "Your neuron fires when the sum is exactly 0" in capsys.readouterr().out


def test_misuse_is_one_sentence():
    with pytest.raises(ValueError, match="did you mean 'threshold_neuron'"):
        check("treshold_neuron", threshold_neuron)
    for seed in (-1, "0", 1.0, None, True):
        with pytest.raises(ValueError, match="the seed is a whole number from 0 on"):
            check("threshold_neuron", threshold_neuron, seed=seed)
    with pytest.raises(ValueError, match="check needs the function itself as its second argument; got int"):
        check("threshold_neuron", 3)


@pytest.mark.parametrize("number", [0, 20])
def test_the_seed_of_a_feedback_page_shows_its_cases_again(number):
    def off(x, w, b):
        return threshold_neuron(x, w, b) + 0.5

    graded = examine(find_exercise("threshold_neuron"), LocalSubject(off), number)
    shown = io.StringIO()
    with redirect_stdout(shown), pytest.raises(CheckFailedError):
        check("threshold_neuron", off, seed=number)
    assert shown.getvalue().strip() == as_text(graded)


@pytest.fixture(scope="module")
def executed():
    source = """
from autograder import check
def threshold_neuron(x, w, b):
    return (x @ w + b >= 0).astype(float)
"""
    cells = [
        nbformat.v4.new_code_cell(source),
        nbformat.v4.new_code_cell('check("threshold_neuron", threshold_neuron)'),
    ]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, allow_errors=True, kernel_name="python3").execute()
    return notebook


def test_a_notebook_shows_the_report_as_html_and_one_line_for_the_error(executed):
    display, error = executed.cells[1].outputs
    assert "fires when the sum is exactly 0" in display["data"]["text/html"]
    assert "graded on others" in display["data"]["text/html"]
    assert error["ename"] == "CheckFailedError"
    assert error["traceback"] == ["threshold_neuron: 0 of 2 points so far"]
