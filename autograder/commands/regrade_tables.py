"""What `autograder regrade` prints: who rises and falls, by exercise and why; and the runs of a ledger."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from autograder.commands.console import out
from autograder.engine.regrade.propose import Proposal
from autograder.engine.regrade.runs import LedgerRun
from autograder.reports.regrade_page import points, signed, step_scores
from autograder.reports.regrade_summary import RegradeSummary

_STUDENTS_SHOWN, _NAMES_SHOWN = 40, 8
_WIDEST = 240


def print_proposal(summary: RegradeSummary) -> None:
    """Print who rises, who falls, and why."""
    changed = [each for each in (*summary.fall, *summary.rise, *summary.stay) if not each.line.empty]
    if changed:
        # Numbers must come out whole where the output is narrow.
        out.print(_students(summary, changed[:_STUDENTS_SHOWN]), width=max(out.width, _WIDEST))
        if len(changed) > _STUDENTS_SHOWN:
            out.print(f"… and {len(changed) - _STUDENTS_SHOWN} more students, on the page")
    for reason in summary.reasons:
        where = f"{reason.number} {reason.cell}".strip()
        out.print(Text(f"{where}: {reason.reason}\n    {_names(reason.students)}"))
    for each in changed:
        if each.line.penalty:
            step = each.line.penalty
            out.print(Text(f"{each.student}: late penalty {points(step.old)} → {points(step.new)}: {step.reason}"))
    for kept in summary.aside:
        out.print(Text(f"not regraded: {kept.student}: {kept.reason}"))
    counts = f"{len(summary.rise)} rise, {len(summary.fall)} fall, {len(summary.stay)} stay"
    out.print(
        f"{counts}; {len(summary.marked)} under a person's score, {len(summary.same_points)} with another report only"
    )


def print_history(runs: Sequence[LedgerRun]) -> None:
    """Print the runs of a ledger, the first one first."""
    for run in runs:
        what = f"undo of run {run.of}" if run.of else run.what
        state = f"undone by run {run.undone_by}" if run.undone_by else "" if run.ended else "interrupted"
        said = [f"{run.cells} grades of {run.students} students", _seeds(run), state]
        out.print(Text(f"run {run.number}: {what}, {run.when}, {run.who}: {'; '.join(filter(None, said))}"))
        out.print(Text(f"    engine {run.engine}, exercises {run.exercises}"))


def _students(summary: RegradeSummary, shown: Sequence[Proposal]) -> Table:
    table = Table(title=f"{summary.lesson}: points before and after", title_justify="left")
    for heading in ("student", "before", "after", "change"):
        table.add_column(heading, no_wrap=True, justify="left" if heading == "student" else "right")
    for cell in summary.cells:
        table.add_column(cell.number or cell.name, no_wrap=True, justify="right")
    for each in shown:
        steps = {step.cell: step_scores(step) for step in each.line.grades}
        totals = (points(each.before.total), points(each.after.total), signed(each.change))
        by_cell = (steps.get(cell.name, "") for cell in summary.cells)
        table.add_row(Text(each.student), *totals, *by_cell)
    return table


def _seeds(run: LedgerRun) -> str:
    if not run.seeds:
        return ""
    more = f" and {len(run.seeds) - 2} more" if len(run.seeds) > 2 else ""
    return f"seed {', '.join(map(str, run.seeds[:2]))}{more}"


def _names(students: Sequence[str]) -> str:
    more = f" and {len(students) - _NAMES_SHOWN} more" if len(students) > _NAMES_SHOWN else ""
    return f"{len(students)}: {', '.join(students[:_NAMES_SHOWN])}{more}"
