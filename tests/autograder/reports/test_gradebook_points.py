"""The gradebook's points: beside nbgrader's own sums, and what counts as handed in."""

import datetime

from autograder.reports.gradebook_points import CellPoints, SubmissionPoints, read_points
from tests.autograder.recorded import book


def points_of(course):
    with book(course) as gradebook:
        return read_points(gradebook)


def mark(course, lesson, student, cell, **fields):
    with book(course) as gradebook:
        grade = gradebook.find_grade(cell, lesson.name, lesson.name, student)
        for name, value in fields.items():
            setattr(grade, name, value)
        gradebook.db.commit()


def test_totals_are_nbgrader_s_own(graded_course, lesson):
    name = lesson.exercises[0].name
    mark(graded_course, lesson, "ben", name, manual_score=0.5, extra_credit=0.25)
    mark(graded_course, lesson, "cleo", name, extra_credit=0.25)
    found = points_of(graded_course).lessons[lesson.name]
    with book(graded_course) as gradebook:
        expected = {each.student.id: each.score for each in gradebook.assignment_submissions(lesson.name)}
        assert found.points == gradebook.find_assignment(lesson.name).max_score
    assert {student: submission.total for student, submission in found.submissions.items()} == expected
    assert len(set(expected.values())) > 2


def test_a_penalty_is_taken_off_and_nobody_falls_below_0(graded_course, lesson):
    with book(graded_course) as gradebook:
        for student, penalty in (("ada", 1.5), ("cleo", 5.0)):
            gradebook.find_submission_notebook(lesson.name, lesson.name, student).late_submission_penalty = penalty
        gradebook.db.commit()
        score = gradebook.find_submission(lesson.name, "ada").score
    submissions = points_of(graded_course).lessons[lesson.name].submissions
    assert (submissions["ada"].total, submissions["cleo"].total) == (score - 1.5, 0.0)


def test_everybody_in_the_gradebook_is_on_the_roster(graded_course):
    roster = points_of(graded_course).roster
    assert list(roster) == ["ada", "ben", "cleo", "dora", "eve", "fay"]
    assert (roster["fay"], roster["ada"]) == ("Fay Away", "")


def test_written_questions_are_told_from_exercises(graded_course, lesson):
    cells = points_of(graded_course).lessons[lesson.name].cells
    exercises = {exercise.name for exercise in lesson.exercises}
    assert {cell.name for cell in cells if not cell.by_hand} == exercises
    assert {cell.name for cell in cells if cell.by_hand}


def test_an_extension_alone_is_no_submission(graded_course, lesson):
    with book(graded_course) as gradebook:
        gradebook.add_submission(lesson.name, "fay")
        gradebook.grant_extension(lesson.name, "fay", days=2)
    submissions = points_of(graded_course).lessons[lesson.name].submissions
    assert {student: each.exists for student, each in submissions.items()}["fay"] is False
    assert submissions["ada"].exists


def test_what_counts_as_handed_in():
    nothing = CellPoints(None, None, None, True)
    assert not SubmissionPoints(None, 0.0, {"why": nothing}).exists
    assert SubmissionPoints(datetime.datetime(2026, 1, 1), 0.0, {"why": nothing}).exists
    assert SubmissionPoints(None, 0.0, {"why": CellPoints(0.0, None, None, False)}).exists
    assert SubmissionPoints(None, 0.0, {"why": CellPoints(None, 0.0, None, False)}).exists


def test_reading_changes_no_byte(graded_course):
    file = graded_course.root / "gradebook.db"
    before = file.read_bytes()
    points_of(graded_course)
    assert file.read_bytes() == before
