"""The rows that a regrade reads and writes: automatic scores, marks for another look, and late penalties."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from nbgrader.api import Grade, SubmittedAssignment, SubmittedNotebook, new_uuid
from sqlalchemy import delete, insert, select, update

from autograder.course.course import CourseError
from autograder.engine.record.gradebook import HeldGradebook
from autograder.engine.regrade.grades import CellGrade, GradeStep, Standing, StudentLine


class GradeTable:
    """The grades of a lesson's notebook.

    Parameters
    ----------
    gradebook : HeldGradebook
        The lesson's gradebook, held open.
    lesson : str
        The assignment, whose notebook has the same name.
    """

    def __init__(self, gradebook: HeldGradebook, lesson: str) -> None:
        self._gradebook = gradebook
        self._notebook, cells = gradebook.notebooks[lesson]
        self.points = gradebook.points(lesson)
        self._cell_ids = cells.grades
        self._names = {cell: name for name, cell in cells.grades.items()}

    def standings(self) -> dict[str, Standing]:
        """Return every student's grades, by student id."""
        with self._gradebook.transaction() as session:
            return {standing.student: standing for _, standing in self._read(session)}

    @contextmanager
    def student(self, student: str) -> Iterator[StudentRows | None]:
        """Provide one student's rows, None if there are none; all changes are kept at the end, or none."""
        with self._gradebook.transaction() as session:
            found = list(self._read(session, student))
            yield StudentRows(session, found[0][0], found[0][1], self._cell_ids) if found else None

    def _read(self, session: Any, student: str | None = None) -> Iterator[tuple[str, Standing]]:
        mine = [
            SubmittedNotebook.notebook_id == self._notebook,
            SubmittedAssignment.assignment_id == self._gradebook.assignment,
        ]
        if student is not None:
            mine.append(SubmittedAssignment.student_id == student)
        joined = SubmittedNotebook.assignment_id == SubmittedAssignment.id
        columns = (Grade.auto_score, Grade.manual_score, Grade.extra_credit, Grade.needs_manual_grade)
        grades = (
            select(Grade.notebook_id, Grade.cell_id, *columns)
            .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
            .join(SubmittedAssignment, joined)
            .where(*mine)
        )
        of_row: dict[str, dict[str, CellGrade]] = {}
        for row, cell, *values in session.execute(grades):
            if cell in self._names:
                of_row.setdefault(row, {})[self._names[cell]] = CellGrade(*values)
        submitted = (
            select(
                SubmittedNotebook.id,
                SubmittedAssignment.student_id,
                SubmittedNotebook.late_submission_penalty,
                SubmittedAssignment.timestamp,
                SubmittedAssignment.extension,
            )
            .join(SubmittedAssignment, joined)
            .where(*mine)
        )
        for row, name, penalty, handed_in, extension in session.execute(submitted):
            late = self._gradebook.seconds_late(handed_in, extension)
            yield row, Standing(name, of_row.get(row, {}), penalty, late)


@dataclass(frozen=True)
class StudentRows:
    """One student's rows while their transaction is open."""

    _session: Any
    _row: str
    standing: Standing
    _cell_ids: dict[str, str]

    def write(self, line: StudentLine) -> None:
        """Take the steps of a line, whatever the rows hold now. A person's scores and extra credit are not touched."""
        for step in line.grades:
            self._write(step)
        if line.penalty is not None:
            mine = SubmittedNotebook.id == self._row
            values = {"late_submission_penalty": line.penalty.new}
            self._session.execute(update(SubmittedNotebook).where(mine).values(**values))

    def _write(self, step: GradeStep) -> None:
        if step.cell not in self._cell_ids:
            raise CourseError(f"the release in the gradebook has no graded cell called {step.cell}: release it again")
        cell = self._cell_ids[step.cell]
        mine = (Grade.notebook_id == self._row, Grade.cell_id == cell)
        if step.new is None:
            self._session.execute(delete(Grade).where(*mine))
            return
        values = {"auto_score": step.new.auto_score, "needs_manual_grade": step.new.needs_manual_grade}
        if step.cell in self.standing.grades:
            self._session.execute(update(Grade).where(*mine).values(**values))
        else:
            new = {"id": new_uuid(), "notebook_id": self._row, "cell_id": cell, **values}
            self._session.execute(insert(Grade), [new])
