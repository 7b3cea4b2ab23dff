"""A graded lesson, read anew from the gradebook, the journal and the verdict store: nothing is graded."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from autograder.course.course import Course, CourseError
from autograder.course.gradebook import opened_gradebook
from autograder.course.handed_in import handed_in_at
from autograder.course.journal import History, Journal
from autograder.engine.class_verdicts import preparer
from autograder.engine.grade import Graded
from autograder.engine.verdict import Verdict, VerdictStore, verdict_key
from autograder.exercises.declaration import Lesson
from autograder.reports.beyond_checks import BeyondChecks, hand_graded
from autograder.reports.changes import changes_in
from autograder.reports.gradebook_points import LessonPoints, read_points
from autograder.reports.summary import ClassSummary, summarise

_NAMED_AT_MOST = 3


def read_lesson(course: Course, lesson: Lesson, graded: Sequence[Graded] = ()) -> tuple[ClassSummary, BeyondChecks]:
    """Return what is known of a class.

    Parameters
    ----------
    course : Course
        Where it is kept.
    lesson : Lesson
        What was asked.
    graded : sequence of Graded, optional
        What a run has just come to, which then need not be read.

    Raises
    ------
    CourseError
        If there is no gradebook, if it does not know the lesson, or if a verdict that it was filled from is gone.
    """
    with opened_gradebook(course) as gradebook:
        book = read_points(gradebook)
    if lesson.name not in book.lessons:
        raise CourseError(f"{lesson.name} is not in the gradebook: release it with `autograder build`")
    points = book.lessons[lesson.name]
    folders = set(course.students_who_submitted(lesson.name))
    booked = {student for student, submission in points.submissions.items() if submission.exists}
    handed_in = frozenset(folders | booked)
    history = Journal.of(course, lesson.name).read()
    graded = list(_graded(course, lesson, history, folders, booked, {each.student: each for each in graded}))
    known = {each.student for each in graded}
    beyond = BeyondChecks(
        book.roster,
        tuple(sorted(book.roster.keys() - handed_in)),
        tuple(sorted(handed_in - known)),
        _resubmitted(course, lesson.name, points, sorted(known & folders)),
        hand_graded(lesson, points, handed_in),
        points.points,
        points.submissions,
        changes_in(lesson, history, handed_in),
    )
    return summarise(lesson, graded), beyond


def _graded(
    course: Course,
    lesson: Lesson,
    history: History,
    folders: Collection[str],
    booked: Collection[str],
    at_hand: Mapping[str, Graded],
) -> Iterator[Graded]:
    """Yield what each student's submission came to, by the journal, or by its key where the journal is silent."""
    store = _Verdicts(VerdictStore(course.verdicts), lesson.name)
    handed_in = {*folders, *booked}
    yield from at_hand.values()
    known = [history.now[student] for student in sorted(history.now) if student in handed_in and student not in at_hand]
    lost = [entry.student for entry in known if entry.key and store.get(entry.key) is None and entry.student in folders]
    if lost:
        names = ", ".join(lost[:_NAMED_AT_MOST])
        more = f" and {len(lost) - _NAMED_AT_MOST} more" if len(lost) > _NAMED_AT_MOST else ""
        raise CourseError(
            f"no verdict is left in {course.verdicts / lesson.name} on what {names}{more} handed in: "
            f"run `autograder grade {lesson.name}`, which reaches it again"
        )
    for entry in known:
        verdict = store.get(entry.key) if entry.key else None
        gone = "neither the submission nor the verdict on it is there any more" if entry.key and not verdict else ""
        yield Graded(entry.student, verdict, entry.problem or gone, entry.mended)
    silent = sorted(set(booked) - history.now.keys() - at_hand.keys())
    if silent:
        yield from _found_by_key(course, lesson, store, silent)


def _found_by_key(course: Course, lesson: Lesson, store: _Verdicts, students: Iterable[str]) -> Iterator[Graded]:
    """Yield those of the students whose submission, as it lies there, has a verdict: no journal told of them."""
    prepare = preparer(course.nbgrader(), lesson)
    for student in students:
        folder = course.submitted / student / lesson.name
        if not folder.is_dir():
            continue
        prepared = prepare(folder)
        keys = (verdict_key(lesson, prepared.notebook, figures) for figures in (True, False))
        verdict = next(filter(None, map(store.get, keys)), None)
        if verdict is not None:
            yield Graded(student, verdict, mended=prepared.problems)


class _Verdicts:
    """A lesson's verdicts without their outputs; equal submissions share one, which is read once."""

    def __init__(self, store: VerdictStore, lesson: str) -> None:
        self._store, self._lesson = store, lesson
        self._read: dict[str, Verdict | None] = {}

    def get(self, key: str) -> Verdict | None:
        if key not in self._read:
            verdict = self._store.get(self._lesson, key)
            self._read[key] = verdict and replace(verdict, outputs=())
        return self._read[key]


def _resubmitted(course: Course, lesson: str, points: LessonPoints, students: Iterable[str]) -> tuple[str, ...]:
    directories = course.nbgrader().coursedir
    found = []
    for student in students:
        submission = points.submissions.get(student)
        handed_in = handed_in_at(directories, course.submitted / student / lesson)
        if handed_in is not None and submission is not None and handed_in != submission.handed_in:
            found.append(student)
    return tuple(found)
