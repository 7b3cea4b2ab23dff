"""The rows that a regrade reads and writes."""

import pytest

from autograder.course.course import CourseError
from autograder.engine.record.recorder import Recorder
from autograder.engine.regrade.grade_table import GradeTable
from autograder.engine.regrade.grades import CellGrade, GradeStep, PenaltyStep, StudentLine
from tests.autograder.recorded import book, rows
from tests.autograder.regrade.ready import BEFORE, LESSON, NAME


@pytest.fixture
def table(graded):
    with Recorder(graded.nbgrader(), NAME) as recorder:
        yield GradeTable(recorder.gradebook, NAME)


def step(cell, old, new):
    return GradeStep(cell, old, new, "")


def test_standings_are_what_nbgrader_adds_up(graded, table):
    standings = table.standings()
    assert sorted(standings) == sorted(BEFORE)
    with book(graded) as gradebook:
        for student, standing in standings.items():
            notebook = gradebook.find_submission_notebook(NAME, NAME, student)
            assert standing.score == notebook.score
            assert set(standing.grades) == {grade.name for grade in notebook.grades}
    assert sum(table.points.values()) >= sum(exercise.points for exercise in LESSON.exercises)


def test_writing_touches_the_named_fields_only(graded, table):
    before = rows(graded)
    with table.student("bob") as found:
        found.write(StudentLine("bob", (step("xor_network", CellGrade(2.0), CellGrade(1.0, 9.0, 9.0, True)),)))
    after = rows(graded)
    key = ("bob", "Grade", "xor_network")
    assert {name: after[key][name] for name in after[key] if after[key][name] != before[key][name]} == {
        "auto_score": 1.0, "needs_manual_grade": True, "failed_tests": True,
    }  # fmt: skip
    assert {name for name in after if after[name] != before[name]} == {key, ("bob", NAME), "bob"}


def test_rows_are_made_and_removed(graded, table):
    before = rows(graded)
    with table.student("bob") as found:
        found.write(StudentLine("bob", (step("xor_network", CellGrade(2.0), None),)))
    assert "xor_network" not in table.standings()["bob"].grades
    with table.student("bob") as found:
        found.write(StudentLine("bob", (step("xor_network", None, CellGrade(2.0)),), PenaltyStep(None, 3.0, "")))
    assert table.standings()["bob"].penalty == 3.0
    with table.student("bob") as found:
        found.write(StudentLine("bob", (), PenaltyStep(3.0, None, "")))
    assert rows(graded) == before


def test_what_fails_changes_nothing(graded, table):
    before = rows(graded)

    def fail():
        with table.student("bob") as found:
            found.write(StudentLine("bob", (step("xor_network", None, CellGrade(0.0)),)))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert rows(graded) == before
    with pytest.raises(CourseError, match="no graded cell called another"), table.student("bob") as found:
        found.write(StudentLine("bob", (step("another", None, CellGrade(0.0)),)))


def test_an_unknown_student_has_no_rows(table):
    with table.student("nobody") as found:
        assert found is None
