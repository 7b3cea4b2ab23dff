"""``autograder report``: a class, or the whole term, on one page, from what is recorded; nothing is graded."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder.commands.console import CourseOption, DatabaseOption, course_at, out
from autograder.course.course import Course, CourseError
from autograder.course.whole_files import write_whole
from autograder.exercises import find_lesson
from autograder.exercises.declaration import Lesson

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.engine.grade import Graded

TERM = "term"


def report(
    lesson_name: Annotated[str, typer.Argument(metavar="[LESSON]", help="Which lesson, such as 01-neurons.")] = "",
    term: Annotated[bool, typer.Option("--term", help="All lessons on one page, instead of one.")] = False,
    output: Annotated[
        str,
        typer.Option("--output", metavar="FILE", help="Where to write. Default: reports/LESSON.html in the course."),
    ] = "",
    database: DatabaseOption = "",
    course_folder: CourseOption = "",
) -> None:
    """Write the report on a class, or on the whole term, from the gradebook and the verdicts that are there."""
    if bool(lesson_name) == term:
        raise ValueError("name one lesson, as in `autograder report 01-neurons`, or give --term for all of them")
    lesson = None if term else find_lesson(lesson_name)
    course = course_at(course_folder, database)
    target = _target(output)
    written = write_term_report(course, target) if lesson is None else write_class_report(course, lesson, target)
    out.print(f"report: {written}", markup=False)


def write_class_report(
    course: Course, lesson: Lesson, target: Path | None = None, graded: Sequence[Graded] = ()
) -> Path:
    """Write the report on a lesson and return where it is.

    Parameters
    ----------
    course : Course
        Where the class is kept.
    lesson : Lesson
        What was asked.
    target : Path, optional
        Where to write, if not into the course's ``reports/``.
    graded : sequence of Graded, optional
        What a run has just come to, which then need not be read.
    """
    from autograder.reports.class_report import class_report
    from autograder.reports.graded_lesson import read_lesson

    summary, beyond = read_lesson(course, lesson, graded)
    return _write(course, target, lesson.name, class_report(summary, _now(), beyond))


def write_term_report(course: Course, target: Path | None = None) -> Path:
    """Write the report on all lessons and return where it is; see `write_class_report`."""
    from autograder.reports.term import read_term
    from autograder.reports.term_report import term_report

    return _write(course, target, TERM, term_report(read_term(course), _now()))


def _target(output: str) -> Path | None:
    if not output:
        return None
    target = Path(output).absolute()
    if target.is_dir():
        raise CourseError(f"--output must name a file; {target} is a folder")
    if not target.parent.is_dir():
        raise CourseError(f"--output {target}: the folder {target.parent} does not exist; make it, or name another")
    return target


def _write(course: Course, target: Path | None, name: str, page: str) -> Path:
    if target is None:
        target = course.root / "reports" / f"{name}.html"
        target.parent.mkdir(exist_ok=True)
    write_whole(target, page.encode())
    return target


def _now() -> datetime:
    return datetime.now().astimezone()
