"""What was released, as the gradebook has it."""

import nbformat
import pytest
from nbgrader.nbgraderformat import MetadataValidator

from autograder.course.course import CourseError
from autograder.engine.prepare import Released
from tests.autograder.prepare.small import SMALL


def test_the_gradebook_s_cells_are_those_of_the_released_notebook(released, material, lesson):
    marked = [cell for cell in material.released.cells if "nbgrader" in cell.metadata]
    assert [cell.source for cell in released.cells] == [cell.source for cell in marked]
    assert [cell.marks() for cell in released.cells] == [cell.metadata.nbgrader for cell in marked]
    assert (released.lesson, released.notebook, released.other_notebooks) == (lesson.name, lesson.name, frozenset())
    assert released.kernelspec["name"] == "python3"


def test_what_is_not_registered_is_told_with_the_way_out(db_url, lesson):
    with pytest.raises(CourseError, match="nbgrader generate_assignment 99-nothing"):
        Released.from_gradebook(db_url, "99-nothing")
    with pytest.raises(CourseError, match="knows no notebook 'other' of '01-neurons'"):
        Released.from_gradebook(db_url, lesson.name, "other")


@pytest.fixture
def own_assignment(course, tmp_path):
    """An instructor's own assignment: two notebooks, a task, a locked cell, code graded by hand."""
    from autograder.course.build import make_course

    def cell(make, source, **marks):
        made = make(source)
        flags = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
        made.metadata["nbgrader"] = {**flags, **marks}
        return made

    code, markdown = nbformat.v4.new_code_cell, nbformat.v4.new_markdown_cell
    notebook = nbformat.v4.new_notebook(
        cells=[
            cell(code, "import math", grade_id="setup", locked=True),
            cell(markdown, "Draw a plot.", grade_id="plot", task=True, locked=True, points=3),
            cell(code, "# YOUR CODE HERE", grade_id="essay", grade=True, solution=True, points=2.5),
        ]
    )
    made = make_course(tmp_path / "own")
    folder = made.source / "own"
    folder.mkdir(parents=True)
    for name in ("first", "second"):
        nbformat.write(notebook, folder / f"{name}.ipynb")
    api = made.nbgrader()
    assert api.generate_assignment("own", force=True, create=True)["success"]
    return api.coursedir.db_url


def test_every_kind_of_cell(own_assignment):
    released = Released.from_gradebook(own_assignment, "own", "first")
    assert released.other_notebooks == {"second"}
    setup, plot, essay = released.cells
    assert (setup.locked, setup.graded, setup.written, setup.points) == (True, False, False, 0.0)
    assert (plot.task, plot.graded, plot.grade, plot.points) == (True, True, False, 3.0)
    assert (essay.written, essay.graded, essay.locked, essay.points) == (True, True, False, 2.5)
    made = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell(cell.source, metadata={"nbgrader": cell.marks()})
            if cell.cell_type == "code"
            else nbformat.v4.new_markdown_cell(cell.source, metadata={"nbgrader": cell.marks()})
            for cell in released.cells
        ]
    )
    MetadataValidator().validate_nb(nbformat.from_dict(made))


def test_order_and_names():
    assert SMALL.place["why"] == 2
    assert SMALL.by_id["why"].written
    assert not SMALL.by_id["a"].written
    assert "checksum" not in SMALL.by_id["a"].marks()
    assert "points" not in SMALL.by_id["a-solution"].marks()
