"""The runs that a ledger tells of: who changed which grades when, what undid them, and which was interrupted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from autograder.course.course import CourseError
from autograder.engine.regrade.grades import GradeStep, PenaltyStep, StudentLine
from autograder.engine.regrade.ledger import Entry

REGRADE, UNDO = "regrade", "undo"


@dataclass
class LedgerRun:
    """One run.

    Attributes
    ----------
    number : int
        Counted from 1.
    what : {"regrade", "undo"}
        What it did.
    of : int or None
        The run that it undid.
    when, who : str
        When it began, in UTC, and the user who started it.
    engine, exercises : str
        Fingerprints of what scored.
    lines : list of StudentLine
        The students whose grades it changed, in their order, then those of whom it changed what they read.
    ended : bool
        Whether it came to its end; one that was killed is taken up by the next.
    undone_by : int or None
        The run that undid it.
    """

    number: int
    what: str
    of: int | None
    when: str
    who: str
    engine: str
    exercises: str
    lines: list[StudentLine] = field(default_factory=list)
    ended: bool = False
    undone_by: int | None = None

    @property
    def cells(self) -> int:
        """How many grades it changed."""
        return sum(len(line.grades) for line in self.lines)

    @property
    def students(self) -> int:
        """Of how many students it changed a grade or the penalty."""
        return len({line.student for line in self.lines if not line.empty})

    @property
    def seeds(self) -> list[int]:
        """What the cases were drawn from."""
        return sorted({line.seed for line in self.lines if line.seed is not None})


def runs_in(entries: Iterable[Entry]) -> list[LedgerRun]:
    """Return the runs, in order.

    Parameters
    ----------
    entries : iterable of dict
        The lines of a ledger.
    """
    runs: dict[int, LedgerRun] = {}
    for entry in entries:
        if entry["kind"] == "begin":
            about = {name: entry[name] for name in ("what", "of", "when", "who", "engine", "exercises")}
            runs[entry["run"]] = LedgerRun(entry["run"], **about)
            if entry["what"] == UNDO:
                runs[entry["of"]].undone_by = entry["run"]
        elif entry["kind"] == "grades":
            runs[entry["run"]].lines.append(StudentLine.from_json(entry))
        elif entry["kind"] == "untaken":
            runs[entry["run"]].lines.pop()
        elif entry["kind"] == "end":
            runs[entry["run"]].ended = True
    return list(runs.values())


def find_run(runs: list[LedgerRun], number: int | None) -> LedgerRun:
    """Return the run of that number; without one, the last regrade that was not undone to its end.

    Raises
    ------
    CourseError
        If there is none, or it was undone.
    """
    if not runs:
        raise CourseError("nothing was regraded yet, so there is nothing to undo")
    finished = {run.number for run in runs if run.ended}
    if number is None:
        open_to_undo = [run for run in runs if run.what == REGRADE and run.undone_by not in finished]
        if not open_to_undo:
            raise CourseError("every regrade was undone already; --history lists them")
        return open_to_undo[-1]
    found = next((run for run in runs if run.number == number), None)
    if found is None:
        raise CourseError(f"there is no run {number}: --history lists runs 1 to {runs[-1].number}")
    if found.undone_by in finished:
        raise CourseError(
            f"run {number} was undone by run {found.undone_by}; to do it again, undo run {found.undone_by}"
        )
    return found


def merged(lines: Iterable[StudentLine]) -> list[StudentLine]:
    """Return one line for each student, from the first old to the last new of each grade."""
    found: dict[str, StudentLine] = {}
    for line in lines:
        found[line.student] = _joined(found[line.student], line) if line.student in found else line
    return list(found.values())


def _joined(first: StudentLine, second: StudentLine) -> StudentLine:
    steps = {step.cell: step for step in first.grades}
    for step in second.grades:
        old = steps[step.cell].old if step.cell in steps else step.old
        steps[step.cell] = GradeStep(step.cell, old, step.new, step.reason)
    penalty = second.penalty or first.penalty
    if first.penalty and second.penalty:
        penalty = PenaltyStep(first.penalty.old, second.penalty.new, second.penalty.reason)
    verdicts = (first.verdicts[0], second.verdicts[1])
    return StudentLine(first.student, tuple(steps.values()), penalty, second.seed, verdicts)
