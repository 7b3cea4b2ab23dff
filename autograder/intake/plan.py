"""Who has handed in each submission of an archive, and which one counts where somebody has handed in several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from autograder.course.roster import Roster, Student
from autograder.intake.handed_in import HandedIn
from autograder.intake.match import identify

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Plan:
    """One submission and whose it is.

    Attributes
    ----------
    submission : HandedIn
        What was handed in.
    students : tuple of Student
        For whom it is filed.
    reasons : tuple of str
        Why not for the others, or for nobody, a sentence each.
    """

    submission: HandedIn
    students: tuple[Student, ...]
    reasons: tuple[str, ...]


def plans(submissions: Sequence[HandedIn], roster: Roster) -> list[Plan]:
    """Return whose each submission is; of several of one student the newest counts."""
    found = [_owners(submission, roster) for submission in submissions]
    newest: dict[str, HandedIn] = {}
    for plan in found:
        for student in plan.students:
            known = newest.get(student.id)
            if known is None or _age(plan.submission) >= _age(known):
                newest[student.id] = plan.submission
    return [_without_outdated(plan, newest) for plan in found]


def _owners(submission: HandedIn, roster: Roster) -> Plan:
    if submission.hopeless:
        return Plan(submission, (), (_sentence(submission.hopeless),))
    students = []
    reasons = []
    for claim in submission.claims:
        match = identify(claim, roster)
        if match.student is None:
            reasons.append(_sentence(match.reason))
        elif match.student not in students:
            students.append(match.student)
    return Plan(submission, tuple(students), tuple(reasons))


def _without_outdated(plan: Plan, newest: dict[str, HandedIn]) -> Plan:
    current = tuple(student for student in plan.students if newest[student.id] is plan.submission)
    outdated = [student for student in plan.students if student not in current]
    reasons = tuple(
        f"{student.name} ({student.id}) has handed in several times; {newest[student.id].label} counts."
        for student in outdated
    )
    return Plan(plan.submission, current, (*plan.reasons, *reasons))


def _age(submission: HandedIn) -> tuple[datetime, float]:
    return (submission.when or _LONG_AGO, max((each.order for each in submission.attachments), default=0.0))


def _sentence(clause: str) -> str:
    return clause[:1].upper() + clause[1:] + "."
