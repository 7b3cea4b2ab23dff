"""nbgrader's gradebook, opened for a command that reads or changes it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.course.course import Course, CourseError

if TYPE_CHECKING:
    from nbgrader.api import Gradebook


@contextmanager
def opened_gradebook(course: Course) -> Iterator[Gradebook]:
    """Open the course's gradebook through nbgrader, and close it at the end.

    Parameters
    ----------
    course : Course
        Whose gradebook. One that does not exist is not made.

    Raises
    ------
    CourseError
        If there is none yet.
    """
    directories = course.nbgrader().coursedir
    where = directories.db_url
    if where.startswith("sqlite:///"):
        path = where.removeprefix("sqlite:///").partition("?")[0]
        if not Path(path).is_file():
            raise CourseError(f"there is no gradebook at {path}: `autograder build` makes one")
    from nbgrader.api import Gradebook

    gradebook = Gradebook(where, directories.course_id)
    try:
        yield gradebook
    finally:
        gradebook.close()
