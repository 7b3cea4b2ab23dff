"""Build the course: instructor scripts to source notebooks to the student notebooks that nbgrader releases."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import nbformat

from autograder.course.course import CONFIG_FILE, Course, CourseError
from autograder.course.places import MADE_UP
from autograder.course.script import source_notebook
from autograder.course.whole_files import write_whole
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

    Raises
    ------
    CourseError
        If there is no such script, or nbgrader refuses to release it; `release` says what else may come.
    """
    from autograder.course.release import release

    script = (scripts or course.solutions) / f"{lesson.name}.py"
    if not script.is_file():
        raise CourseError(f"lesson {lesson.name!r} has no script: {script} does not exist")
    _write(source_notebook(script, lesson), course.source / lesson.name / f"{lesson.name}.ipynb")
    return release(course, lesson.name)


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
        If a cell of a solution fails, or its kernel ends.
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
                client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": scratch}})
                client.execute(stderr=subprocess.DEVNULL)  # what cells say there is in their outputs
            except CellExecutionError as error:
                raise CourseError(
                    f"the solution of {lesson.name} fails: {str(error).strip().splitlines()[-1]}"
                ) from None
            # At Ctrl-C, too: nbclient hears it first, ends the kernel, and stumbles over an assertion of its own.
            except (RuntimeError, AssertionError):
                raise CourseError(
                    f"the solution of {lesson.name} was stopped, or its kernel ended by itself, as one that runs out "
                    "of memory does; the notebooks that were written before are whole"
                ) from None
        path = folder / f"{lesson.name}.ipynb"
        _write(notebook, path)
        written.append(path)
    return written


def make_anew(root: Path) -> Course:
    """Make an empty course to be thrown away, in the place of the last one; a folder with anything else is refused.

    Raises
    ------
    CourseError
        If there is something else in the folder, be it a course: its gradebook would be gone.
    """
    if root.exists() and not (root / MADE_UP).is_file() and not (root.is_dir() and not any(root.iterdir())):
        raise CourseError(
            f"{root} was not made up by this command, and making up a class would remove what is in it: "
            "name an empty folder, or a new one, with --folder"
        )
    shutil.rmtree(root, ignore_errors=True)
    write_whole(root / MADE_UP, b"`autograder demo` made this course, and will remove it to make it anew.\n")
    return make_course(root)


def _write(notebook: nbformat.NotebookNode, path: Path) -> None:
    text: str = nbformat.writes(notebook)
    write_whole(path, (text if text.endswith("\n") else text + "\n").encode())
