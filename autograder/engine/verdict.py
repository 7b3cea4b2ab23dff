"""A verdict: what one submission's run came to, and the store that keeps verdicts so that nothing is executed twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from autograder.checks.report import Report
from autograder.course.whole_files import write_whole
from autograder.exercises.declaration import Lesson

_ROOT = Path(__file__).resolve().parents[2]
_EXERCISES = Path("autograder", "exercises")
# What a score depends on, besides the submission and its lesson.
_SCORED_BY = (
    "lecturelib/**/*.py",
    "autograder/subjects.py",
    "autograder/checks/*.py",
    "autograder/confined/**/*.py",
    "autograder/engine/*.py",
    "autograder/exercises/declaration.py",
)


@dataclass(frozen=True)
class Verdict:
    """The outcome of one submission.

    Attributes
    ----------
    key : str
        Submission and version it belongs to; see `verdict_key`.
    lesson : str
        The lesson.
    seed : int
        What the graded cases were drawn from.
    reports : mapping of str to Report
        The oracle's report on each exercise, by name.
    outputs : tuple
        For every code cell, in order, its outputs as nbformat dictionaries.
    stopped : str
        Why the run ended early, in one sentence; empty if it did not.
    seconds : float
        Wall time of the run.
    """

    key: str
    lesson: str
    seed: int
    reports: Mapping[str, Report]
    outputs: tuple[tuple[dict[str, Any], ...], ...]
    stopped: str
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """Return the verdict as JSON data."""
        reports = {name: report.to_json() for name, report in self.reports.items()}
        return {**self.__dict__, "reports": reports, "outputs": [list(outputs) for outputs in self.outputs]}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Verdict:
        """Return the verdict that `to_json` described."""
        reports = {name: Report.from_json(report) for name, report in data["reports"].items()}
        outputs = tuple(tuple(outputs) for outputs in data["outputs"])
        return cls(**{**data, "reports": reports, "outputs": outputs})


class VerdictStore:
    """Verdicts as JSON files, one each, in a folder that no sandbox can read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, lesson: str, key: str) -> Verdict | None:
        """Return the verdict kept under `key`, or None if there is none or it cannot be read."""
        path = self._path(lesson, key)
        try:
            return Verdict.from_json(json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError):
            # Written by a version that had other fields, or damaged: reaching it again is cheap.
            path.unlink(missing_ok=True)
            return None

    def count(self, lesson: str) -> int:
        """Return how many verdicts on a lesson there are, those of older versions included."""
        return sum(1 for _ in (self.folder / lesson).glob("*.json"))

    def put(self, verdict: Verdict) -> None:
        """Keep a verdict; a reader sees the whole file or none of it."""
        self.put_json(verdict.lesson, verdict.key, json.dumps(verdict.to_json()).encode())

    def put_json(self, lesson: str, key: str, verdict: bytes) -> None:
        """Keep a verdict that is JSON text already."""
        write_whole(self._path(lesson, key), verdict)

    def _path(self, lesson: str, key: str) -> Path:
        return self.folder / lesson / f"{key}.json"


def verdict_key(lesson: Lesson, notebook: Any, figures: bool = True) -> str:
    """Return the key of a verdict: everything that its scores and outputs depend on, except the seed.

    Parameters
    ----------
    lesson : Lesson
        What is graded.
    notebook : NotebookNode
        The submission after nbgrader has sanitised it: its code cells and grade ids are what is executed.
    figures : bool
        Whether its figures are drawn.
    """
    return _fingerprint([scoring_version(lesson.name), lesson.name, _work(notebook), figures])


def work_fingerprint(notebook: Any) -> str:
    """Return a fingerprint of what is executed of a submission, whatever examines it."""
    return _fingerprint(_work(notebook))


def _work(notebook: Any) -> list[Any]:
    return [
        [cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source] for cell in notebook.cells if is_code(cell)
    ]


def _fingerprint(data: Any) -> str:
    return hashlib.sha256(json.dumps(data).encode()).hexdigest()[:32]


def is_code(cell: Any) -> bool:
    """Return whether a notebook cell holds code."""
    return bool(cell.cell_type == "code")


@cache
def scoring_version(lesson: str) -> str:
    """Return a fingerprint of a lesson's exercises, of the checks, the engine and the reference, and of NumPy.

    Other lessons' exercises play no part: an edit of lesson 05 leaves the verdicts on lesson 01 as they are.
    """
    return _fingerprint([engine_version(), exercises_version(lesson)])[:16]


@cache
def engine_version() -> str:
    """Return a fingerprint of what scores every lesson: the checks, the engine, the reference and NumPy."""
    return _digest(_SCORED_BY, np.__version__)


@cache
def exercises_version(lesson: str) -> str:
    """Return a fingerprint of a lesson's exercises."""
    own = _EXERCISES / f"lesson_{lesson.replace('-', '_')}"
    return _digest((f"{own.as_posix()}/**/*.py",))


def _digest(patterns: Iterable[str], start: str = "") -> str:
    digest = hashlib.sha256(start.encode())
    for path in sorted({path for pattern in patterns for path in _ROOT.glob(pattern)}):
        digest.update(str(path.relative_to(_ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
