"""The page of what is alike in a class's code: one file, for a person who then decides what it means."""

from __future__ import annotations

from datetime import datetime

import jinja2

from autograder.reports.marked_code import marked_code
from autograder.similarity.answers import OWN_CELLS
from autograder.similarity.findings import Findings, Pair

# What is beyond is in the table without its code: nobody reads more, and the page would not open.
PAIRS_WITH_CODE, PAIRS_LISTED = 100, 500

# Autoescaping matters: student ids and code come from students' files.
_templates = jinja2.Environment(
    loader=jinja2.PackageLoader("autograder.reports", "."),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=jinja2.StrictUndefined,
)


def similarity_page(findings: Findings, made_at: datetime | None = None) -> str:
    """Return the findings as an HTML page that needs no other file and no network, and runs no script.

    Parameters
    ----------
    findings : Findings
        What to show.
    made_at : datetime, optional
        Printed at the top, if given.
    """
    page = _templates.get_template("similarity.html.j2").render(
        findings=findings,
        made_at=made_at,
        listed=findings.pairs[:PAIRS_LISTED],
        sources=findings.with_sources[:PAIRS_LISTED],
        with_code=PAIRS_WITH_CODE,
        exercise_words=exercise_words,
        how_alike=how_alike,
        marked_code=marked_code,
    )
    # A student's text may hold half a surrogate pair, which no file can be written with.
    return page.encode("utf-8", "replace").decode("utf-8")


def exercise_words(name: str) -> str:
    """Return what an exercise is called on the page."""
    return "cells of their own" if name == OWN_CELLS else name


def how_alike(pair: Pair) -> str:
    r"""Return the larger share of the exercise in which two are most alike: "87 %".

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> how_alike(Pair("ada", "ben", (SimpleNamespace(shares=(0.5, 0.874)),)))
    '87\xa0%'
    """
    return share(max(max(alike.shares) for alike in pair.exercises))


def share(part: float) -> str:
    """Return a share in percent, with a space that does not break."""
    return f"{100 * part:.0f}\u00a0%"


_templates.filters["share"] = share
