"""Shared pieces: the repository's course, and lesson 01 as it is released, with what submissions are made from."""

from pathlib import Path

import nbformat
import pytest

from autograder.course.build import build_lesson, make_course
from autograder.course.course import Course
from autograder.course.sample_class import sample_class
from autograder.exercises import find_lesson
from tests.hostile.case import SubmissionMaterial

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def course():
    return Course(ROOT)


@pytest.fixture(scope="session")
def lesson():
    return find_lesson("01-neurons")


@pytest.fixture(scope="session")
def built(course, lesson, tmp_path_factory):
    """A course with the lesson released and nothing handed in. Tests read it; what they write, they write elsewhere."""
    fresh = make_course(tmp_path_factory.mktemp("built") / "course")
    build_lesson(fresh, lesson, scripts=course.solutions)
    return fresh


@pytest.fixture(scope="session")
def submissions(built, lesson):
    """The sample class: thirty undamaged submissions."""
    source = nbformat.read(built.source / lesson.name / f"{lesson.name}.ipynb", as_version=4)
    release = nbformat.read(built.notebooks / lesson.name / f"{lesson.name}.ipynb", as_version=4)
    return sample_class(lesson, source, release)


@pytest.fixture(scope="session")
def material(built, lesson, submissions):
    """What hostile cases are made from."""
    release = nbformat.read(built.notebooks / lesson.name / f"{lesson.name}.ipynb", as_version=4)
    return SubmissionMaterial(lesson.name, release, submissions[0].notebook)
