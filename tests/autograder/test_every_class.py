"""The sample class of each lesson after the first, graded for real: everybody has the score that they should.

`test_grade` looks at the first lesson's in detail.
"""

import sys
from copy import deepcopy
from dataclasses import replace

import pytest

from autograder.checks.examine import examine
from autograder.commands.demo import DEMO_LIMITS, make_sample_course
from autograder.course.sample_class import BLANK, SOLVED, hand_in
from autograder.engine.confinement import choose_confinement
from autograder.engine.grade import grade_class
from autograder.exercises import LESSONS
from autograder.subjects import LocalSubject

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="confined grading needs Linux")
LATER = list(LESSONS.values())[1:]


def wanted(exercise, answer, report):
    """Return what `answer` should have come to, and what it came to, as (score, names of mistakes)."""
    if answer == SOLVED:
        return (exercise.points, ()), (report.score, report.named)
    if answer == BLANK:
        return (0, "not written"), (report.score, report.state)
    wrong = next(wrong for wrong in exercise.wrong_answers if wrong.name == answer)
    return (examine(exercise, LocalSubject(wrong.function), report.seed).score, (answer,)), (report.score, report.named)


def without_use(notebook):
    """Return a notebook without the cells that use what a student wrote, such as trainings: no score needs them."""
    short = deepcopy(notebook)
    short.cells = [cell for cell in short.cells if "nbgrader" in cell.metadata or "with suppress(" not in cell.source]
    return short


@pytest.mark.parametrize("lesson", LATER, ids=lambda lesson: lesson.name)
def test_everybody_has_the_right_score_and_the_right_mistakes(course, lesson, tmp_path):
    sample, made = make_sample_course(course, lesson, tmp_path / "class")
    hand_in(made, lesson, [replace(each, notebook=without_use(each.notebook)) for each in sample])
    grading = grade_class(made, lesson, choose_confinement(), 2, DEMO_LIMITS, figures=False)
    graded = {each.student: each for each in grading}
    assert sorted(graded) == sorted(each.student for each in sample)
    assert not [each.problem for each in graded.values() if each.problem]
    unlike = {}
    for submission in sample:
        reports = graded[submission.student].verdict.reports
        for exercise in lesson.exercises:
            report = reports[exercise.name]
            pieces = [submission.expected[name] for name in exercise.builds_on]
            if submission.expected[exercise.name] == SOLVED and any(piece != SOLVED for piece in pieces):
                continue  # a right answer that calls mistaken ones: what it earns depends on the mistakes
            if submission.student.startswith("hostile"):
                should, did = 0, report.score
            else:
                should, did = wanted(exercise, submission.expected[exercise.name], report)
            if should != did:
                unlike[submission.student, exercise.name] = should, did
    assert unlike == {}
