"""``autograder demo``: the whole way round on a class made up for the purpose."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich import box
from rich.table import Table

from autograder.commands.console import ConfinementOption, CourseOption, UnconfinedOption, confinement_from, out
from autograder.commands.grade import grade_with_progress, usable_cores
from autograder.course.course import Course, CourseError
from autograder.engine.grade import Graded
from autograder.engine.limits import Limits
from autograder.exercises import find_lesson
from autograder.exercises.declaration import Lesson

if TYPE_CHECKING:
    from autograder.course.sample_class import SampleSubmission

# The sample class holds an endless loop, and nothing in it needs longer.
DEMO_LIMITS = Limits(cell_seconds=10.0)


def demo(
    lesson_name: Annotated[str, typer.Option("--lesson", help="Which lesson.")] = "01-neurons",
    folder: Annotated[str, typer.Option("--folder", help="Where the made-up class is kept.")] = "",
    course_folder: CourseOption = "",
    confinement_name: ConfinementOption = "",
    unconfined: UnconfinedOption = False,
) -> None:
    """Make up a class of thirty, with every wrong answer and five attacks, grade it, and write a report."""
    lesson = find_lesson(lesson_name)
    course = Course.find(Path(course_folder) if course_folder else None)
    confinement = confinement_from(confinement_name, unconfined)
    target = Path(folder).resolve() if folder else course.root / "demo-class"
    try:
        submissions, sample = make_sample_course(course, lesson, target)
        out.print(f"{len(submissions)} made-up submissions for {lesson.name} are in {sample.submitted}")
        graded = grade_with_progress(sample, lesson, confinement, usable_cores(), DEMO_LIMITS)
    except KeyboardInterrupt:
        raise CourseError("stopped: the next `autograder demo` makes the class up anew") from None
    out.print(f"{lesson.name}: points by exercise, {lesson.exercises[0].number} to {lesson.exercises[-1].number}")
    out.print(_table(lesson, graded))
    out.print(f"Open the report in a browser: {sample.root / 'reports' / (lesson.name + '.html')}", markup=False)


def make_sample_course(course: Course, lesson: Lesson, target: Path) -> tuple[list[SampleSubmission], Course]:
    """Make a course in `target` in which the sample class has handed in; replaces an earlier one, and nothing else."""
    import nbformat

    from autograder.course.build import build_lesson, make_anew
    from autograder.course.sample_class import hand_in, sample_class

    sample = make_anew(target)
    release = build_lesson(sample, lesson, scripts=course.solutions)
    source = sample.source / lesson.name / release.name
    submissions = sample_class(lesson, nbformat.read(source, as_version=4), nbformat.read(release, as_version=4))
    hand_in(sample, lesson, submissions)
    return submissions, sample


def _table(lesson: Lesson, graded: list[Graded]) -> Table:
    # A dozen exercises must fit into 80 columns: no rules between them, and their places without the lesson.
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=0)
    table.add_column("student", no_wrap=True)
    for exercise in lesson.exercises:
        table.add_column(f"{exercise.number.rpartition('.')[2]}\n/{exercise.points}", justify="right")
    table.add_column(f"total\n/{sum(exercise.points for exercise in lesson.exercises)}", justify="right")
    for each in graded:
        reports = each.verdict.reports if each.verdict else {}
        scores = [reports[exercise.name].score if reports else 0 for exercise in lesson.exercises]
        table.add_row(each.student, *map(str, scores), str(sum(scores)))
    return table
