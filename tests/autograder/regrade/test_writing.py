"""A run that is killed anywhere is taken up and can be undone; nothing changes that the ledger does not have."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.course.course import Course
from autograder.course.journal import Journal
from autograder.engine.record.recorder import Recorder
from autograder.engine.regrade import writing
from autograder.engine.regrade.grade_table import GradeTable, StudentRows
from autograder.engine.regrade.ledger import Ledger, LedgerWriter
from autograder.engine.regrade.runs import runs_in
from autograder.engine.regrade.undo import propose_undo, undo
from tests.autograder.recorded import files, rows
from tests.autograder.regrade import ready
from tests.autograder.regrade.ready import AFTER, LESSON, NAME, opened, regrade


class Killed(BaseException):
    """What no code of ours catches."""


def kill_at(monkeypatch, owner, name, call, after):
    """Let a method kill the process, so to speak, at its nth call: before it does anything, or when it has."""
    original, calls = getattr(owner, name), []

    def killing(*args, **kwargs):
        calls.append(1)
        if len(calls) == call and not after:
            raise Killed
        result = original(*args, **kwargs)
        if len(calls) == call:
            raise Killed
        return result

    monkeypatch.setattr(owner, name, killing)


def ledger_runs(course):
    return runs_in(Ledger(course.ledgers, NAME).entries())


MOMENTS = [
    # Of three students the grades are changed; what two more read is written anew.
    *((LedgerWriter, "append", call, after) for call in range(1, 8) for after in (False, True)),
    *((StudentRows, "write", call, True) for call in (1, 3, 4)),
    *((Recorder, "write_files", call, after) for call in (1, 3, 4) for after in (False, True)),
    *((Journal, "note", call, after) for call in (1, 3, 4) for after in (False, True)),
]


@pytest.fixture(scope="module")
def undisturbed(graded_once, tmp_path_factory):
    """The rows after a regrade that nobody disturbs."""
    folder = tmp_path_factory.mktemp("undisturbed") / "class"
    shutil.copytree(graded_once.root, folder)
    with pytest.MonkeyPatch.context() as monkeypatch:
        ready.change_exercises(monkeypatch)
        regrade(Course(folder))
    return rows(Course(folder))


@pytest.mark.parametrize(("owner", "name", "call", "after"), MOMENTS)
def test_killed_anywhere_it_is_taken_up_and_undone(changed, undisturbed, monkeypatch, owner, name, call, after):
    original, written, told = rows(changed), files(changed), Journal.of(changed, NAME).read().recorded
    with monkeypatch.context() as killing:
        kill_at(killing, owner, name, call, after)
        with pytest.raises(Killed):
            regrade(changed)
    trail = {(line.student, step.cell) for run in ledger_runs(changed) for line in run.lines for step in line.grades}
    now = rows(changed)
    assert {key[::2] for key in now if "Grade" in key and now[key] != original[key]} <= trail
    regrade(changed)
    assert rows(changed) == undisturbed
    (run,) = ledger_runs(changed)
    assert_told_and_written(changed, run)
    take_back(changed, run)
    assert rows(changed) == original
    assert files(changed) == written
    assert Journal.of(changed, NAME).read().recorded == told


def assert_told_and_written(course, run):
    """Assert that by the journal all scores come from the run's verdicts, and that each page shows its own."""
    for line in run.lines:
        assert Journal.of(course, NAME).read().recorded[line.student].key == line.verdicts[1]
    page = (course.root / "autograded" / "eve" / NAME / f"{NAME}.ipynb").read_text()
    assert "another mistake" in page


def take_back(course, run):
    with Recorder(course.nbgrader(), NAME) as recorder:
        standings, history = GradeTable(recorder.gradebook, NAME).standings(), Journal.of(course, NAME).read()
        lines, refused = propose_undo(run, standings, history)
        assert refused == []
        assert not [problem for _, problem, _ in undo(course, LESSON, recorder, run, lines) if problem]


