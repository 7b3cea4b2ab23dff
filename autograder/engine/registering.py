"""Registering a lesson in the course's gradebook, which knows what was released."""

from __future__ import annotations

from autograder.course.course import Course
from autograder.exercises.declaration import Lesson


def ensure_registered(course: Course, lesson: Lesson) -> None:
    """Register the lesson in the course's gradebook unless it is there already."""
    from nbgrader.api import Gradebook, MissingEntry

    with Gradebook(course.nbgrader().coursedir.db_url) as gradebook:
        try:
            if gradebook.find_assignment(lesson.name).notebooks:
                return
        except MissingEntry:
            pass
    from autograder.course.build import build_lesson  # jupytext takes a while, and is rarely needed here

    if (course.solutions / f"{lesson.name}.py").is_file() or not (course.source / lesson.name).is_dir():
        build_lesson(course, lesson)
    else:
        # A course made elsewhere comes with its source notebooks only.
        from autograder.course.release import release

        release(course, lesson.name)
