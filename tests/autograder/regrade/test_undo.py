"""Undoing a run: every row as it was, and what somebody has changed since stays."""

from autograder.course.journal import Journal
from autograder.engine.record.recorder import Recorder
from autograder.engine.regrade.grade_table import GradeTable
from autograder.engine.regrade.grades import PenaltyStep
from autograder.engine.regrade.ledger import Ledger
from autograder.engine.regrade.runs import find_run, runs_in
from autograder.engine.regrade.undo import propose_undo, undo
from tests.autograder.recorded import files, rows
from tests.autograder.regrade import ready
from tests.autograder.regrade.ready import AFTER, LESSON, NAME, grade_of, regrade


def history(course):
    return Journal.of(course, NAME).read()


def take_back(course, number=None):
    """Undo a run; return the refused, and who reads again what was read before."""
    run = find_run(runs_in(Ledger(course.ledgers, NAME).entries()), number)
    with Recorder(course.nbgrader(), NAME) as recorder:
        lines, refused = propose_undo(run, GradeTable(recorder.gradebook, NAME).standings(), history(course))
        done = list(undo(course, LESSON, recorder, run, lines))
    assert not [problem for _, problem, _ in done if problem]
    return {each.student: each.reason for each in refused}, {line.student for line, _, written in done if written}


def test_every_row_every_page_and_every_verdict_is_as_it_was(changed):
    before, written, told = rows(changed), files(changed), history(changed)
    regrade(changed)
    assert rows(changed) != before
    # Eve's points are the same under both; the mistake that is named to her is another.
    assert files(changed)[f"eve/{NAME}/{NAME}.ipynb"] != written[f"eve/{NAME}/{NAME}.ipynb"]
    assert take_back(changed) == ({}, {"ada", "bob", "cem", "dora", "eve"})
    assert rows(changed) == before
    assert files(changed) == written
    assert history(changed).recorded == told.recorded


def test_what_a_later_regrade_has_written_stays_where_the_grade_does(changed, monkeypatch):
    regrade(changed)
    ready.change_exercises(monkeypatch, "a third version")
    regrade(changed, {**AFTER, "eve": {"xor_network": {"value": "a third mistake"}}})
    written = files(changed)
    assert take_back(changed, 1) == ({}, {"bob", "cem", "dora"})
    pages = {name for name, content in files(changed).items() if content != written[name]}
    assert pages == {f"{student}/{NAME}/{NAME}.ipynb" for student in ("bob", "cem", "dora")}


def test_what_was_handed_in_and_graded_since_is_not_undone(changed):
    regrade(changed)
    for student in ("bob", "eve"):
        ready.hand_in(changed, student, "\nmore = 'work'")
    assert ready.grade(changed, AFTER) == {}
    before, written = rows(changed), files(changed)
    refused, read = take_back(changed)
    assert refused == {"bob": "what was handed in since the run has been graded"}
    assert read == {"ada", "cem", "dora"}
    for student in ("bob", "eve"):
        assert rows(changed)[student, NAME] == before[student, NAME]
        assert files(changed)[f"{student}/{NAME}/{NAME}.ipynb"] == written[f"{student}/{NAME}/{NAME}.ipynb"]


def test_what_was_handed_in_since_and_not_graded_keeps_its_page(changed):
    regrade(changed)
    for student in ("bob", "eve"):
        ready.hand_in(changed, student, "\nmore = 'work'")
    assert take_back(changed) == ({}, {"ada", "cem", "dora"})
    assert ready.auto_scores(changed)["bob"] == 0.0


def test_an_undo_is_undone_by_its_number(changed):
    regrade(changed)
    regraded, written = rows(changed), files(changed)
    take_back(changed)
    take_back(changed, 2)
    assert rows(changed) == regraded
    assert files(changed) == written


def test_a_row_that_the_regrade_has_made_is_gone_again(changed):
    def lose(gradebook):
        gradebook.db.delete(grade_of(gradebook, "ada", "xor_network"))

    ready.change(changed, lose)
    before = rows(changed)
    proposals = regrade(changed)
    assert proposals["ada"].line.grades[0].reason == "the gradebook had no grade for it"
    assert rows(changed).keys() != before.keys()
    take_back(changed)
    assert rows(changed) == before


def test_what_somebody_has_changed_since_stays_and_is_named(changed):
    before = rows(changed)
    regrade(changed)

    def mark(gradebook):
        grade_of(gradebook, "bob", "threshold_neuron").manual_score = 1.5
        grade_of(gradebook, "dora", "xor_network").manual_score = 0.5  # another grade than the run's

    ready.change(changed, mark)
    refused, _ = take_back(changed)
    assert refused == {"bob": "threshold_neuron is 1.5 now, and the run left it at 2.0"}
    scores = ready.auto_scores(changed)
    assert (scores["bob"], scores["dora"]) == (2.0, 2.0)
    assert rows(changed)["cem", NAME] == before["cem", NAME]


def test_a_mark_for_a_look_that_was_answered_is_no_obstacle(changed):
    def mark(gradebook):
        grade = grade_of(gradebook, "bob", "threshold_neuron")
        grade.manual_score, grade.needs_manual_grade = 1.5, False

    ready.change(changed, mark)
    before = rows(changed)
    regrade(changed)

    def look(gradebook):
        assert grade_of(gradebook, "bob", "threshold_neuron").needs_manual_grade
        grade_of(gradebook, "bob", "threshold_neuron").needs_manual_grade = False

    ready.change(changed, look)
    assert take_back(changed)[0] == {}
    assert rows(changed) == before


def test_a_penalty_that_was_changed_since_keeps_the_student(changed):
    regrade(changed)
    ledger = Ledger(changed.ledgers, NAME)
    (run,) = runs_in(ledger.entries())
    with Recorder(changed.nbgrader(), NAME) as recorder:
        standings = GradeTable(recorder.gradebook, NAME).standings()
    line = run.lines[0]
    run.lines[0] = type(line)(line.student, line.grades, PenaltyStep(1.0, 2.0, "late"))
    _, refused = propose_undo(run, standings, history(changed))
    assert [(each.student, each.reason) for each in refused] == [("bob", "the late penalty is None now")]


def test_a_student_who_is_gone_is_named(changed):
    regrade(changed)

    def remove(gradebook):
        gradebook.remove_submission(NAME, "bob")
        gradebook.remove_submission(NAME, "eve")  # whose grades the run has not changed

    ready.change(changed, remove)
    assert take_back(changed)[0] == {"bob": "the gradebook knows of no submission"}


def test_without_the_old_verdicts_the_grades_go_back_and_the_pages_stay(changed):
    before = rows(changed)
    regrade(changed)
    for path in (changed.verdicts / NAME).glob("*.json"):
        path.unlink()
    assert take_back(changed) == ({}, set())
    assert rows(changed) == before
