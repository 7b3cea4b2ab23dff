"""``autograder build``: the student notebooks from the instructor scripts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.commands.console import CourseOption, fail, out
from autograder.course.course import Course
from autograder.exercises import LESSONS


def build(
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail if a committed notebook is not what its script builds.")
    ] = False,
    solutions: Annotated[
        str, typer.Option("--solutions", metavar="DIR", help="Write the executed solution notebooks to DIR.")
    ] = "",
    course_folder: CourseOption = "",
) -> None:
    """Build the student notebooks from the instructor scripts, and register them in the gradebook."""
    from autograder.course.build import build_lesson, stale_notebooks, write_solutions

    course = Course.find(Path(course_folder) if course_folder else None)
    if check and solutions:
        raise ValueError("--check writes nothing and --solutions writes notebooks; give one of them")
    if check:
        reasons = stale_notebooks(course)
        for reason in reasons:
            fail(f"{reason}; run `autograder build` and commit the result")
        if reasons:
            raise typer.Exit(1)
        out.print(f"{len(LESSONS)} notebooks are what their scripts build")
    elif solutions:
        for path in write_solutions(course, list(LESSONS.values()), Path(solutions)):
            out.print(f"executed {path}")
    else:
        for lesson in LESSONS.values():
            out.print(f"built {build_lesson(course, lesson)}")
