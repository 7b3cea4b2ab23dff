"""The journal: what it keeps, and what a killed process, a full disk or another version leave of it."""

import errno
import json
import multiprocessing
import os
from dataclasses import asdict, replace

import pytest

from autograder.checks.report import Failure, PartResult, Report
from autograder.course.journal import Entry, Journal
from autograder.engine.grade import Graded
from autograder.engine.verdict import Verdict

ADA = Entry("ada", "key-1", {"affine": 3}, {"affine": ("swaps",)}, "time", "", ("renamed",), "work-1", 7)


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


def test_scores_come_from_the_last_verdict_that_was_recorded(file):
    first, lost = Entry("ada", "key-1", work="work-1", seed=7), Entry("ada", "key-2", work="work-2", seed=8)
    journal = Journal(file)
    for entry in (first, replace(lost, problem="not recorded"), Entry("ada", "", problem="our fault")):
        journal.note(entry)
    history = Journal(file).read()
    assert history.now == {"ada": Entry("ada", "", problem="our fault")}
    assert (history.recorded, history.works) == ({"ada": first}, {"key-1": "work-1"})
    journal.note(lost)
    history = Journal(file).read()
    assert (history.recorded, history.works) == ({"ada": lost}, {"key-1": "work-1", "key-2": "work-2"})


@pytest.mark.parametrize("unknown", [{"key": ""}, {"work": ""}, {"seed": None}])
def test_no_score_comes_from_a_verdict_of_which_something_is_not_known(file, unknown):
    Journal(file).note(replace(ADA, **unknown))
    assert Journal(file).read().now and not Journal(file).read().recorded


def test_what_another_process_has_noted_meanwhile_is_known(file):
    ours, theirs = Journal(file), Journal(file)
    ours.begin("1")
    ours.note(ADA)
    theirs.note(replace(ADA, key="key-2"))
    ours.note(ADA)  # as the journal said before, and says no more
    theirs.note(replace(ADA, key="key-2"))
    assert Journal(file).read().now["ada"].key == "key-2"
    size = file.stat().st_size
    theirs.note(replace(ADA, key="key-2"))
    assert file.stat().st_size == size


def test_processes_that_write_at_once_keep_all_lines_whole(file):
    with multiprocessing.get_context("fork").Pool(4) as pool:
        pool.starmap(note_many, [(file, number) for number in range(4)])
    assert len(Journal(file).read().now) == 4 * 200


def note_many(file, number):
    journal = Journal(file)
    for each in range(200):
        journal.note(Entry(f"student-{number}-{each}", "key" * 100))


def line_of(**changed):
    return b"\n" + json.dumps({"entry": {**asdict(ADA), "student": "cleo", **changed}}).encode()


@pytest.mark.parametrize(
    "torn",
    [
        b'\n{"entry": {"student": "be',
        b"\n\xff\xfe",
        b"\n[]",
        b'\n{"entry": {"student": 7}}',
        line_of(student=7),
        line_of(seed="7"),
        line_of(seed=True),
        line_of(work=None),
        line_of(scores=[]),
        line_of(unknown="field"),
    ],
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
    monkeypatch.setattr(os, "write", half_at_first(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))))
    with pytest.raises(OSError, match="No space left"):
        Journal(file).note(Entry("ben", "key-2"))
    monkeypatch.undo()
    assert Journal(file).read().now == {"ada": ADA}


def test_half_a_line_is_begun_anew_and_spoils_no_line_of_another_process(file, monkeypatch):
    cleo, ben = Entry("cleo", "key-3"), Entry("ben", "key-2")
    monkeypatch.setattr(os, "write", half_at_first(lambda: Journal(file).note(cleo)))
    Journal(file).note(ben)
    assert Journal(file).read().now == {"cleo": cleo, "ben": ben}


def half_at_first(then):
    """Return an `os.write` that writes half at its first call; at the second it raises `then`, or calls it."""
    whole_write, calls = os.write, []

    def write(handle, data):
        calls.append(data)
        if len(calls) == 1:
            return whole_write(handle, data[: len(data) // 2])
        if len(calls) == 2 and isinstance(then, Exception):
            raise then
        if len(calls) == 2:
            then()
        return whole_write(handle, data)

    return write


def test_the_entry_on_a_verdict_holds_its_numbers():
    failure = Failure("one row", ("you swap",), "swaps")
    report = Report("affine", 7, (PartResult("value", 2, 2, 3, 0), PartResult("gradient", 0, 4, 3, 1, failure)))
    verdict = Verdict(
        "key", "02-x", 7, {"affine": report, "relu": Report("relu", 7, (), "missing", "")}, (), "time", 1.0
    )
    entry = Entry.of(Graded("ada", verdict, "not recorded", ("renamed",), "work"))
    assert entry == Entry(
        "ada", "key", {"affine": 2, "relu": 0}, {"affine": ("swaps",)}, "time", "not recorded", ("renamed",), "work", 7
    )
    assert Entry.from_json(json.loads(json.dumps(entry.__dict__))) == entry


def test_the_entry_without_a_verdict_says_why():
    assert Entry.of(Graded("eve", None, "our fault")) == Entry("eve", "", problem="our fault")


def test_graded_submissions_pass_through_and_are_noted(file):
    class_ = [Graded(name, None, "torn \ud800") for name in ("ada", "ben")]
    passing = Journal(file).noting(class_)
    assert next(passing) is class_[0]
    assert list(Journal(file).read().now) == ["ada"]
    assert list(passing) == class_[1:]
    assert Journal(file).read().now["ben"].problem == "torn \ud800"
