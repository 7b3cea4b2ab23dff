"""From an instructor's py:percent script to the source notebook that nbgrader releases.

The script's cells carry one marker each, and the build fills in everything that follows from it::

    # %% solution="affine"                          what the student writes; what is between the marks is cleared
    # %% check="affine"                             the locked test cell: ``check("affine", affine)``
    # %% [markdown] written="why-relu" points=4     a written answer, graded by hand
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbformat import NotebookNode

from autograder.course.course import CourseError
from autograder.exercises.declaration import Exercise, Lesson

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LANGUAGE = {"name": "python", "file_extension": ".py", "mimetype": "text/x-python", "pygments_lexer": "ipython3"}
_HEADING = re.compile(r"^### Exercise (?P<number>[\d.]+): (?P<name>\w+) \((?P<points>\d+) points?\)$", re.MULTILINE)
_WORTH = re.compile(r"exercises\s+are\s+worth\s+(?P<points>\d+)\s+points")
_MARKERS = ("solution", "check", "written", "points")


def source_notebook(script: Path, lesson: Lesson) -> NotebookNode:
    """Return the instructor notebook of a lesson, with nbgrader's metadata and stable cell ids.

    Parameters
    ----------
    script : Path
        The py:percent file.
    lesson : Lesson
        The declarations that it must agree with.

    Raises
    ------
    CourseError
        If headings, markers and declarations do not agree; the sentence says where.
    """
    notebook = jupytext.reads(script.read_text(encoding="utf-8"), fmt="py:percent")
    for position, cell in enumerate(notebook.cells):
        marker = {key: cell.metadata.pop(key) for key in _MARKERS if key in cell.metadata}
        cell["id"] = f"cell-{position:03d}"
        cell.metadata = NotebookNode()
        if marker:
            _mark(cell, marker, lesson, script)
    _compare_with_declarations(notebook, lesson, script)
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNELSPEC, "language_info": LANGUAGE})
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    nbformat.validate(notebook)
    return notebook


def _mark(cell: NotebookNode, marker: dict[str, Any], lesson: Lesson, script: Path) -> None:
    names = [key for key in ("solution", "check", "written") if key in marker]
    if len(names) != 1:
        raise CourseError(
            f"{script.name}: a cell has the markers {sorted(marker)}; one of solution, check, written is needed"
        )
    kind = names[0]
    name = str(marker[kind])
    if kind != "written":
        exercise = _exercise(lesson, name, script)
    if kind == "solution":
        settings: dict[str, Any] = {"solution": True}
        grade_id = f"{name}-solution"
        if "### BEGIN SOLUTION" not in cell.source:
            raise CourseError(f"{script.name}: the solution of {name} has no region between BEGIN and END SOLUTION")
    elif kind == "check":
        grade_id, settings = name, {"grade": True, "locked": True, "points": exercise.points}
        # Run All goes on after a check that fails.
        cell.metadata["tags"] = ["raises-exception"]
        expected = f'check("{name}", {name})'
        if cell.source.strip() != expected:
            raise CourseError(f"{script.name}: the test cell of {name} must be the one line {expected}")
    else:
        if not isinstance(marker.get("points"), int):
            raise CourseError(f"{script.name}: the written question {name} needs points=NUMBER in its marker")
        grade_id, settings = name, {"grade": True, "solution": True, "points": marker["points"]}
    cell["id"] = grade_id
    cell.metadata["nbgrader"] = NotebookNode(
        {"grade": False, "grade_id": grade_id, "locked": False, "schema_version": 3, "solution": False, "task": False}
        | settings
    )


def _exercise(lesson: Lesson, name: str, script: Path) -> Exercise:
    try:
        return lesson.exercise(name)
    except KeyError:
        known = ", ".join(exercise.name for exercise in lesson.exercises)
        raise CourseError(f"{script.name}: {name!r} is no exercise of {lesson.name}; declared are {known}") from None


def _compare_with_declarations(notebook: NotebookNode, lesson: Lesson, script: Path) -> None:
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    headings = [_heading(found["number"], found["name"], int(found["points"])) for found in _HEADING.finditer(text)]
    declared = [_heading(exercise.number, exercise.name, exercise.points) for exercise in lesson.exercises]
    if headings != declared:
        raise CourseError(f"{script.name}: {_disagreement(headings, declared)}")
    worth, points = _WORTH.search(text), sum(exercise.points for exercise in lesson.exercises)
    if worth and int(worth["points"]) != points:
        raise CourseError(
            f"{script.name}: it says that the exercises are worth {worth['points']} points; they are worth {points}"
        )
    ids = [cell["id"] for cell in notebook.cells]
    repeated = sorted({each for each in ids if ids.count(each) > 1})
    if repeated:
        raise CourseError(f"{script.name}: more than one cell is called {', '.join(repeated)}")
    for exercise in lesson.exercises:
        missing = [each for each in (f"{exercise.name}-solution", exercise.name) if each not in ids]
        if missing:
            raise CourseError(f"{script.name}: no cell is marked {', '.join(missing)} for exercise {exercise.name}")


def _heading(number: str, name: str, points: int) -> str:
    return f"{number}: {name} ({points} point{'' if points == 1 else 's'})"


def _disagreement(headings: list[str], declared: list[str]) -> str:
    """Say in which headings the script and the declarations differ, and leave out those in which they agree."""
    only_announced = [heading for heading in headings if heading not in declared]
    only_declared = [heading for heading in declared if heading not in headings]
    if not only_announced and not only_declared:
        return f"its exercises stand in the order {', '.join(headings)}, but are declared as {', '.join(declared)}"
    announced = ", ".join(only_announced) or "nothing more"
    return f"the headings announce {announced}; declared: {', '.join(only_declared) or 'no such exercise'}"
