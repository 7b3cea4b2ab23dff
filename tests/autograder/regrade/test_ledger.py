"""The ledger: what was written is read; a line that is missing, altered or half-written is noticed and named."""

import errno
import json
import os

import pytest

from autograder.course.course import CourseError
from autograder.engine.regrade import ledger as ledgers
from autograder.engine.regrade.ledger import Ledger, hash_of


@pytest.fixture
def ledger(tmp_path):
    found = Ledger(tmp_path / "ledger", "01-neurons")
    with found.writing() as writer:
        for number in range(1, 6):
            writer.append({"kind": "grades", "run": 1, "student": f"student-{number}\ud800\r"})
    return found


def lines(ledger):
    return ledger.file.read_bytes().splitlines(keepends=True)


def altered(line, **changes):
    return json.dumps({**json.loads(line), **changes}).encode() + b"\n"


def forged(line, **changes):
    """Return a line that was altered by somebody who knows how to compute its hash."""
    entry = {**json.loads(line), **changes}
    return json.dumps({**entry, "hash": hash_of(entry)}).encode() + b"\n"


def test_what_was_written_is_read(ledger):
    entries = ledger.entries()
    assert [entry["student"] for entry in entries] == [f"student-{number}\ud800\r" for number in range(1, 6)]
    assert [entry["line"] for entry in entries] == [1, 2, 3, 4, 5]
    with ledger.writing() as writer:
        assert writer.entries == entries
        writer.append({"kind": "end", "run": 1})
    assert len(ledger.entries()) == 6


def test_there_is_none_before_it_is_written(tmp_path):
    assert Ledger(tmp_path / "ledger", "01-neurons").entries() == []
    assert not (tmp_path / "ledger").exists()


@pytest.mark.parametrize(
    ("tamper", "named"),
    [
        (lambda old: [*old[:2], altered(old[2], student="me"), *old[3:]], "line 3 was altered"),
        (lambda old: [*old[:2], forged(old[2], student="me"), *old[3:]], "line 4 does not follow the line before it"),
        (lambda old: [*old[:2], *old[3:]], "line 3 is missing; line 4 stands in its place"),
        (lambda old: [old[1], old[0], *old[2:]], "line 1 is missing; line 2 stands in its place"),
        (lambda old: [*old, old[4]], "line 6 is missing; line 5 stands in its place"),
        (lambda old: old[:3], "it ends with line 3, and 2 more were written"),
        (lambda old: [], "it ends with line 0, and 5 more were written"),
        (lambda old: [*old[:4], forged(old[4], student="me")], "line 5 is not where"),
        (lambda old: [*old[:1], b"{}\n", *old[2:]], "line 2 cannot be read"),
        (lambda old: [*old[:1], b"\xff\n", *old[2:]], "line 2 cannot be read"),
        (lambda old: [*old[:1], b"[1]\n", *old[2:]], "line 2 cannot be read"),
        (lambda old: [*old[:4], old[4][:-1]], "it ends with line 4, and 1 more were written"),
    ],
)
def test_a_tampered_line_is_named(ledger, tamper, named):
    ledger.file.write_bytes(b"".join(tamper(lines(ledger))))
    before = ledger.file.read_bytes()
    with pytest.raises(CourseError, match="cannot be trusted") as said:
        ledger.entries()
    assert named in str(said.value)
    with pytest.raises(CourseError, match="cannot be trusted"), ledger.writing():
        pass
    assert ledger.file.read_bytes() == before


@pytest.mark.parametrize(("end", "named"), [(None, "is missing"), ("{", "cannot be read"), ("[]", "cannot be read")])
def test_where_it_ends_must_be_known(ledger, end, named):
    path = ledger.file.with_name("01-neurons.end.json")
    path.unlink() if end is None else path.write_text(end)
    with pytest.raises(CourseError, match=named):
        ledger.entries()


def test_a_line_that_a_killed_writer_began_is_dropped(ledger):
    whole = ledger.file.read_bytes()
    ledger.file.write_bytes(whole + b'{"line": 6, "kind": "gra')
    assert len(ledger.entries()) == 5
    with ledger.writing() as writer:
        writer.append({"kind": "end", "run": 1})
    assert ledger.file.read_bytes().startswith(whole)
    assert len(ledger.entries()) == 6


def test_a_writer_may_be_killed_before_it_says_where_the_ledger_ends(ledger, monkeypatch):
    class Killed(BaseException):
        pass

    def killed(*_):
        raise Killed

    monkeypatch.setattr(ledgers.LedgerWriter, "_say_end", killed)
    with pytest.raises(Killed), ledger.writing() as writer:
        writer.append({"kind": "end", "run": 1})
    monkeypatch.undo()
    assert len(ledger.entries()) == 6
    with ledger.writing() as writer:
        writer.append({"kind": "begin", "run": 2})
    assert len(ledger.entries()) == 7


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_the_ledger_as_it_was(ledger, monkeypatch, step):
    before = ledger.file.read_bytes()

    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(*{"fsync": (os, "fsync"), "replace": (type(ledger.file), "replace")}[step], full)
    with pytest.raises(OSError, match="No space left"), ledger.writing() as writer:
        writer.append({"kind": "end", "run": 1})
    monkeypatch.undo()
    assert ledger.file.read_bytes() == before
    assert len(ledger.entries()) == 5


def test_one_writes_at_a_time(ledger):
    with (
        ledger.writing(),
        pytest.raises(CourseError, match="another regrade of 01-neurons is writing its ledger"),
        ledger.writing(),
    ):
        pass
