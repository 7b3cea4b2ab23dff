"""``autograder export``: a class's scores for Canvas, for Moodle, or exercise by exercise."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from autograder.commands.console import CourseOption, DatabaseOption, course_at, err, out
from autograder.course.course import Course

if TYPE_CHECKING:
    from autograder.exports.scores import Scores
    from autograder.nbgrader_plugin.export import ScoresExporter


class Format(StrEnum):
    """What reads the file."""

    canvas = "canvas"
    moodle = "moodle"
    exercises = "exercises"


class Missing(StrEnum):
    """What stands for a lesson that was not handed in."""

    empty = "empty"
    zero = "zero"


class Waiting(StrEnum):
    """What stands for a lesson with answers that nobody has marked."""

    score = "score"
    empty = "empty"


_SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}


def export(
    lesson_name: Annotated[str, typer.Argument(metavar="[LESSON]", help="Which lesson, such as 01-neurons.")] = "",
    term: Annotated[bool, typer.Option("--term", help="All lessons in which somebody has a score.")] = False,
    format_: Annotated[Format, typer.Option("--format", help="What reads the file.")] = Format.exercises,
    output: Annotated[
        str, typer.Option("--output", metavar="FILE", help="Default: reports/LESSON-FORMAT.csv in the course's folder.")
    ] = "",
    like: Annotated[
        str, typer.Option("--like", metavar="FILE", help="What Canvas exported: scores go to its rows and columns.")
    ] = "",
    column: Annotated[
        list[str] | None,
        typer.Option("--column", metavar="LESSON=TITLE", help="With --like: an assignment's title in Canvas."),
    ] = None,
    missing: Annotated[
        Missing, typer.Option("--missing", help="What stands for a lesson that was not handed in.")
    ] = Missing.empty,
    waiting: Annotated[
        Waiting, typer.Option("--waiting", help="What stands for a lesson with answers that nobody has marked.")
    ] = Waiting.score,
    by: Annotated[
        str, typer.Option("--by", help="What the other system knows students by: id, email, or lms (Moodle).")
    ] = "",
    feedback: Annotated[
        bool, typer.Option("--feedback", help="Moodle: a column that says how the points come about.")
    ] = False,
    separator: Annotated[
        str, typer.Option("--separator", help="comma, semicolon (with decimal commas) or tab. Not for Canvas.")
    ] = "",
    database: DatabaseOption = "",
    course_folder: CourseOption = "",
) -> None:
    """Write the scores to a file that Canvas or Moodle imports, or a row for every student and exercise."""
    if bool(lesson_name) == term:
        raise ValueError("name one lesson, or give --term for all that have been graded")
    settings = _settings(format_, like, column or [], by, feedback, separator)
    course = course_at(course_folder, database)
    target = Path(output) if output else course.root / "reports" / f"{lesson_name or 'term'}-{format_.value}.csv"
    if target.is_dir():
        raise ValueError(f"--output must name a file; {target} is a folder")
    from autograder.course.gradebook import opened_gradebook

    plugin = _plugin(format_, course, {**settings, "missing": missing.value, "waiting": waiting.value})
    plugin.to, plugin.assignment = str(target), [lesson_name] if lesson_name else []
    with opened_gradebook(course) as gradebook:
        scores, made = plugin.write(gradebook)
    for note in (*made.notes, *_not_graded_yet(course, scores)):
        err.print(f"note: {note}", markup=False)
    lessons = ", ".join(scores.lessons)
    out.print(f"{made.students} students, {lessons}: {target}", markup=False)


def _settings(
    format_: Format, like: str, columns: list[str], by: str, feedback: bool, separator: str
) -> dict[str, Any]:
    """Return the options that were given as settings of the exporter, or raise `ValueError` for one it lacks."""
    pairs = [column.partition("=") for column in columns]
    if wrong := [column for column, (lesson, _, title) in zip(columns, pairs, strict=True) if not (lesson and title)]:
        raise ValueError(f"--column is LESSON=TITLE, such as '01-neurons=Neurons (4711)'; got {wrong[0]!r}")
    if separator and separator not in _SEPARATORS:
        raise ValueError(f"--separator is {', '.join(_SEPARATORS)}; got {separator!r}")
    if columns and not like:
        raise ValueError("--column says which column of the file given with --like a lesson is; give that too")
    if like and not Path(like).is_file():
        raise ValueError(f"--like must name the file that Canvas exported; there is no file {like}")
    identities = {Format.canvas: ("id", "email"), Format.moodle: ("email", "id", "lms"), Format.exercises: ()}[format_]
    if by and identities and by not in identities:
        raise ValueError(f"--by for {format_.value} is {' or '.join(identities)}; got {by!r}")
    given: dict[str, tuple[Any, tuple[Format, ...]]] = {
        "like": (like, (Format.canvas,)),
        "columns": ({lesson: title for lesson, _, title in pairs}, (Format.canvas,)),
        "by": (by, (Format.canvas, Format.moodle)),
        "feedback": (feedback, (Format.moodle,)),
        "separator": (_SEPARATORS.get(separator), (Format.moodle, Format.exercises)),
    }
    for name, (value, formats) in given.items():
        if value and format_ not in formats:
            raise ValueError(f"--{name} is for {' and '.join(each.value for each in formats)}, not for {format_.value}")
    return {name: value for name, (value, _) in given.items() if value}


def _plugin(format_: Format, course: Course, settings: dict[str, Any]) -> ScoresExporter:
    from autograder.nbgrader_plugin import export as plugins

    kinds = {
        Format.canvas: plugins.CanvasExporter,
        Format.moodle: plugins.MoodleExporter,
        Format.exercises: plugins.ExercisesExporter,
    }
    return kinds[format_](config=course.nbgrader().config, **settings)


def _not_graded_yet(course: Course, scores: Scores) -> list[str]:
    """Return a sentence for each lesson whose submissions are not all graded."""
    notes = []
    for lesson in scores.lessons:
        graded = {student for student, of in scores.results if of == lesson}
        if waiting := set(course.students_who_submitted(lesson)) - graded:
            notes.append(
                f"{lesson}: {len(waiting)} submissions are not graded yet, and count as not handed in: "
                f"run `autograder grade {lesson}`"
            )
    return notes
