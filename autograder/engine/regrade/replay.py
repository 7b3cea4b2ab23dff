"""Hold a gradebook against the ledger: does it have what the trail says, and if it is an older copy, bring it there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from autograder.engine.regrade.grades import CellGrade, GradeStep, PenaltyStep, Standing, StudentLine, same
from autograder.engine.regrade.ledger import Ledger
from autograder.engine.regrade.runs import LedgerRun, merged
from autograder.engine.regrade.writing import CHANGED_MEANWHILE, holds_old, user

if TYPE_CHECKING:
    from autograder.engine.regrade.grade_table import GradeTable

_REASON = "replayed from the ledger"


@dataclass
class Comparison:
    """A gradebook beside its ledger.

    Attributes
    ----------
    agree : int
        Grades and penalties that are what the trail says.
    behind : list of StudentLine
        Steps that lead from an earlier state of the trail to its end.
    foreign : list of tuple of str
        Student and sentence, where the gradebook has what the trail never said: somebody has changed it since.
    """

    agree: int = 0
    behind: list[StudentLine] = field(default_factory=list)
    foreign: list[tuple[str, str]] = field(default_factory=list)


def compare_with_ledger(runs: Iterable[LedgerRun], standings: Mapping[str, Standing]) -> Comparison:
    """Return how a gradebook agrees with its ledger.

    Automatic scores and penalties are compared. What a person gives on top, scores, extra credit and comments, is no
    business of the ledger.

    Parameters
    ----------
    runs : iterable of LedgerRun
        All runs of the ledger, in order.
    standings : mapping of str to Standing
        The grades as they are, by student.
    """
    found = Comparison()
    lines: dict[str, list[StudentLine]] = {}
    for run in runs:
        for line in filter(lambda line: not line.empty, run.lines):
            lines.setdefault(line.student, []).append(line)
    for student, of_student in lines.items():
        standing = standings.get(student)
        if standing is None:
            found.foreign.append((student, "the gradebook knows of no submission"))
        else:
            _compare_student(found, of_student, standing)
    return found


def replay(ledger: Ledger, table: GradeTable, comparison: Comparison) -> list[tuple[str, str]]:
    """Bring a gradebook to the end of its ledger; return the students of whom nothing was changed, and why.

    The ledger notes who did it. Each student is one transaction.
    """
    problems = []
    with ledger.writing() as writer:
        for line in comparison.behind:
            with table.student(line.student) as rows:
                if rows is None or not holds_old(rows.standing, line):
                    problems.append((line.student, CHANGED_MEANWHILE))
                else:
                    rows.write(line)
        writer.append({"kind": "replay", "who": user(), "students": len(comparison.behind) - len(problems)})
    return problems


def _compare_student(found: Comparison, lines: list[StudentLine], standing: Standing) -> None:
    (whole,) = merged(lines)
    steps = []
    for last in whole.grades:
        now = standing.grades.get(last.cell)
        earlier = [step.old for line in lines for step in line.grades if step.cell == last.cell]
        if _same_automatic(now, last.new):
            found.agree += 1
        elif any(_same_automatic(now, each) for each in earlier):
            steps.append(GradeStep(last.cell, now, _brought_to(now, last.new), _REASON))
        else:
            scores = (now.auto_score if now else None, last.new.auto_score if last.new else None)
            found.foreign.append(
                (whole.student, f"{last.cell} has the automatic score {scores[0]}, the ledger says {scores[1]}")
            )
    penalty = None
    if whole.penalty is not None:
        penalty = _compare_penalty(found, whole.penalty, lines, standing)
    line = StudentLine(whole.student, tuple(steps), penalty)
    found.behind += [line] if not line.empty else []


def _compare_penalty(
    found: Comparison, last: PenaltyStep, lines: list[StudentLine], standing: Standing
) -> PenaltyStep | None:
    if same(standing.penalty, last.new):
        found.agree += 1
    elif any(same(standing.penalty, line.penalty.old) for line in lines if line.penalty):
        return PenaltyStep(standing.penalty, last.new, _REASON)
    else:
        said = f"the late penalty is {standing.penalty}, the ledger says {last.new}"
        found.foreign.append((standing.student, said))
    return None


def _same_automatic(now: CellGrade | None, said: CellGrade | None) -> bool:
    if now is None or said is None:
        return now is said
    return same(now.auto_score, said.auto_score)


def _brought_to(now: CellGrade | None, said: CellGrade | None) -> CellGrade | None:
    """Return what the ledger says, under what a person has given in this gradebook."""
    if now is None or said is None:
        return said
    look = said.needs_manual_grade if same(now.manual_score, said.manual_score) else now.manual_score is not None
    return CellGrade(said.auto_score, now.manual_score, now.extra_credit, look)
