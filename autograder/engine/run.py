"""A run of the grader, as far as it must outlive being killed: when it began, and the seed of the whole class."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from autograder.course.course import Course
from autograder.course.whole_files import write_whole


@dataclass(frozen=True)
class Run:
    """One run over a class.

    Attributes
    ----------
    seed : int
        What the graded cases are drawn from.
    began : str
        When it began, in ISO format; a run that was killed and taken up began when it first did.
    """

    seed: int
    began: str
    _file: Path

    @classmethod
    def take_up(cls, course: Course, lesson: str, seed: int | None = None) -> Run:
        """Return the lesson's unfinished run, or begin one.

        A finished run leaves nothing: the next one draws another seed, so that nobody who hands in again can have
        learnt the cases from the feedback.

        Parameters
        ----------
        course : Course
            Where the run is kept, in a file that no sandbox can read.
        lesson : str
            What is graded.
        seed : int, optional
            The seed, if it is not to be drawn; it replaces that of an unfinished run.
        """
        file = course.unfinished_runs / f"{lesson}.json"
        unfinished = _kept_in(file)
        if seed is None:
            seed = unfinished[0] if unfinished else secrets.randbits(31)
        began = unfinished[1] if unfinished else datetime.now(UTC).isoformat()
        write_whole(file, json.dumps({"seed": seed, "began": began}).encode())
        return cls(seed, began, file)

    def finish(self) -> None:
        """Say that the whole class was graded."""
        self._file.unlink(missing_ok=True)


def _kept_in(file: Path) -> tuple[int, str] | None:
    """Return the seed and the beginning that an unfinished run has left, if both are whole."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        seed, began = kept["seed"], kept["began"]
        datetime.fromisoformat(began)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return (seed, began) if type(seed) is int and 0 <= seed < 2**63 else None
