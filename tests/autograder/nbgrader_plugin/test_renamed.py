"""The hook adds released names where a notebook of another name was handed in, and nowhere else."""

from autograder.nbgrader_plugin.renamed import ExpectReleasedNotebooks


def after_the_hook(built, *names, assignment="01-neurons"):
    notebooks = [f"/class/submitted/ada/{assignment}/{name}.ipynb" for name in names]
    hook = ExpectReleasedNotebooks(built.nbgrader().coursedir.db_url)
    hook(assignment=assignment, student="ada", notebooks=notebooks)
    return [name.removeprefix(f"/class/submitted/ada/{assignment}/") for name in notebooks]


def test_a_renamed_notebook_is_looked_for(built):
    assert after_the_hook(built, "my copy") == ["my copy.ipynb", "01-neurons.ipynb"]


def test_what_has_its_name_is_left_alone(built):
    assert after_the_hook(built, "01-neurons") == ["01-neurons.ipynb"]
    assert after_the_hook(built, "01-neurons", "scratch") == ["01-neurons.ipynb", "scratch.ipynb"]


def test_an_assignment_that_was_not_released_is_left_to_nbgrader_s_own_message(built):
    assert after_the_hook(built, "x", assignment="99-nothing") == ["x.ipynb"]
