"""Cells become a valid notebook."""

from dataclasses import replace

import nbformat

from autograder.engine.prepare.compose import compose
from autograder.engine.prepare.draft import Cell
from tests.autograder.prepare.small import SMALL, draft


def composed(*cells, problems=()):
    notebook = compose(SMALL, cells, problems)
    nbformat.validate(notebook)
    return notebook


def test_a_whole_cell():
    cell = Cell("markdown", "text", "x", {"grade_id": "lie"}, ("tag",), {"p.png": {"image/png": "aGk="}})
    (made,) = composed(cell.becomes(released=SMALL.by_id["why"])).cells
    assert made == {
        "cell_type": "markdown",
        "id": "x",
        "metadata": {"tags": ["tag"], "nbgrader": SMALL.by_id["why"].marks()},
        "source": "text",
        "attachments": {"p.png": {"image/png": "aGk="}},
    }


def test_code_has_no_outputs_and_no_attachments():
    (made,) = composed(Cell("code", "1", attachments={"p": {"image/png": ""}})).cells
    assert (made.outputs, made.execution_count) == ([], None)
    assert "attachments" not in made


def test_ids_are_kept_where_they_can_be():
    wanted = ["x", "x", "", "ä", "y" * 65, "cell-1", "x"]
    made = composed(*(Cell("code", "", each) for each in wanted))
    ids = [cell.id for cell in made.cells]
    assert (ids[0], ids[5]) == ("x", "cell-1")
    assert len(set(ids)) == len(ids)
    assert composed(*(Cell("code", "", each) for each in wanted)) == made


def test_a_released_cell_without_an_id_gets_its_grade_id():
    made = composed(*(cell.becomes(cell_id="") for cell in draft("a why a").cells))
    assert [cell.id for cell in made.cells] == ["a", "why", "cell-2"]


def test_kernel_and_language_are_the_release_s():
    metadata = composed().metadata
    assert metadata == {"kernelspec": SMALL.kernelspec, "language_info": {"name": "python"}}
    unknown = compose(replace(SMALL, kernelspec={}), (), ())
    nbformat.validate(unknown)
    assert unknown.metadata == {}


def test_problems_stand_at_the_head():
    notebook = composed(Cell("code", "1"), problems=("One thing.", "Another."))
    assert notebook.cells[0].cell_type == "markdown"
    assert notebook.cells[0].source.endswith("\n- One thing.\n- Another.")
    assert len(composed(Cell("code", "1")).cells) == 1
