"""A class in numbers: how the scores are distributed, which parts were earned, how often each mistake was made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from autograder.exercises.declaration import Exercise, Lesson
from autograder.reports.student import Outcome, StudentResult, student_result

if TYPE_CHECKING:
    from autograder.engine.grade import Graded

_MOST_SINGLE_POINTS = 30
_MOST_RANGES = 16


@dataclass(frozen=True)
class ScoreRange:
    """One bar of the distribution: how many students have `low` to `high` points, both included."""

    low: int
    high: int
    students: int


@dataclass(frozen=True)
class PartSummary:
    """How many students earned one part, got it wrong, have not written it, or have no result in it."""

    name: str
    points: int
    earned: int
    wrong: int
    not_written: int
    no_result: int


@dataclass(frozen=True)
class ExerciseSummary:
    """One exercise in the class.

    Attributes
    ----------
    name, number : str
        The exercise.
    points : int
        Points that could be earned.
    mean : float
        Mean of the points earned, over all submissions.
    parts : tuple of PartSummary
        In the order of the declaration.
    """

    name: str
    number: str
    points: int
    mean: float
    parts: tuple[PartSummary, ...]


@dataclass(frozen=True)
class Mistake:
    """A mistake and who made it.

    Attributes
    ----------
    exercise, number : str
        The exercise.
    name : str or None
        The wrong answer that fits; None for the errors that none explains.
    sentence : str
        What the students read first; of errors without a name, the sentence that most of them read.
    students : tuple of str
        Who made it, each once.
    """

    exercise: str
    number: str
    name: str | None
    sentence: str
    students: tuple[str, ...]


@dataclass(frozen=True)
class ClassSummary:
    """A graded class.

    Attributes
    ----------
    lesson : str
        The lesson's name.
    points : int
        Points that could be earned.
    quartiles : tuple of float, or None
        First quartile, median and third quartile of the scores, in points; None without submissions.
    distribution : tuple of ScoreRange
        From 0 to all points.
    exercises : tuple of ExerciseSummary
        In the order of the lesson.
    mistakes : tuple of Mistake
        Those with a name, the most frequent first.
    unnamed : tuple of Mistake
        Those without, one for each exercise that has any, the most frequent first.
    students : tuple of StudentResult
        Sorted by student id.
    """

    lesson: str
    points: int
    quartiles: tuple[float, float, float] | None
    distribution: tuple[ScoreRange, ...]
    exercises: tuple[ExerciseSummary, ...]
    mistakes: tuple[Mistake, ...]
    unnamed: tuple[Mistake, ...]
    students: tuple[StudentResult, ...]

    @property
    def mean(self) -> float:
        """Mean of the scores, in points; 0 without submissions."""
        return sum(student.score for student in self.students) / len(self.students) if self.students else 0.0


def summarise(lesson: Lesson, graded: Sequence[Graded]) -> ClassSummary:
    """Return a class in numbers; the order of the submissions plays no part.

    Parameters
    ----------
    lesson : Lesson
        What was asked.
    graded : sequence of Graded
        What became of each submission. One without a verdict counts 0.
    """
    students = tuple(sorted((student_result(lesson, each) for each in graded), key=lambda result: result.student))
    points = sum(exercise.points for exercise in lesson.exercises)
    scores = [student.score for student in students]
    places = list(enumerate(lesson.exercises))
    return ClassSummary(
        lesson.name,
        points,
        quartiles_of(scores),
        score_ranges(scores, points),
        tuple(_exercise(place, exercise, students) for place, exercise in places),
        _by_frequency(mistake for place, exercise in places for mistake in _named(place, exercise, students)),
        _by_frequency(mistake for place, exercise in places for mistake in _unnamed(place, exercise, students)),
        students,
    )


def quartiles_of(scores: Sequence[float]) -> tuple[float, float, float] | None:
    """Return first quartile, median and third quartile; None without scores."""
    if not scores:
        return None
    first, median, third = np.quantile(scores, [0.25, 0.5, 0.75])
    return float(first), float(median), float(third)


def score_ranges(scores: Sequence[int], points: int) -> tuple[ScoreRange, ...]:
    """Return how many scores lie in each range from 0 to `points`; ranges are of a round width."""
    width = 1
    if points > _MOST_SINGLE_POINTS:
        round_widths = (digit * 10**power for power in count() for digit in (1, 2, 5))
        width = next(width for width in round_widths if points // width < _MOST_RANGES)
    counts = Counter(score // width for score in scores)
    return tuple(
        ScoreRange(low, min(low + width - 1, points), counts[low // width]) for low in range(0, points + 1, width)
    )


def _exercise(place: int, exercise: Exercise, students: Sequence[StudentResult]) -> ExerciseSummary:
    results = [student.exercises[place] for student in students]
    mean = sum(result.score for result in results) / len(results) if results else 0.0
    parts = []
    for part in exercise.parts:
        counts = Counter(result.outcomes[part.name] for result in results)
        parts.append(PartSummary(part.name, part.points, *(counts[outcome] for outcome in Outcome)))
    return ExerciseSummary(exercise.name, exercise.number, exercise.points, mean, tuple(parts))


def _named(place: int, exercise: Exercise, students: Sequence[StudentResult]) -> list[Mistake]:
    made: dict[str, list[str]] = {}
    sentences: dict[str, str] = {}
    for student in students:
        for name, sentence in student.exercises[place].mistakes.items():
            made.setdefault(name, []).append(student.student)
            sentences.setdefault(name, sentence)
    return [Mistake(exercise.name, exercise.number, name, sentences[name], tuple(made[name])) for name in sorted(made)]


def _unnamed(place: int, exercise: Exercise, students: Sequence[StudentResult]) -> list[Mistake]:
    read = [(student.student, student.exercises[place].unnamed) for student in students]
    read = [(student, sentence) for student, sentence in read if sentence is not None]
    if not read:
        return []
    ((sentence, _),) = Counter(sentence for _, sentence in read).most_common(1)
    return [Mistake(exercise.name, exercise.number, None, sentence or "", tuple(student for student, _ in read))]


def _by_frequency(mistakes: Iterable[Mistake]) -> tuple[Mistake, ...]:
    # The sort is stable: among equals the order of the lesson stays.
    return tuple(sorted(mistakes, key=lambda mistake: -len(mistake.students)))
