"""Grades as plain data: what they count, and the way to the ledger and back."""

import json

import pytest

from autograder.engine.regrade.grades import CellGrade, GradeStep, PenaltyStep, Standing, StudentLine


@pytest.mark.parametrize(
    ("grade", "score"),
    [
        (CellGrade(2.0), 2.0),
        (CellGrade(2.0, extra_credit=0.5), 2.5),
        (CellGrade(2.0, 1.0, 0.5), 1.5),
        (CellGrade(None, 1.0), 1.0),
        (CellGrade(None, None, 0.5), 0.0),
        (CellGrade(2.0, 0.0), 0.0),
    ],
)
def test_a_grade_counts_what_nbgrader_counts(grade, score):
    assert grade.score == score


def test_totals():
    standing = Standing("ada", {"a": CellGrade(2.0), "b": CellGrade(1.0, 3.0)}, 1.5)
    assert (standing.score, standing.automatic, standing.total) == (5.0, 3.0, 3.5)
    assert Standing("ada", {"a": CellGrade(2.0)}, 7.0).total == 0.0


LINE = StudentLine(
    "ada\ud800",
    (GradeStep("a", CellGrade(0.1 + 0.2), CellGrade(None, 1.0, 0.5, True), "why"), GradeStep("b", None, None, "")),
    PenaltyStep(None, 0.25, "late"),
    7,
    (None, "key"),
)


def test_a_line_comes_back_from_the_ledger_as_it_was():
    assert StudentLine.from_json(json.loads(json.dumps(LINE.to_json()))) == LINE
    bare = StudentLine("ada", ())
    assert StudentLine.from_json({**bare.to_json(), "line": 3, "hash": "…"}) == bare
    assert bare.empty and not LINE.empty


def test_the_steps_of_a_line_lead_to_the_new_grades():
    before = Standing("ada", {"a": CellGrade(0.1 + 0.2), "c": CellGrade(1.0)}, None)
    after = before.after(LINE)
    assert after.grades == {"a": CellGrade(None, 1.0, 0.5, True), "c": CellGrade(1.0)}
    assert after.penalty == 0.25
