"""A verdict: what one submission's run came to, and the store that keeps verdicts so that nothing is executed twice."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from autograder.checks.report import Report
from autograder.exercises.declaration import Lesson

_PACKAGES = Path(__file__).resolve().parents[2]
# What a score depends on, besides the submission.
_SCORED_BY = ("lecturelib", "autograder/checks", "autograder/confined", "autograder/engine", "autograder/exercises")


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

    def put(self, verdict: Verdict) -> None:
        """Keep a verdict; a reader sees the whole file or none of it."""
        path = self._path(verdict.lesson, verdict.key)
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}.partial")
        partial.write_text(json.dumps(verdict.to_json()), encoding="utf-8")
        partial.replace(path)

    def _path(self, lesson: str, key: str) -> Path:
        return self.folder / lesson / f"{key}.json"


def verdict_key(lesson: Lesson, notebook: Any) -> str:
    """Return the key of a verdict: everything that its scores depend on, except the seed.

    Parameters
    ----------
    lesson : Lesson
        What is graded.
    notebook : NotebookNode
        The submission after nbgrader has sanitised it: its code cells and grade ids are what is executed.
    """
    cells = [
        [cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source] for cell in notebook.cells if is_code(cell)
    ]
    text = json.dumps([scoring_version(), lesson.name, cells])
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def is_code(cell: Any) -> bool:
    """Return whether a notebook cell holds code."""
    return bool(cell.cell_type == "code")


@cache
def scoring_version() -> str:
    """Return a fingerprint of the exercises, the checks, the engine, the reference and NumPy."""
    digest = hashlib.sha256(np.__version__.encode())
    for folder in _SCORED_BY:
        for path in sorted((_PACKAGES / folder).rglob("*.py")):
            digest.update(str(path.relative_to(_PACKAGES)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
