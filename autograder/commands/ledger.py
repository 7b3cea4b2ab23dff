"""What `autograder regrade` does with a ledger alone: list its runs, undo one, hold the gradebook against it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.text import Text

from autograder.commands.console import counted, out
from autograder.commands.regrade import agreed
from autograder.commands.regrade_tables import print_history
from autograder.course.course import Course, CourseError
from autograder.course.gradebook import opened_gradebook
from autograder.course.journal import Journal
from autograder.engine.regrade.ledger import Ledger
from autograder.engine.regrade.replay import Comparison, compare_with_ledger, replay
from autograder.engine.regrade.runs import find_run, runs_in
from autograder.engine.regrade.undo import propose_undo, undo
from autograder.engine.regrade.writing import interrupted
from autograder.exercises.declaration import Lesson

if TYPE_CHECKING:
    from autograder.engine.record import Recorder
    from autograder.engine.regrade.grade_table import GradeTable

_SHOWN = 20


def show_history(course: Course, lesson: Lesson) -> None:
    """Print the runs of a lesson's ledger."""
    runs = runs_in(Ledger(course.ledgers, lesson.name).entries())
    if not runs:
        out.print(f"{lesson.name} was never regraded.")
        return
    print_history(runs)
    if interrupted(runs):
        out.print(f"Run {runs[-1].number} was interrupted; the same command again takes up the rest.")


def undo_run(course: Course, lesson: Lesson, number: int | None, yes: bool) -> None:
    """Show what taking a run back changes, and do it on confirmation.

    Raises
    ------
    CourseError
        If there is no such run, or somebody has changed grades since: these stay, and the sentence names them.
    """
    run = find_run(runs_in(Ledger(course.ledgers, lesson.name).entries()), number)
    with _opened(course, lesson) as (recorder, table):
        lines, refused = propose_undo(run, table.standings(), Journal.of(course, lesson.name).read())
        for each in refused:
            out.print(Text(f"stays: {each.student}: {each.reason}"))
        if not lines and refused:
            raise CourseError(
                f"nothing of run {run.number} can be undone: {_changed_since([e.student for e in refused])}"
            )
        changing = [line for line in lines if not line.empty]
        said = f"{sum(len(line.grades) for line in changing)} grades of {len(changing)} students go back"
        if len(lines) > len(changing):
            said += f"; so does what {len(lines) - len(changing)} more read"
        out.print(f"Run {run.number} ({run.what}, {run.when}, {run.who}): {said}.", markup=False)
        how = f"autograder regrade {lesson.name} --undo {run.number} --yes"
        if not agreed("Take it back?", yes, how):
            return
        done = list(counted(undo(course, lesson, recorder, run, lines), f"undoing run {run.number}", len(lines)))
    unread = sum(not written and not problem for _, problem, written in done)
    if unread:
        out.print(
            f"{unread} feedback pages stay as run {run.number} made them: no verdict from before is kept on what is "
            "handed in now."
        )
    problems = [f"{line.student}: {problem}" for line, problem, _ in done if problem]
    undone = sum(not problem and not line.empty for line, problem, _ in done)
    out.print(f"{undone} students have the grades from before run {run.number}.")
    if refused:
        problems.append(_changed_since([each.student for each in refused]))
    if problems:
        raise CourseError("; ".join(problems))


def replay_ledger(course: Course, lesson: Lesson, yes: bool) -> None:
    """Say whether the gradebook holds what the ledger says; bring an older copy there on confirmation.

    Raises
    ------
    CourseError
        If the gradebook does not hold what the ledger says in the end.
    """
    ledger = Ledger(course.ledgers, lesson.name)
    runs = runs_in(ledger.entries())
    if not runs:
        raise CourseError(f"there is no ledger of {lesson.name} at {ledger.file}: it was never regraded")
    with _opened(course, lesson) as (_, table):
        found = compare_with_ledger(runs, table.standings())
        _print_comparison(found)
        behind = sum(len(line.grades) + (line.penalty is not None) for line in found.behind)
        problems = [f"{student}: {said}" for student, said in found.foreign[:_SHOWN]]
        if found.behind:
            question = f"Bring {behind} grades of {len(found.behind)} students to where the ledger ends?"
            if agreed(question, yes, f"autograder regrade {lesson.name} --replay --yes"):
                problems += [f"{student}: {said}" for student, said in replay(ledger, table, found)]
                out.print(f"{behind} grades are where the ledger ends.")
            else:
                problems.append(f"{behind} grades are older than the ledger")
    if problems:
        raise CourseError(f"the gradebook does not hold what the ledger says: {'; '.join(problems)}")


def _print_comparison(found: Comparison) -> None:
    out.print(f"{found.agree} grades and penalties are what the ledger says.")
    for line in found.behind[:_SHOWN]:
        out.print(Text(f"older than the ledger: {line.student}: {', '.join(step.cell for step in line.grades)}"))
    if len(found.behind) > _SHOWN:
        out.print(f"… and {len(found.behind) - _SHOWN} more students")
    if len(found.foreign) > _SHOWN:
        out.print(f"{len(found.foreign)} grades are none that the ledger knows")


def _changed_since(students: list[str]) -> str:
    names = ", ".join(students[:_SHOWN]) + (f" and {len(students) - _SHOWN} more" if len(students) > _SHOWN else "")
    return f"somebody has changed grades since, and they stay as they are: {names}"


@contextmanager
def _opened(course: Course, lesson: Lesson) -> Iterator[tuple[Recorder, GradeTable]]:
    with opened_gradebook(course):
        pass  # one that is missing is not to be made
    from autograder.engine.record import Recorder
    from autograder.engine.regrade.grade_table import GradeTable

    with Recorder(course.nbgrader(), lesson.name) as recorder:
        yield recorder, GradeTable(recorder.gradebook, lesson.name)
