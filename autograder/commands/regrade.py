"""``autograder regrade``: new verdicts on graded work, shown first, applied on confirmation, kept in a ledger."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder.commands.console import (
    CellSecondsOption,
    ClusterOption,
    ConfinementOption,
    CourseOption,
    DatabaseOption,
    FiguresOption,
    UnconfinedOption,
    WorkersOption,
    confinement_from,
    counted,
    course_at,
    out,
)
from autograder.commands.grade import executor_at, usable_cores
from autograder.course.course import Course, CourseError
from autograder.course.whole_files import write_whole
from autograder.engine.limits import Limits
from autograder.engine.local_pool import LocalPool
from autograder.exercises import find_lesson
from autograder.exercises.declaration import Lesson

if TYPE_CHECKING:
    from autograder.engine.regrade.regrade import Regrading
    from autograder.reports.regrade_summary import RegradeSummary

PROPOSED = "This is a proposal: no grade has been changed."


def regrade(
    lesson_name: Annotated[str, typer.Argument(metavar="LESSON", help="Which lesson, such as 01-neurons.")],
    run_number: Annotated[
        int | None, typer.Argument(metavar="[RUN]", help="With --undo: which run, as --history counts them.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Apply without asking.")] = False,
    history: Annotated[bool, typer.Option("--history", help="List the runs of the ledger.")] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help="Take a run back: RUN, or the last regrade that was not undone.")
    ] = False,
    replay: Annotated[
        bool, typer.Option("--replay", help="Hold the gradebook against the ledger; bring an older copy up to it.")
    ] = False,
    workers: WorkersOption = None,
    cell_seconds: CellSecondsOption = 30.0,
    figures: FiguresOption = True,
    cluster: ClusterOption = "",
    database: DatabaseOption = "",
    course_folder: CourseOption = "",
    confinement_name: ConfinementOption = "",
    unconfined: UnconfinedOption = False,
) -> None:
    """Regrade a class after an exercise was changed: show who rises and falls and why, then apply if you agree."""
    lesson = find_lesson(lesson_name)
    if history + undo + replay > 1:
        raise ValueError("--history, --undo and --replay exclude each other; give one of them")
    if run_number is not None and not undo:
        raise ValueError(f"RUN ({run_number}) says what to take back; give it with --undo")
    course = course_at(course_folder, database)
    try:
        if history or undo or replay:
            _from_the_ledger(course, lesson, history, undo, run_number, yes)
            return
        from autograder.engine.regrade.regrade import regrading

        confinement = confinement_from(confinement_name, unconfined)
        executor = executor_at(cluster) if cluster else LocalPool
        limits = Limits(cell_seconds=cell_seconds)
        with regrading(course, lesson, confinement, workers or usable_cores(), limits, executor, figures) as found:
            _propose_and_apply(course, lesson, found, yes)
    except KeyboardInterrupt:
        raise CourseError(
            "stopped; each student's grades are either changed and in the ledger or as they were, "
            "and the same command takes up the rest"
        ) from None


def agreed(question: str, yes: bool, how: str) -> bool:
    """Return whether to go on: told so, or asked at a terminal; elsewhere say how to, and do not.

    Parameters
    ----------
    question : str
        What is asked.
    yes : bool
        Whether the answer was given beforehand.
    how : str
        The command that needs no answer.
    """
    if yes:
        return True
    if sys.stdin.isatty() and out.is_terminal:
        from rich.prompt import Confirm

        try:
            if Confirm.ask(question, console=out, default=False):
                return True
        except EOFError:
            pass
        out.print("Nothing was changed.")
        return False
    out.print(f"Nothing was changed. To go on: {how}", markup=False)
    return False


def _from_the_ledger(
    course: Course, lesson: Lesson, history: bool, undo: bool, run_number: int | None, yes: bool
) -> None:
    from autograder.commands import ledger

    if history:
        ledger.show_history(course, lesson)
    elif undo:
        ledger.undo_run(course, lesson, run_number, yes)
    else:
        ledger.replay_ledger(course, lesson, yes)


def _propose_and_apply(course: Course, lesson: Lesson, regrading: Regrading, yes: bool) -> None:
    from autograder.commands.regrade_tables import print_proposal
    from autograder.engine.regrade.propose import Proposal
    from autograder.reports.regrade_summary import summarise_regrade

    total = len(course.students_who_submitted(lesson.name))
    outcomes = list(counted(regrading.proposals(), f"regrading {lesson.name}", total))
    summary = summarise_regrade(lesson, outcomes, regrading.points)
    page = _write_page(course, summary, PROPOSED)
    print_proposal(summary)
    out.print(f"page: {page}", markup=False)
    to_apply = [each for each in outcomes if isinstance(each, Proposal) and each.applicable]
    if not to_apply:
        out.print("Nothing is different: there is nothing to apply.")
        return
    if not agreed(_question(summary), yes, f"autograder regrade {lesson.name} --yes"):
        return
    done = list(counted(regrading.apply(to_apply), f"applying {lesson.name}", len(to_apply)))
    problems = [(proposal.student, problem) for proposal, problem in done if problem]
    state = f"Applied as run {regrading.run_number}."
    _write_page(course, summary, state)
    out.print(state)
    out.print(f"To take it back: autograder regrade {lesson.name} --undo {regrading.run_number}", markup=False)
    out.print(f"The ledger {course.ledgers / lesson.name}.jsonl ends with {regrading.last_hash}", markup=False)
    if problems:
        raise CourseError("; ".join(f"{student}: {problem}" for student, problem in problems))


def _question(summary: RegradeSummary) -> str:
    if not summary.changed_cells:
        return "No grade changes. Write the new reports where students' feedback is made from?"
    return f"Change {summary.changed_cells} grades of {sum(not each.line.empty for each in summary.all)} students?"


def _write_page(course: Course, summary: RegradeSummary, state: str) -> Path:
    """Write the page, whole or not at all."""
    from autograder.reports.regrade_page import regrade_page

    page = course.root / "reports" / f"{summary.lesson}-regrade.html"
    write_whole(page, regrade_page(summary, state, datetime.now(UTC)).encode())
    return page
