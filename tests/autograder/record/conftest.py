"""A small class with its verdicts, graded once for all tests of the record."""

import shutil

import pytest

from autograder.commands.demo import make_sample_course
from autograder.course.course import Course
from tests.autograder.recorded import KEPT, book, regrade


@pytest.fixture(scope="module")
def graded(course, lesson, tmp_path_factory):
    """A small class with its verdicts, recorded by us."""
    _, sample = make_sample_course(course, lesson, tmp_path_factory.mktemp("recorder") / "class")
    for folder in sample.submitted.iterdir():
        if folder.name not in KEPT:
            shutil.rmtree(folder)
    beside = sample.submitted / "full-1" / lesson.name
    (beside / "data").mkdir()
    (beside / "data" / "mine.csv").write_text("1,2\n")
    (sample.source / lesson.name / "given.csv").write_text("3,4\n")
    (beside / "given.csv").write_text("changed\n")
    problems = [each.problem for each in regrade(sample, lesson) if each.problem]
    assert problems == []
    return sample


@pytest.fixture
def pair(graded, tmp_path):
    """Two copies of the class with the same verdicts and no score."""
    courses = []
    for name in ("ours", "nbgraders"):
        shutil.copytree(graded.root, tmp_path / name, ignore=shutil.ignore_patterns("autograded", "reports"))
        courses.append(Course(tmp_path / name))
        with book(courses[-1]) as gradebook:
            for submission in gradebook.assignment_submissions("01-neurons"):
                gradebook.remove_submission("01-neurons", submission.student.id)
            for student in gradebook.students:
                gradebook.remove_student(student.id)
    return courses
