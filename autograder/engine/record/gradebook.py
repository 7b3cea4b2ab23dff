"""nbgrader's gradebook, held open for a whole class: one transaction for each submission, and no look-up by name."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    Gradebook,
    GradeCell,
    Notebook,
    SolutionCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
    new_uuid,
)
from sqlalchemy import event, insert, select, update

from autograder.course.course import CourseError
from autograder.engine.record.rows import CommentRow, GradeRow, SubmissionRows


@dataclass(frozen=True)
class _Cells:
    """The marked cells of a released notebook: ids by name; a grade's or task's most points by id."""

    grades: dict[str, str]
    comments: dict[str, str]
    points: dict[str, float]


class HeldGradebook:
    """A session on nbgrader's gradebook, for one lesson. One thread uses it.

    Parameters
    ----------
    db_url, course_id : str
        nbgrader's ``CourseDirectory.db_url`` and ``course_id``.
    lesson : str
        The assignment.

    Raises
    ------
    CourseError
        If the lesson was not released through this gradebook.
    """

    def __init__(self, db_url: str, course_id: str, lesson: str) -> None:
        self._gradebook = Gradebook(db_url, course_id)
        self._session: Any = self._gradebook.db
        self._session.remove()
        if db_url.startswith("sqlite"):
            _lock_when_a_transaction_begins(self._gradebook.engine)
        with self.transaction():
            self._load(lesson)

    def _load(self, lesson: str) -> None:
        found = self._session.execute(
            select(Assignment.id, Assignment.duedate).where(Assignment.name == lesson)
        ).one_or_none()
        if found is None:
            raise CourseError(f"{lesson} is not in the gradebook: release it with `autograder build`")
        self.assignment, self.duedate = found
        notebooks = select(Notebook.id, Notebook.name).where(Notebook.assignment_id == self.assignment)
        self.notebooks = {name: (found, self._cells(found)) for found, name in self._session.execute(notebooks)}

    def _cells(self, notebook: str) -> _Cells:
        def ids(kind: Any, *columns: Any) -> Any:
            return self._session.execute(select(kind.name, kind.id, *columns).where(kind.notebook_id == notebook)).all()

        graded = [*ids(TaskCell, TaskCell.max_score), *ids(GradeCell, GradeCell.max_score)]
        commented = [tuple(row) for row in (*ids(TaskCell), *ids(SolutionCell))]
        return _Cells(
            {name: cell for name, cell, _ in graded},
            dict(commented),
            {cell: float(points) for _, cell, points in graded},
        )

    def __enter__(self) -> HeldGradebook:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._gradebook.close()

    @contextmanager
    def transaction(self) -> Iterator[Any]:
        """Provide the session: all changes are kept at the end, or none. Another writer waits."""
        with self._session.begin():
            yield self._session

    def points(self, notebook: str) -> dict[str, float]:
        """Return the most points of each graded cell of a notebook, by the cell's name."""
        cells = self.notebooks[notebook][1]
        return {name: cells.points[cell] for name, cell in cells.grades.items()}

    @contextmanager
    def submission(self, student: str, timestamp: datetime.datetime | None) -> Iterator[SubmissionRows]:
        """Provide a student's rows, made if they are missing; all changes are kept at the end, or none.

        Parameters
        ----------
        student : str
            nbgrader's student id; registered if it is unknown.
        timestamp : datetime or None
            When it was handed in, in UTC; None leaves what the gradebook has.
        """
        with self.transaction():
            submission, late = self._submission(student, timestamp)
            rows = SubmissionRows(
                {name: self._notebook(submission, found, cells) for name, (found, cells) in self.notebooks.items()},
                late,
                self._score,
            )
            yield rows
            self._write(rows)

    def _submission(self, student: str, timestamp: datetime.datetime | None) -> tuple[str, float]:
        """Return the id of the submission's row, and by how many seconds it is late."""
        session = self._session
        if session.execute(select(Student.id).where(Student.id == student)).one_or_none() is None:
            session.execute(insert(Student), [{"id": student}])
        columns = (SubmittedAssignment.id, SubmittedAssignment.timestamp, SubmittedAssignment.extension)
        mine = (SubmittedAssignment.assignment_id == self.assignment, SubmittedAssignment.student_id == student)
        found = session.execute(select(*columns).where(*mine)).one_or_none()
        if found is None:
            row, known, extension = new_uuid(), None, None
            new = {"id": row, "assignment_id": self.assignment, "student_id": student, "timestamp": timestamp}
            session.execute(insert(SubmittedAssignment), [new])
        else:
            row, known, extension = found
            if timestamp is not None and timestamp != known:
                session.execute(update(SubmittedAssignment), [{"id": row, "timestamp": timestamp}])
        return row, self.seconds_late(timestamp or known, extension)

    def seconds_late(self, handed_in: datetime.datetime | None, extension: datetime.timedelta | None) -> float:
        """Return by how many seconds a submission is late; 0 if it is not, or if nobody knows."""
        if handed_in is None or self.duedate is None:
            return 0.0
        return max(0.0, (handed_in - self.duedate - (extension or datetime.timedelta())).total_seconds())

    def _notebook(
        self, submission: str, notebook: str, cells: _Cells
    ) -> tuple[str, dict[str, GradeRow], dict[str, CommentRow]]:
        session = self._session
        mine = (SubmittedNotebook.assignment_id == submission, SubmittedNotebook.notebook_id == notebook)
        row = session.execute(select(SubmittedNotebook.id).where(*mine)).scalar_one_or_none()
        grades: dict[str, tuple[str | None, float | None]] = {}
        comments: dict[str, str] = {}
        if row is None:
            row = new_uuid()
            new = {"id": row, "assignment_id": submission, "notebook_id": notebook, "flagged": False}
            session.execute(insert(SubmittedNotebook), [new])
        else:
            columns = select(Grade.cell_id, Grade.id, Grade.manual_score).where(Grade.notebook_id == row)
            grades = {cell: (found, manual) for cell, found, manual in session.execute(columns)}
            columns = select(Comment.cell_id, Comment.id).where(Comment.notebook_id == row)
            comments = dict(tuple(found) for found in session.execute(columns))
        unknown = (None, None)
        return (
            row,
            {
                name: GradeRow(*grades.get(cell, unknown), cell, cells.points[cell])
                for name, cell in cells.grades.items()
            },
            {name: CommentRow(comments.get(cell), cell) for name, cell in cells.comments.items()},
        )

    def _score(self, notebook: str, rows: SubmissionRows) -> float:
        self._write(rows)
        return float(
            self._session.execute(select(SubmittedNotebook.score).where(SubmittedNotebook.id == notebook)).scalar_one()
        )

    def _write(self, rows: SubmissionRows) -> None:
        for table, (new, changed) in ((Grade, rows.grade_changes()), (Comment, rows.comment_changes())):
            if new:
                self._session.execute(insert(table), new)
            if changed:
                self._session.execute(update(table), changed)
        penalties = rows.penalty_changes()
        if penalties:
            self._session.execute(update(SubmittedNotebook), penalties)


def _lock_when_a_transaction_begins(engine: Any) -> None:
    """Let a second writer wait before it reads, so that it neither acts on stale rows nor fails when it writes."""
    engine.dispose()

    @event.listens_for(engine, "connect")
    def _(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # the driver is not to begin transactions of its own

    @event.listens_for(engine, "begin")
    def _(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
