"""The page of a regrade: what changes for whom and why, in one file that needs no network."""

from __future__ import annotations

from datetime import datetime

import jinja2
from markupsafe import Markup

from autograder.engine.regrade.grades import GradeStep
from autograder.engine.regrade.propose import Proposal
from autograder.reports.pages import number, plural, sentence
from autograder.reports.regrade_summary import RegradeSummary

_WIDTH, _HEIGHT = 160, 14

# Autoescaping matters: student ids and reasons come from students' files and code.
_templates = jinja2.Environment(
    loader=jinja2.PackageLoader("autograder.reports", "."),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=jinja2.StrictUndefined,
)


def regrade_page(summary: RegradeSummary, state: str, made_at: datetime | None = None) -> str:
    """Return the page of a regrade as HTML without script.

    Parameters
    ----------
    summary : RegradeSummary
        What to show.
    state : str
        A sentence on whether it was applied.
    made_at : datetime, optional
        Printed at the top, if given.
    """
    page = _templates.get_template("regrade.html.j2").render(
        summary=summary, state=state, made_at=made_at, columns=summary.graded, dict_of_steps=_steps
    )
    # A student's message may hold half a surrogate pair, which no file can be written with.
    return page.encode("utf-8", "replace").decode("utf-8")


def _steps(proposal: Proposal) -> dict[str, GradeStep]:
    return {step.cell: step for step in proposal.line.grades}


def signed(value: float) -> str:
    """Return a change of points with its sign.

    Examples
    --------
    >>> signed(2.0), signed(-0.5), signed(0.0)
    ('+2', '−0.5', '0')
    """
    text = number(abs(value), decimals=2)
    return text if text == "0" else f"{'+' if value > 0 else '−'}{text}"


def points(value: float | None) -> str:
    """Return a number of points, or a dash where there is none."""
    return "–" if value is None else number(value, decimals=2)


def step_scores(step: GradeStep) -> str:
    """Return the way of a grade's automatic score: "0 → 2"."""
    old, new = (points(grade.auto_score if grade else None) for grade in (step.old, step.new))
    return f"{old} → {new}"


def way(proposal: Proposal, most: float) -> Markup:
    """Return a student's way from the old total to the new one as a small picture.

    Parameters
    ----------
    proposal : Proposal
        Whose totals.
    most : float
        Points that the full width stands for.
    """
    totals = (proposal.before.total, proposal.after.total)
    whole = max(most, *totals, 1e-9)
    start, end = (6 + (_WIDTH - 12) * total / whole for total in totals)
    middle = _HEIGHT / 2
    kind = "rises" if proposal.change > 0 else "falls" if proposal.change < 0 else "stays"
    return Markup(
        '<svg class="way {}" role="img" aria-label="{} to {} of {} points" width="{w}" height="{h}" '
        'viewBox="0 0 {w} {h}"><line class="scale" x1="6" x2="{}" y1="{y}" y2="{y}"/>'
        '<line class="path" x1="{start:.1f}" x2="{end:.1f}" y1="{y}" y2="{y}"/>'
        '<circle class="old" cx="{start:.1f}" cy="{y}" r="3.5"/>'
        '<circle class="new" cx="{end:.1f}" cy="{y}" r="4.5"/></svg>'
    ).format(
        kind, points(totals[0]), points(totals[1]), points(most), _WIDTH - 6, w=_WIDTH, h=_HEIGHT, y=middle,
        start=start, end=end,
    )  # fmt: skip


_templates.filters.update(
    number=number, plural=plural, sentence=sentence, signed=signed, points=points, step_scores=step_scores, way=way
)
