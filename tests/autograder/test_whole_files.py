"""Files are written whole, one or several: whenever it fails, all are as they were, and nothing else is left."""

import errno
from pathlib import Path

import pytest

from autograder.course.whole_files import write_together, write_whole


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_file_and_its_folder_are_made(tmp_path):
    write_whole(tmp_path / "reports" / "x.csv", b"new")
    assert contents(tmp_path) == {"reports/x.csv": b"new"}


def test_files_are_made_and_replaced_and_nothing_else_is_left(tmp_path):
    (tmp_path / "old").write_bytes(b"before")
    (tmp_path / "old").chmod(0o600)
    write_together({tmp_path / "old": b"after", tmp_path / "deeper" / "new": b"fresh"})
    assert contents(tmp_path) == {"old": b"after", "deeper/new": b"fresh"}
    assert (tmp_path / "old").stat().st_mode & 0o777 == 0o600


def test_nothing_to_write_is_nothing_written(tmp_path):
    write_together({})
    assert contents(tmp_path) == {}


ERRORS = [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()]
# What is called: each file is written beside, then the old content where there is any, then both are put in place.
MOMENTS = [("write_bytes", 1), ("write_bytes", 2), ("write_bytes", 3), ("replace", 1), ("replace", 2)]


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize(("method", "call"), MOMENTS)
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("first", ["old", "new"])
def test_whenever_it_fails_all_is_as_before(tmp_path, monkeypatch, error, method, call, after, first):
    (tmp_path / "old").write_bytes(b"before")
    calls = fail_at(monkeypatch, method, call, error, after)
    with pytest.raises(type(error)):
        write_together({tmp_path / name: b"fresh" for name in sorted(["old", "new"], reverse=first == "old")})
    assert len(calls) >= call
    assert contents(tmp_path) == {"old": b"before"}


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize(("method", "after"), [("write_bytes", False), ("write_bytes", True), ("replace", False)])
def test_one_file_that_cannot_be_written_is_as_before(tmp_path, monkeypatch, error, method, after):
    (tmp_path / "old").write_bytes(b"before")
    fail_at(monkeypatch, method, 1, error, after)
    with pytest.raises(type(error)):
        write_whole(tmp_path / "old", b"after")
    assert contents(tmp_path) == {"old": b"before"}


def test_a_file_that_is_there_is_there_at_every_moment(tmp_path, monkeypatch):
    """For a reader in another process, and for the person who finds what a killed one has left."""
    (tmp_path / "old").write_bytes(b"before")
    seen = []
    replace = Path.replace

    def looking(self, target):
        seen.append((tmp_path / "old").read_bytes())
        found = replace(self, target)
        seen.append((tmp_path / "old").read_bytes())
        return found

    monkeypatch.setattr(Path, "replace", looking)
    write_together({tmp_path / "new": b"fresh", tmp_path / "old": b"after"})
    assert seen == [b"before", b"before", b"before", b"after"]


def fail_at(monkeypatch, method, number, error, after):
    """Let a method of paths fail at its nth call: before it does anything, or when it has."""
    original, calls = getattr(Path, method), []

    def failing(*given):
        calls.append(given)
        if len(calls) == number and not after:
            raise error
        result = original(*given)
        if len(calls) == number:
            raise error
        return result

    monkeypatch.setattr(Path, method, failing)
    return calls
