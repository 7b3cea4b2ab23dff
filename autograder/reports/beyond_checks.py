"""What a class report says beyond the checks: who is missing, what people marked, and what the last run changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from autograder.exercises.declaration import Lesson
from autograder.reports.changes import Changes
from autograder.reports.gradebook_points import CellPoints, GradedCell, LessonPoints, SubmissionPoints


@dataclass(frozen=True)
class HandGraded:
    """One question that a person grades, or an exercise in which a person has changed points.

    Attributes
    ----------
    name : str
        Grade id.
    points : float
        The most that it earns.
    by_hand : bool
        False for an exercise, which the checks grade first.
    marked : int
        Students to whom a person gave points that stand.
    unanswered : int
        Students who left the question as it was released, and so have 0 points without a person.
    waiting : tuple of str
        Students whose answer nobody has looked at, or that changed since.
    mean : float or None
        Mean of the points that persons gave; None before the first.
    """

    name: str
    points: float
    by_hand: bool
    marked: int
    unanswered: int
    waiting: tuple[str, ...]
    mean: float | None


@dataclass(frozen=True)
class BeyondChecks:
    """What the checks do not know of.

    Attributes
    ----------
    roster : mapping of str to str
        Student id to name, of everybody in the gradebook.
    missing : tuple of str
        Students in the gradebook who have not handed in.
    ungraded : tuple of str
        Students who have handed in and were never graded.
    resubmitted : tuple of str
        Students who have handed in again since they were graded.
    hand_graded : tuple of HandGraded
        Written questions and changed exercises, by grade id.
    points : float
        Points that can be earned, by hand ones included.
    submissions : mapping of str to SubmissionPoints
        The gradebook's points, by student.
    changes : Changes or None
        What the last run has changed; None if it was the first.
    """

    roster: Mapping[str, str]
    missing: tuple[str, ...]
    ungraded: tuple[str, ...]
    resubmitted: tuple[str, ...]
    hand_graded: tuple[HandGraded, ...]
    points: float
    submissions: Mapping[str, SubmissionPoints]
    changes: Changes | None

    @property
    def waiting(self) -> int:
        """Answers that wait for a person."""
        return sum(len(each.waiting) for each in self.hand_graded)

    @property
    def penalised(self) -> int:
        """Students from whose points a penalty is taken off."""
        return sum(submission.penalty > 0 for submission in self.submissions.values())


def hand_graded(lesson: Lesson, points: LessonPoints, handed_in: Collection[str]) -> tuple[HandGraded, ...]:
    """Return what persons mark or have marked in a lesson.

    Parameters
    ----------
    lesson : Lesson
        Whose exercises the checks grade.
    points : LessonPoints
        What the gradebook holds of it.
    handed_in : collection of str
        Students who count.
    """
    exercises = {exercise.name for exercise in lesson.exercises}
    found = []
    for cell in points.cells:
        answers = {
            student: submission.cells[cell.name]
            for student, submission in sorted(points.submissions.items())
            if student in handed_in and cell.name in submission.cells
        }
        if cell.by_hand and cell.name not in exercises:
            found.append(_question(cell, answers, by_hand=True))
        elif any(answer.manual is not None for answer in answers.values()):
            found.append(_question(cell, answers, by_hand=False))
    return tuple(found)


def _question(cell: GradedCell, answers: Mapping[str, CellPoints], by_hand: bool) -> HandGraded:
    given = [answer.score for answer in answers.values() if answer.manual is not None]
    marked = sum(answer.manual is not None and not answer.waits for answer in answers.values())
    return HandGraded(
        cell.name,
        cell.points,
        by_hand,
        marked,
        sum(
            by_hand and answer.manual is None and answer.automatic is not None and not answer.waits
            for answer in answers.values()
        ),
        tuple(
            student for student, answer in answers.items() if answer.waits and (by_hand or answer.manual is not None)
        ),
        sum(given) / len(given) if given else None,
    )
