"""The table at the head of a feedback page: exercise by exercise what was earned, and what to look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import jinja2

from autograder.checks.report import REPORT_MIME, PartResult, Report
from autograder.exercises.declaration import Lesson

_templates = jinja2.Environment(
    loader=jinja2.PackageLoader("autograder.nbgrader_plugin", "templates/lesson_feedback"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=jinja2.StrictUndefined,
)


@dataclass(frozen=True)
class PartLine:
    """One part of an exercise: its name, points, whether they were earned, and one sentence."""

    name: str
    score: int
    points: int
    is_right: bool
    advice: str


@dataclass(frozen=True)
class Entry:
    """One graded cell.

    Attributes
    ----------
    name : str
        Its grade id.
    title : str
        What the page calls it: "1.3 perceptron_update".
    score, points : float
        As the gradebook has them, a person's mark included.
    note : str
        What is to be said of the whole: that it waits for a person, or was not examined.
    parts : tuple of PartLine
        Of an exercise that was examined.
    """

    name: str
    title: str
    score: float
    points: float
    note: str
    parts: tuple[PartLine, ...]


@dataclass(frozen=True)
class Summary:
    """The graded cells in their order, and the grade ids of the cells that have a comment."""

    entries: tuple[Entry, ...]
    comments: tuple[str, ...]


def summarise(lesson: Lesson, notebook: Any) -> Summary:
    """Return the summary of an autograded notebook.

    Parameters
    ----------
    lesson : Lesson
        What was asked; without exercises if the assignment is declared nowhere.
    notebook : NotebookNode
        With points and comments in the cells' metadata.
    """
    numbers = {exercise.name: exercise.number for exercise in lesson.exercises}
    marked = [(cell, cell.metadata["nbgrader"]) for cell in notebook.cells if "nbgrader" in cell.metadata]
    graded = [(cell, marks) for cell, marks in marked if marks.get("grade") or marks.get("task")]
    comments = [marks["grade_id"] for _, marks in marked if marks.get("comment")]
    return Summary(tuple(_entry(cell, marks, numbers) for cell, marks in graded), tuple(comments))


def as_html(summary: Summary, score: float, points: float, late_penalty: float) -> str:
    """Return the summary as an HTML fragment without script.

    Parameters
    ----------
    summary : Summary
        What to show.
    score, points : float
        Of the whole submission; the penalty is taken off already.
    late_penalty : float
        0 if there is none.
    """
    template = _templates.get_template("summary.html.j2")
    return template.render(summary=summary, score=score, points=points, late_penalty=late_penalty, shown=shown_points)


def _entry(cell: Any, marks: Any, numbers: dict[str, str]) -> Entry:
    name = marks["grade_id"]
    is_test = marks.get("grade") and not marks.get("solution")
    report = _report(cell) if is_test and name in numbers else None
    title = f"{numbers[name]} {name}" if name in numbers else name
    parts = tuple(map(_line, report.parts)) if report and report.state == "examined" else ()
    return Entry(name, title, marks["score"], marks["points"], " ".join(_notes(marks, report, bool(is_test))), parts)


def _report(cell: Any) -> Report | None:
    for output in cell.get("outputs", []):
        data = output.get("data", {}).get(REPORT_MIME)
        if data is not None:
            try:
                return Report.from_json(data)
            except (KeyError, TypeError, ValueError):  # of an older version: the points are there all the same
                return None
    return None


def _line(part: PartResult) -> PartLine:
    if part.failure is None:
        return PartLine(part.name, part.score, part.points, True, "right in every case")
    sentence = part.failure.sentences[0] if part.failure.sentences else ""
    return PartLine(part.name, part.score, part.points, False, _as_sentence(sentence))


def _notes(marks: Any, report: Report | None, is_test: bool) -> Iterator[str]:
    if report and report.note:
        yield _as_sentence(report.note)
    if marks.get("awaits_a_person"):
        yield "A person will look at this." if is_test else "Not marked yet."
    elif marks.get("marked_by_a_person") and is_test:
        yield "A person has set these points."
    if marks.get("comment") and not is_test:
        yield "See the comment."


def _as_sentence(text: str) -> str:
    # Not capitalised: it may begin with the name of a value.
    return text if not text or text[-1] in ".?!:" else f"{text}."


def shown_points(points: float) -> str:
    """Return points with two decimals at most: "2", "1.5"."""
    return f"{round(float(points), 2):g}"
