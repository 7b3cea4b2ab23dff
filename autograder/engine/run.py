"""A run of the grader, as far as it must outlive being killed: the seed that the whole class is graded with."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from autograder.course.course import Course


@dataclass(frozen=True)
class Run:
    """One run over a class.

    Attributes
    ----------
    seed : int
        What the graded cases are drawn from.
    """

    seed: int
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
        if seed is None:
            seed = _seed_in(file)
        if seed is None:
            seed = secrets.randbits(31)
        file.parent.mkdir(parents=True, exist_ok=True)
        partial = file.with_suffix(f".{os.getpid()}.partial")
        partial.write_text(json.dumps({"seed": seed}), encoding="utf-8")
        partial.replace(file)
        return cls(seed, file)

    def finish(self) -> None:
        """Say that the whole class was graded."""
        self._file.unlink(missing_ok=True)


def _seed_in(file: Path) -> int | None:
    try:
        seed = json.loads(file.read_text(encoding="utf-8"))["seed"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return seed if type(seed) is int and 0 <= seed < 2**63 else None
