"""``autograder intake``: from an export of Canvas, Moodle or Gradescope to a folder for each student."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from autograder.commands.console import CourseOption, out
from autograder.course.course import Course, CourseError
from autograder.exercises import LESSONS, find_lesson

if TYPE_CHECKING:
    from autograder.intake.outcome import Intake


def intake(
    archive: Annotated[str, typer.Argument(metavar="ARCHIVE", help="The zip file, or the folder it was unpacked to.")],
    lesson_name: Annotated[str, typer.Argument(metavar="LESSON", help="Which lesson, such as 01-neurons.")],
    roster_file: Annotated[
        str,
        typer.Option(
            "--roster",
            metavar="CSV",
            help="Who is in the course. Default: the course's roster.csv, else the gradebook's students.",
        ),
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Change nothing; tell what would be done.")] = False,
    report: Annotated[
        str,
        typer.Option(
            "--report",
            metavar="FILE",
            help="Where the report goes, a page if it ends in .html, else text. Default: reports/LESSON-intake.html.",
        ),
    ] = "",
    course_folder: CourseOption = "",
) -> None:
    """Take in submissions as Canvas, Moodle or Gradescope export them, or from one folder for each student."""
    from autograder.course.roster import roster_for
    from autograder.intake.take_in import take_in
    from autograder.reports.intake_report import needing_a_look

    lesson = find_lesson(lesson_name)
    course = Course.find(Path(course_folder) if course_folder else None)
    roster = roster_for(course, Path(roster_file) if roster_file else None)
    target = Path(report) if report else None
    if target is None and not dry_run:
        target = course.root / "reports" / f"{lesson.name}-intake.html"

    columns = (TextColumn("reading submissions"), BarColumn(), MofNCompleteColumn())
    try:
        with Progress(*columns, console=out, transient=True) as progress:
            task = progress.add_task("", total=None)
            done = take_in(
                course,
                lesson.name,
                Path(archive),
                roster,
                list(LESSONS),
                dry_run,
                lambda read, of: progress.update(task, completed=read, total=of),
                lambda intake: _write(target, intake) if target else None,
            )
    except KeyboardInterrupt:
        raise CourseError("stopped: nothing was filed; run the command again") from None
    for line in needing_a_look(done):
        _say(f"  {line}")
    _say(("a trial, nothing was changed: " if dry_run else "") + done.summary())
    if done.absent:
        _say(f"nothing on file from {len(done.absent)} of {len(roster.students)} students in the roster")
    if target:
        _say(f"report: {target}")
    if done.outcomes and all(not outcome.student for outcome in done.outcomes):
        raise CourseError(
            f"nothing in {archive} could be placed: is {roster.source} the roster of this course, and "
            f"{lesson.name} the lesson?"
        )


def _say(line: str) -> None:
    from autograder.intake.safe_names import shown

    out.print(shown(line), markup=False)


def _write(target: Path, intake: Intake) -> None:
    """Write the report whole, or not at all."""
    from autograder.course.whole_files import write_whole
    from autograder.reports.intake_report import intake_page, intake_text

    page = target.suffix.casefold() in (".html", ".htm")
    text = intake_page(intake) if page else intake_text(intake)
    write_whole(target, text.encode(errors="replace"))
