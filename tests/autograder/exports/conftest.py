"""A graded class, read once."""

import csv
import io

import pytest

from autograder.course.gradebook import opened_gradebook
from autograder.exports.scores import read_scores
from tests.autograder.graded_class import make_graded_class


@pytest.fixture(scope="session")
def graded_course(tmp_path_factory):
    """A course; tests read it, and what they change, they change in a copy."""
    return make_graded_class(tmp_path_factory.mktemp("exports") / "course")


@pytest.fixture(scope="session")
def scores(graded_course):
    with opened_gradebook(graded_course) as gradebook:
        return read_scores(gradebook)


@pytest.fixture
def rows():
    """What a CSV reader makes of a file."""
    return lambda export, **how: list(csv.reader(io.StringIO(export.content.decode(), newline=""), **how))
