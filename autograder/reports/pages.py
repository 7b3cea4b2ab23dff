"""Pages for an instructor: one HTML file each, which loads nothing, runs no script but ours, and escapes everything."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import jinja2
from markupsafe import Markup

from autograder.checks.sentences import with_capital
from autograder.reports.charts import histogram, stacked_bar

_LONGEST_SENTENCE = 400

# Autoescaping matters: student ids, reasons and sentences come from students' files and code.
templates = jinja2.Environment(
    loader=jinja2.PackageLoader("autograder.reports", "."),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=jinja2.StrictUndefined,
)


def rendered(template: str, **values: Any) -> str:
    """Return a page as HTML that any file can be written with.

    Parameters
    ----------
    template : str
        A template that extends ``page.html.j2``.
    **values
        What it shows.
    """
    script = templates.get_template("sort_students.js.j2").render().strip()
    page = templates.get_template(template).render(
        script=Markup(script),  # noqa: S704 - our own file
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        **values,
    )
    # A student's message may hold half a surrogate pair, which no file can be written with.
    return page.encode("utf-8", "replace").decode("utf-8")


def number(value: float, decimals: int = 1) -> str:
    """Return a number of points without needless zeros.

    Examples
    --------
    >>> number(17.0), number(8.25, decimals=2), number(8.5, decimals=2)
    ('17', '8.25', '8.5')
    """
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def change(value: float, decimals: int = 1) -> str:
    """Return by how much a number has changed, with its sign; no change is "±0".

    Examples
    --------
    >>> change(3), change(-0.25, decimals=2), change(0.01)
    ('+3', '\u22120.25', '±0')
    """
    words = number(abs(value), decimals)
    return "±0" if words == "0" else f"{'+' if value > 0 else chr(0x2212)}{words}"


def percent(count: float, whole: float) -> str:
    r"""Return a share in percent, with a space that does not break; only nobody is 0 %, only everybody is 100 %.

    Examples
    --------
    >>> percent(4, 30), percent(1, 300), percent(299, 300), percent(0, 0)
    ('13\xa0%', '<1\xa0%', '>99\xa0%', '0\xa0%')
    """
    share = 100 * count / whole if whole else 0.0
    if 0 < share < 1:
        return "<1\u00a0%"
    if 99 < share < 100:
        return ">99\u00a0%"
    return f"{share:.0f}\u00a0%"


def plural(count: int, singular: str) -> str:
    """Return a count with its noun: "1 student", "3 students"."""
    return f"{count} {singular}{'' if count == 1 else 's'}"


def sentence(text: str) -> str:
    """Return a text of whatever form as a sentence: capital first, full stop last, not endless.

    A first word that looks like a variable's name keeps its small letter.

    Examples
    --------
    >>> sentence("the bias never moves"), sentence("d_x is missing"), sentence("w is missing")
    ('The bias never moves.', 'd_x is missing.', 'w is missing.')
    """
    text = " ".join(text.split())
    if len(text) > _LONGEST_SENTENCE:
        text = text[:_LONGEST_SENTENCE].rstrip() + " …"
    text = with_capital(text)
    return text if text.endswith((".", "?", "!", ":", "…")) else f"{text}."


def tint(score: float, points: float) -> str:
    """Return how strongly a score's cell is coloured, as a CSS percentage."""
    return f"{round(40 * min(score / points, 1)) if points else 0}%"


templates.filters.update(number=number, change=change, percent=percent, plural=plural, sentence=sentence, tint=tint)
templates.globals.update(histogram=histogram, stacked_bar=stacked_bar)
