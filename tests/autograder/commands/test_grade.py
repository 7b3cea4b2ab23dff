"""``autograder grade``: whatever is in its way is one sentence, what was recorded stays, and the next run goes on."""

import errno
import os
import shutil
import sqlite3
import sys
import time
from pathlib import Path

import pytest

from autograder.cli import main
from autograder.commands import grade as command
from autograder.course.course import Course
from autograder.engine.record.files import AutogradedFiles
from autograder.engine.record.recorder import Recorder
from autograder.engine.verdict import VerdictStore
from tests.autograder.interrupted import STOPPED, interrupted
from tests.autograder.recorded import files, rows
from tests.autograder.regrade import ready
from tests.autograder.regrade.ready import BEFORE, NAME
from tests.autograder.small_class import make_small_class


@pytest.fixture
def own(built, tmp_path):
    """A course in which five have handed in, and nobody was graded."""
    shutil.copytree(built.root, tmp_path / "course")
    own = Course(tmp_path / "course")
    for student in BEFORE:
        ready.hand_in(own, student)
    return own


@pytest.fixture
def run(own, capsys, monkeypatch):
    """Run the command with ready verdicts; an impatient one does not wait for a locked gradebook."""
    monkeypatch.setattr(command, "confinement_from", lambda *_: ready.CONFINEMENT)

    def grade(executor=None, impatient=True):
        monkeypatch.setattr(command, "LocalPool", executor or ready.Ready(BEFORE))
        database = ("--db", f"sqlite:///{own.root / 'gradebook.db'}?timeout=0.1") if impatient else ()
        with pytest.raises(SystemExit) as stopped:
            main(["grade", NAME, "--course", str(own.root), *database])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return stopped.value.code or 0, printed

    return grade


class Disturbed(ready.Ready):
    """Ready verdicts, and something that happens before the third."""

    def __init__(self, happens):
        super().__init__(BEFORE)
        self.happens = happens

    def reached(self, task):
        if len(self.tasks) == 3:
            self.happens()
        return super().reached(task)


def assert_one_sentence(outcome, words):
    code, printed = outcome
    assert code == 1
    assert printed.err.startswith("error: ") and words in printed.err
    assert len(printed.err.strip().splitlines()) == 1


def recorded(course):
    """Return the students who have a submission in the gradebook."""
    return {row for row in rows(course) if isinstance(row, str)}


def assert_the_next_run_ends_as_an_undisturbed_one(own, run):
    kept = rows(own)
    assert run()[0] == 0
    after = rows(own)
    assert {name: row for name, row in after.items() if name in kept} == kept
    assert recorded(own) == set(BEFORE)
    assert ready.auto_scores(own) == {"ada": 2.0, "bob": 0.0, "cem": 2.0, "dora": 2.0, "eve": 2.0}
    assert len([name for name in files(own) if name.endswith(".ipynb")]) == len(BEFORE)


def test_an_undisturbed_run(own, run):
    code, printed = run()
    assert code == 0 and "5 submissions graded" in printed.out
    assert_the_next_run_ends_as_an_undisturbed_one(own, run)


