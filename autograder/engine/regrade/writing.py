"""One run as it changes grades: a student at a time, written to the ledger before the gradebook keeps it."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from autograder.engine.regrade.grades import Standing, StudentLine, same
from autograder.engine.regrade.ledger import Ledger, LedgerWriter
from autograder.engine.regrade.runs import REGRADE, LedgerRun, runs_in
from autograder.engine.verdict import engine_version, exercises_version

if TYPE_CHECKING:
    from autograder.engine.regrade.grade_table import GradeTable

CHANGED_MEANWHILE = "somebody changed these grades a moment ago; nothing of this student was changed"


def _nothing() -> None:
    pass


class WritingRun:
    """A run that changes grades; `writing_run` begins and ends it."""

    def __init__(self, number: int, writer: LedgerWriter, table: GradeTable) -> None:
        self.number = number
        self._writer, self._table = writer, table

    @property
    def last_hash(self) -> str:
        """The hash that the ledger ends with."""
        return self._writer.last_hash

    def take(self, line: StudentLine, files: Callable[[], None] = _nothing) -> str:
        """Take the steps of one student's line: all, or none.

        The ledger has the line before the gradebook keeps the change. Killed in between, the next run finds the line
        and the old grades, and notes that its steps were not taken.

        Parameters
        ----------
        line : StudentLine
            What changes; the gradebook must hold its old grades.
        files : callable
            Writes the student's files, before anything else is kept.

        Returns
        -------
        str
            Why nothing was changed, in one sentence; empty if all was.
        """
        with self._table.student(line.student) as rows:
            if rows is None or not holds_old(rows.standing, line):
                return CHANGED_MEANWHILE
            rows.write(line)
            files()
            self._writer.append({"kind": "grades", "run": self.number, **line.to_json()})
        return ""


@contextmanager
def writing_run(ledger: Ledger, table: GradeTable, what: str = REGRADE, of: int | None = None) -> Iterator[WritingRun]:
    """Begin a run, or take up the one that was interrupted if it was of the same kind; end it if nothing failed."""
    with ledger.writing() as writer:
        about = {"what": what, "of": of, **fingerprints(ledger.lesson)}
        number = _taken_up(writer, table, about)
        if number is None:
            number = max((run.number for run in runs_in(writer.entries)), default=0) + 1
            writer.append({"kind": "begin", "run": number, "who": user(), "lesson": ledger.lesson, **about})
        yield WritingRun(number, writer, table)
        writer.append({"kind": "end", "run": number})


def fingerprints(lesson: str) -> dict[str, str]:
    """Return what the scores of a lesson come from: the engine's fingerprint and the exercises'."""
    return {"engine": engine_version(), "exercises": exercises_version(lesson)}


def user() -> str:
    """Return who runs this process, by name where it has one."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return f"user {os.getuid()}"


def interrupted(runs: list[LedgerRun]) -> LedgerRun | None:
    """Return the run that did not come to its end; only the last one can be such."""
    return runs[-1] if runs and not runs[-1].ended else None


def _taken_up(writer: LedgerWriter, table: GradeTable, about: dict[str, str | int | None]) -> int | None:
    """Return the number of the interrupted run if it was about the same, else close it.

    Killed between ledger and gradebook, it has left a line whose steps were not taken: the ledger then says so.
    """
    run = interrupted(runs_in(writer.entries))
    if run is None:
        return None
    if run.lines:
        line = run.lines[-1]
        with table.student(line.student) as rows:
            untaken = rows is not None and holds_old(rows.standing, line) and not holds_new(rows.standing, line)
        if untaken:
            writer.append({"kind": "untaken", "run": run.number, "student": line.student})
    if all(getattr(run, name) == value for name, value in about.items()):
        return run.number
    writer.append({"kind": "end", "run": run.number, "interrupted": True})
    return None


def holds_old(standing: Standing, line: StudentLine) -> bool:
    """Return whether the grades are those from which a line's steps start."""
    grades = all(standing.grades.get(step.cell) == step.old for step in line.grades)
    return grades and (line.penalty is None or same(standing.penalty, line.penalty.old))


def holds_new(standing: Standing, line: StudentLine) -> bool:
    """Return whether the grades are those to which a line's steps lead."""
    grades = all(standing.grades.get(step.cell) == step.new for step in line.grades)
    return grades and (line.penalty is None or same(standing.penalty, line.penalty.new))
