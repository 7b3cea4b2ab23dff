"""autograder/course/gradebook.py: the gradebook is opened, never made by the way, and what is wrong with it is told."""

import pytest
from sqlalchemy.exc import DatabaseError

from autograder.commands.failures import explained
from autograder.course.build import make_course
from autograder.course.course import CourseError
from autograder.course.gradebook import opened_gradebook


def test_a_gradebook_is_opened_and_closed(built, lesson):
    with opened_gradebook(built) as gradebook:
        assert [each.name for each in gradebook.assignments] == [lesson.name]


def test_one_that_is_missing_is_not_made(tmp_path):
    course = make_course(tmp_path / "course")
    with pytest.raises(CourseError, match="`autograder build` makes one"), opened_gradebook(course):
        pass
    assert not (course.root / "gradebook.db").exists()


def test_a_damaged_one_is_told_and_left_as_it_is(tmp_path):
    course = make_course(tmp_path / "course")
    (course.root / "gradebook.db").write_bytes(b"no gradebook" * 100)
    with pytest.raises(DatabaseError) as error, opened_gradebook(course):
        pass
    assert "the gradebook is damaged (file is not a database)" in explained(error.value)
    assert (course.root / "gradebook.db").read_bytes() == b"no gradebook" * 100
