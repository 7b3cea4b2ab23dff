"""A student's code, exercise by exercise, from a submission in whatever state it is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.course.course import Course
from autograder.engine.prepare import prepare
from autograder.similarity.release import Release

OWN_CELLS = "own cells"
INSTRUCTOR = "the instructor's solution"
_BETWEEN = "\n\n"


@dataclass(frozen=True)
class Answers:
    """What one student wrote in code.

    Attributes
    ----------
    student : str
        Student id.
    code : mapping of str to str
        By exercise; under `OWN_CELLS` what stands in cells of the student's own and defines no exercise's name.
    problem : str
        Why nothing could be read; else empty.
    """

    student: str
    code: Mapping[str, str]
    problem: str = ""


def read_answers(release: Release, student: str, folder: Path) -> Answers:
    """Return the code in a submission's folder; nothing that the folder holds makes it raise."""
    prepared = prepare(release.released, folder)
    if not prepared.readable:
        return Answers(student, {}, prepared.problems[0] if prepared.problems else "There was nothing to read.")
    as_released = {code.strip() for code in release.code}
    pieces: dict[str, list[str]] = defaultdict(list)
    for cell in prepared.notebook.cells:
        if cell.cell_type == "code" and cell.source.strip() and cell.source.strip() not in as_released:
            marks = cell.metadata.get("nbgrader", {})
            pieces[_exercise(release, str(marks.get("grade_id", "")), cell.source)].append(cell.source)
    return Answers(student, {name: _BETWEEN.join(codes) for name, codes in pieces.items()})


def _exercise(release: Release, grade_id: str, code: str) -> str:
    names = [exercise.name for exercise in release.lesson.exercises]
    marked = grade_id.removesuffix("-solution")
    if marked in names:
        return marked
    # A solution that was moved to a cell of the student's own is an answer to its exercise all the same.
    defined = re.findall(r"^\s*(?:def|class)\s+(\w+)", code, re.MULTILINE)
    return next((name for name in names if name in defined), OWN_CELLS)


def instructor_solutions(course: Course, release: Release) -> dict[str, str]:
    """Return the instructor's code by exercise, from the script or the built source; empty if neither is there."""
    import nbformat

    from autograder.course.script import source_notebook

    name = release.lesson.name
    script, source = course.solutions / f"{name}.py", course.source / name / f"{name}.ipynb"
    if script.is_file():
        notebook = source_notebook(script, release.lesson)
    elif source.is_file():
        notebook = nbformat.read(source, as_version=4)
    else:
        return {}
    ids = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell.source for cell in notebook.cells}
    names = [exercise.name for exercise in release.lesson.exercises]
    return {each: ids[f"{each}-solution"] for each in names if f"{each}-solution" in ids}
