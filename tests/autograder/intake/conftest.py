"""A course with a roster, and archives taken in for it."""

import pytest

from autograder.course.roster import roster_for
from autograder.exercises import LESSONS
from autograder.intake.take_in import take_in
from tests.autograder.intake.exports import LESSON, empty_course


@pytest.fixture
def class_course(tmp_path):
    return empty_course(tmp_path)


@pytest.fixture
def taken_in(class_course):
    def take(archive, **options):
        return take_in(class_course, LESSON, archive, roster_for(class_course), list(LESSONS), **options)

    return take
