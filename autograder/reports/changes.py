"""What has changed since the last run: who has other points, how the mean moved, and how often each mistake is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from autograder.course.journal import Entry, History
from autograder.exercises.declaration import Lesson


@dataclass(frozen=True)
class Moved:
    """A student whose points have changed.

    Attributes
    ----------
    student : str
        Student id.
    before, now : int
        Points of the automatic checks.
    exercises : tuple of (str, int, int)
        Number of each exercise that changed, with its points before and now.
    """

    student: str
    before: int
    now: int
    exercises: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class MistakeChange:
    """A mistake that more or fewer students make than before."""

    number: str
    exercise: str
    name: str
    before: int
    now: int


@dataclass(frozen=True)
class Changes:
    """A class before its last run and now.

    Attributes
    ----------
    since : datetime or None
        When the run before the last one began, if it is known.
    submissions, means : tuple of two numbers
        Before and now; the mean is in points, over all submissions.
    moved : tuple of Moved
        Sorted by student id.
    new, gone : tuple of str
        Students who have handed in since, and whose submission is there no more.
    mistakes : tuple of MistakeChange
        The greatest change first.
    """

    since: datetime | None
    submissions: tuple[int, int]
    means: tuple[float, float]
    moved: tuple[Moved, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    mistakes: tuple[MistakeChange, ...]

    def of_mistake(self, exercise: str, name: str | None) -> int:
        """Return by how many students a mistake's number has changed."""
        return next(
            (each.now - each.before for each in self.mistakes if (each.exercise, each.name) == (exercise, name)), 0
        )

    @property
    def nothing(self) -> bool:
        """Whether all is as it was."""
        return not (self.moved or self.new or self.gone or self.mistakes)


def changes_in(lesson: Lesson, history: History, handed_in: frozenset[str]) -> Changes | None:
    """Return what the last run has changed, or None if it was the first.

    Parameters
    ----------
    lesson : Lesson
        What was asked.
    history : History
        What the lesson's journal tells.
    handed_in : frozenset of str
        Students whose submission is still there.
    """
    if history.before is None:
        return None
    before = history.before
    now = {student: entry for student, entry in history.now.items() if student in handed_in}
    both = sorted(before.keys() & now.keys())
    return Changes(
        history.since,
        (len(before), len(now)),
        (_mean(before), _mean(now)),
        tuple(
            _moved(lesson, before[student], now[student])
            for student in both
            if before[student].scores != now[student].scores
        ),
        tuple(sorted(now.keys() - before.keys())),
        tuple(sorted(before.keys() - now.keys())),
        _mistakes(lesson, before, now),
    )


def _mean(entries: Mapping[str, Entry]) -> float:
    return sum(entry.score for entry in entries.values()) / len(entries) if entries else 0.0


def _moved(lesson: Lesson, before: Entry, now: Entry) -> Moved:
    pairs = [(each.number, before.scores.get(each.name, 0), now.scores.get(each.name, 0)) for each in lesson.exercises]
    return Moved(now.student, before.score, now.score, tuple(pair for pair in pairs if pair[1] != pair[2]))


def _mistakes(lesson: Lesson, before: Mapping[str, Entry], now: Mapping[str, Entry]) -> tuple[MistakeChange, ...]:
    then, since = _frequencies(before), _frequencies(now)
    numbers = {exercise.name: exercise.number for exercise in lesson.exercises}
    places = {name: place for place, name in enumerate(numbers)}
    changed = [
        MistakeChange(numbers[exercise], exercise, name, then[exercise, name], since[exercise, name])
        for exercise, name in then.keys() | since.keys()
        if exercise in numbers and then[exercise, name] != since[exercise, name]
    ]
    return tuple(sorted(changed, key=lambda each: (-abs(each.now - each.before), places[each.exercise], each.name)))


def _frequencies(entries: Mapping[str, Entry]) -> Counter[tuple[str, str]]:
    return Counter(
        (exercise, name)
        for entry in entries.values()
        for exercise, names in entry.mistakes.items()
        for name in dict.fromkeys(names)
    )
