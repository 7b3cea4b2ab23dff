"""One student's proposal, from ready verdicts."""

from dataclasses import replace

import pytest

from autograder.engine.class_verdicts import Submission
from autograder.engine.regrade.grades import CellGrade, Standing
from autograder.engine.regrade.propose import BY_ITS_OUTPUT, propose
from autograder.engine.spool import Kept
from autograder.engine.verdict import Verdict
from tests.autograder.regrade.ready import LESSON, NAME, report

EXERCISES = {exercise.name: exercise for exercise in LESSON.exercises}
POINTS = {**{name: float(exercise.points) for name, exercise in EXERCISES.items()}, "essay": 4.0, "own": 3.0}


def verdict(key, wrong):
    reports = {name: report(exercise, wrong.get(name, {})) for name, exercise in EXERCISES.items()}
    return Verdict(key, NAME, 7, reports, (), "", 0.1)


RIGHT, WRONG = verdict("right", {}), verdict("wrong", {"xor_network": {"value": "a mistake"}})


def scores(found, **others):
    return {**{name: float(each.score) for name, each in found.reports.items()}, "essay": None, "own": 3.0, **others}


def standing(found, **others):
    grades = {name: CellGrade(float(each.score)) for name, each in found.reports.items()}
    essay = CellGrade(None, needs_manual_grade=True)
    return Standing("ada", {**grades, "essay": essay, "own": CellGrade(3.0), **others})


def proposed(before, after, old, points=POINTS, **others):
    submission = Submission("ada", after.key, "work", (), Kept(0, 0))
    return propose(submission, before, scores(after, **others), points, (old, after), lambda score: None)


def test_nothing_is_touched_where_no_automatic_score_changes():
    essay = CellGrade(None, 3.0, None, False)  # marked, and not to be looked at again
    found = proposed(standing(RIGHT, essay=essay), RIGHT, RIGHT)
    assert found.line.empty and not found.why and not found.marked and not found.anew


def test_a_changed_grade_has_its_step():
    found = proposed(standing(WRONG), RIGHT, WRONG)
    (step,) = found.line.grades
    assert (step.cell, step.old, step.new) == ("xor_network", CellGrade(0.0), CellGrade(2.0))
    assert step.reason == "value: 0 → 2 of 2 points (was: a mistake; now: right)"
    assert found.change == 2.0 and found.anew
    assert (found.line.seed, found.line.verdicts) == (7, ("wrong", "right"))


def test_a_cell_of_the_instructor_s_own_follows_nbgrader_s_rule():
    (step,) = proposed(standing(RIGHT), RIGHT, RIGHT, own=0.0).line.grades
    assert (step.cell, step.reason) == ("own", BY_ITS_OUTPUT)


def test_other_points_for_the_same_report_are_said():
    points = {**POINTS, "xor_network": 4.0}
    (step,) = proposed(standing(RIGHT), RIGHT, RIGHT, points, xor_network=4.0).line.grades
    assert step.reason == "the points that it is worth have changed"


@pytest.mark.parametrize("manual", [0.0, 1.5])
def test_a_person_s_score_stays_and_asks_for_a_look(manual):
    given = CellGrade(0.0, manual, 0.5, False)
    found = proposed(standing(WRONG, xor_network=given), RIGHT, WRONG)
    (step,) = found.line.grades
    assert step.new == replace(given, auto_score=2.0, needs_manual_grade=True)
    assert step.reason.endswith(f"a person's score of {manual:g} stays, and somebody should look again")
    assert found.marked == ("xor_network",) and found.change == 0.0


def test_an_old_verdict_that_the_score_does_not_come_from_explains_nothing():
    """A grader that was killed has left word of a verdict that it never recorded."""
    (step,) = proposed(standing(WRONG), RIGHT, RIGHT).line.grades
    assert "is not kept" in step.reason
