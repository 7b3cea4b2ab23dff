"""The term in numbers: every student's points in every lesson, what is missing, and the mistakes made most often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from autograder.course.course import Course
from autograder.course.gradebook import opened_gradebook
from autograder.course.journal import Entry, Journal
from autograder.exercises import LESSONS
from autograder.reports.gradebook_points import GradebookPoints, LessonPoints, read_points
from autograder.reports.summary import Mistake

MISSING, UNGRADED, GRADED = "missing", "not graded yet", "graded"


@dataclass(frozen=True)
class TermCell:
    """One student in one lesson.

    Attributes
    ----------
    state : {"missing", "not graded yet", "graded"}
        Whether there is a submission, and whether it has points.
    points : float
        Points by the gradebook, those that persons gave included, penalties taken off; 0 unless graded.
    waiting : int
        Written answers that wait for a person.
    no_result : bool
        Whether the grader came to no result, or the run ended early.
    """

    state: str
    points: float = 0.0
    waiting: int = 0
    no_result: bool = False

    @property
    def nothing_earned(self) -> bool:
        """Whether it was graded and earned no point, and no answer waits that may earn some."""
        return self.state == GRADED and not self.points and not self.waiting


@dataclass(frozen=True)
class TermLesson:
    """One lesson of the term.

    Attributes
    ----------
    name : str
        The assignment.
    points : float
        Points that can be earned.
    handed_in, missing, ungraded : int
        Students with a submission, without one, and with one that has no points yet.
    mean, median : float or None
        Of the points of those who were graded; None if nobody was.
    waiting : int
        Written answers that wait for a person.
    """

    name: str
    points: float
    handed_in: int
    missing: int
    ungraded: int
    mean: float | None
    median: float | None
    waiting: int


@dataclass(frozen=True)
class TermStudent:
    """One student's term.

    Attributes
    ----------
    student, name : str
        Student id, and name if the gradebook has one.
    cells : tuple of TermCell
        One for each lesson, in their order.
    """

    student: str
    name: str
    cells: tuple[TermCell, ...]

    @property
    def total(self) -> float:
        """Points of all lessons."""
        return sum(cell.points for cell in self.cells)

    @property
    def missing(self) -> int:
        """Lessons without a submission."""
        return sum(cell.state == MISSING for cell in self.cells)

    @property
    def overlooked(self) -> bool:
        """Whether somebody should ask: a lesson is missing, came to no result, or was handed in for no point at all."""
        return any(cell.state == MISSING or cell.nothing_earned or cell.no_result for cell in self.cells)


@dataclass(frozen=True)
class TermMistake:
    """A mistake of a lesson, and out of how many students of that lesson it was made."""

    lesson: str
    mistake: Mistake
    out_of: int


@dataclass(frozen=True)
class TermSummary:
    """A term.

    Attributes
    ----------
    lessons : tuple of TermLesson
        Those that somebody has handed in, by name.
    not_yet : tuple of str
        Lessons in the gradebook that nobody has handed in; they count nowhere.
    students : tuple of TermStudent
        Everybody in the gradebook and everybody who has handed in, by student id.
    mistakes : tuple of TermMistake
        The most frequent first.
    """

    lessons: tuple[TermLesson, ...]
    not_yet: tuple[str, ...]
    students: tuple[TermStudent, ...]
    mistakes: tuple[TermMistake, ...]

    @property
    def points(self) -> float:
        """Points that can be earned in all lessons together."""
        return sum(lesson.points for lesson in self.lessons)

    @property
    def overlooked(self) -> list[TermStudent]:
        """Students to ask after; those who miss most first."""
        return sorted((each for each in self.students if each.overlooked), key=lambda each: -each.missing)


@dataclass(frozen=True)
class _Column:
    """A lesson as it is read: who has handed in, the gradebook's points, and the journal's last entries."""

    name: str
    points: LessonPoints
    handed_in: frozenset[str]
    entries: Mapping[str, Entry]

    def cell(self, student: str) -> TermCell:
        if student not in self.handed_in:
            return TermCell(MISSING)
        entry, submission = self.entries.get(student), self.points.submissions.get(student)
        no_result = entry is not None and bool(entry.stopped or not entry.key)
        if submission is None or not submission.exists:
            return TermCell(UNGRADED, no_result=no_result)
        return TermCell(GRADED, submission.total, sum(cell.waits for cell in submission.cells.values()), no_result)


def read_term(course: Course) -> TermSummary:
    """Return what is known of all lessons: the gradebook is read once, and of each lesson its journal.

    Parameters
    ----------
    course : Course
        Where it is kept.

    Raises
    ------
    CourseError
        If there is no gradebook.
    """
    with opened_gradebook(course) as gradebook:
        book = read_points(gradebook)
    columns = [_column(course, name, book) for name in sorted(book.lessons.keys() | LESSONS.keys())]
    taken = [column for column in columns if column.handed_in]
    idle = tuple(column.name for column in columns if not column.handed_in and column.name in book.lessons)
    people = sorted(book.roster.keys() | {student for column in taken for student in column.handed_in})
    students = tuple(
        TermStudent(student, book.roster.get(student, ""), tuple(column.cell(student) for column in taken))
        for student in people
    )
    lessons = tuple(
        _lesson(column, [student.cells[place] for student in students]) for place, column in enumerate(taken)
    )
    mistakes = [mistake for column in taken for mistake in _mistakes(column)]
    mistakes.sort(key=lambda each: -len(each.mistake.students))  # stable: among equals the order of the term stays
    return TermSummary(lessons, idle, students, tuple(mistakes))


def _column(course: Course, name: str, book: GradebookPoints) -> _Column:
    points = book.lessons.get(name, LessonPoints((), {}))
    booked = {student for student, submission in points.submissions.items() if submission.exists}
    handed_in = frozenset(booked.union(course.students_who_submitted(name)))
    return _Column(name, points, handed_in, Journal.of(course, name).read().now if handed_in else {})


def _lesson(column: _Column, cells: Sequence[TermCell]) -> TermLesson:
    states = Counter(cell.state for cell in cells)
    points = [cell.points for cell in cells if cell.state == GRADED]
    return TermLesson(
        column.name,
        column.points.points,
        states[GRADED] + states[UNGRADED],
        states[MISSING],
        states[UNGRADED],
        fmean(points) if points else None,
        median(points) if points else None,
        sum(cell.waiting for cell in cells),
    )


def _mistakes(column: _Column) -> list[TermMistake]:
    """Return a lesson's mistakes in the order of its exercises; an assignment of the instructor's own has none."""
    lesson = LESSONS.get(column.name)
    made: dict[tuple[str, str], list[str]] = {}
    for student in sorted(column.entries.keys() & column.handed_in):
        for where, names in column.entries[student].mistakes.items():
            for name in dict.fromkeys(names):
                made.setdefault((where, name), []).append(student)
    found = []
    for exercise in lesson.exercises if lesson else ():
        sentences = {wrong.name: wrong.sentence for wrong in exercise.wrong_answers}
        for name in sorted(name for where, name in made if where == exercise.name):
            students = tuple(made[exercise.name, name])
            mistake = Mistake(exercise.name, exercise.number, name, sentences.get(name, ""), students)
            found.append(TermMistake(column.name, mistake, len(column.handed_in)))
    return found
