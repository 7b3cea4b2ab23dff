"""Releasing a lesson through nbgrader: its student notebook is replaced when all has gone well, and not before.

nbgrader removes the released folder first, leaves none if something fails, takes Ctrl-C for a failure, and turns every
error into a pointer to its log. A lesson is therefore released to a folder of its own, and moved into place whole.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from sqlalchemy.exc import DBAPIError

from autograder.course.course import Course, CourseError
from autograder.course.postponed import ctrl_c_postponed


def release(course: Course, lesson: str) -> Path:
    """Release what is in ``source/LESSON``, register it in the gradebook, and return the student notebook.

    Parameters
    ----------
    course : Course
        Where to release.
    lesson : str
        The assignment, whose notebook has the same name.

    Raises
    ------
    CourseError
        If nbgrader refuses, for instance to take away a cell that has been graded.
    OSError, sqlalchemy.exc.DBAPIError
        If the disk or the gradebook is in the way. The student notebook is then as it was.
    """
    place = course.notebooks / lesson
    course.notebooks.mkdir(parents=True, exist_ok=True)
    # nbgrader writes cell by cell to the gradebook: stopped halfway, it would leave a lesson with half its cells.
    with ctrl_c_postponed(), tempfile.TemporaryDirectory(dir=course.notebooks, prefix=f".{lesson}.") as folder:
        _generate(course, lesson, Path(folder).relative_to(course.root))
        _put(Path(folder) / lesson, place, aside=Path(folder) / "before")
    return place / f"{lesson}.ipynb"


def _generate(course: Course, lesson: str, folder: Path) -> None:
    api = course.nbgrader()
    api.coursedir.assignment_id = lesson
    api.coursedir.release_directory = str(folder)
    converter = _Generator(coursedir=api.coursedir, parent=api)
    converter.force, converter.create_assignment = True, True
    try:
        converter.start()
    except NbGraderException as error:
        cause = _beneath(converter.failure or error)
        if isinstance(cause, (OSError, DBAPIError)):
            raise cause from None
        reason = (str(cause).strip() or type(cause).__name__).splitlines()[0]
        raise CourseError(f"nbgrader could not release {lesson}: {reason}") from error


class _Generator(GenerateAssignment):  # type: ignore[misc]
    """nbgrader's converter, which keeps the error that it writes to its log."""

    failure: Exception | None = None

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        with self._kept():
            super().init_assignment(assignment_id, student_id)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        with self._kept():
            super().convert_single_notebook(notebook_filename)

    def set_permissions(self, assignment_id: str, student_id: str) -> None:
        with self._kept():
            super().set_permissions(assignment_id, student_id)

    @contextmanager
    def _kept(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            self.failure = error
            raise


def _beneath(error: BaseException) -> BaseException:
    """Return the database's error that nbgrader has wrapped; any other is as it was."""
    beneath: BaseException | None = error
    while beneath is not None and not isinstance(beneath, DBAPIError):
        beneath = beneath.__context__
    return beneath or error


def _put(new: Path, place: Path, aside: Path) -> None:
    """Put a folder where another one may be, which is put back if that fails."""
    existed = place.exists()
    if existed:
        place.replace(aside)
    try:
        new.replace(place)
    except BaseException:
        if existed:
            aside.replace(place)
        raise
