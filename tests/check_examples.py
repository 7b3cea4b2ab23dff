"""The examples of docs/what-a-check-tells-you.md: a student's function, and the report of its check as a picture.

The page is where an example is written: a Python block, and the picture right below it. The picture is drawn from the
report on that block (`tests/browser/screenshots_for_docs.py`), and its alternative text is held to the report here.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from autograder.checks.examine import examine
from autograder.checks.report import Report
from autograder.exercises import find_exercise
from autograder.notebook_check import VISIBLE_SEED
from autograder.subjects import LocalSubject
from lecturelib.activations import sigmoid

PAGE = Path(__file__).resolve().parents[1] / "docs" / "what-a-check-tells-you.md"

_EXAMPLE = re.compile(
    r"```python\n((?:(?!```).)*)```\n+!\[((?:(?!\]\().)*)\]\(pictures/(check-[\w-]+\.png)\)", re.DOTALL
)


@dataclass(frozen=True)
class CheckExample:
    """A function on the page.

    Attributes
    ----------
    source : str
        As a student would write it, below the lesson's imports.
    words : str
        The picture's alternative text.
    picture : str
        Name of the picture's file.
    """

    source: str
    words: str
    picture: str

    def report(self) -> Report:
        """Return what the check says of the function."""
        imports = {"np": np, "sigmoid": sigmoid}
        written: dict[str, Any] = {}
        exec(compile(self.source, self.picture, "exec"), imports, written)
        ((name, function),) = written.items()
        return examine(find_exercise(name), LocalSubject(function), VISIBLE_SEED)


def examples(page: str) -> list[CheckExample]:
    """Return the examples of a page, in their order."""
    return [CheckExample(*found) for found in _EXAMPLE.findall(page)]


def in_words(report: Report) -> str:
    """Return a report as one line, for a reader who does not see the picture: the first failure's first sentence."""
    score = f"{report.exercise}, {report.score} of {report.points} points"
    failures = [part.failure for part in report.parts if part.failure is not None]
    said = report.note or (failures[0].sentences[0] if failures else "all cases right")
    return f"{score}: {said}"
