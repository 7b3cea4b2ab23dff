"""A class of five with ready verdicts, graded once; each test has its own copy."""

import shutil

import pytest

from autograder.course.course import Course
from tests.autograder.regrade import ready


@pytest.fixture(scope="session")
def graded_once(built, tmp_path_factory):
    return ready.make_graded_class(built, tmp_path_factory.mktemp("regrade") / "class")


@pytest.fixture
def graded(graded_once, tmp_path):
    """A course whose class was graded."""
    shutil.copytree(graded_once.root, tmp_path / "class")
    return Course(tmp_path / "class")


@pytest.fixture
def changed(graded, monkeypatch):
    """The same, after which the exercises were changed."""
    ready.change_exercises(monkeypatch)
    return graded
