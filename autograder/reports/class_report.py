"""The class report: one page, in one file, that an instructor opens after a class has been graded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from autograder.checks.render import as_html
from autograder.reports.beyond_checks import BeyondChecks
from autograder.reports.pages import rendered, sentence, templates
from autograder.reports.student import ExerciseResult, StudentResult
from autograder.reports.summary import ClassSummary, Mistake, summarise

__all__ = ["class_report", "summarise"]

_MISTAKES_SHOWN, _FEWEST_SHOWN = 15, 4


def class_report(summary: ClassSummary, made_at: datetime | None = None, beyond: BeyondChecks | None = None) -> str:
    """Return the report on a class as an HTML page that needs no other file and no network.

    Parameters
    ----------
    summary : ClassSummary
        What to show.
    made_at : datetime, optional
        Printed at the top, if given.
    beyond : BeyondChecks, optional
        Who is missing, what people marked, and what has changed; left out of the page if not given.
    """
    return rendered(
        "class_report.html.j2",
        summary=summary,
        beyond=beyond,
        changes=beyond.changes if beyond else None,
        made_at=made_at,
        whole=len(summary.students),
        shown=_shown(summary.mistakes),
        troubled=[student for student in summary.students if student.troubles],
        trouble_counts=_trouble_counts(summary.students),
        shared_reasons=_shared_reasons(summary.students),
    )


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


def _shared_reasons(students: Sequence[StudentResult]) -> list[tuple[str, int]]:
    """Return the reasons, such as one time limit, for which several students' runs ended, the most frequent first."""
    reasons = Counter(
        each.reason for student in students for each in student.troubles if each.kind in ("stopped", "no result")
    )
    return [(reason, count) for reason, count in reasons.most_common() if count > 1]


templates.filters.update(runs=runs, headline=headline, reports_html=reports_html)
