"""The points that nbgrader's gradebook holds: what people gave beside the checks, and who is on the roster."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbgrader.api import Gradebook


@dataclass(frozen=True)
class CellPoints:
    """A student's points in one graded cell, as nbgrader keeps them; None where there are none.

    Attributes
    ----------
    automatic, manual, extra : float or None
        Points that the grader gave, that a person gave instead, and that a person gave in addition.
    waits : bool
        Whether nbgrader says that a person is to look at it.
    """

    automatic: float | None
    manual: float | None
    extra: float | None
    waits: bool

    @property
    def score(self) -> float:
        """Points that count, by nbgrader's rule."""
        given = self.automatic if self.manual is None else self.manual
        return 0.0 if given is None else given + (self.extra or 0.0)


@dataclass(frozen=True)
class GradedCell:
    """A cell that earns points.

    Attributes
    ----------
    name : str
        Its grade id.
    points : float
        The most that it earns, without extra credit.
    by_hand : bool
        Whether a person grades it: a written answer or a task.
    """

    name: str
    points: float
    by_hand: bool


@dataclass(frozen=True)
class SubmissionPoints:
    """One student's submission in the gradebook.

    Attributes
    ----------
    handed_in : datetime or None
        When, in UTC without a time zone, as the gradebook has it.
    penalty : float
        Points that are taken off, for being late.
    cells : mapping of str to CellPoints
        By grade id.
    """

    handed_in: datetime.datetime | None
    penalty: float
    cells: Mapping[str, CellPoints]

    @property
    def total(self) -> float:
        """Points that count, the penalty taken off, never below 0."""
        return max(0.0, sum(cell.score for cell in self.cells.values()) - self.penalty)

    @property
    def exists(self) -> bool:
        """Whether something was handed in: an extension alone makes a row, too, without a time and points."""
        given = any(cell.automatic is not None or cell.manual is not None for cell in self.cells.values())
        return given or self.handed_in is not None


@dataclass(frozen=True)
class LessonPoints:
    """An assignment in the gradebook.

    Attributes
    ----------
    cells : tuple of GradedCell
        Sorted by grade id.
    submissions : mapping of str to SubmissionPoints
        By student id.
    """

    cells: tuple[GradedCell, ...]
    submissions: Mapping[str, SubmissionPoints]

    @property
    def points(self) -> float:
        """Points that can be earned."""
        return sum(cell.points for cell in self.cells)


@dataclass(frozen=True)
class GradebookPoints:
    """What the gradebook holds.

    Attributes
    ----------
    roster : mapping of str to str
        Student id to the student's name, which is empty where none is known. Sorted by id.
    lessons : mapping of str to LessonPoints
        By the assignment's name.
    """

    roster: Mapping[str, str]
    lessons: Mapping[str, LessonPoints]


def read_points(gradebook: Gradebook) -> GradebookPoints:
    """Read everything at once: one query a table, and no row is changed.

    Parameters
    ----------
    gradebook : nbgrader.api.Gradebook
        Open.
    """
    from nbgrader.api import Assignment, Student
    from sqlalchemy import select

    ask = gradebook.db.execute
    people = ask(select(Student.id, Student.first_name, Student.last_name).order_by(Student.id))
    roster = {student: " ".join(name for name in (first, last) if name) for student, first, last in people}
    names = {row.id: row.name for row in ask(select(Assignment.id, Assignment.name))}
    cells, names_of_cells = _cells(ask)
    submissions = _submissions(ask, names_of_cells)
    lessons = {name: LessonPoints(cells[found], submissions[found]) for found, name in names.items()}
    return GradebookPoints(roster, lessons)


def _cells(ask: Any) -> tuple[Mapping[str, tuple[GradedCell, ...]], dict[str, str]]:
    """Return the graded cells by the id of their assignment, and each one's name by its own id."""
    from nbgrader.api import GradeCell, Notebook, SolutionCell, TaskCell
    from sqlalchemy import select

    assignments = {row.id: row.assignment_id for row in ask(select(Notebook.id, Notebook.assignment_id))}
    # A graded cell that is written in as well is an answer for a person to read.
    written = {(notebook, name) for notebook, name in ask(select(SolutionCell.notebook_id, SolutionCell.name))}
    found: dict[str, list[GradedCell]] = defaultdict(list)
    names: dict[str, str] = {}
    for kind in (GradeCell, TaskCell):
        for cell, name, notebook, points in ask(select(kind.id, kind.name, kind.notebook_id, kind.max_score)):
            by_hand = kind is TaskCell or (notebook, name) in written
            found[assignments[notebook]].append(GradedCell(name, float(points), by_hand))
            names[cell] = name
    cells: dict[str, tuple[GradedCell, ...]] = defaultdict(tuple)
    cells |= {assignment: tuple(sorted(listed, key=lambda cell: cell.name)) for assignment, listed in found.items()}
    return cells, names


def _submissions(ask: Any, names: Mapping[str, str]) -> Mapping[str, Mapping[str, SubmissionPoints]]:
    """Return each student's submission by the id of the assignment."""
    from nbgrader.api import Grade, SubmittedAssignment, SubmittedNotebook
    from sqlalchemy import select

    penalties: dict[str, float] = defaultdict(float)
    owners: dict[str, str] = {}
    for notebook, submission, penalty in ask(
        select(SubmittedNotebook.id, SubmittedNotebook.assignment_id, SubmittedNotebook.late_submission_penalty)
    ):
        owners[notebook] = submission
        penalties[submission] += penalty or 0.0
    cells: dict[str, dict[str, CellPoints]] = defaultdict(dict)
    columns = (Grade.notebook_id, Grade.cell_id, Grade.auto_score, Grade.manual_score, Grade.extra_credit)
    for notebook, cell, automatic, manual, extra, waits in ask(select(*columns, Grade.needs_manual_grade)):
        if notebook in owners and cell in names:
            cells[owners[notebook]][names[cell]] = CellPoints(automatic, manual, extra, bool(waits))
    found: dict[str, dict[str, SubmissionPoints]] = defaultdict(dict)
    for submission, assignment, student, handed_in in ask(
        select(
            SubmittedAssignment.id,
            SubmittedAssignment.assignment_id,
            SubmittedAssignment.student_id,
            SubmittedAssignment.timestamp,
        )
    ):
        found[assignment][student] = SubmissionPoints(handed_in, penalties[submission], cells[submission])
    return found
