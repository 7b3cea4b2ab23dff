"""The doctor's page: one HTML file that needs no other file and no network."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import datetime

import jinja2

from autograder.doctor.finding import Finding

# Autoescaping matters: paths and error messages hold what they hold.
_templates = jinja2.Environment(
    loader=jinja2.PackageLoader("autograder.doctor", "."),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=jinja2.StrictUndefined,
)


def verdict(findings: Sequence[Finding]) -> str:
    """Return the one sentence that sums up."""
    stops = [finding.what for finding in findings if finding.stops_grading]
    if stops:
        return f"This machine cannot grade yet; to be mended: {', '.join(stops)}."
    rest = sum(finding.mend != "" for finding in findings)
    return "This machine can grade." + (f" {rest} lines are worth a look." if rest else "")


def doctor_page(findings: Sequence[Finding], made_at: datetime) -> str:
    """Return the page.

    Parameters
    ----------
    findings : sequence of Finding
        What was found, in order.
    made_at : datetime
        When.
    """
    pictures = [base64.b64encode(finding.picture).decode() for finding in findings if finding.picture]
    page = _templates.get_template("doctor.html.j2").render(
        findings=findings, made_at=made_at, pictures=pictures, verdict=verdict(findings)
    )
    return page.encode("utf-8", "replace").decode("utf-8")
