"""The held gradebook: writers that wait for each other, and rows that appear where they are missing."""

import threading

import pytest

from autograder.course.course import CourseError
from autograder.engine.record.gradebook import HeldGradebook
from tests.autograder.recorded import book


def held(course, lesson):
    directories = course.nbgrader().coursedir
    return HeldGradebook(directories.db_url, directories.course_id, lesson)


def scores_of(course, lesson, student):
    with book(course) as gradebook:
        (notebook,) = gradebook.find_submission(lesson.name, student).notebooks
        return {grade.name: grade.auto_score for grade in notebook.grades}


def test_two_writers_wait_for_each_other(pair, lesson):
    """The second begins while the first is in the middle of a transaction; neither fails, nothing is lost."""
    inside, failures = threading.Event(), []

    def second():
        try:
            inside.wait(10)
            with held(pair[0], lesson.name) as gradebook, gradebook.submission("new", None) as found:
                found.grade(lesson.name, "xor_network").set(2.0)
        except Exception as error:
            failures.append(error)

    thread = threading.Thread(target=second)
    thread.start()
    with held(pair[0], lesson.name) as gradebook, gradebook.submission("new", None) as found:
        inside.set()
        thread.join(1.0)
        assert thread.is_alive()
        found.grade(lesson.name, "threshold_neuron").set(1.0)
    thread.join(30)
    assert failures == []
    scores = scores_of(pair[0], lesson, "new")
    assert (scores["threshold_neuron"], scores["xor_network"]) == (1.0, 2.0)


def test_what_fails_leaves_no_row(pair, lesson):
    with held(pair[0], lesson.name) as gradebook:
        with pytest.raises(ZeroDivisionError), gradebook.submission("new", None) as found:
            found.grade(lesson.name, "xor_network").set(1 / 0)
        with gradebook.submission("other", None):
            pass
    with book(pair[0]) as gradebook:
        assert [student.id for student in gradebook.students] == ["other"]


def test_a_lesson_that_was_never_released_is_refused(pair):
    with pytest.raises(CourseError, match="09-nothing is not in the gradebook"):
        held(pair[0], "09-nothing")
