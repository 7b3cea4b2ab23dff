"""``autograder doctor``: whether a machine can build, confine, grade, draw and show, and what to install where not."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from autograder.commands.console import CourseOption, err, out
from autograder.commands.grade import usable_cores
from autograder.course.course import Course
from autograder.doctor.finding import Finding


def doctor(
    html: Annotated[str, typer.Option("--html", metavar="FILE", help="Write the page to a file, too.")] = "",
    course_folder: CourseOption = "",
) -> None:
    """Try what this machine can do for the course; exit code 0 if all that grading needs is there."""
    from autograder.doctor.examination import CHECKS, examination
    from autograder.doctor.machine import Machine
    from autograder.doctor.page import doctor_page, verdict

    course = Course.find(Path(course_folder) if course_folder else None)
    machine = Machine(course.root, usable_cores())
    findings: list[Finding] = []
    with err.status("looking around") as status:
        for number, (title, found) in enumerate(examination(machine), start=1):
            findings += found
            following = CHECKS[number][0] if number < len(CHECKS) else title
            status.update(f"{number} of {len(CHECKS)} done; looking at: {following}")
    out.print(_table(findings))
    for finding in findings:
        if finding.mend:
            out.print(f"  {finding.what}: {finding.mend}", markup=False)
    out.print(verdict(findings), markup=False)
    if html:
        from autograder.course.whole_files import write_whole

        write_whole(Path(html), doctor_page(findings, datetime.now(UTC)).encode())
        out.print(f"page: {html}", markup=False)
    if any(finding.stops_grading for finding in findings):
        raise typer.Exit(1)


def _table(findings: list[Finding]) -> Table:
    table = Table(title="Is this machine fit for the course?", title_justify="left")
    table.add_column("state", no_wrap=True)
    table.add_column("what", overflow="fold")
    table.add_column("found", overflow="fold")
    table.add_column("needed for", no_wrap=True)
    for finding in findings:
        state = f"[{finding.level.color}]{finding.level.word}[/]"
        table.add_row(state, escape(finding.what), escape(finding.words), finding.needed_for)
    return table
