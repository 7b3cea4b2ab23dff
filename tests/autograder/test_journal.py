"""The journal: what it keeps, and what a killed process, a full disk or another version leave of it."""

import errno
import json
import os
from types import SimpleNamespace

import pytest

from autograder.checks.report import Failure, PartResult, Report
from autograder.course.journal import Entry, Journal
from autograder.engine.verdict import Verdict

ADA = Entry("ada", "key-1", {"affine": 3}, {"affine": ("swaps",)}, "time", "", ("renamed",))


@pytest.fixture
def file(tmp_path):
    return tmp_path / "journals" / "01-neurons.jsonl"


def test_what_is_noted_is_read(file):
    journal = Journal(file)
    journal.begin("2026-01-02T12:00:00+00:00")
    journal.note(ADA)
    history = Journal(file).read()
    assert history.now == {"ada": ADA}
    assert (history.before, history.began, history.since) == (None, "2026-01-02T12:00:00+00:00", None)


def test_without_a_file_nothing_is_known(file):
    assert Journal(file).read().now == {}
    assert not file.parent.exists()


def test_a_run_is_told_from_the_one_before(file):
    better = Entry("ada", "key-2", {"affine": 5})
    for began, entry in (("2026-01-02T12:00:00+00:00", ADA), ("2026-01-09T12:00:00+00:00", better)):
        journal = Journal(file)
        journal.begin(began)
        journal.note(entry)
    history = journal.read()
    assert (history.now["ada"].score, history.before["ada"].score) == (5, 3)
    assert history.since.isoformat() == "2026-01-02T12:00:00+00:00"


def test_an_interrupted_run_that_is_taken_up_is_one_run(file):
    for began, entry in (("1", Entry("ada", "a")), ("2", Entry("ada", "b")), ("2", Entry("ben", "c"))):
        journal = Journal(file)
        journal.begin(began)
        journal.note(entry)
    history = journal.read()
    assert {student: entry.key for student, entry in history.before.items()} == {"ada": "a"}
    assert {student: entry.key for student, entry in history.now.items()} == {"ada": "b", "ben": "c"}


def test_what_is_known_already_is_not_written_again(file):
    for began in ("1", "2"):
        journal = Journal(file)
        journal.begin(began)
        journal.note(ADA)
    assert len(file.read_text().split("\n")) == 1 + len(["run 1", "ada", "run 2"])
    assert journal.read().before == journal.read().now == {"ada": ADA}


@pytest.mark.parametrize(
    "torn", [b'\n{"entry": {"student": "be', b"\n\xff\xfe", b"\n[]", b'\n{"entry": {"student": 7}}']
)
def test_a_torn_line_costs_that_line_alone(file, torn):
    journal = Journal(file)
    journal.begin("1")
    journal.note(ADA)
    with file.open("ab") as end:
        end.write(torn)
    ben = Entry("ben", "key-2")
    Journal(file).note(ben)
    assert Journal(file).read().now == {"ada": ADA, "ben": ben}


def test_a_full_disk_is_an_error_and_leaves_what_was_there(file, monkeypatch):
    Journal(file).note(ADA)
    whole_write = os.write

    def half(handle, data):
        if len(data) < 20:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return whole_write(handle, data[: len(data) - 19])

    monkeypatch.setattr(os, "write", half)
    with pytest.raises(OSError, match="No space left"):
        Journal(file).note(Entry("ben", "key-2"))
    monkeypatch.undo()
    assert Journal(file).read().now == {"ada": ADA}


def test_the_entry_on_a_verdict_holds_its_numbers():
    failure = Failure("one row", ("you swap",), "swaps")
    report = Report("affine", 7, (PartResult("value", 2, 2, 3, 0), PartResult("gradient", 0, 4, 3, 1, failure)))
    verdict = Verdict(
        "key", "02-x", 7, {"affine": report, "relu": Report("relu", 7, (), "missing", "")}, (), "time", 1.0
    )
    graded = SimpleNamespace(student="ada", verdict=verdict, problem="not recorded", mended=("renamed",))
    entry = Entry.of(graded)
    assert entry == Entry(
        "ada", "key", {"affine": 2, "relu": 0}, {"affine": ("swaps",)}, "time", "not recorded", ("renamed",)
    )
    assert Entry.from_json(json.loads(json.dumps(entry.__dict__))) == entry


def test_the_entry_without_a_verdict_says_why():
    graded = SimpleNamespace(student="eve", verdict=None, problem="our fault", mended=())
    assert Entry.of(graded) == Entry("eve", "", problem="our fault")


def test_graded_submissions_pass_through_and_are_noted(file):
    class_ = [SimpleNamespace(student=name, verdict=None, problem="torn \ud800", mended=()) for name in ("ada", "ben")]
    passing = Journal(file).noting(class_)
    assert next(passing) is class_[0]
    assert list(Journal(file).read().now) == ["ada"]
    assert list(passing) == class_[1:]
    assert Journal(file).read().now["ben"].problem == "torn \ud800"
