"""The class report: one page, in one file, that an instructor opens after a class has been graded."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import jinja2
from markupsafe import Markup

from autograder.checks.render import as_html
from autograder.reports.charts import histogram, stacked_bar
from autograder.reports.student import ExerciseResult, StudentResult
from autograder.reports.summary import ClassSummary, Mistake, summarise

__all__ = ["class_report", "summarise"]

_MISTAKES_SHOWN, _FEWEST_SHOWN = 15, 4
_LONGEST_SENTENCE = 400

# Autoescaping matters: student ids, reasons and sentences come from students' files and code.
_templates = jinja2.Environment(
    loader=jinja2.PackageLoader("autograder.reports", "."),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=jinja2.StrictUndefined,
)


def class_report(summary: ClassSummary, made_at: datetime | None = None) -> str:
    """Return the report on a class as an HTML page that needs no other file and no network.

    Parameters
    ----------
    summary : ClassSummary
        What to show.
    made_at : datetime, optional
        Printed at the top, if given.
    """
    script = _templates.get_template("sort_students.js.j2").render().strip()
    page = _templates.get_template("class_report.html.j2").render(
        summary=summary,
        made_at=made_at,
        script=Markup(script),  # noqa: S704 - our own file
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        whole=len(summary.students),
        shown=_shown(summary.mistakes),
        troubled=[student for student in summary.students if student.troubles],
        trouble_counts=_trouble_counts(summary.students),
        histogram=histogram,
        stacked_bar=stacked_bar,
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


def percent(count: int, whole: int) -> str:
    r"""Return a share in percent, with a space that does not break; only nobody is 0 %, only everybody is 100 %.

    Examples
    --------
    >>> percent(4, 30), percent(1, 300), percent(299, 300)
    ('13\xa0%', '<1\xa0%', '>99\xa0%')
    """
    share = 100 * count / whole
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
    first = text.split(" ")[0].rstrip(":,;")
    if first == "a" or (first.isalpha() and len(first) > 1):
        text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!", ":", "…")) else f"{text}."


def runs(numbers: Sequence[str], student: StudentResult) -> str:
    """Return the numbers of exercises in few words: "1.1, 1.3–1.7", "all" or "none"."""
    order = [result.number for result in student.exercises]
    places = [order.index(each) for each in numbers]
    if len(places) in (0, len(order)):
        return "all" if places else "none"
    groups: list[list[int]] = []
    for place in places:
        if groups and groups[-1][-1] + 1 == place:
            groups[-1].append(place)
        else:
            groups.append([place])
    words = (("–" if len(group) > 2 else ", ").join(order[end] for end in _ends(group)) for group in groups)
    return ", ".join(words)


def headline(student: StudentResult) -> str:
    """Return the line that stands for a student's reports: what went wrong, by exercise."""
    unwritten = [result.number for result in student.exercises if result.state == "not written"]
    if len(unwritten) == len(student.exercises):
        return "Nothing written."
    lines = [f"{result.number} {_what_is_wrong(result)}" for result in student.exercises if _what_is_wrong(result)]
    lines += [f"not written: {runs(unwritten, student)}"] if unwritten else []
    for trouble in student.troubles:
        partly = 0 < len(trouble.exercises) < len(student.exercises)
        lines.append(f"no result in {runs(trouble.exercises, student)}: {trouble.reason}" if partly else trouble.reason)
    return sentence("; ".join(lines)) if lines else "All right."


def reports_html(student: StudentResult) -> list[Markup]:
    """Return a student's reports as HTML fragments."""
    # as_html has escaped what it quotes.
    return [Markup(as_html(result.report)) for result in student.exercises if result.report]  # noqa: S704


def tint(score: int, points: int) -> str:
    """Return how strongly a score's cell is coloured, as a CSS percentage."""
    return f"{round(40 * score / points) if points else 0}%"


def _ends(group: Sequence[int]) -> Sequence[int]:
    return group if len(group) < 2 else (group[0], group[-1])


def _shown(mistakes: Sequence[Mistake]) -> int:
    """Return how many mistakes stand in the open: the most frequent, and no one before another equally frequent one."""
    if len(mistakes) <= _MISTAKES_SHOWN:
        return len(mistakes)
    counts = [len(mistake.students) for mistake in mistakes]
    drops = [place for place in range(_FEWEST_SHOWN, _MISTAKES_SHOWN + 1) if counts[place - 1] > counts[place]]
    return max(drops, default=_MISTAKES_SHOWN)


def _what_is_wrong(result: ExerciseResult) -> str:
    what = list(result.mistakes)
    if result.unnamed is not None:
        what.append("an error without a name")
    if result.state == "examined" and "not written" in result.outcomes.values():
        what.append("a part not written")
    return ", ".join(what)


def _trouble_counts(students: Sequence[StudentResult]) -> str:
    """Return how many students met which kind of trouble: "5 stopped, 1 no result"."""
    kinds = Counter(kind for student in students for kind in dict.fromkeys(each.kind for each in student.troubles))
    return ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())


_templates.filters.update(
    number=number,
    percent=percent,
    plural=plural,
    sentence=sentence,
    runs=runs,
    headline=headline,
    reports_html=reports_html,
    tint=tint,
)
