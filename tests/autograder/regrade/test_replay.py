"""The gradebook beside its ledger: verified, brought up to it from an older copy, or told where it differs."""

import shutil

import pytest

from autograder.engine.record.recorder import Recorder
from autograder.engine.regrade.grade_table import GradeTable
from autograder.engine.regrade.grades import PenaltyStep
from autograder.engine.regrade.ledger import Ledger
from autograder.engine.regrade.replay import compare_with_ledger, replay
from autograder.engine.regrade.runs import runs_in
from tests.autograder.recorded import rows
from tests.autograder.regrade import ready
from tests.autograder.regrade.ready import AFTER, NAME, grade_of, regrade


def compare(course):
    ledger = Ledger(course.ledgers, NAME)
    with Recorder(course.nbgrader(), NAME) as recorder:
        return compare_with_ledger(runs_in(ledger.entries()), GradeTable(recorder.gradebook, NAME).standings())


def bring_up(course):
    ledger = Ledger(course.ledgers, NAME)
    with Recorder(course.nbgrader(), NAME) as recorder:
        table = GradeTable(recorder.gradebook, NAME)
        return replay(ledger, table, compare_with_ledger(runs_in(ledger.entries()), table.standings()))


@pytest.fixture
def twice(changed, monkeypatch):
    """A class that was regraded twice, and the folder of copies of its gradebook: before, between, after."""
    copies = changed.root / "copies"
    copies.mkdir()

    def keep(name):
        shutil.copy(changed.root / "gradebook.db", copies / name)

    keep("before")
    regrade(changed)
    keep("between")
    ready.change_exercises(monkeypatch, "a third version")
    regrade(changed, {**AFTER, "bob": {"threshold_neuron": {"value": None}}, "eve": {}})
    keep("after")
    return changed


def restore(course, name):
    shutil.copy(course.root / "copies" / name, course.root / "gradebook.db")


def test_a_gradebook_that_holds_what_the_ledger_says(twice):
    found = compare(twice)
    assert (found.agree, found.behind, found.foreign) == (4, [], [])


@pytest.mark.parametrize(("copy", "behind"), [("before", {"cem", "dora", "eve"}), ("between", {"bob", "eve"})])
def test_an_older_copy_is_brought_to_the_end(twice, copy, behind):
    after = rows(twice)
    restore(twice, copy)
    found = compare(twice)
    assert {line.student for line in found.behind} == behind  # bob's two steps lead back to where he was
    assert found.foreign == []
    assert bring_up(twice) == []
    assert rows(twice) == after
    assert compare(twice).agree == 4
    last = Ledger(twice.ledgers, NAME).entries()[-1]
    assert (last["kind"], last["students"]) == ("replay", len(behind))


def test_what_a_person_gave_stays_on_top(twice):
    restore(twice, "before")

    def mark(gradebook):
        grade = grade_of(gradebook, "eve", "xor_network")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 1.0, 0.5, False

    ready.change(twice, mark)
    assert bring_up(twice) == []
    with ready.book(twice) as gradebook:
        grade = grade_of(gradebook, "eve", "xor_network")
        found = (grade.auto_score, grade.manual_score, grade.extra_credit, grade.needs_manual_grade)
    assert found == (2.0, 1.0, 0.5, True)


def test_what_the_ledger_never_said_is_named_and_left(twice):
    def meddle(gradebook):
        grade_of(gradebook, "dora", "threshold_neuron").auto_score = 1.25
        gradebook.remove_submission(NAME, "cem")
        gradebook.remove_submission(NAME, "ada")  # of whom the ledger says no grade

    ready.change(twice, meddle)
    found = compare(twice)
    assert sorted(found.foreign) == [
        ("cem", "the gradebook knows of no submission"),
        ("dora", "threshold_neuron has the automatic score 1.25, the ledger says 0.0"),
    ]
    assert found.behind == []


def test_penalties_are_compared_and_brought_along(twice):
    runs = runs_in(Ledger(twice.ledgers, NAME).entries())
    line = runs[0].lines[0]
    runs[0].lines = [type(line)(line.student, (), PenaltyStep(None, 2.0, "late"))]
    with Recorder(twice.nbgrader(), NAME) as recorder:
        table = GradeTable(recorder.gradebook, NAME)
        found = compare_with_ledger(runs[:1], {"bob": table.standings()["bob"]})
        (behind,) = found.behind
        assert (behind.penalty.old, behind.penalty.new) == (None, 2.0)
        assert replay(Ledger(twice.ledgers, NAME), table, found) == []
        assert table.standings()["bob"].penalty == 2.0
        found = compare_with_ledger(runs[:1], {"bob": table.standings()["bob"]})
        assert (found.agree, found.behind) == (1, [])

    def meddle(gradebook):
        gradebook.find_submission_notebook(NAME, NAME, "bob").late_submission_penalty = 7.0

    ready.change(twice, meddle)
    with Recorder(twice.nbgrader(), NAME) as recorder:
        found = compare_with_ledger(runs[:1], {"bob": GradeTable(recorder.gradebook, NAME).standings()["bob"]})
    assert found.foreign == [("bob", "the late penalty is 7.0, the ledger says 2.0")]
