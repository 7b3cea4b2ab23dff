"""A student's grades as the gradebook has them, and the steps from old to new that a ledger keeps. Plain data."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any


def same(a: float | None, b: float | None) -> bool:
    """Return whether two numbers of points are the same; no points given equal only no points given.

    Examples
    --------
    >>> same(0.1 + 0.2, 0.3), same(None, None), same(None, 0.0)
    (True, True, False)
    """
    if a is None or b is None:
        return a is b
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)


@dataclass(frozen=True)
class CellGrade:
    """The grade of one cell; see `nbgrader.api.Grade`. Scores are in points, None where there is none."""

    auto_score: float | None
    manual_score: float | None = None
    extra_credit: float | None = None
    needs_manual_grade: bool = False

    @property
    def score(self) -> float:
        """What it counts, as nbgrader adds it up: a person's score before the automatic one, and extra credit."""
        given = self.auto_score if self.manual_score is None else self.manual_score
        return 0.0 if given is None else given + (self.extra_credit or 0.0)

    def same_points(self, other: CellGrade | None) -> bool:
        """Return whether another grade gives the same points, whether or not somebody is to look at it."""
        return other is not None and all(
            same(mine, its)
            for mine, its in (
                (self.auto_score, other.auto_score),
                (self.manual_score, other.manual_score),
                (self.extra_credit, other.extra_credit),
            )
        )


@dataclass(frozen=True)
class Standing:
    """What the gradebook says of one student's notebook.

    Attributes
    ----------
    student : str
        nbgrader's student id.
    grades : mapping of str to CellGrade
        By the name of the cell.
    penalty : float or None
        Points taken off for lateness.
    seconds_late : float
        How late it was handed in; 0 if it was not.
    """

    student: str
    grades: Mapping[str, CellGrade]
    penalty: float | None = None
    seconds_late: float = 0.0

    @property
    def score(self) -> float:
        """Points of all cells, before the penalty."""
        return sum(grade.score for grade in self.grades.values())

    @property
    def automatic(self) -> float:
        """Points that the automatic scores alone come to: the score before a person has looked."""
        return sum(grade.auto_score or 0.0 for grade in self.grades.values())

    @property
    def total(self) -> float:
        """Points after the penalty, never below 0."""
        return max(0.0, self.score - (self.penalty or 0.0))

    def after(self, line: StudentLine) -> Standing:
        """Return what it is when the steps of a line have been taken."""
        grades = {**self.grades, **{step.cell: step.new for step in line.grades}}
        kept = {cell: grade for cell, grade in grades.items() if grade is not None}
        return replace(self, grades=kept, penalty=line.penalty.new if line.penalty else self.penalty)


@dataclass(frozen=True)
class GradeStep:
    """One grade's way from old to new, and why; None where the gradebook has no row for it."""

    cell: str
    old: CellGrade | None
    new: CellGrade | None
    reason: str


@dataclass(frozen=True)
class PenaltyStep:
    """A late penalty's way from old to new, in points, and why."""

    old: float | None
    new: float | None
    reason: str


@dataclass(frozen=True)
class StudentLine:
    """What one line of the ledger says: the steps of one student's grades, which are taken together or not at all.

    It may have no steps: then only what the student reads has changed, which the verdicts tell.

    Attributes
    ----------
    student : str
        nbgrader's student id.
    grades : tuple of GradeStep
        Each changed cell once.
    penalty : PenaltyStep or None
        None if the penalty stays.
    seed : int or None
        What the cases of the new verdict were drawn from.
    verdicts : tuple of str or None
        Keys of the verdicts before and after; None where one is not known.
    """

    student: str
    grades: tuple[GradeStep, ...]
    penalty: PenaltyStep | None = None
    seed: int | None = None
    verdicts: tuple[str | None, str | None] = (None, None)

    @property
    def empty(self) -> bool:
        """Whether it changes no grade and no penalty."""
        return not self.grades and self.penalty is None

    def to_json(self) -> dict[str, Any]:
        """Return the line as JSON data."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> StudentLine:
        """Return the line that `to_json` described; other keys are passed over."""
        steps = tuple(
            GradeStep(step["cell"], _grade(step["old"]), _grade(step["new"]), step["reason"]) for step in data["grades"]
        )
        penalty = PenaltyStep(**data["penalty"]) if data["penalty"] else None
        before, after = data["verdicts"]
        return cls(data["student"], steps, penalty, data["seed"], (before, after))


def _grade(data: Mapping[str, Any] | None) -> CellGrade | None:
    return None if data is None else CellGrade(**data)
