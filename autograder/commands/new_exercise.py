"""``autograder new-exercise``: every place that an exercise has, from a template."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.commands.console import CourseOption, out
from autograder.course.course import Course, CourseError
from autograder.exercises import find_lesson


def new_exercise(
    lesson_name: Annotated[str, typer.Argument(metavar="LESSON", help="Which lesson, such as 03-losses.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="The function that students write, such as huber_loss.")],
    points: Annotated[int, typer.Option("--points", min=1, max=100, help="What it is worth.")] = 2,
    signature: Annotated[
        str,
        typer.Option("--signature", help='Its arguments, such as "x, delta=1.0". Default: those of lecturelib, or x.'),
    ] = "",
    course_folder: CourseOption = "",
) -> None:
    """Make a new exercise, the last of its lesson, with TODO wherever its author writes; docs/exercises.md goes on."""
    from autograder.course.new_exercise import new_exercise as planned
    from autograder.course.whole_files import write_together

    lesson = find_lesson(lesson_name)
    course = Course.find(Path(course_folder) if course_folder else None)
    made = planned(course, lesson, name, points, signature)
    existed = {path for path in made.texts if path.exists()}
    try:
        write_together({path: text.encode() for path, text in made.texts.items()})
    except KeyboardInterrupt:
        raise CourseError("stopped: nothing was made or changed") from None
    out.print(f"exercise {made.number}, {name}, {points} point{'' if points == 1 else 's'}:")
    for path in made.texts:
        out.print(f"  {'changed' if path in existed else 'made'} {path.relative_to(course.root)}", markup=False)
    out.print(f"reference: {made.module or 'to be written in the exercise itself'}", markup=False)
    if made.module and not made.withheld:
        out.print(f"withhold it: list {made.module} in the lesson's `withheld`, or students import it", markup=False)
    out.print(f"Next: write what says TODO (docs/exercises.md), then `autograder prove {lesson.name} --only {name}`")
