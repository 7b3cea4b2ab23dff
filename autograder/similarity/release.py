"""What students received, read from the released notebook itself: no gradebook is opened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.course.course import Course, CourseError
from autograder.engine.prepare import Released, ReleasedCell
from autograder.exercises.declaration import Lesson
from autograder.similarity.documents import fingerprints_of


@dataclass(frozen=True)
class Release:
    """A lesson's released notebook.

    Attributes
    ----------
    lesson : Lesson
        Its lesson.
    released : Released
        Its marked cells, which submissions are held against.
    code : tuple of str
        All its code cells.
    lines : frozenset of str
        Every line of them, without the space around it.
    fingerprints : frozenset of int
        Of its code cells.
    """

    lesson: Lesson
    released: Released
    code: tuple[str, ...]
    lines: frozenset[str]
    fingerprints: frozenset[int]


def read_release(course: Course, lesson: Lesson) -> Release:
    """Read what was released.

    Raises
    ------
    CourseError
        If there is no such notebook, or none that can be read.
    """
    import nbformat

    path = course.notebooks / lesson.name / f"{lesson.name}.ipynb"
    try:
        notebook = nbformat.read(path, as_version=4)
    except FileNotFoundError:
        raise CourseError(f"{lesson.name} has not been built: {path} is missing; run `autograder build`") from None
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, AttributeError, UnicodeDecodeError) as error:
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise CourseError(f"{path} is no notebook ({reason[:80]}): run `autograder build` again") from None
    code = tuple(cell.source for cell in notebook.cells if cell.cell_type == "code")
    marked = tuple(_released(cell) for cell in notebook.cells if "nbgrader" in cell.metadata)
    lines = frozenset(line.strip() for text in code for line in text.splitlines())
    return Release(lesson, Released(lesson.name, lesson.name, marked), code, lines, fingerprints_of(code))


def _released(cell: Any) -> ReleasedCell:
    marks = cell.metadata["nbgrader"]
    return ReleasedCell(
        str(marks.get("grade_id", "")),
        cell.cell_type,
        cell.source,
        grade=bool(marks.get("grade")),
        solution=bool(marks.get("solution")),
        task=bool(marks.get("task")),
        locked=bool(marks.get("locked")),
        points=float(marks.get("points", 0) or 0),
    )


def lecturelib_modules() -> dict[str, str]:
    """Return the source of each module of `lecturelib` that holds something to be written, by its path."""
    import lecturelib

    root = Path(lecturelib.__file__).parent
    apart = {"evidence", "witnesses", "verify", "plots"}
    paths = [path for path in sorted(root.rglob("*.py")) if path.name != "__init__.py"]
    return {
        str(path.relative_to(root.parent)): path.read_text(encoding="utf-8")
        for path in paths
        if not apart & set(path.relative_to(root).parts)
    }
