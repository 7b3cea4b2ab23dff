"""``autograder grade``: a class, with a progress bar, a line for whatever needs a look, and a report."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from autograder.commands.console import ConfinementOption, CourseOption, UnconfinedOption, confinement_from, out
from autograder.commands.report import write_class_report
from autograder.course.course import Course
from autograder.course.database import require_database, shown
from autograder.course.places import GRADEBOOK
from autograder.engine.confinement import Confinement
from autograder.engine.executors import Executor
from autograder.engine.grade import Graded, grade_class
from autograder.engine.limits import Limits
from autograder.engine.local_pool import LocalPool
from autograder.engine.task import Setting
from autograder.exercises import find_lesson
from autograder.exercises.declaration import Lesson


def grade(
    lesson_name: Annotated[str, typer.Argument(metavar="LESSON", help="Which lesson, such as 01-neurons.")],
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Submissions that run at once. Default: one for each core.")
    ] = None,
    cell_seconds: Annotated[float, typer.Option("--cell-seconds", min=0.1, help="Wall time of one cell.")] = 30.0,
    figures: Annotated[
        bool,
        typer.Option(help="Draw the notebooks' figures, which takes most of the time, or describe them in a line."),
    ] = True,
    cluster: Annotated[
        str, typer.Option("--cluster", help="Grade on a Dask cluster: its scheduler's address, tls://HOST:8786.")
    ] = "",
    database: Annotated[
        str, typer.Option("--db", help="Where the gradebook is, if elsewhere: postgresql://USER@HOST/DATABASE.")
    ] = "",
    course_folder: CourseOption = "",
    confinement_name: ConfinementOption = "",
    unconfined: UnconfinedOption = False,
) -> None:
    """Grade what a class has submitted, record the scores through nbgrader, and write a report."""
    lesson = find_lesson(lesson_name)
    course = Course.find(Path(course_folder) if course_folder else None)
    if database:
        course = replace(course, database=require_database(database))
    confinement = confinement_from(confinement_name, unconfined)
    limits = Limits(cell_seconds=cell_seconds)
    executor = executor_at(cluster) if cluster else LocalPool
    grade_with_progress(course, lesson, confinement, workers or usable_cores(), limits, executor, figures)


def executor_at(address: str) -> Callable[[Setting, int], Executor]:
    """Return what makes the executor of the cluster whose scheduler is at `address`."""
    from autograder.engine.dask_cluster import DaskCluster, require_address

    scheduler = require_address(address)
    return lambda setting, _: DaskCluster(setting, scheduler)


def usable_cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def grade_with_progress(
    course: Course,
    lesson: Lesson,
    confinement: Confinement,
    workers: int,
    limits: Limits,
    executor: Callable[[Setting, int], Executor] = LocalPool,
    figures: bool = True,
) -> list[Graded]:
    """Grade a class under a progress bar, print what needs a look, write the report, and return the outcome."""
    columns = (
        TextColumn("grading {task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    done: list[Graded] = []
    with Progress(*columns, console=out) as progress:
        total = len(course.students_who_submitted(lesson.name))
        task = progress.add_task(lesson.name, total=total or None, rate="")
        for graded in grade_class(course, lesson, confinement, workers, limits, None, executor, figures):
            done.append(graded)
            speed = progress.tasks[task].finished_speed or progress.tasks[task].speed
            progress.update(task, advance=1, rate=f"{speed:.1f}/s" if speed else "")
            for reason in _needs_a_look(graded):
                progress.console.print(f"  needs a look: {graded.student}: {reason}", markup=False)
    done.sort(key=lambda graded: graded.student)
    report = write_class_report(course, lesson, graded=done)
    where = shown(course.database) if course.database else course.root / GRADEBOOK
    out.print(f"{len(done)} submissions graded; the scores are in {where}", markup=False)
    out.print(f"report: {report}", markup=False)
    return done


def _needs_a_look(graded: Graded) -> list[str]:
    stopped = graded.verdict.stopped if graded.verdict else ""
    return [reason for reason in (graded.problem, stopped, *graded.mended) if reason]
