"""Shared pieces: the repository's course, and a class that has handed in, built once."""

from pathlib import Path

import pytest

from autograder.course.course import Course
from autograder.exercises import find_lesson

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def course():
    return Course(ROOT)


@pytest.fixture(scope="session")
def lesson():
    return find_lesson("01-neurons")
