"""The journal of a lesson's grading: which verdict each student's scores come from, and what they were before.

The gradebook holds points and the verdict store reports, but neither says whose verdict is whose, on what work and with
which seed, or what a score was before. The journal is a file that is only ever appended to, one JSON object a line: a
run of the grader began, or a submission came to something else than it did before.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.course.course import Course

if TYPE_CHECKING:
    from autograder.engine.grade import Graded


@dataclass(frozen=True)
class Entry:
    """What a student's submission came to, in numbers.

    Attributes
    ----------
    student : str
        nbgrader's student id.
    key : str
        Key of the verdict in the store; empty if there is no verdict.
    scores : mapping of str to int
        Points earned by exercise.
    mistakes : mapping of str to tuple of str
        Names of the wrong answers that fit, by exercise; exercises without any are left out.
    stopped : str
        Why the run ended early; empty if it did not.
    problem : str
        Why there is no verdict or it was not recorded; empty if all went well.
    mended : tuple of str
        What had to be mended before the submission could run.
    work : str
        Fingerprint of the submission's code cells, which is the same whatever examines them; empty if it is not known.
    seed : int or None
        What the cases were drawn from; None if there is no verdict.
    """

    student: str
    key: str
    scores: Mapping[str, int] = field(default_factory=dict)
    mistakes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stopped: str = ""
    problem: str = ""
    mended: tuple[str, ...] = ()
    work: str = ""
    seed: int | None = None

    @classmethod
    def of(cls, graded: Graded) -> Entry:
        """Return the entry on what the grader came to."""
        verdict = graded.verdict
        if verdict is None:
            return cls(graded.student, "", problem=graded.problem, mended=graded.mended, work=graded.work)
        return cls(
            graded.student,
            verdict.key,
            {name: report.score for name, report in verdict.reports.items()},
            {name: report.named for name, report in verdict.reports.items() if report.named},
            verdict.stopped,
            graded.problem,
            graded.mended,
            graded.work,
            verdict.seed,
        )

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Entry:
        """Return the entry that a line of the journal describes."""
        mistakes = {str(exercise): tuple(names) for exercise, names in data["mistakes"].items()}
        scores = {str(exercise): int(points) for exercise, points in data["scores"].items()}
        entry = cls(**{**data, "mistakes": mistakes, "scores": scores, "mended": tuple(data["mended"])})
        texts = (entry.student, entry.key, entry.stopped, entry.problem, entry.work)
        if {type(text) for text in texts} != {str} or type(entry.seed) not in (int, type(None)):
            raise TypeError("a field is of another type")
        return entry

    @property
    def score(self) -> int:
        """Points earned in all exercises."""
        return sum(self.scores.values())

    @property
    def recorded(self) -> bool:
        """Whether scores come from it: there is a verdict, on known work, and it was recorded."""
        return bool(self.key and self.work and self.seed is not None and not self.problem)


@dataclass(frozen=True)
class History:
    """What a journal tells.

    Attributes
    ----------
    now : mapping of str to Entry
        The last entry of each student.
    before : mapping of str to Entry, or None
        The same as it was when the last run began; None if nothing had been graded by then.
    began : str
        When the last run began, in ISO format; empty if no run is known.
    since : datetime or None
        When the run before it began, if there was one.
    recorded : mapping of str to Entry
        What each student's scores in the gradebook come from: the last entry that was recorded. A grader that was
        killed may have left word of a verdict that the gradebook does not have: hold it against the scores.
    works : mapping of str to str
        By the key of each verdict that was recorded, the fingerprint of the work that it is on.
    """

    now: Mapping[str, Entry]
    before: Mapping[str, Entry] | None
    began: str
    since: datetime | None
    recorded: Mapping[str, Entry] = field(default_factory=dict)
    works: Mapping[str, str] = field(default_factory=dict)


class Journal:
    """A lesson's journal; a line that was torn by a killed process or a full disk costs that line alone.

    Several processes may write to it, each a line at a time.

    Parameters
    ----------
    file : Path
        Where it is kept. It need not exist.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known: dict[str, Entry] = {}
        self._known_size = -1  # of the file, when `_known` was what it says

    @classmethod
    def of(cls, course: Course, lesson: str) -> Journal:
        """Return the journal of a lesson, which no sandbox can read."""
        return cls(course.journals / f"{lesson}.jsonl")

    def begin(self, began: str) -> None:
        """Write that a run begins, unless it is the last one, which was interrupted and is taken up.

        Parameters
        ----------
        began : str
            When the run began, in ISO format.
        """
        if began != self.read().began:
            self._append({"run": began})

    def note(self, entry: Entry) -> None:
        """Write what a submission came to, unless the journal says so already.

        Whoever records scores notes them first: then no score is in the gradebook whose verdict nobody knows.
        """
        if self._known_size != self._size():  # another process has written
            self._known_size = self._size()
            self._known = dict(self.read().now)
        if self._known.get(entry.student) != entry:
            self._append({"entry": asdict(entry)})
            self._known[entry.student] = entry

    def noting(self, class_: Iterable[Graded]) -> Iterator[Graded]:
        """Yield what was graded, each when it has been noted."""
        for graded in class_:
            self.note(Entry.of(graded))
            yield graded

    def read(self) -> History:
        """Return what the journal tells, by now and before the last run."""
        now: dict[str, Entry] = {}
        recorded: dict[str, Entry] = {}
        works: dict[str, str] = {}
        before: dict[str, Entry] | None = None
        runs: list[str] = []
        for line in self._lines():
            try:
                if "run" in line:
                    before, runs = dict(now) or None, [*runs, str(line["run"])]
                    continue
                entry = Entry.from_json(line["entry"])
            except (KeyError, TypeError, ValueError, AttributeError):
                continue  # of a version that wrote other fields
            now[entry.student] = entry
            if entry.recorded:
                recorded[entry.student], works[entry.key] = entry, entry.work
        since = _time(runs[-2]) if len(runs) > 1 else None
        return History(now, before, runs[-1] if runs else "", since, recorded, works)

    def _lines(self) -> Iterator[dict[str, Any]]:
        try:
            text = self._file.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return
        for line in text.split("\n"):
            try:
                found = json.loads(line)
            except ValueError:
                continue
            if isinstance(found, dict):
                yield found

    def _append(self, line: dict[str, Any]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        # The line break comes first: whatever stands before it, be it half a line, is no part of this one.
        text = f"\n{json.dumps(line)}".encode("ascii")
        handle = os.open(self._file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            # Half a line is written where the disk is nearly full. It is begun anew, not continued: another process
            # may have added a line meanwhile, which the other half would spoil.
            while os.write(handle, text) < len(text):
                pass
        finally:
            os.close(handle)
        self._known_size += len(text)  # and if that is not the file's size, another process has written, too

    def _size(self) -> int:
        try:
            return self._file.stat().st_size
        except FileNotFoundError:
            return 0


def _time(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
