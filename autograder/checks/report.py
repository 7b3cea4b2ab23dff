"""The report on one exercise: which parts earned their points, and what the first failure of each was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from autograder.checks.difference import Difference
from autograder.checks.shapes import Shapes

# Under which a report stands beside its HTML in the output of its test cell.
REPORT_MIME = "application/vnd.autograder.report+json"


@dataclass(frozen=True)
class Failure:
    """Why a part earned nothing.

    Attributes
    ----------
    case : str
        Label of the first case that failed.
    sentences : tuple of str
        What is wrong, the most helpful first. Never the expected answer.
    named : str or None
        Name of the wrong answer that fits, if one does.
    shapes : Shapes or None
        Of the case's inputs, and of the value that differs.
    difference : Difference or None
        Where an array differs, as a picture.
    """

    case: str
    sentences: tuple[str, ...]
    named: str | None = None
    shapes: Shapes | None = None
    difference: Difference | None = None


@dataclass(frozen=True)
class PartResult:
    """The outcome of one part."""

    name: str
    score: int
    points: int
    cases: int
    cases_failed: int
    failure: Failure | None = None


@dataclass(frozen=True)
class Report:
    """The outcome of one exercise.

    Attributes
    ----------
    exercise : str
        Its name.
    seed : int
        What the cases were drawn from.
    parts : tuple of PartResult
        In the order of the declaration.
    state : {"examined", "not written", "missing", "stopped"}
        Whether there was something to examine.
    note : str
        One sentence where there was not.
    """

    exercise: str
    seed: int
    parts: tuple[PartResult, ...]
    state: str = "examined"
    note: str = ""

    @property
    def score(self) -> int:
        """Points earned."""
        return sum(part.score for part in self.parts)

    @property
    def points(self) -> int:
        """Points that could be earned."""
        return sum(part.points for part in self.parts)

    @property
    def named(self) -> tuple[str, ...]:
        """Names of the wrong answers that fit, each once."""
        names = [part.failure.named for part in self.parts if part.failure and part.failure.named]
        return tuple(dict.fromkeys(names))

    def to_json(self) -> dict[str, Any]:
        """Return the report as JSON data."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Report:
        """Return the report that `to_json` described."""
        return cls(**{**data, "parts": tuple(_part_from_json(part) for part in data["parts"])})


def _part_from_json(data: Mapping[str, Any]) -> PartResult:
    failure = data["failure"]
    if failure is not None:
        shapes, difference = failure["shapes"], failure["difference"]
        failure = Failure(
            failure["case"],
            tuple(failure["sentences"]),
            failure["named"],
            None if shapes is None else Shapes.from_json(shapes),
            None if difference is None else Difference.from_json(difference),
        )
    return PartResult(**{**data, "failure": failure})
