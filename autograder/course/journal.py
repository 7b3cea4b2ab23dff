"""The journal of a lesson's grading: which verdict each student's points come from, and what they were before.

The gradebook holds points and the verdict store reports, but neither says whose verdict is whose, or what a score was
before. The journal is a file that is only ever appended to, one JSON object a line: a run of the grader began, or a
submission came to something else than it did before.
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
    """

    student: str
    key: str
    scores: Mapping[str, int] = field(default_factory=dict)
    mistakes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stopped: str = ""
    problem: str = ""
    mended: tuple[str, ...] = ()

    @classmethod
    def of(cls, graded: Graded) -> Entry:
        """Return the entry on what the grader came to."""
        verdict = graded.verdict
        if verdict is None:
            return cls(graded.student, "", problem=graded.problem, mended=graded.mended)
        return cls(
            graded.student,
            verdict.key,
            {name: report.score for name, report in verdict.reports.items()},
            {name: report.named for name, report in verdict.reports.items() if report.named},
            verdict.stopped,
            graded.problem,
            graded.mended,
        )

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Entry:
        """Return the entry that a line of the journal describes."""
        mistakes = {str(exercise): tuple(names) for exercise, names in data["mistakes"].items()}
        scores = {str(exercise): int(points) for exercise, points in data["scores"].items()}
        return cls(**{**data, "mistakes": mistakes, "scores": scores, "mended": tuple(data["mended"])})

    @property
    def score(self) -> int:
        """Points earned in all exercises."""
        return sum(self.scores.values())


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
    """

    now: Mapping[str, Entry]
    before: Mapping[str, Entry] | None
    began: str
    since: datetime | None


class Journal:
    """A lesson's journal; a line that was torn by a killed process or a full disk costs that line alone.

    Parameters
    ----------
    file : Path
        Where it is kept. It need not exist.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known: dict[str, Entry] = {}

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
        history = self.read()
        self._known = dict(history.now)
        if began != history.began:
            self._append({"run": began})

    def note(self, entry: Entry) -> None:
        """Write what a submission came to, unless the journal says so already."""
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
        before: dict[str, Entry] | None = None
        runs: list[str] = []
        for line in self._lines():
            try:
                if "run" in line:
                    before, runs = dict(now) or None, [*runs, str(line["run"])]
                else:
                    entry = Entry.from_json(line["entry"])
                    now[entry.student] = entry
            except (KeyError, TypeError, ValueError, AttributeError):
                continue  # of a version that wrote other fields
        return History(now, before, runs[-1] if runs else "", _time(runs[-2]) if len(runs) > 1 else None)

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
            while text:
                text = text[os.write(handle, text) :]
        finally:
            os.close(handle)


def _time(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
