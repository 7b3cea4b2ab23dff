"""The term report: one page, in one file, over all lessons."""

from __future__ import annotations

from datetime import datetime

from autograder.reports.pages import rendered
from autograder.reports.summary import quartiles_of, score_ranges
from autograder.reports.term import TermSummary

_MISTAKES_SHOWN = 20


def term_report(summary: TermSummary, made_at: datetime | None = None) -> str:
    """Return the report on a term as an HTML page that needs no other file and no network.

    Parameters
    ----------
    summary : TermSummary
        What to show.
    made_at : datetime, optional
        Printed at the top, if given.
    """
    shares = [100 * student.total / summary.points for student in summary.students] if summary.points else []
    return rendered(
        "term_report.html.j2",
        summary=summary,
        made_at=made_at,
        # Extra credit may lead past all points.
        distribution=score_ranges([min(100, int(share)) for share in shares], 100),
        quartiles=quartiles_of([min(100.0, share) for share in shares]),
        shown=_MISTAKES_SHOWN,
    )
