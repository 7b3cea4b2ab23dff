"""What each student's scores come from: the verdict that was recorded last, so that a regrade can say what changed."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class GradedBy:
    """What a student's recorded scores come from.

    Attributes
    ----------
    verdict : str
        Key of the verdict in the store.
    work : str
        Fingerprint of the submission's code cells, which is the same whatever examines them.
    seed : int
        What the cases were drawn from.
    """

    verdict: str
    work: str
    seed: int


class GradedWork:
    """One small JSON file for each student and lesson, in a folder that no sandbox can read.

    A grader that is killed may leave word of a verdict that the gradebook does not have yet: hold it against the
    scores before trusting it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, lesson: str, student: str) -> GradedBy | None:
        """Return what a student's scores come from; None if nothing readable says so."""
        try:
            found = GradedBy(**json.loads(self._path(lesson, student).read_bytes()))
        except (OSError, ValueError, TypeError):
            return None
        return found if (type(found.verdict), type(found.work), type(found.seed)) == (str, str, int) else None

    def put(self, lesson: str, student: str, graded_by: GradedBy) -> None:
        """Keep what a student's scores come from; a reader sees the whole file or none of it."""
        path = self._path(lesson, student)
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f"{os.getpid()}.partial")
        partial.write_text(json.dumps(asdict(graded_by)), encoding="utf-8")
        partial.replace(path)

    def _path(self, lesson: str, student: str) -> Path:
        return self._folder / lesson / student / "graded_by.json"
