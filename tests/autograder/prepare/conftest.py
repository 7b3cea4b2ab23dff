"""Lesson 01 as it is released, in a gradebook, and what submissions of it are made from."""

import nbformat
import pytest

from autograder.course.build import build_lesson, make_course
from autograder.course.sample_class import sample_class
from autograder.engine.prepare import Released
from tests.hostile.case import SubmissionMaterial


@pytest.fixture(scope="session")
def built(course, lesson, tmp_path_factory):
    """A course with the lesson released."""
    fresh = make_course(tmp_path_factory.mktemp("prepare") / "course")
    build_lesson(fresh, lesson, scripts=course.solutions)
    return fresh


@pytest.fixture(scope="session")
def db_url(built):
    return built.nbgrader().coursedir.db_url


@pytest.fixture(scope="session")
def released(db_url, lesson):
    return Released.from_gradebook(db_url, lesson.name)


@pytest.fixture(scope="session")
def submissions(built, lesson):
    """The sample class: thirty undamaged submissions."""
    source = nbformat.read(built.source / lesson.name / f"{lesson.name}.ipynb", as_version=4)
    release = nbformat.read(built.notebooks / lesson.name / f"{lesson.name}.ipynb", as_version=4)
    return sample_class(lesson, source, release)


@pytest.fixture(scope="session")
def material(built, lesson, submissions):
    release = nbformat.read(built.notebooks / lesson.name / f"{lesson.name}.ipynb", as_version=4)
    return SubmissionMaterial(lesson.name, release, submissions[0].notebook)
