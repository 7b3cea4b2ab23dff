"""Whose is it: from what an archive says about a person to a student of the roster, or to the reason why to none.

A wrong guess gives one student another's points, so nothing is guessed: numbers go before names, and where they
disagree, or a name is shared, a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from autograder.course.roster import Roster, Student
from autograder.intake.handed_in import Claim

# What a number of the archive is held against: institutions put the same one in different columns.
_COLUMNS = {
    "lms_user_id": ("lms_user_id",),
    "participant": ("participant",),
    "email": ("email", "login", "id"),
    "sis": ("sis", "id", "login"),
}
_ANYTHING = ("id", "login", "email", "sis", "lms_user_id")


@dataclass(frozen=True)
class Match:
    """What the roster says of a claim.

    Attributes
    ----------
    student : Student or None
        Who it is.
    reason : str
        Why nobody, a clause; empty if somebody.
    """

    student: Student | None
    reason: str = ""


def identify(claim: Claim, roster: Roster) -> Match:
    """Return who has handed in, or why that is not known."""
    by_number: dict[str, tuple[Student, ...]] = {}
    for column, entry in claim.numbers.items():
        by_number[f"{column} {entry}"] = _first(roster, _COLUMNS[column], entry)
    if claim.anything:
        by_number[claim.anything] = _first(roster, _ANYTHING, claim.anything)
    known = {student for students in by_number.values() for student in students}
    named = roster.by_name.find(claim.name or claim.anything)
    if not known:
        return _by_name_alone(claim, roster, named)
    if len(known) > 1:
        return Match(None, f"{claim} fits {_listed(known)} in the roster")
    (student,) = known
    if claim.name and named and student not in named:
        return Match(None, f"in the roster its number is {_listed([student])}'s, but its name is {_listed(named)}'s")
    return Match(student)


def _first(roster: Roster, columns: Iterable[str], entry: str) -> tuple[Student, ...]:
    return next(filter(None, (roster.with_entry(column, entry) for column in columns)), ())


def _by_name_alone(claim: Claim, roster: Roster, named: tuple[Student, ...]) -> Match:
    if len(named) > 1:
        return Match(None, f"the roster has several of that name: {_listed(named)}")
    if not named:
        near = roster.by_name.nearest(claim.name or claim.anything)
        hint = f"; the nearest names are {_listed(near)}" if near else ""
        return Match(None, f"nobody in the roster is {claim}{hint}")
    (student,) = named
    # Canvas has one number for a person; Moodle has another in each assignment, and a roster may be an earlier one's.
    number = claim.numbers.get("lms_user_id")
    if number and student.lms_user_id:
        mine = student.lms_user_id
        return Match(None, f"its name is {_listed(named)}'s, whose number in the roster is {mine}, not {number}")
    return Match(student)


def _listed(students: Iterable[Student]) -> str:
    people = sorted(
        f"{student.name} ({student.id})" if student.name != student.id else student.id for student in students
    )
    return " and ".join(filter(None, (", ".join(people[:-1]), people[-1])))