@pytest.mark.parametrize(
    ("owner", "name", "call", "after"),
    [
        *((LedgerWriter, "append", *moment) for moment in [(2, False), (2, True), (3, True), (4, True), (5, False)]),
        *((LedgerWriter, "append", *moment) for moment in [(5, True), (6, True), (7, False)]),
        *((Journal, "note", call, after) for call in (1, 3, 4, 5) for after in (False, True)),
    ],
)
def test_an_undo_that_is_killed_is_taken_up(changed, monkeypatch, owner, name, call, after):
    original, written, told = rows(changed), files(changed), Journal.of(changed, NAME).read().recorded
    regrade(changed)
    with monkeypatch.context() as killing:
        kill_at(killing, owner, name, call, after)
        with pytest.raises(Killed):
            take_back(changed, ledger_runs(changed)[0])
    take_back(changed, ledger_runs(changed)[0])
    assert rows(changed) == original
    assert files(changed) == written
    assert Journal.of(changed, NAME).read().recorded == told
    runs = ledger_runs(changed)
    assert [(run.what, run.of, run.ended) for run in runs] == [("regrade", None, True), ("undo", 1, True)]


def test_another_run_closes_an_interrupted_one(changed, monkeypatch):
    original = rows(changed)
    with monkeypatch.context() as killing:
        kill_at(killing, LedgerWriter, "append", 3, True)  # in the ledger, not in the gradebook
        with pytest.raises(Killed):
            regrade(changed)
    assert [line.student for line in ledger_runs(changed)[0].lines] == ["bob", "cem"]
    take_back(changed, ledger_runs(changed)[0])
    assert rows(changed) == original
    first, second = ledger_runs(changed)
    assert [line.student for line in first.lines] == [line.student for line in second.lines] == ["bob"]


def test_after_another_change_of_the_exercises_a_new_run_begins(changed, monkeypatch):
    with monkeypatch.context() as killing:
        kill_at(killing, LedgerWriter, "append", 4, False)
        with pytest.raises(Killed):
            regrade(changed)
    ready.change_exercises(monkeypatch, "a third version")
    regrade(changed, {**AFTER, "bob": {"threshold_neuron": {"value": None}}})
    first, second = ledger_runs(changed)
    assert (first.exercises, second.exercises) == ("a second version", "a third version")
    assert [line.student for line in second.lines if line.grades] == ["bob", "dora"]


def test_what_a_grader_killed_before_its_record_has_noted_is_held_against_the_scores(changed, monkeypatch):
    original = rows(changed)
    with monkeypatch.context() as killing:
        kill_at(killing, Journal, "note", 3, True)  # of ada two, then bob's, whose scores the gradebook does not get
        with pytest.raises(Killed):
            ready.grade(changed, AFTER)
    told = Journal.of(changed, NAME).read().recorded["bob"]
    assert (told.scores["threshold_neuron"], told.seed) == (2, ready.SEED)
    assert rows(changed) == original
    step = regrade(changed)["bob"].line.grades[0]
    assert (step.old.auto_score, step.new.auto_score) == (0.0, 2.0)
    assert "the report that the old score came from is not kept" in step.reason


SCRIPT = """
import os, signal, sys
from pathlib import Path
import pytest
from autograder.course.course import Course
from autograder.engine.regrade.ledger import LedgerWriter
from tests.autograder.regrade import ready

whole = LedgerWriter.append
def append(self, data):
    entry = whole(self, data)
    if data.get("student") == "cem":
        os.kill(os.getpid(), signal.SIGKILL)
    return entry
LedgerWriter.append = append
ready.change_exercises(pytest.MonkeyPatch())
ready.regrade(Course(Path(sys.argv[1])))
"""


def test_a_process_that_is_really_killed_loses_nothing(changed, undisturbed):
    here = os.pathsep.join([str(Path.cwd()), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(changed.root)],
        env={**os.environ, "PYTHONPATH": here},
        capture_output=True,
        text=True,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert ready.auto_scores(changed)["bob"] == 2.0
    regrade(changed)
    assert rows(changed) == undisturbed


def test_who_and_what_is_in_the_ledger(changed, monkeypatch):
    monkeypatch.setattr(writing.getpass, "getuser", lambda: "prof")
    regrade(changed)
    begin = Ledger(changed.ledgers, NAME).entries()[0]
    assert (begin["who"], begin["lesson"], begin["exercises"]) == ("prof", NAME, "a second version")
    assert begin["engine"] == writing.engine_version()

    def unknown():
        raise KeyError("uid not found")

    monkeypatch.setattr(writing.getpass, "getuser", unknown)
    assert writing.user() == f"user {os.getuid()}"


def test_a_full_disk_changes_nothing(changed, monkeypatch):
    original = rows(changed)

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as filled:
        filled.setattr(LedgerWriter, "_write", full)
        with pytest.raises(OSError, match="No space left"):
            regrade(changed)
    assert rows(changed) == original
    with opened(changed, AFTER) as found:
        assert sum(not each.line.empty for each in found.proposals()) == 3
