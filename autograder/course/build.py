"""Build the course: instructor scripts to source notebooks to the student notebooks that nbgrader releases."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import nbformat

from autograder.course.course import CONFIG_FILE, Course, CourseError, raise_unless_successful
from autograder.course.script import source_notebook
from autograder.exercises import LESSONS
from autograder.exercises.declaration import Lesson

CONFIG_TEXT = """\
try:
    from autograder.nbgrader_plugin.config import configure
except ImportError as error:
    # Without this line nbgrader would go on with its own settings, and run student code unconfined.
    raise SystemExit("nbgrader_config.py needs the package autograder: activate the course's environment") from error

configure(get_config(), __file__)
"""


def build_lesson(course: Course, lesson: Lesson, scripts: Path | None = None) -> Path:
    """Write a lesson's source and student notebooks, register it in the gradebook, and return the student notebook.

    Parameters
    ----------
    course : Course
        Where to build.
    lesson : Lesson
        What to build.
    scripts : Path, optional
        Folder of the instructor scripts, if they are not the course's own.
    """
    script = (scripts or course.solutions) / f"{lesson.name}.py"
    if not script.is_file():
        raise CourseError(f"lesson {lesson.name!r} has no script: {script} does not exist")
    source = course.source / lesson.name / f"{lesson.name}.ipynb"
    source.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(source_notebook(script, lesson), source)
    result = course.nbgrader().generate_assignment(lesson.name, force=True, create=True)
    raise_unless_successful(result, f"release {lesson.name}")
    return course.notebooks / lesson.name / f"{lesson.name}.ipynb"


def stale_notebooks(course: Course) -> list[str]:
    """Return the lessons whose committed student notebook differs from what its script builds, one reason each."""
    reasons = []
    with tempfile.TemporaryDirectory() as folder:
        fresh = Course(Path(folder))
        make_course(fresh.root)
        for lesson in LESSONS.values():
            built = build_lesson(fresh, lesson, scripts=course.solutions)
            committed = course.notebooks / lesson.name / built.name
            if not committed.is_file():
                reasons.append(f"{committed} is missing")
            elif committed.read_bytes() != built.read_bytes():
                reasons.append(f"{committed} is not what {course.script(lesson.name).name} builds")
    return reasons


def make_course(root: Path) -> Course:
    """Make an empty course directory and return it."""
    root.mkdir(parents=True, exist_ok=True)
    (root / CONFIG_FILE).write_text(CONFIG_TEXT, encoding="utf-8")
    return Course(root)


def write_solutions(course: Course, lessons: list[Lesson], folder: Path) -> list[Path]:
    """Write the executed instructor notebooks, pictures and all, and return their paths.

    Raises
    ------
    CourseError
        If a cell of a solution fails.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    written = []
    folder.mkdir(parents=True, exist_ok=True)
    for lesson in lessons:
        notebook = source_notebook(course.script(lesson.name), lesson)
        # Solutions must pass their own checks: an error in a test cell is an error here.
        for cell in notebook.cells:
            cell.metadata.pop("tags", None)
        with tempfile.TemporaryDirectory() as scratch:
            try:
                NotebookClient(notebook, timeout=300, resources={"metadata": {"path": scratch}}).execute()
            except CellExecutionError as error:
                raise CourseError(
                    f"the solution of {lesson.name} fails: {str(error).strip().splitlines()[-1]}"
                ) from None
        path = folder / f"{lesson.name}.ipynb"
        nbformat.write(notebook, path)
        written.append(path)
    return written


def clear_course(root: Path) -> None:
    """Remove a generated course directory; refuses a folder that holds no ``nbgrader_config.py``."""
    if root.exists() and not (root / CONFIG_FILE).is_file():
        raise CourseError(f"{root} holds no {CONFIG_FILE}, so it is not a generated course; choose another folder")
    shutil.rmtree(root, ignore_errors=True)
