"""What was released to students, as nbgrader's gradebook keeps it: read once for a whole class."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from autograder.course.course import CourseError

_CHECKSUM_LENGTH = 32
_SCHEMA_VERSION = 3


@dataclass(frozen=True)
class ReleasedCell:
    """One marked cell of a released notebook.

    Attributes
    ----------
    grade_id : str
        nbgrader's name for it.
    cell_type : {"code", "markdown"}
        Its type.
    source : str
        Its text as students received it.
    grade, solution, task, locked : bool
        nbgrader's flags: it earns points; students write in it; it describes a task that earns points; its text is
        not the student's to change.
    points : float
        Points that it is worth; 0 if it earns none.
    checksum : str
        What nbgrader tells an untouched cell by; empty if it keeps none.
    """

    grade_id: str
    cell_type: str
    source: str
    grade: bool = False
    solution: bool = False
    task: bool = False
    locked: bool = False
    points: float = 0.0
    checksum: str = ""

    @property
    def graded(self) -> bool:
        """Whether a score hangs on it, so that it must be in every notebook that is graded."""
        return self.grade or self.task

    @property
    def written(self) -> bool:
        """Whether it holds an answer that a person grades."""
        return self.grade and self.solution

    def marks(self) -> dict[str, Any]:
        """Return its nbgrader metadata."""
        flags = {"grade": self.grade, "solution": self.solution, "task": self.task, "locked": self.locked}
        marks = {"schema_version": _SCHEMA_VERSION, "grade_id": self.grade_id, "cell_type": self.cell_type, **flags}
        if self.graded:
            marks["points"] = self.points
        if len(self.checksum) == _CHECKSUM_LENGTH:
            marks["checksum"] = self.checksum
        return marks


@dataclass(frozen=True)
class Released:
    """The notebook of a lesson as it was released.

    Attributes
    ----------
    lesson : str
        The assignment.
    notebook : str
        The notebook's name, without its ending; a lesson has one notebook, which is called like it.
    cells : tuple of ReleasedCell
        Its marked cells in their order. The gradebook keeps no others.
    kernelspec : mapping
        The kernel it runs in, as notebook metadata; empty if the gradebook does not say.
    other_notebooks : frozenset of str
        Names of the assignment's other notebooks, which never stand in for this one.
    """

    lesson: str
    notebook: str
    cells: tuple[ReleasedCell, ...]
    kernelspec: Mapping[str, Any] = field(default_factory=dict)
    other_notebooks: frozenset[str] = frozenset()

    @cached_property
    def by_id(self) -> Mapping[str, ReleasedCell]:
        """The cells by grade id."""
        return {cell.grade_id: cell for cell in self.cells}

    @cached_property
    def place(self) -> Mapping[str, int]:
        """The place of each cell in the order of the release, by grade id."""
        return {cell.grade_id: place for place, cell in enumerate(self.cells)}

    @classmethod
    def from_gradebook(cls, db_url: str, lesson: str, notebook: str = "") -> Released:
        """Read what was released.

        Parameters
        ----------
        db_url : str
            nbgrader's ``CourseDirectory.db_url``.
        lesson : str
            The assignment.
        notebook : str, optional
            Which of its notebooks; by default the one that is called like the lesson.

        Raises
        ------
        CourseError
            If the gradebook knows no such notebook.
        """
        from nbgrader.api import Gradebook, MissingEntry

        notebook = notebook or lesson
        with Gradebook(db_url) as gradebook:
            try:
                entry = gradebook.find_notebook(notebook, lesson)
            except MissingEntry:
                raise CourseError(
                    f"the gradebook knows no notebook {notebook!r} of {lesson!r}: "
                    f"release it first with nbgrader generate_assignment {lesson}"
                ) from None
            others = {each.name for each in gradebook.find_assignment(lesson).notebooks} - {notebook}
            return cls(lesson, notebook, _cells(entry), _kernelspec(entry.kernelspec), frozenset(others))


def _cells(entry: Any) -> tuple[ReleasedCell, ...]:
    graded = {cell.name: cell for cell in entry.grade_cells}
    tasks = {cell.name: cell for cell in entry.task_cells}
    solutions = {cell.name for cell in entry.solution_cells}
    return tuple(
        ReleasedCell(
            cell.name,
            cell.cell_type,
            cell.source or "",
            grade=cell.name in graded,
            solution=cell.name in solutions,
            task=cell.name in tasks,
            locked=bool(cell.locked),
            points=float(({**graded, **tasks}[cell.name]).max_score) if cell.name in {**graded, **tasks} else 0.0,
            checksum=cell.checksum or "",
        )
        for cell in entry.source_cells
    )


def _kernelspec(text: str | None) -> dict[str, Any]:
    kernelspec = json.loads(text or "{}")
    return kernelspec if isinstance(kernelspec, dict) else {}
