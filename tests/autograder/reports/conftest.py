"""A class of lesson 01 that was graded twice, made from ready verdicts."""

import shutil
from random import Random

import pytest

from autograder.course.course import Course
from autograder.course.sample_class import BLANK, SOLVED
from benchmarks.reports.ready_class import STOPPED, record
from tests.autograder.recorded import book

FIRST_RUN, SECOND_RUN = "2026-01-02T12:00:00+00:00", "2026-01-09T12:00:00+00:00"
HOSTILE_ID = "<img src=x onerror=alert(1)>"


def hands_of(lesson):
    """Return two runs' hands: ben corrects a mistake, ada makes one, eve comes late, dora is cut off."""
    names = [exercise.name for exercise in lesson.exercises]
    mistakes = [exercise.wrong_answers[0].name for exercise in lesson.exercises]
    solved, blank = dict.fromkeys(names, SOLVED), dict.fromkeys(names, BLANK)
    first = {
        "ada": solved,
        "ben": solved | {names[0]: mistakes[0]},
        "cleo": blank,
        "dora": solved | dict.fromkeys(names[4:], STOPPED),
    }
    second = first | {"ada": solved | {names[1]: mistakes[1]}, "ben": solved, "eve": solved | {names[0]: mistakes[0]}}
    return first, second


@pytest.fixture(scope="session")
def template(built, lesson, tmp_path_factory):
    """The class, which no test may change."""
    root = tmp_path_factory.mktemp("ready") / "course"
    shutil.copytree(built.root, root)
    course, random = Course(root), Random(1)
    first, second = hands_of(lesson)
    record(course, lesson, first, FIRST_RUN, random)
    record(course, lesson, second, SECOND_RUN, random)
    with book(course) as gradebook:
        gradebook.add_student("fay", first_name="Fay", last_name="Away")
    (course.submitted / "gus" / lesson.name).mkdir(parents=True)
    return course


@pytest.fixture
def graded_course(template, tmp_path):
    """A copy of the class: five graded, fay has not handed in, gus was never graded."""
    shutil.copytree(template.root, tmp_path / "course")
    return Course(tmp_path / "course")
