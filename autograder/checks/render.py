"""A report as a reader sees it: HTML in a notebook and on a feedback page, plain text elsewhere."""

from __future__ import annotations

import jinja2

from autograder.checks.draw import draw
from autograder.checks.report import Report

# Autoescaping matters: sentences quote what a student's code raised.
_templates = jinja2.Environment(
    loader=jinja2.PackageLoader("autograder.checks", "."),
    autoescape=True,
    trim_blocks=False,
    undefined=jinja2.StrictUndefined,
)
_templates.filters["drawn"] = draw


def as_html(report: Report, visible: bool = False) -> str:
    """Return the report as an HTML fragment without script.

    Parameters
    ----------
    report : Report
        What to show.
    visible : bool
        Whether this is a check that the student runs; it then says that grading uses other cases.
    """
    return _templates.get_template("report.html.j2").render(report=report, visible=visible)


def as_text(report: Report) -> str:
    """Return the report as a few lines of plain text.

    Examples
    --------
    >>> print(as_text(Report("xor_network", 0, (), "missing", "there is no function called xor_network")))
    xor_network: 0 of 0 points: there is no function called xor_network
    """
    note = f": {report.note}" if report.note else ""
    lines = [f"{report.exercise}: {report.score} of {report.points} points{note}"]
    for part in report.parts if report.state == "examined" else ():
        if part.failure is None:
            lines.append(f"  right  {part.name} ({part.score} of {part.points}): all {part.cases} cases")
            continue
        lines.append(
            f"  wrong  {part.name} ({part.score} of {part.points}): "
            f"{part.cases_failed} of {part.cases} cases failed; the first: {part.failure.case}"
        )
        lines += [f"         {sentence}" for sentence in part.failure.sentences]
        if part.failure.shapes and part.failure.shapes.words:
            lines.append(f"         shapes: {part.failure.shapes.words}")
    return "\n".join(lines)
