"""A regrade of a class: what is proposed, what is applied, and what is left as it was."""

import datetime
import shutil
from dataclasses import replace

import pytest

from autograder.course.course import CourseError
from autograder.course.journal import Journal
from autograder.engine.regrade.ledger import Ledger
from autograder.engine.regrade.propose import NotRegraded
from autograder.engine.regrade.regrade import ANEW, GONE, UNGRADED
from autograder.engine.regrade.runs import runs_in
from tests.autograder.recorded import book, files, rows
from tests.autograder.regrade import ready
from tests.autograder.regrade.ready import AFTER, BEFORE, NAME, SEED, grade_of, opened, regrade


def runs(course):
    return runs_in(Ledger(course.ledgers, NAME).entries())


def changed_rows(before, after):
    assert before.keys() == after.keys()
    return {name: (before[name], after[name]) for name in before if before[name] != after[name]}


def changed_grades(before, after):
    return {name[::2]: row for name, row in changed_rows(before, after).items() if "Grade" in name}


def test_a_proposal_says_old_new_and_why_and_writes_nothing(changed):
    gradebook = (changed.root / "gradebook.db").read_bytes()
    with opened(changed, AFTER) as found:
        proposals = {each.student: each for each in found.proposals()}
    assert {student: each.change for student, each in proposals.items()} == {
        "ada": 0, "bob": 2, "cem": 2, "dora": -2, "eve": 0,
    }  # fmt: skip
    (step,) = proposals["bob"].line.grades
    assert (step.cell, step.old.auto_score, step.new.auto_score) == ("threshold_neuron", 0.0, 2.0)
    assert step.reason == "value: 0 → 2 of 2 points (was: fires at the threshold; now: right)"
    (step,) = proposals["cem"].line.grades
    assert "value: 1 → 0 of 1 point (was: right; now: an error without a name)" in step.reason
    assert "gradient: 0 → 3 of 3 points (was: forgets the slope; now: right)" in step.reason
    assert proposals["ada"].line.empty and not proposals["ada"].why
    assert proposals["eve"].line.empty
    assert proposals["eve"].why == {
        "xor_network": ("value: 0 → 0 of 2 points (was: an error without a name; now: another mistake)",)
    }
    assert (changed.root / "gradebook.db").read_bytes() == gradebook
    assert not changed.ledgers.exists()


def test_applied_it_changes_those_grades_and_no_other_row(changed):
    before = rows(changed)
    regrade(changed)
    after = rows(changed)
    assert set(changed_grades(before, after)) == {
        ("bob", "threshold_neuron"), ("cem", "sigmoid_neuron"), ("dora", "threshold_neuron"),
    }  # fmt: skip
    others = [name for name in changed_rows(before, after) if "Grade" not in name]
    assert {name if isinstance(name, str) else name[0] for name in others} == {"bob", "cem", "dora"}  # their sums
    assert ready.auto_scores(changed) == {"ada": 2.0, "bob": 2.0, "cem": 2.0, "dora": 0.0, "eve": 2.0}
    (run,) = runs(changed)
    assert run.ended and run.seeds == [SEED]
    assert [(line.student, [step.cell for step in line.grades]) for line in run.lines] == [
        ("bob", ["threshold_neuron"]), ("cem", ["sigmoid_neuron"]), ("dora", ["threshold_neuron"]),
        ("ada", []), ("eve", []),
    ]  # fmt: skip
    assert run.students == 3


def test_it_agrees_with_grading_anew(changed, tmp_path):
    """To the row where no person has marked, and to the file."""
    shutil.copytree(changed.root, tmp_path / "graded anew")
    anew = type(changed)(tmp_path / "graded anew")
    assert ready.grade(anew, AFTER) == {}
    regrade(changed)
    assert rows(changed) == rows(anew)
    assert files(changed) == files(anew)


def test_the_seed_of_the_first_grading_is_kept(changed):
    executor = ready.Ready(AFTER)
    ready.hand_in(changed, "bob")
    journal = Journal.of(changed, NAME)
    journal.note(replace(journal.read().recorded["cem"], seed=5))
    forget(changed, "ada")  # the seed of the class then
    with ready.regrading(changed, ready.LESSON, ready.CONFINEMENT, 1, executor=executor) as found:
        list(found.proposals())
    assert [task.setting.seed for task in executor.tasks] == [SEED, SEED, 5, SEED, SEED]


def forget(course, student):
    """Take a student's lines out of the journal."""
    file = course.journals / f"{NAME}.jsonl"
    lines = file.read_text().split("\n")
    kept = [line for line in lines if f'"student": "{student}"' not in line]
    assert len(kept) < len(lines)
    file.write_text("\n".join(kept))


def test_the_journal_tells_what_the_scores_come_from_then(changed):
    before = Journal.of(changed, NAME).read()
    regrade(changed)
    after = Journal.of(changed, NAME).read()
    assert after.before == before.now
    for student, entry in after.recorded.items():
        was = before.recorded[student]
        assert (entry.work, entry.seed) == (was.work, was.seed) and entry.key != was.key
        assert entry.score - was.score == {"bob": 2, "cem": 2, "dora": -2}.get(student, 0)


def test_without_a_journal_it_still_regrades(changed):
    """So it does where an earlier version has kept that elsewhere: what it does not know, it does not read."""
    (changed.journals / f"{NAME}.jsonl").unlink()
    old = changed.root / ".autograder" / "graded" / NAME / "bob"
    old.mkdir(parents=True)
    (old / "graded_by.json").write_text('{"verdict": "another", "work": "another", "seed": 1}')
    proposals = regrade(changed)
    assert {student: each.change for student, each in proposals.items()}["bob"] == 2
    assert "the report that the old score came from is not kept" in proposals["bob"].line.grades[0].reason


