"""A class's scores, read from nbgrader's gradebook in a few queries, however large the class is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from autograder.course.course import CourseError

if TYPE_CHECKING:
    from nbgrader.api import Gradebook


@dataclass(frozen=True)
class Student:
    """A student as the gradebook knows them; all but `id` may be empty. `lms_user_id` is another system's id."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""

    @property
    def name(self) -> str:
        """The name as registers sort it, "Noether, Emmy"; the id if there is none."""
        return ", ".join(filter(None, (self.last_name, self.first_name))) or self.id


@dataclass(frozen=True)
class Mark:
    """The points of one graded cell.

    Attributes
    ----------
    automatic, manual : float or None
        Points by the checks, and by a person, which count instead; None where there are none.
    extra : float
        Extra credit.
    flagged : bool
        Whether nbgrader asks a person to look: because nobody has marked the cell, or because it was graded again
        after somebody had.
    """

    automatic: float | None
    manual: float | None
    extra: float = 0.0
    flagged: bool = False

    @property
    def points(self) -> float:
        """What counts."""
        return (self.manual if self.manual is not None else self.automatic or 0.0) + self.extra

    @property
    def waits(self) -> bool:
        """Whether there are no points yet, because a person must give them."""
        return self.flagged and self.manual is None and self.automatic is None


@dataclass(frozen=True)
class Cell:
    """A graded cell of a lesson, as it was released. `written` says that a person marks it."""

    notebook: str
    name: str
    points: float
    written: bool


@dataclass(frozen=True)
class Result:
    """What one student has in one lesson: marks by notebook and cell, and what lateness takes off."""

    marks: Mapping[tuple[str, str], Mark] = field(default_factory=dict)
    penalty: float = 0.0

    @property
    def total(self) -> float:
        """Points of all cells without the penalty, never below 0; what nbgrader's own export calls the score."""
        return max(0.0, sum(mark.points for mark in self.marks.values()) - self.penalty)

    @property
    def waiting(self) -> int:
        """How many cells wait for a person's mark."""
        return sum(mark.waits for mark in self.marks.values())


@dataclass(frozen=True)
class Scores:
    """A class.

    Attributes
    ----------
    students : tuple of Student
        Sorted by name.
    lessons : mapping of str to tuple of Cell
        The lessons' graded cells.
    results : mapping of (str, str) to Result
        By student's id and lesson; none where nothing was handed in.
    """

    students: tuple[Student, ...]
    lessons: Mapping[str, tuple[Cell, ...]]
    results: Mapping[tuple[str, str], Result]

    def most(self, lesson: str) -> float:
        """Return the points that a lesson is worth."""
        return sum(cell.points for cell in self.lessons[lesson])


def read_scores(gradebook: Gradebook, lessons: Iterable[str] = (), students: Iterable[str] = ()) -> Scores:
    """Return the scores of some lessons and students.

    Parameters
    ----------
    gradebook : Gradebook
        nbgrader's; only read.
    lessons : iterable of str
        If none is named, all in which somebody has a score: lessons that are yet to come are nobody's zero.
    students : iterable of str
        Ids; if none is named, all.

    Raises
    ------
    CourseError
        If a lesson or a student is not in the gradebook, or nobody has a score.
    """
    scores = _everything(gradebook)
    wanted, chosen = list(lessons), set(students)
    if unknown := [name for name in wanted if name not in scores.lessons]:
        known = ", ".join(scores.lessons) or "none"
        raise CourseError(f"the gradebook has no assignment called {', '.join(unknown)}; it has: {known}")
    if strangers := chosen - {student.id for student in scores.students}:
        raise CourseError(f"the gradebook has no student called {', '.join(sorted(strangers))}")
    graded = {lesson for _, lesson in scores.results}
    kept = [name for name in scores.lessons if (name in wanted if wanted else name in graded)]
    if not graded.intersection(kept):
        what, first = " and ".join(wanted) or "any lesson", wanted[0] if wanted else "LESSON"
        raise CourseError(f"nobody has a score in {what} yet: run `autograder grade {first}`")
    return replace(
        scores,
        students=tuple(student for student in scores.students if not chosen or student.id in chosen),
        lessons={name: scores.lessons[name] for name in kept},
    )


def _everything(gradebook: Gradebook) -> Scores:
    from nbgrader import api
    from sqlalchemy import select

    rows = gradebook.db.execute
    table = api.Student
    found = rows(select(table.id, table.first_name, table.last_name, table.email, table.lms_user_id))
    students = [Student(*(text or "" for text in row)) for row in found]
    names = dict(rows(select(api.Assignment.id, api.Assignment.name)).all())
    lessons: dict[str, list[Cell]] = {name: [] for name in sorted(names.values())}
    notebooks = {}
    for notebook, assignment, name in rows(select(api.Notebook.id, api.Notebook.assignment_id, api.Notebook.name)):
        notebooks[notebook] = names[assignment], name
    for kind in (api.GradeCell, api.TaskCell):
        for notebook, name, points, of_type in rows(
            select(kind.notebook_id, kind.name, kind.max_score, kind.cell_type)
        ):
            lesson, of = notebooks[notebook]
            lessons[lesson].append(Cell(of, name, points, kind is api.TaskCell or of_type != "code"))
    return Scores(
        tuple(sorted(students, key=lambda student: (student.name.casefold(), student.id))),
        {lesson: _in_order(lesson, cells) for lesson, cells in lessons.items()},
        _results(rows, names, notebooks),
    )


def _in_order(lesson: str, cells: list[Cell]) -> tuple[Cell, ...]:
    """Return the cells as the lesson has them; the gradebook knows no order."""
    from autograder.exercises import LESSONS

    declared = [exercise.name for exercise in LESSONS[lesson].exercises] if lesson in LESSONS else []
    place = {name: number for number, name in enumerate(declared)}
    return tuple(sorted(cells, key=lambda cell: (cell.notebook, place.get(cell.name, len(place)), cell.name)))


def _results(
    rows: Any, names: Mapping[str, str], notebooks: Mapping[str, tuple[str, str]]
) -> dict[tuple[str, str], Result]:
    from nbgrader import api
    from sqlalchemy import select

    submitted, one, grade = api.SubmittedAssignment, api.SubmittedNotebook, api.Grade
    owners = {}
    for submission, student, assignment in rows(select(submitted.id, submitted.student_id, submitted.assignment_id)):
        owners[submission] = student, names[assignment]
    marks: dict[tuple[str, str], dict[tuple[str, str], Mark]] = {owner: {} for owner in owners.values()}
    penalties = dict.fromkeys(marks, 0.0)
    papers = {}
    for paper, submission, notebook, penalty in rows(
        select(one.id, one.assignment_id, one.notebook_id, one.late_submission_penalty)
    ):
        papers[paper] = owners[submission], notebooks[notebook][1]
        penalties[owners[submission]] += penalty or 0.0
    columns = (grade.auto_score, grade.manual_score, grade.extra_credit, grade.needs_manual_grade)
    for paper, cell, automatic, manual, extra, flagged in rows(
        select(grade.notebook_id, api.BaseCell.name, *columns).join(api.BaseCell, grade.cell_id == api.BaseCell.id)
    ):
        owner, notebook = papers[paper]
        marks[owner][notebook, cell] = Mark(automatic, manual, extra or 0.0, bool(flagged))
    return {owner: Result(marks[owner], penalties[owner]) for owner in marks}
