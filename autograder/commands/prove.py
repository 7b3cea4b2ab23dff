"""``autograder prove``: evidence that the checks tell right from wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder.commands.console import ConfinementOption, CourseOption, UnconfinedOption, confinement_from, fail, out
from autograder.commands.grade import usable_cores
from autograder.course.course import Course, CourseError
from autograder.engine.confinement import Confinement
from autograder.exercises import LESSONS, find_exercise, find_lesson
from autograder.exercises.declaration import Exercise, Lesson

if TYPE_CHECKING:
    from autograder.course.prove import Proof


def prove(
    lesson_name: Annotated[str, typer.Argument(metavar="[LESSON]", help="Default: all lessons.")] = "",
    only: Annotated[
        str, typer.Option("--only", metavar="NAME", help="Prove one exercise, and run no notebook: while writing it.")
    ] = "",
    course_folder: CourseOption = "",
    confinement_name: ConfinementOption = "",
    unconfined: UnconfinedOption = False,
) -> None:
    """Show for each exercise that the reference scores full, the stub zero, and that every wrong answer is named."""
    lessons = [find_lesson(lesson_name)] if lesson_name else list(LESSONS.values())
    try:
        if only:
            flaws = _prove_one(only, lesson_name, course_folder)
        else:
            course = Course.find(Path(course_folder) if course_folder else None)
            flaws = _prove_lessons(course, lessons, confinement_from(confinement_name, unconfined))
    except KeyboardInterrupt:
        raise CourseError("stopped: what has no line above was not proven, and nothing was changed") from None
    if flaws:
        raise typer.Exit(1)


def _prove_lessons(course: Course, lessons: list[Lesson], confinement: Confinement) -> int:
    """Print a line for each exercise and each lesson's notebooks; return the number of flaws."""
    from autograder.course.prove import prove_exercises, prove_notebooks

    flaws, wrong_answers = 0, 0
    # The exercises of all lessons in one: their proofs go on while a lesson's notebooks run.
    proofs = prove_exercises([exercise for lesson in lessons for exercise in lesson.exercises], usable_cores())
    for lesson in lessons:
        out.print(f"[bold]{lesson.name}[/]")
        for exercise in lesson.exercises:
            flaws += _show(exercise, next(proofs))
            wrong_answers += len(exercise.wrong_answers)
        notebooks = prove_notebooks(course, lesson, confinement)
        flaws += len(notebooks)
        for flaw in notebooks:
            fail(flaw)
        if not notebooks:
            out.print("  notebooks, confined: the solution scores full, the student's version zero")
    exercises = sum(len(lesson.exercises) for lesson in lessons)
    out.print(f"{exercises} exercises, {wrong_answers} wrong answers, {flaws} flaws")
    return flaws


def _prove_one(name: str, lesson_name: str, course_folder: str) -> int:
    from autograder.course.prove import prove_exercise

    exercise = find_exercise(name)
    if lesson_name and exercise not in find_lesson(lesson_name).exercises:
        raise ValueError(f"{name} is no exercise of {lesson_name}; leave the lesson out")
    flaws = _show(exercise, list(prove_exercise(exercise)))
    lesson = next(each for each in LESSONS.values() if exercise in each.exercises)
    unfinished = _unfinished_cells(lesson, course_folder)
    if unfinished and not flaws:
        out.print(f"  next, its cells: {unfinished}", markup=False)
    return flaws


def _unfinished_cells(lesson: Lesson, course_folder: str) -> str:
    """Return what keeps the lesson's script from being built, in a sentence; empty if nothing does."""
    from autograder.course.script import source_notebook
    from autograder.course.unwritten import unwritten_in_script

    try:
        script = Course.find(Path(course_folder) if course_folder else None).script(lesson.name)
        if unwritten := unwritten_in_script(script):
            return unwritten
        source_notebook(script, lesson)
    except (CourseError, OSError) as error:
        return str(error)
    return ""


def _show(exercise: Exercise, proofs: list[Proof]) -> int:
    """Print an exercise's line, and a line for each flaw; return the number of flaws."""
    reference, stub, no_answer, *wrong = proofs
    named = sum(proof.holds for proof in wrong)
    mark = "[green]proven[/]" if all(proof.holds for proof in proofs) else "[bold red]FLAWED[/]"
    out.print(
        f"  {exercise.number:5} {exercise.name:24} {mark}  reference {reference.points}, stub {stub.points}, "
        f"no answer {no_answer.points}, "
        f"{named} of {len(wrong)} wrong answers fail and are named"
    )
    flawed = [proof for proof in proofs if not proof.holds]
    if len(flawed) == len(proofs) and len({proof.flaw for proof in flawed}) == 1:
        fail(f"{exercise.name}: {flawed[0].flaw}")
        return 1
    for proof in flawed:
        fail(f"{exercise.name}, {proof.claim} ({proof.points} points): {proof.flaw}")
    return len(flawed)
