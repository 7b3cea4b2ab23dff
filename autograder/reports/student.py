"""One student's results, exercise by exercise, and whatever of the submission needs a look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from autograder.checks.report import PartResult, Report
from autograder.exercises.declaration import Exercise, Lesson

if TYPE_CHECKING:
    from autograder.engine.grade import Graded

# How `autograder.checks.examine` begins its sentence on a part that raises NotImplementedError; a test holds this.
_PART_NOT_WRITTEN = "this part is not written yet"


class Outcome(StrEnum):
    """What became of one part of an exercise."""

    EARNED = "earned"
    WRONG = "wrong"
    NOT_WRITTEN = "not written"
    NO_RESULT = "no result"


@dataclass(frozen=True)
class ExerciseResult:
    """One student's result in one exercise.

    Attributes
    ----------
    name, number : str
        The exercise.
    score, points : int
        Points earned, and points that could be earned.
    state : str
        The report's state, or "no result" if there is no report.
    outcomes : mapping of str to Outcome
        What became of each part, by its name, in the order of the declaration.
    mistakes : mapping of str to str
        The wrong answers that fit: name to the sentence that the student read.
    unnamed : str or None
        The first sentence on the first wrong part that no wrong answer explains.
    report : Report or None
        The report itself.
    """

    name: str
    number: str
    score: int
    points: int
    state: str
    outcomes: Mapping[str, Outcome]
    mistakes: Mapping[str, str]
    unnamed: str | None
    report: Report | None


@dataclass(frozen=True)
class Trouble:
    """Why a submission, or a part of it, could not be examined.

    Attributes
    ----------
    kind : {"no result", "stopped", "missing", "not recorded"}
        What happened, in a word or two.
    reason : str
        One sentence.
    exercises : tuple of str
        Numbers of the exercises that it left without a result.
    """

    kind: str
    reason: str
    exercises: tuple[str, ...]


@dataclass(frozen=True)
class StudentResult:
    """One student's results.

    Attributes
    ----------
    student : str
        nbgrader's student id.
    exercises : tuple of ExerciseResult
        In the order of the lesson, one for each of its exercises.
    troubles : tuple of Trouble
        Empty if every exercise could be examined.
    """

    student: str
    exercises: tuple[ExerciseResult, ...]
    troubles: tuple[Trouble, ...]

    @property
    def score(self) -> int:
        """Points earned."""
        return sum(exercise.score for exercise in self.exercises)


def student_result(lesson: Lesson, graded: Graded) -> StudentResult:
    """Return what became of one submission; every exercise counts 0 if there is no verdict.

    Parameters
    ----------
    lesson : Lesson
        What was asked.
    graded : Graded
        What the engine came to.
    """
    reports = graded.verdict.reports if graded.verdict else {}
    results = tuple(_exercise_result(exercise, reports.get(exercise.name)) for exercise in lesson.exercises)
    return StudentResult(graded.student, results, _troubles(graded, results))


def _exercise_result(exercise: Exercise, report: Report | None) -> ExerciseResult:
    found = {part.name: part for part in report.parts} if report else {}
    outcomes = {part.name: _outcome(report, found.get(part.name)) for part in exercise.parts}
    failures = [found[name].failure for name, outcome in outcomes.items() if outcome is Outcome.WRONG]
    mistakes: dict[str, str] = {}
    unnamed = None
    for failure in failures:
        sentence = failure.sentences[0] if failure and failure.sentences else ""
        if failure and failure.named:
            mistakes.setdefault(failure.named, sentence)
        elif unnamed is None:
            unnamed = sentence
    state = report.state if report else "no result"
    score = report.score if report else 0
    return ExerciseResult(
        exercise.name, exercise.number, score, exercise.points, state, outcomes, mistakes, unnamed, report
    )


def _outcome(report: Report | None, part: PartResult | None) -> Outcome:
    if report is None or part is None or report.state in ("stopped", "missing"):
        return Outcome.NO_RESULT
    if report.state == "not written":
        return Outcome.NOT_WRITTEN
    if part.failure is None and part.score == part.points:
        return Outcome.EARNED
    if part.failure and any(sentence.startswith(_PART_NOT_WRITTEN) for sentence in part.failure.sentences):
        return Outcome.NOT_WRITTEN
    return Outcome.WRONG


def _troubles(graded: Graded, results: Sequence[ExerciseResult]) -> tuple[Trouble, ...]:
    if graded.verdict is None:
        reason = graded.problem or "there is no verdict, and no reason was given"
        return (Trouble("no result", reason, tuple(result.number for result in results)),)
    ended = graded.verdict.stopped
    groups: dict[tuple[str, str], list[tuple[str, ExerciseResult]]] = {("stopped", ended): []} if ended else {}
    for result in results:
        if result.state in ("examined", "not written"):
            continue
        kind = "stopped" if result.state == "stopped" else "missing"
        note = result.report.note if result.report else "there is no report on it"
        # What ended the run comes back in the notes, and the notes on several exercises may differ in the name only.
        same = ended if ended and ended in note else note.replace(result.name, "…")
        groups.setdefault((kind, same), []).append((note, result))
    troubles = [
        Trouble(
            kind,
            members[0][0] if len(members) == 1 and same != ended else same,
            tuple(result.number for _, result in members),
        )
        for (kind, same), members in groups.items()
    ]
    if graded.problem:
        troubles.append(Trouble("not recorded", graded.problem, ()))
    return tuple(troubles)
