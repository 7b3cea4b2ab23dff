"""Our own layout: STUDENT/LESSON.ipynb, nbgrader's STUDENT/LESSON/FILES, or STUDENT.ipynb and STUDENT.zip.

STUDENT is whatever names one: an id, a user name, an address, or a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from autograder.intake.handed_in import Attachment, Claim, HandedIn, stray
from autograder.intake.member import Member

NAME = "one folder for each student"
_TAKEN = (".ipynb", ".zip")


def hand_in(members: Sequence[Member], lesson: str, other_lessons: Iterable[str] = ()) -> list[HandedIn]:
    """Return the submissions of the archive: a folder's files together.

    Parameters
    ----------
    members : sequence of Member
        What the archive holds.
    lesson : str
        Which lesson is taken in.
    other_lessons : iterable of str
        Lessons whose folders below a student's are left alone.
    """
    others = frozenset(other_lessons) - {lesson}
    found: dict[str, list[Member]] = {}
    submissions = []
    for member in members:
        if len(member.parts) > 1:
            found.setdefault(member.parts[0], []).append(member)
        else:
            submissions.append(_single(member, lesson))
    for student, files in found.items():
        mine = [member for member in files if member.parts[1] not in others or len(member.parts) < 3]
        submissions += [
            stray(member, f"it belongs to lesson {member.parts[1]}") for member in files if member not in mine
        ]
        if mine:
            submissions.append(_folder(student, mine, lesson))
    return submissions


def _folder(student: str, members: Sequence[Member], lesson: str) -> HandedIn:
    def within(member: Member) -> tuple[str, ...]:
        return member.parts[2:] if member.parts[1] == lesson and len(member.parts) > 2 else member.parts[1:]

    attachments = tuple(Attachment(member, within(member)) for member in members)
    by_nbgrader = any(member.parts[1:] == (lesson, "timestamp.txt") for member in members)
    return HandedIn(student, (Claim(anything=student),), attachments, own_timestamp=by_nbgrader)


def _single(member: Member, lesson: str) -> HandedIn:
    stem, dot, ending = member.filename.rpartition(".")
    if f"{dot}{ending}".casefold() not in _TAKEN or not stem:
        return stray(member, "it lies in no student's folder")
    student = stem.removesuffix(f"_{lesson}").removeprefix(f"{lesson}_")
    name = member.filename if ending.casefold() == "zip" else f"{lesson}.ipynb"
    return HandedIn(member.filename, (Claim(anything=student),), (Attachment(member, (name,)),))
