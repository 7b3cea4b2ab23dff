"""The audit trail of a lesson: a file that is only ever added to, and that notices when a line is missing or altered.

Each line is a JSON object with its number, the hash of the line before it, and the hash of itself; a second file says
where the trail ends. This notices accidents and edits by hand. Whoever rewrites all of it must be noticed elsewhere:
note the last hash, which a regrade prints, where he cannot write.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path
from typing import Any

from autograder.course.course import CourseError
from autograder.course.whole_files import write_whole

Entry = dict[str, Any]
_START = "0" * 64  # what the first line follows


class Ledger:
    """The trail of one lesson in ``ledger/LESSON.jsonl``, and where it ends in ``ledger/LESSON.end.json``.

    Parameters
    ----------
    folder : Path
        The course's folder of ledgers.
    lesson : str
        The lesson.
    """

    def __init__(self, folder: Path, lesson: str) -> None:
        self.lesson = lesson
        self.file = folder / f"{lesson}.jsonl"
        self._end = folder / f"{lesson}.end.json"

    def entries(self) -> list[Entry]:
        """Return the lines; none if there is no ledger yet.

        Raises
        ------
        CourseError
            If a line is missing or was altered; the sentence names it.
        """
        return self._read()[0]

    @contextmanager
    def writing(self) -> Iterator[LedgerWriter]:
        """Provide the ledger for adding lines. One process at a time may write.

        Raises
        ------
        CourseError
            If another process writes, or a line is missing or was altered.
        """
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with FileIO(self.file, "a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise CourseError(
                    f"another regrade of {self.lesson} is writing its ledger: wait until it has ended"
                ) from None
            entries, whole = self._read()
            file.truncate(whole)  # drops what a killed regrade has left of a line; its grade was never changed
            yield LedgerWriter(file, self._end, entries)

    def _read(self) -> tuple[list[Entry], int]:
        """Return the lines and the size of the file up to the last whole one."""
        try:
            data = self.file.read_bytes()
        except FileNotFoundError:
            data = b""
        whole = data.rfind(b"\n") + 1
        entries: list[Entry] = []
        for number, line in enumerate(data[:whole].split(b"\n")[:-1], start=1):
            entries.append(self._checked(number, line, entries[-1]["hash"] if entries else _START))
        self._check_end(entries)
        return entries, whole

    def _checked(self, number: int, line: bytes, previous: str) -> Entry:
        try:
            entry = json.loads(line)
            stands = entry["line"], entry["previous"], entry["hash"]
        except (ValueError, KeyError, TypeError):
            raise self._broken(f"line {number} cannot be read") from None
        if stands[2] != hash_of(entry):
            raise self._broken(f"line {number} was altered")
        if stands[0] != number:
            raise self._broken(f"line {number} is missing; line {stands[0]} stands in its place")
        if stands[1] != previous:
            raise self._broken(f"line {number} does not follow the line before it, which was replaced")
        found: Entry = entry
        return found

    def _check_end(self, entries: list[Entry]) -> None:
        count = len(entries)
        try:
            end = json.loads(self._end.read_bytes())
            lines, last = int(end["lines"]), str(end["hash"])
        except FileNotFoundError:
            if count > 1:
                raise self._broken(f"{self._end.name}, which says where it ends, is missing") from None
            return
        except (ValueError, KeyError, TypeError):
            raise self._broken(f"{self._end.name}, which says where it ends, cannot be read") from None
        if lines > count:
            raise self._broken(f"it ends with line {count}, and {lines - count} more were written")
        # A writer that was killed may have added one line of which the end does not know yet.
        if lines < count - 1 or (lines and entries[lines - 1]["hash"] != last):
            raise self._broken(f"line {min(lines + 1, count)} is not where {self._end.name} says that it ends")

    def _broken(self, what: str) -> CourseError:
        return CourseError(
            f"the ledger {self.file} cannot be trusted: {what}; put a copy from before back, or move it and "
            f"{self._end.name} away to begin a new one; no grade was changed"
        )


class LedgerWriter:
    """Adds lines to a ledger that was read and is locked.

    Attributes
    ----------
    entries : list of dict
        All lines, those that were added included.
    """

    def __init__(self, file: FileIO, end: Path, entries: list[Entry]) -> None:
        self._file, self._end = file, end
        self.entries = entries

    @property
    def last_hash(self) -> str:
        """The hash that the ledger ends with."""
        return str(self.entries[-1]["hash"]) if self.entries else _START

    def append(self, data: Mapping[str, Any]) -> Entry:
        """Add a line and return it, as it stands on the disk; if it cannot be written, the ledger is as before."""
        when = datetime.now(UTC).isoformat(timespec="seconds")
        entry: Entry = {"line": len(self.entries) + 1, "when": when, **data, "previous": self.last_hash}
        entry["hash"] = hash_of(entry)
        size = os.fstat(self._file.fileno()).st_size
        try:
            self._write(json.dumps(entry).encode() + b"\n")
            self._say_end(entry)
        except OSError:
            with suppress(OSError):
                self._file.truncate(size)
            raise
        self.entries.append(entry)
        return entry

    def _write(self, data: bytes) -> None:
        while data:
            data = data[self._file.write(data) or 0 :]
        os.fsync(self._file.fileno())

    def _say_end(self, entry: Entry) -> None:
        write_whole(self._end, json.dumps({"lines": entry["line"], "hash": entry["hash"]}).encode())


def hash_of(entry: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a line: of all that it says but its own hash, keys in order, in hexadecimal digits."""
    said = {key: value for key, value in entry.items() if key != "hash"}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
