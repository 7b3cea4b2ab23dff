"""The hook adds released names where a notebook of another name was handed in, and nowhere else."""

import pytest

from autograder.nbgrader_plugin.renamed import expect_released_notebooks


@pytest.fixture(autouse=True)
def _in_the_course(built, monkeypatch):
    """Work where nbgrader calls the hook: in the course's root."""
    monkeypatch.chdir(built.root)


def after_the_hook(*names, assignment="01-neurons"):
    folder = f"/class/submitted/ada/{assignment}"
    notebooks = [f"{folder}/{name}.ipynb" for name in names]
    expect_released_notebooks(assignment=assignment, student="ada", notebooks=notebooks)
    return [name.removeprefix(f"{folder}/") for name in notebooks]


def test_a_renamed_notebook_is_looked_for():
    assert after_the_hook("my copy") == ["my copy.ipynb", "01-neurons.ipynb"]


def test_what_has_its_name_is_left_alone():
    assert after_the_hook("01-neurons") == ["01-neurons.ipynb"]
    assert after_the_hook("01-neurons", "scratch") == ["01-neurons.ipynb", "scratch.ipynb"]


def test_an_assignment_that_was_not_released_is_left_to_nbgrader_s_own_message():
    assert after_the_hook("x", assignment="99-nothing") == ["x.ipynb"]
