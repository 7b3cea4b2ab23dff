"""The runs of a ledger, and which of them can be undone."""

import pytest

from autograder.course.course import CourseError
from autograder.engine.regrade.grades import CellGrade, GradeStep, PenaltyStep, StudentLine
from autograder.engine.regrade.runs import find_run, merged, runs_in


def line(student, *steps, penalty=None, verdicts=(None, None)):
    grades = (GradeStep(cell, CellGrade(old), CellGrade(new), why) for cell, old, new, why in steps)
    return StudentLine(student, tuple(grades), penalty, 7, verdicts)


def begin(run, what="regrade", of=None):
    return {
        "kind": "begin",
        "run": run,
        "what": what,
        "of": of,
        "when": "now",
        "who": "prof",
        "engine": "e",
        "exercises": "x",
    }


def grades(run, each):
    return {"kind": "grades", "run": run, **each.to_json()}


def end(run):
    return {"kind": "end", "run": run}


ADA, BOB = line("ada", ("a", 0.0, 2.0, "why")), line("bob", ("a", 1.0, 0.0, "why"), ("b", 0.0, 1.0, "why"))


def test_runs_hold_their_lines():
    (run,) = runs_in([begin(1), grades(1, ADA), grades(1, BOB)])
    assert (run.number, run.who, run.ended, run.undone_by) == (1, "prof", False, None)
    assert run.lines == [ADA, BOB]
    assert (run.cells, run.students, run.seeds) == (3, 2, [7])


def test_who_reads_something_else_is_no_student_whose_grade_changed():
    (run,) = runs_in([begin(1), grades(1, ADA), grades(1, line("eve", verdicts=("v1", "v2"))), grades(1, ADA)])
    assert run.students == 1


def test_a_line_whose_steps_were_not_taken_does_not_count():
    entries = [begin(1), grades(1, ADA), grades(1, BOB), {"kind": "untaken", "run": 1, "student": "bob"}, end(1)]
    (run,) = runs_in([*entries, {"kind": "replay"}])
    assert run.lines == [ADA] and run.ended


def test_the_last_regrade_that_was_not_undone_is_undone():
    entries = [begin(1), end(1), begin(2), end(2)]
    assert find_run(runs_in(entries), None).number == 2
    entries += [begin(3, "undo", 2)]
    assert find_run(runs_in(entries), None).number == 2  # for this undo was interrupted
    entries += [end(3)]
    assert find_run(runs_in(entries), None).number == 1
    assert find_run(runs_in(entries), 3).number == 3
    entries += [begin(4, "undo", 1), end(4)]
    with pytest.raises(CourseError, match="every regrade was undone already"):
        find_run(runs_in(entries), None)


def test_what_cannot_be_undone_is_said():
    entries = [begin(1), end(1), begin(2, "undo", 1), end(2)]
    with pytest.raises(CourseError, match="run 1 was undone by run 2; to do it again, undo run 2"):
        find_run(runs_in(entries), 1)
    with pytest.raises(CourseError, match="there is no run 9: --history lists runs 1 to 2"):
        find_run(runs_in(entries), 9)
    with pytest.raises(CourseError, match="nothing was regraded yet"):
        find_run([], None)


def test_lines_of_one_student_are_joined():
    first = line("ada", ("a", 0.0, 1.0, "one"), penalty=PenaltyStep(None, 1.0, "one"), verdicts=("v1", "v2"))
    second = line(
        "ada",
        ("a", 1.0, 2.0, "two"),
        ("b", 3.0, 4.0, "two"),
        penalty=PenaltyStep(1.0, 2.0, "two"),
        verdicts=("v2", "v3"),
    )
    whole = line(
        "ada",
        ("a", 0.0, 2.0, "two"),
        ("b", 3.0, 4.0, "two"),
        penalty=PenaltyStep(None, 2.0, "two"),
        verdicts=("v1", "v3"),
    )
    assert merged([first, BOB, second]) == [whole, BOB]
