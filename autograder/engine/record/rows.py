"""The rows that one submission has in nbgrader's gradebook, and what is to be written to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from nbgrader.api import new_uuid

_Changes = tuple[list[dict[str, Any]], list[dict[str, Any]]]


@dataclass
class GradeRow:
    """One grade: its id (None if it is yet to be made), a person's score, its cell, the points it is worth."""

    id: str | None
    manual_score: float | None
    cell: str
    points: float
    auto_score: float | None = None
    needs_manual_grade: bool = True
    is_set: bool = False

    def set(self, auto_score: float | None) -> None:
        """Give the automatic score. Without one a person must look, and also where a person has scored before."""
        self.auto_score, self.is_set = auto_score, True
        self.needs_manual_grade = auto_score is None or self.manual_score is not None

    def set_missing(self) -> None:
        """Give no points, because nothing was handed in."""
        self.auto_score, self.needs_manual_grade, self.is_set = 0.0, False, True


@dataclass
class CommentRow:
    """One comment: its id (None if it is yet to be made), its cell, and nbgrader's automatic text."""

    id: str | None
    cell: str
    text: str | None = None
    is_set: bool = False

    def set(self, text: str | None) -> None:
        """Give the automatic text."""
        self.text, self.is_set = text, True


class SubmissionRows:
    """The rows of one submission while its transaction is open.

    Parameters
    ----------
    notebooks : dict
        By the notebook's name: the id of its row, its grades and its comments by the name of their cell.
    seconds_late : float
        How late it was handed in; 0 if it was not.
    score : callable
        Writes what was set so far, and returns a notebook's score by its row's id.
    """

    def __init__(
        self,
        notebooks: dict[str, tuple[str, dict[str, GradeRow], dict[str, CommentRow]]],
        seconds_late: float,
        score: Callable[[str, SubmissionRows], float],
    ) -> None:
        self._notebooks = notebooks
        self.seconds_late = seconds_late
        self._score = score
        self._penalties: dict[str, float | None] = {}

    def grade(self, notebook: str, name: str) -> GradeRow:
        """Return the grade of a cell; raises `KeyError` if the release has no such graded cell."""
        return self._notebooks[notebook][1][name]

    def comment(self, notebook: str, name: str) -> CommentRow:
        """Return the comment on a cell; raises `KeyError` if the release has no such cell to write in."""
        return self._notebooks[notebook][2][name]

    def set_missing(self, notebook: str) -> None:
        """Give no points for a notebook that was not handed in, or cannot be read."""
        for grade in self._notebooks[notebook][1].values():
            grade.set_missing()

    def score(self, notebook: str) -> float:
        """Return a notebook's score as the gradebook adds it up, a person's scores and extra credit included."""
        return self._score(self._notebooks[notebook][0], self)

    def set_penalty(self, notebook: str, penalty: float | None) -> None:
        """Give the penalty for a late submission."""
        self._penalties[self._notebooks[notebook][0]] = penalty

    def penalty_changes(self) -> list[dict[str, Any]]:
        """Return the rows of submitted notebooks that change."""
        return [{"id": row, "late_submission_penalty": penalty} for row, penalty in self._penalties.items()]

    def grade_changes(self) -> _Changes:
        """Return the grades to be made and those that change; what is returned counts as written."""
        changes: _Changes = ([], [])
        for row, grades, _ in self._notebooks.values():
            for grade in grades.values():
                scored = {"auto_score": grade.auto_score, "needs_manual_grade": grade.needs_manual_grade}
                _collect(changes, grade, row, scored)
        return changes

    def comment_changes(self) -> _Changes:
        """Return the comments to be made and those that change; what is returned counts as written."""
        changes: _Changes = ([], [])
        for row, _, comments in self._notebooks.values():
            for comment in comments.values():
                _collect(changes, comment, row, {"auto_comment": comment.text})
        return changes


def _collect(changes: _Changes, row: GradeRow | CommentRow, notebook: str, values: dict[str, Any]) -> None:
    if row.id is None:
        row.id = new_uuid()
        changes[0].append({"id": row.id, "cell_id": row.cell, "notebook_id": notebook, **values})
    elif row.is_set:
        changes[1].append({"id": row.id, **values})
    row.is_set = False
