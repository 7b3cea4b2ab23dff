"""`check`, as a student meets it: in a terminal and in a notebook with a plain kernel."""

import nbformat
import pytest
from nbclient import NotebookClient

from autograder import check
from autograder.notebook_check import CheckFailedError
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
    with pytest.raises(ValueError, match="check needs the function itself as its second argument; got int"):
        check("threshold_neuron", 3)


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