def test_a_gradebook_that_is_locked_from_the_beginning(own, run):
    before = (own.root / "gradebook.db").read_bytes()
    other = sqlite3.connect(own.root / "gradebook.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    outcome = run()
    other.close()
    assert_one_sentence(outcome, "the gradebook is locked by another program")
    assert (own.root / "gradebook.db").read_bytes() == before
    assert_the_next_run_ends_as_an_undisturbed_one(own, run)


def test_one_that_is_locked_on_the_way_stops_the_run_at_once(own, run):
    other = sqlite3.connect(own.root / "gradebook.db", isolation_level=None)
    executor = Disturbed(lambda: other.execute("BEGIN IMMEDIATE"))
    outcome = run(executor=executor)
    other.close()
    assert_one_sentence(outcome, "the gradebook is locked by another program")
    assert len(executor.tasks) == 3  # nobody else's record was tried, nor waited for
    assert len(recorded(own)) == 2
    assert_the_next_run_ends_as_an_undisturbed_one(own, run)


@pytest.mark.parametrize("damage", ["overwritten", "cut"])
def test_a_damaged_gradebook_is_left_as_it_is(own, run, damage):
    file = own.root / "gradebook.db"
    whole = file.read_bytes()
    file.write_bytes(b"this is no database " * 500 if damage == "overwritten" else whole[: len(whole) // 2])
    before = file.read_bytes()
    assert_one_sentence(run(impatient=False), "the gradebook is damaged")
    assert file.read_bytes() == before
    file.write_bytes(whole)
    assert_the_next_run_ends_as_an_undisturbed_one(own, run)


@pytest.mark.parametrize(
    ("owner", "step"), [(VerdictStore, "put_json"), (AutogradedFiles, "write"), (Recorder, "score")]
)
def test_a_full_disk_stops_the_run_and_takes_half_a_record_back(own, run, monkeypatch, owner, step):
    honest, calls = getattr(owner, step), []

    def full(*given):
        calls.append(given)
        if len(calls) == 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return honest(*given)

    with monkeypatch.context() as filled:
        filled.setattr(owner, step, full)
        assert_one_sentence(run(), "the disk is full")
    assert len(calls) == 3 and len(recorded(own)) == 2
    assert_the_next_run_ends_as_an_undisturbed_one(own, run)


def test_a_report_that_cannot_be_written_costs_no_score(own, run):
    (own.root / "reports").write_text("a file where a folder should be")
    assert_one_sentence(run(), "mend that and run the command again")
    assert recorded(own) == set(BEFORE)


def test_one_submission_that_cannot_be_recorded_is_named_and_stops_nobody(own, run, monkeypatch):
    honest = Recorder.score

    def without_bob(recorder, student, *given):
        if student == "bob":
            raise KeyError("a cell that the release lacks")
        return honest(recorder, student, *given)

    with monkeypatch.context() as failing:
        failing.setattr(Recorder, "score", without_bob)
        outcome = run()
    assert_one_sentence(outcome, "1 of 5 submissions could not be graded or recorded")
    assert "needs a look: bob: not recorded: KeyError: 'a cell that the release lacks'" in outcome[1].out
    assert recorded(own) == set(BEFORE) - {"bob"}
    assert_the_next_run_ends_as_an_undisturbed_one(own, run)


@pytest.mark.parametrize("moment", ["while it examines", "while it records"])
def test_ctrl_c(own, run, monkeypatch, moment):
    def stop(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as stopping:
        if moment == "while it records":
            stopping.setattr(AutogradedFiles, "write", stop)
        code, printed = run(executor=Disturbed(stop))
    assert code == 130 and printed.err.strip() == STOPPED
    assert len(recorded(own)) == (2 if moment == "while it examines" else 0)
    assert_the_next_run_ends_as_an_undisturbed_one(own, run)


def test_a_configuration_that_cannot_be_loaded(own, run):
    before = (own.root / "gradebook.db").read_bytes()
    (own.root / "nbgrader_config.py").write_text("raise KeyError('late')\n")
    assert_one_sentence(run(), "nbgrader_config.py cannot be loaded (KeyError: 'late'): mend it")
    assert (own.root / "gradebook.db").read_bytes() == before


def test_a_course_that_may_not_be_read(own, run, monkeypatch):
    def refused(self):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))

    with monkeypatch.context() as refusing:
        refusing.setattr(Path, "is_file", refused)
        assert_one_sentence(run(), "nbgrader_config.py: Permission denied; mend that and run the command again")


@pytest.mark.skipif(sys.platform != "linux", reason="confined grading needs Linux")
def test_ctrl_c_at_a_terminal_ends_workers_and_sandboxes_and_the_rest_is_graded_next_time(course, lesson, tmp_path):
    small = make_small_class(course, lesson, tmp_path / "class", 4)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    arguments = ("grade", lesson.name, "--course", small.root, "--workers", "1")
    environment = {"TMPDIR": str(scratch)}
    verdicts = small.verdicts / lesson.name
    ended = interrupted(lambda _: list(verdicts.glob("*.json")), *arguments, environment=environment)
    assert (ended.code, ended.err.strip()) == (130, STOPPED)
    with sqlite3.connect(small.root / "gradebook.db") as gradebook:
        assert gradebook.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    gradebook.close()
    known = len(list(verdicts.glob("*.json")))
    assert 0 < known < 4
    assert _gone(scratch), list(scratch.iterdir())
    before = rows(small)
    with pytest.raises(SystemExit) as stopped:
        main(list(map(str, arguments)))
    assert stopped.value.code in (0, None)
    after = rows(small)
    assert {name: row for name, row in after.items() if name in before} == before
    assert len({name for name in after if isinstance(name, str)}) == 4


def _gone(scratch):
    """Return whether the grader has left nothing, within the moment that cleaning up takes."""
    give_up_at = time.monotonic() + 30
    while (left := list(scratch.glob("autograder-*"))) and time.monotonic() < give_up_at:
        time.sleep(0.05)
    return not left
