"""Find out which cells of a submission are which released cells, however their metadata was treated."""

from __future__ import annotations

from autograder.engine.prepare.draft import Cell, Draft
from autograder.engine.prepare.released import Released, ReleasedCell
from autograder.engine.prepare.sentences import about


def recognise(draft: Draft) -> Draft:
    """Tie each cell to the released cell that it is; several copies may be tied to the same one.

    A cell is known by its grade id; where that is lost, by its cell id, which the build derives from the grade id and
    which Colab and VS Code keep; and a test cell by its text.
    """
    released = draft.released
    claimed = {_claim(cell) for cell in draft.cells}
    by_text = {cell.source.strip(): cell for cell in released.cells if cell.locked and cell.grade_id not in claimed}
    by_text.pop("", None)
    cells = [cell.becomes(released=_known(cell, released, claimed, by_text)) for cell in draft.cells]
    altered = [cell.released.grade_id for cell in cells if cell.released and not _marked_as(cell, cell.released)]
    problem = about(
        "cell",
        list(dict.fromkeys(altered)),
        "had lost its grading marks, or they had been altered: they were put back as released",
        "had lost their grading marks, or they had been altered: they were put back as released",
    )
    return draft.with_cells(cells, problem)


def _claim(cell: Cell) -> str:
    grade_id = cell.marks.get("grade_id")
    return grade_id if isinstance(grade_id, str) else ""


def _known(cell: Cell, released: Released, claimed: set[str], by_text: dict[str, ReleasedCell]) -> ReleasedCell | None:
    claim = _claim(cell)
    if claim in released.by_id:
        return released.by_id[claim]
    # A cell id proves less than a grade id: copies have new ones, and splitting a cell may keep it.
    if cell.cell_id in released.by_id and cell.cell_id not in claimed:
        return released.by_id[cell.cell_id]
    return by_text.get(cell.source.strip())


def _marked_as(cell: Cell, released: ReleasedCell) -> bool:
    """Return whether the marks are those of the release, as far as they say what a cell is for and worth."""
    marks = cell.marks
    flags = (marks.get("grade"), marks.get("solution"), marks.get("task", False))
    points = marks.get("points", 0.0) if released.graded else 0.0
    return (
        _claim(cell) == released.grade_id
        and flags == (released.grade, released.solution, released.task)
        and type(points) in (int, float)
        and points == released.points
    )
