"""``autograder similarity``: which answers are alike, on a page for a person who decides what it means."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from autograder.commands.console import CourseOption, out
from autograder.course.course import Course, CourseError
from autograder.exercises import find_lesson


def similarity(
    lesson_name: Annotated[str, typer.Argument(metavar="LESSON", help="Which lesson, such as 01-neurons.")],
    output: Annotated[
        str,
        typer.Option("--output", metavar="FILE", help="Where the page goes. Default: reports/LESSON-similarity.html."),
    ] = "",
    threshold: Annotated[
        float, typer.Option("--threshold", help="How alike two answers must be to be shown, above 0 and at most 1.")
    ] = 0.5,
    common: Annotated[
        float,
        typer.Option(
            "--common",
            help="What more than this part of the class wrote is left out, 0 to 1; never what eight or fewer wrote, if "
            "they are at most a third of it.",
        ),
    ] = 0.1,
    course_folder: CourseOption = "",
) -> None:
    """Compare the code that a class has submitted, and show what is alike. It accuses nobody and changes no grade."""
    lesson = find_lesson(lesson_name)
    if not 0 < threshold <= 1:
        raise ValueError(f"--threshold must lie above 0 and be at most 1, such as 0.5; got {threshold}")
    if not 0 <= common <= 1:
        raise ValueError(f"--common must lie between 0 and 1, such as 0.1; got {common}")
    course = Course.find(Path(course_folder) if course_folder else None)
    page = Path(output).resolve() if output else course.root / "reports" / f"{lesson.name}-similarity.html"
    if page.is_dir():
        raise ValueError(f"--output must name a file, such as {page / 'similarity.html'}; {page} is a folder")
    if output and not page.parent.is_dir():
        raise ValueError(f"--output names a file in {page.parent}, which is no folder; make it first")
    try:
        _compare(course, lesson_name, threshold, common, page)
    except KeyboardInterrupt:
        raise CourseError("stopped: no page was written, and nothing else was touched") from None


def _compare(course: Course, lesson_name: str, threshold: float, common: float, page: Path) -> None:
    from autograder.course.whole_files import write_whole
    from autograder.reports.similarity_page import similarity_page
    from autograder.similarity.search import search

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=out) as progress:
        tasks = {what: progress.add_task(what, total=None) for what in ("reading", "comparing")}
        findings = search(
            course,
            find_lesson(lesson_name),
            threshold,
            common,
            lambda what, done, total: progress.update(tasks[what], completed=done, total=total),
        )
    write_whole(page, similarity_page(findings, datetime.now().astimezone()).encode())
    out.print(
        f"{len(findings.students)} submissions compared: {len(findings.pairs)} pairs of students and "
        f"{len(findings.with_sources)} students beside a source are alike in something unusual"
    )
    out.print("That says what is alike, not why: honest work may be, and a person decides.")
    out.print(f"page: {page}", markup=False)