def test_a_second_regrade_finds_nothing(changed):
    regrade(changed)
    before = rows(changed)
    proposals = regrade(changed)
    assert all(each.line.empty and not each.why and not each.anew for each in proposals.values())
    assert rows(changed) == before
    assert len(runs(changed)) == 1


def test_what_a_person_gave_is_kept(changed):
    def mark(gradebook):
        for student in ("bob", "dora"):
            grade = grade_of(gradebook, student, "threshold_neuron")
            grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 1.5, 0.5, False
        written = [
            each
            for each in gradebook.find_submission_notebook(NAME, NAME, "bob").grades
            if each.cell_type == "markdown"
        ]
        assert written
        for grade in written:
            grade.manual_score, grade.needs_manual_grade = 1.0, False
        for comment in gradebook.find_submission_notebook(NAME, NAME, "bob").comments:
            comment.manual_comment = "Well done."
        gradebook.find_submission_notebook(NAME, NAME, "bob").flagged = True

    ready.change(changed, mark)
    before = rows(changed)
    proposals = regrade(changed)
    assert proposals["bob"].change == 0
    assert proposals["bob"].marked == ("threshold_neuron",)
    assert "a person's score of 1.5 stays" in proposals["bob"].line.grades[0].reason
    changes = changed_grades(before, rows(changed))
    old, new = changes["bob", "threshold_neuron"]
    assert {name: (old[name], new[name]) for name in old if old[name] != new[name]} == {
        "auto_score": (0.0, 2.0),
        "needs_manual_grade": (False, True),
        "failed_tests": (True, False),
    }
    assert {cell for student, cell in changes if student == "bob"} == {"threshold_neuron"}


def penalise_lateness(course):
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write("\nget_config().LateSubmissionPlugin.penalty_method = 'zero'\n")

    def deadline(gradebook):
        gradebook.find_assignment(NAME).duedate = datetime.datetime(2026, 1, 2)

    ready.change(course, deadline)


def penalties(course):
    with book(course) as gradebook:
        return {
            student: gradebook.find_submission_notebook(NAME, NAME, student).late_submission_penalty
            for student in BEFORE
        }


def test_late_penalties_follow_the_plug_in_unless_a_person_has_set_them(graded, monkeypatch):
    penalise_lateness(graded)
    assert ready.grade(graded, BEFORE) == {}

    def set_by_hand(gradebook):
        gradebook.find_submission_notebook(NAME, NAME, "dora").late_submission_penalty = 1.0

    ready.change(graded, set_by_hand)
    before = penalties(graded)
    ready.change_exercises(monkeypatch)
    proposals = regrade(graded)
    after = penalties(graded)
    assert (before["bob"], after["bob"]) == (21.0, 23.0)
    assert after["dora"] == 1.0 and after["ada"] == before["ada"] == 23.0
    assert (proposals["bob"].line.penalty.old, proposals["bob"].line.penalty.new) == (21.0, 23.0)
    assert proposals["dora"].line.penalty is None


def test_what_was_not_graded_as_it_is_now_is_put_aside(changed):
    ready.hand_in(changed, "bob", "\nmore = 'work'")
    ready.hand_in(changed, "new")
    shutil.rmtree(changed.submitted / "cem")
    before = rows(changed)
    outcomes = regrade(changed, {**AFTER, "new": {}})
    assert [outcomes[student] for student in ("bob", "new", "cem")] == [
        NotRegraded("bob", ANEW), NotRegraded("new", UNGRADED), NotRegraded("cem", GONE),
    ]  # fmt: skip
    assert set(changed_grades(before, rows(changed))) == {("dora", "threshold_neuron")}


def test_a_fault_of_ours_changes_nothing(changed, monkeypatch):
    def broken(self, task):
        return ready.Reached(task.key, None, "not graded, our fault: ZeroDivisionError: a bug")

    monkeypatch.setattr(ready.Ready, "reached", broken)
    outcomes = regrade(changed)
    assert {each.reason for each in outcomes.values()} == {"not graded, our fault: ZeroDivisionError: a bug"}
    assert runs(changed) == []


def test_without_the_old_verdict_it_says_what_it_knows(changed):
    shutil.rmtree(changed.verdicts)
    proposals = regrade(changed)
    assert "the report that the old score came from is not kept" in proposals["bob"].line.grades[0].reason
    assert not proposals["ada"].why


def test_a_class_that_was_never_graded_is_said_to_be(built, tmp_path):
    shutil.copytree(built.root, tmp_path / "class")
    course = type(built)(tmp_path / "class")
    with pytest.raises(CourseError, match="nobody has submitted 01-neurons"), opened(course, AFTER):
        pass
    ready.hand_in(course, "ada")
    with (
        pytest.raises(CourseError, match="never graded, so there is nothing to regrade"),
        opened(course, AFTER) as found,
    ):
        list(found.proposals())
    (course.root / "gradebook.db").unlink()
    with pytest.raises(CourseError, match="there is no gradebook"), opened(course, AFTER):
        pass
    assert not (course.root / "gradebook.db").exists()


def test_grades_that_somebody_changes_meanwhile_stay(changed):
    with opened(changed, AFTER) as found:
        proposals = [each for each in found.proposals() if not each.line.empty]

        def meddle(gradebook):
            grade_of(gradebook, "bob", "threshold_neuron").manual_score = 1.0

        ready.change(changed, meddle)
        problems = {each.student: problem for each, problem in found.apply(proposals)}
    assert "somebody changed these grades a moment ago" in problems["bob"]
    assert problems["cem"] == problems["dora"] == ""
    assert ready.auto_scores(changed)["bob"] == 0.0
