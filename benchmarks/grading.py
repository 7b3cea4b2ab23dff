"""Grading lesson 01: `autograder grade` beside stock `nbgrader autograde`, on the same submissions.

Both are whole commands in processes of their own, starting included. The stock run executes the same
notebooks in ordinary kernels, without confinement or oracle.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from autograder.commands.demo import make_sample_course
from autograder.course.course import Course
from autograder.exercises import find_lesson

LESSON = "01-neurons"
CLASS_SIZE = 8
STOCK_CONFIG = """
c = get_config()
c.CourseDirectory.release_directory = "notebooks"
c.CourseDirectory.course_id = "stock"
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        ours, stock = make_classes(Path(folder))
        seconds = {
            "stock": timed(["nbgrader", "autograde", LESSON], stock),
            "ours": timed(["autograder", "grade", LESSON], ours),
        }
    for name, total in seconds.items():
        print(f"  {name:6} {total:7.2f} s for {CLASS_SIZE} submissions, {total / CLASS_SIZE:6.3f} s each")
    print(f"  ours is {seconds['stock'] / seconds['ours']:.1f} times as fast as stock, start included")


def make_classes(folder: Path) -> tuple[Path, Path]:
    """Make a class that has solved everything, twice: once configured as ours, once as nbgrader comes."""
    course = Course(Path(__file__).resolve().parents[1])
    _, sample = make_sample_course(course, find_lesson(LESSON), folder / "ours")
    for student in sample.submitted.iterdir():
        if student.name != "full-1":
            shutil.rmtree(student)
    for number in range(2, CLASS_SIZE + 1):
        shutil.copytree(sample.submitted / "full-1", sample.submitted / f"full-{number}")
        # A comment makes each submission its own: equal ones would share a verdict.
        notebook = sample.submitted / f"full-{number}" / LESSON / f"{LESSON}.ipynb"
        text = notebook.read_text(encoding="utf-8")
        notebook.write_text(
            text.replace("return np.where(x @ w", f"# {number}\\n    return np.where(x @ w", 1), encoding="utf-8"
        )
    stock = folder / "stock"
    shutil.copytree(sample.root, stock)
    (stock / "gradebook.db").unlink()
    (stock / "nbgrader_config.py").write_text(STOCK_CONFIG, encoding="utf-8")
    timed(["nbgrader", "generate_assignment", LESSON, "--force"], stock)
    return sample.root, stock


def timed(command: list[str], course: Path) -> float:
    started = time.perf_counter()
    environment = {**os.environ, "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])}
    done = subprocess.run([sys.executable, "-m", *command], cwd=course, env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}")
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
