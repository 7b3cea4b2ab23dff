"""A made-up class for the documentation's pictures: graded, half marked by hand; an exchange, and a student's desk."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook

from autograder.commands.demo import make_sample_course
from autograder.course.build import build_lesson
from autograder.course.course import Course
from autograder.course.sample_class import SampleSubmission, hand_in
from autograder.exercises import LESSONS, find_lesson
from autograder.nbgrader_plugin.config import COURSE_ID

ROOT = Path(__file__).resolve().parents[2]
LESSON = find_lesson("01-neurons")
FURTHER = [LESSONS["02-multilayer-perceptrons"], LESSONS["03-losses"]]
STUDENT = "ada"

# First and last name, and which submission of the sample class is theirs.
PEOPLE = {
    "ada": ("Ada", "Adams", "mistakes-03"),
    "ben": ("Ben", "Brown", "full-1"),
    "chiara": ("Chiara", "Conti", "mistakes-01"),
    "deniz": ("Deniz", "Demir", "partial-3"),
    "emeka": ("Emeka", "Eze", "mistakes-07"),
    "freya": ("Freya", "Friis", "full-2"),
    "goran": ("Goran", "Grgić", "mistakes-10"),
    "hana": ("Hana", "Horáková", "partial-4"),
    "iris": ("Iris", "Ito", "hostile-endless-loop"),
    "jun": ("Jun", "Jeong", "mistakes-12"),
    "kofi": ("Kofi", "Kusi", "full-3"),
    "lena": ("Lena", "Lindt", "blank-1"),
}
WRITTEN = {
    "why-one-line": """(a) From (0,0): b ≤ 0. From (0,1): w₂ + b > 0. From (1,0): w₁ + b > 0.
From (1,1): w₁ + w₂ + b ≤ 0.

(b) The second and the third together: w₁ + w₂ + 2b > 0. The first and the fourth: w₁ + w₂ + 2b ≤ 0. Both cannot be.

(c) The hidden layer moves the points.""",
    "why-slow": "At a = -10 the slope of the sigmoid is almost 0, and so is the step.",
}
MARKS = {
    "why-one-line": (3.0, "(c): which points fall together, and why does that help?"),
    "why-slow": (2.0, "And why does it get going in the end?"),
}
NOT_MARKED_YET = {"ben", "hana", "jun"}


@dataclass(frozen=True)
class PicturedClass:
    """Where everything of the class is.

    Attributes
    ----------
    course : Course
        The instructor's course: lesson 01 graded, three lessons released to the exchange.
    desk : Path
        The folder that the student's JupyterLab shows: one lesson submitted, one fetched.
    home : Path
        That JupyterLab's settings.
    """

    course: Course
    desk: Path
    home: Path

    def submission(self, student: str) -> str:
        """Return what formgrader calls a student's notebook."""
        with _gradebook(self.course) as gradebook:
            return gradebook.find_submission_notebook(LESSON.name, LESSON.name, student).id

    def feedback(self, student: str) -> Path:
        """Make a student's feedback page, and return it."""
        result = self.course.nbgrader().generate_feedback(LESSON.name, student, force=True)
        assert result["success"], result
        return self.course.root / "feedback" / student / LESSON.name / f"{LESSON.name}.html"


def make_pictured_class(folder: Path) -> PicturedClass:
    """Make the class in an empty folder: half a minute on two cores."""
    submissions, course = make_sample_course(Course(ROOT), LESSON, folder / "course")
    exchange, desk, home = (folder / name for name in ("exchange", "desk", "home"))
    for place in (exchange, desk, home):
        place.mkdir()
    with (course.root / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(f"get_config().Exchange.root = {str(exchange)!r}\n")
    _hand_in(course, {each.student: each for each in submissions})
    _run("autograder", "grade", LESSON.name, "--cell-seconds", "5", folder=course.root)
    for further in FURTHER:
        build_lesson(course, further, scripts=ROOT / "solutions")
    for lesson in (LESSON, *FURTHER):
        result = course.nbgrader().release_assignment(lesson.name)
        assert result["success"], result
    _name_and_mark(course)
    _sit_down(exchange, desk, home)
    return PicturedClass(course, desk, home)


def _hand_in(course, sample):
    shutil.rmtree(course.submitted)
    handed_in = []
    for student, (_, _, kind) in PEOPLE.items():
        each = sample[kind]
        for cell in each.notebook.cells:
            written = WRITTEN.get(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
            if written and kind != "blank-1":
                cell.source = written
        handed_in.append(SampleSubmission(student, each.notebook, each.expected))
    hand_in(course, LESSON, handed_in)


def _gradebook(course):
    return Gradebook(course.nbgrader().coursedir.db_url, COURSE_ID)


def _name_and_mark(course):
    with _gradebook(course) as gradebook:
        for student, (first, last, _) in PEOPLE.items():
            gradebook.update_or_create_student(student, first_name=first, last_name=last)
            for question, (points, comment) in MARKS.items() if student not in NOT_MARKED_YET else ():
                grade = gradebook.find_grade(question, LESSON.name, LESSON.name, student)
                grade.manual_score, grade.needs_manual_grade = points, False
                gradebook.find_comment(question, LESSON.name, LESSON.name, student).manual_comment = comment
        gradebook.db.commit()


def _sit_down(exchange, desk, home):
    """Let the student fetch two lessons and submit the first."""
    config = home / "config"
    (config / "labconfig").mkdir(parents=True)
    views = {f"@jupyter/nbgrader:{name}": True for name in ("create-assignment", "formgrader", "course-list")}
    (config / "labconfig" / "page_config.json").write_text(json.dumps({"disabledExtensions": views}), encoding="utf-8")
    (config / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.CourseDirectory.course_id = {COURSE_ID!r}\n"
        f"c.CourseDirectory.student_id = {STUDENT!r}\nc.Exchange.root = {str(exchange)!r}\n",
        encoding="utf-8",
    )
    places = {"JUPYTER_CONFIG_DIR": str(config), "JUPYTER_DATA_DIR": str(home / "data")}
    for arguments in (
        ("fetch_assignment", LESSON.name),
        ("fetch_assignment", FURTHER[0].name),
        ("submit", LESSON.name),
    ):
        _run("nbgrader", *arguments, folder=desk, **places)


def _run(program, *arguments, folder, **environment):
    done = subprocess.run(
        [sys.executable, "-m", program, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"{program} {' '.join(arguments)} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
