"""A regrade in numbers: who rises, who falls, who stays, by exercise and by reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autograder.engine.regrade.propose import NotRegraded, Proposal
from autograder.exercises.declaration import Lesson


@dataclass(frozen=True)
class CellSummary:
    """What becomes of one graded cell in the class: how many students gain points in it, lose some, or keep theirs."""

    name: str
    number: str
    rise: int
    fall: int
    stay: int


@dataclass(frozen=True)
class Reason:
    """Why the grade of a cell changes, and of whom."""

    cell: str
    number: str
    reason: str
    students: tuple[str, ...]


@dataclass(frozen=True)
class RegradeSummary:
    """A regrade before or after it was applied.

    Attributes
    ----------
    lesson : str
        The lesson's name.
    points : float
        Points that could be earned, by the gradebook.
    rise, fall, stay : tuple of Proposal
        The students by what becomes of their total, the largest change first.
    cells : tuple of CellSummary
        Those that change for anybody, in the order of the lesson.
    reasons : tuple of Reason
        In the order of the lesson, the most frequent first.
    aside : tuple of NotRegraded
        Who keeps the grades that there are, for a reason of its own.
    graded : tuple of str
        All graded cells, in the order of the lesson, and those that are no exercise after them.
    """

    lesson: str
    points: float
    rise: tuple[Proposal, ...]
    fall: tuple[Proposal, ...]
    stay: tuple[Proposal, ...]
    cells: tuple[CellSummary, ...]
    reasons: tuple[Reason, ...]
    aside: tuple[NotRegraded, ...]
    graded: tuple[str, ...]

    @property
    def all(self) -> tuple[Proposal, ...]:
        """Everybody who was regraded, by student id."""
        return tuple(sorted((*self.rise, *self.fall, *self.stay), key=lambda each: each.student))

    @property
    def changed_cells(self) -> int:
        """How many grades change, those under a person's score included."""
        return sum(len(each.line.grades) for each in self.all)

    @property
    def marked(self) -> tuple[Proposal, ...]:
        """Those with a person's score over an automatic one that changes."""
        return tuple(each for each in self.all if each.marked)

    @property
    def same_points(self) -> tuple[Proposal, ...]:
        """Those whose grades all stay, and whose reports differ."""
        return tuple(each for each in self.all if each.line.empty and each.why)


def summarise_regrade(lesson: Lesson, outcomes: Sequence[Proposal | NotRegraded], points: float) -> RegradeSummary:
    """Return a regrade in numbers; the order of the outcomes plays no part.

    Parameters
    ----------
    lesson : Lesson
        What was regraded.
    outcomes : sequence of Proposal or NotRegraded
        What became of each student.
    points : float
        Points that could be earned, by the gradebook.
    """
    ordered = sorted(outcomes, key=lambda each: each.student)
    proposals = [each for each in ordered if isinstance(each, Proposal)]
    largest_first = sorted(proposals, key=lambda each: -abs(each.change))
    numbers = {exercise.name: exercise.number for exercise in lesson.exercises}
    return RegradeSummary(
        lesson.name,
        points,
        tuple(each for each in largest_first if each.change > 0),
        tuple(each for each in largest_first if each.change < 0),
        tuple(each for each in proposals if each.change == 0),
        _cells(numbers, proposals),
        _reasons(numbers, proposals),
        tuple(each for each in ordered if isinstance(each, NotRegraded)),
        tuple(_in_order(numbers, {name for each in proposals for name in each.after.grades})),
    )


def _cells(numbers: dict[str, str], proposals: Sequence[Proposal]) -> tuple[CellSummary, ...]:
    changes: dict[str, list[float]] = {}
    for proposal in proposals:
        for step in proposal.line.grades:
            before, after = (grade.score if grade else 0.0 for grade in (step.old, step.new))
            changes.setdefault(step.cell, []).append(after - before)
    found = []
    for name in _in_order(numbers, changes):
        rise, fall = (sum(1 for each in changes[name] if sign * each > 0) for sign in (1, -1))
        found.append(CellSummary(name, numbers.get(name, ""), rise, fall, len(proposals) - rise - fall))
    return tuple(found)


def _reasons(numbers: dict[str, str], proposals: Sequence[Proposal]) -> tuple[Reason, ...]:
    students: dict[tuple[str, str], list[str]] = {}
    for proposal in proposals:
        for step in proposal.line.grades:
            students.setdefault((step.cell, step.reason), []).append(proposal.student)
    places = {name: place for place, name in enumerate(_in_order(numbers, {cell for cell, _ in students}))}
    ordered = sorted(students, key=lambda each: (places[each[0]], -len(students[each])))
    return tuple(Reason(cell, numbers.get(cell, ""), why, tuple(students[cell, why])) for cell, why in ordered)


def _in_order(numbers: dict[str, str], cells: Iterable[str]) -> list[str]:
    """Return cells in the order of the lesson's exercises, and those that are none after them."""
    order = list(numbers)
    return sorted(cells, key=lambda cell: (order.index(cell) if cell in numbers else len(order), cell))
