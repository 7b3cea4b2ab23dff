"""``autograder grade``: a class, with a progress bar, a line for whatever needs a look, and a report."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Annotated

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
from autograder.commands.report import write_class_report
from autograder.course.course import Course, CourseError
from autograder.course.database import shown
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
    workers: WorkersOption = None,
    cell_seconds: CellSecondsOption = 30.0,
    figures: FiguresOption = True,
    cluster: ClusterOption = "",
    database: DatabaseOption = "",
    course_folder: CourseOption = "",
    confinement_name: ConfinementOption = "",
    unconfined: UnconfinedOption = False,
) -> None:
    """Grade what a class has submitted, record the scores through nbgrader, and write a report."""
    lesson = find_lesson(lesson_name)
    course = course_at(course_folder, database)
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
    """Grade a class under a progress bar, print what needs a look, write the report, and return the outcome.

    Raises
    ------
    CourseError
        If somebody has no new score, and the fault is not theirs; all others have been recorded.
    """
    done: list[Graded] = []
    total = len(course.students_who_submitted(lesson.name))
    for graded in counted(
        grade_class(course, lesson, confinement, workers, limits, None, executor, figures),
        f"grading {lesson.name}",
        total,
    ):
        done.append(graded)
        for reason in _needs_a_look(graded):
            out.print(f"  needs a look: {graded.student}: {reason}", markup=False)
    done.sort(key=lambda graded: graded.student)
    report = write_class_report(course, lesson, graded=done)
    where = shown(course.database) if course.database else course.root / GRADEBOOK
    out.print(f"{len(done)} submissions graded; the scores are in {where}", markup=False)
    out.print(f"report: {report}", markup=False)
    if without := sum(bool(graded.problem) for graded in done):
        raise CourseError(
            f"{without} of {len(done)} submissions could not be graded or recorded, for the reasons above; "
            "all others are, and the same command tries again"
        )
    return done


def _needs_a_look(graded: Graded) -> list[str]:
    stopped = graded.verdict.stopped if graded.verdict else ""
    return [reason for reason in (graded.problem, stopped, *graded.mended) if reason]
