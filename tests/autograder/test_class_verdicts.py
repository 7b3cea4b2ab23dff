"""Verdicts on a class: from the store or an executor, equal work once, each with its seed."""

import shutil

import pytest

from autograder.course.course import CourseError
from autograder.engine.class_verdicts import ClassVerdicts, preparer
from autograder.engine.confinement import CannotConfineError
from autograder.engine.grade import setting_for
from autograder.engine.task import Reached
from tests.autograder.regrade import ready
from tests.autograder.regrade.ready import CONFINEMENT, LESSON

TABLE = {"ada": {}, "bob": {"xor_network": {"value": "a mistake"}}}


@pytest.fixture
def handed_in(built, tmp_path):
    shutil.copytree(built.root, tmp_path / "class")
    found = type(built)(tmp_path / "class")
    for student in TABLE:
        ready.hand_in(found, student)
    shutil.copytree(found.submitted / "ada", found.submitted / "copyist")
    return found


def verdicts_on(course, executor, seed_of=None):
    setting = setting_for(course, LESSON, CONFINEMENT, None, 7, True)
    with ClassVerdicts(course, LESSON, setting, 2, executor) as verdicts:
        submissions = verdicts.take_in(preparer(course.nbgrader(), LESSON))
        return {each.submission.student: each for each in verdicts.reach(submissions, seed_of)}


def test_equal_work_is_examined_once_and_known_work_not_at_all(handed_in):
    executor = ready.Ready(TABLE)
    found = verdicts_on(handed_in, executor)
    assert len(executor.tasks) == 2
    assert found["copyist"].verdict == found["ada"].verdict
    assert found["copyist"].submission.work == found["ada"].submission.work != found["bob"].submission.work
    assert [found[student].verdict.reports["xor_network"].score for student in ("ada", "bob")] == [2, 0]
    again = ready.Ready({})
    assert {student: each.verdict for student, each in verdicts_on(handed_in, again).items()} == {
        student: each.verdict for student, each in found.items()
    }
    assert again.tasks == []


def test_each_may_have_its_own_seed(handed_in):
    executor = ready.Ready(TABLE)
    found = verdicts_on(handed_in, executor, lambda submission: {"ada": 1, "bob": 2}[submission.student])
    assert {student: each.verdict.seed for student, each in found.items()} == {"ada": 1, "bob": 2, "copyist": 1}


def test_a_fault_is_no_verdict_and_a_hopeless_one_ends_all(handed_in, monkeypatch):
    monkeypatch.setattr(ready.Ready, "reached", lambda self, task: Reached(task.key, None, "a bug"))
    assert {(each.verdict, each.fault) for each in verdicts_on(handed_in, ready.Ready(TABLE)).values()} == {
        (None, "a bug")
    }
    monkeypatch.setattr(ready.Ready, "reached", lambda self, task: Reached(task.key, None, "no sandbox", hopeless=True))
    with pytest.raises(CannotConfineError, match="no sandbox"):
        verdicts_on(handed_in, ready.Ready(TABLE))


@pytest.fixture
def class_verdicts(handed_in):
    """A class of ada, bob, cem and a copyist of ada's, its verdicts, and what was taken in so far."""
    ready.hand_in(handed_in, "cem")
    executor, seen = ready.Ready({**TABLE, "cem": {}}), []

    def noted(submissions):
        for submission in submissions:
            seen.append(submission.student)
            yield submission

    setting = setting_for(handed_in, LESSON, CONFINEMENT, None, 7, True)
    with ClassVerdicts(handed_in, LESSON, setting, 2, executor) as verdicts:
        submissions = verdicts.take_in(preparer(handed_in.nbgrader(), LESSON))
        yield verdicts, executor, noted(submissions), seen


def test_the_first_is_examined_before_the_last_is_taken_in(class_verdicts):
    verdicts, _, submissions, seen = class_verdicts
    reached = verdicts.reach(submissions)
    assert next(reached).submission.student == "ada"
    assert seen == ["ada"]
    assert [each.submission.student for each in reached] == ["bob", "cem", "copyist"]


def test_whoever_is_known_comes_in_between_and_is_not_examined(class_verdicts):
    verdicts, executor, submissions, _ = class_verdicts
    verdicts_of = {each.submission.student: each for each in verdicts.reach(list(submissions))}
    for path in verdicts.store.folder.glob(f"*/{verdicts_of['bob'].submission.key}.json"):
        path.unlink()
    executor.tasks.clear()
    again = list(verdicts.reach([verdicts_of[student].submission for student in ("ada", "bob", "cem", "copyist")]))
    assert {each.submission.student: each.verdict for each in again} == {
        student: each.verdict for student, each in verdicts_of.items()
    }
    assert [each.submission.student for each in again][:2] == ["ada", "bob"]
    assert [task.key for task in executor.tasks] == [verdicts_of["bob"].submission.key]


def test_a_verdict_that_vanishes_in_between_is_reached_anew(class_verdicts, monkeypatch):
    verdicts, executor, submissions, _ = class_verdicts
    found = {each.submission.student: each for each in verdicts.reach(list(submissions))}
    [bob] = verdicts.store.folder.glob(f"*/{found['bob'].submission.key}.json")
    [cem] = verdicts.store.folder.glob(f"*/{found['cem'].submission.key}.json")
    bob.unlink()
    asked, get = [], verdicts.store.get

    def get_once(lesson, key):
        if key == found["cem"].submission.key:
            if asked:
                cem.unlink(missing_ok=True)
            asked.append(key)
        return get(lesson, key)

    monkeypatch.setattr(verdicts.store, "get", get_once)
    executor.tasks.clear()
    # Of bob there is none, and cem's is gone when it is looked up again.
    again = list(verdicts.reach([found["bob"].submission, found["cem"].submission]))
    assert [each.submission.student for each in again] == ["bob", "cem"]
    assert again[1].verdict == found["cem"].verdict
    assert [task.key for task in executor.tasks] == [found[name].submission.key for name in ("bob", "cem")]


def test_nobody_has_submitted(built):
    with pytest.raises(CourseError, match="nobody has submitted 01-neurons"):
        verdicts_on(built, ready.Ready(TABLE))
