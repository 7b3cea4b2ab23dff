"""A made-up class for the benchmark, as ours and as nbgrader has it when it comes."""

import shutil
import subprocess
import sys
from itertools import cycle, islice
from pathlib import Path

from autograder.commands.demo import make_sample_course
from autograder.course.course import Course
from autograder.course.sample_class import SampleSubmission, hand_in
from autograder.exercises import find_lesson

ROOT = Path(__file__).resolve().parents[2]
STOCK_CONFIG = """
c = get_config()
c.CourseDirectory.release_directory = "notebooks"
c.CourseDirectory.course_id = "stock"
"""


class Classes:
    """A class of `size`, of which any number can be graded, by either grader, as often as wanted.

    Most have solved nearly everything, some made mistakes or left exercises blank; no two submissions are the same,
    since equal ones would be executed once.
    """

    def __init__(self, folder: Path, size: int, lesson_name: str) -> None:
        self._folder = folder
        self._copies = 0
        lesson = find_lesson(lesson_name)
        sample, course = make_sample_course(Course(ROOT), lesson, folder / "ours")
        honest = [each for each in sample if not each.student.startswith("hostile")]
        shutil.rmtree(course.submitted)
        hand_in(course, lesson, [numbered(each, number) for number, each in enumerate(islice(cycle(honest), size))])
        stock = folder / "stock"
        shutil.copytree(course.root, stock)
        (stock / "gradebook.db").unlink()
        (stock / "nbgrader_config.py").write_text(STOCK_CONFIG, encoding="utf-8")
        subprocess.run(
            [sys.executable, "-m", "nbgrader", "generate_assignment", lesson_name, "--force"],
            cwd=stock,
            check=True,
            capture_output=True,
        )

    def ungraded(self, kind: str, size: int) -> Path:
        """Return a new course folder in which the first `size` have handed in; `kind` is "ours" or "stock"."""
        self._copies += 1
        whole, part = self._folder / kind, self._folder / f"{kind}-{self._copies}"
        shutil.copytree(whole, part, ignore=shutil.ignore_patterns("submitted"))
        for student in sorted((whole / "submitted").iterdir())[:size]:
            shutil.copytree(student, part / "submitted" / student.name)
        return part


def numbered(submission: SampleSubmission, number: int) -> SampleSubmission:
    """Return a submission as that of student `number`, with code of its own."""
    notebook = submission.notebook.copy()
    notebook.cells = [cell.copy() for cell in notebook.cells]
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    first.source = f"{first.source}\n# student {number}"
    return SampleSubmission(f"student-{number:04d}", notebook, submission.expected)


def notebooks(course: Path, lesson: str) -> list[Path]:
    """Return the notebooks that were handed in."""
    return sorted((course / "submitted").glob(f"*/{lesson}/{lesson}.ipynb"))
