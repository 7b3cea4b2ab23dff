"""Which platform has made an archive, wherever in it the export lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import ModuleType

from autograder.intake.handed_in import HandedIn
from autograder.intake.member import Member
from autograder.intake.systems import canvas, folders, gradescope, moodle

System = ModuleType
SYSTEMS: tuple[System, ...] = (gradescope, moodle, canvas)
_DEEPEST = 3


def recognise(members: Sequence[Member], lesson: str, lessons: Sequence[str] = ()) -> tuple[str, list[HandedIn]]:
    """Return which platform has made an archive, and the submissions in it.

    An export that was packed again within a folder, or within several, is found there.

    Parameters
    ----------
    members : sequence of Member
        What the archive holds, without what operating systems leave behind.
    lesson : str
        Which lesson is taken in.
    lessons : sequence of str
        All lessons there are.
    """
    inside: Sequence[Member] = members
    for _ in range(_DEEPEST):
        for system in SYSTEMS:
            if system.fits(inside):
                return system.NAME, system.hand_in(inside, lesson)
        unwrapped = _without_common_folder(inside)
        if unwrapped is None:
            break
        inside = unwrapped
    # A folder that holds all may be a student's: it is taken off only if it holds folders of students itself.
    return folders.NAME, folders.hand_in(_students(members, lesson), lesson, lessons)


def _without_common_folder(members: Sequence[Member]) -> list[Member] | None:
    tops = {member.parts[0] for member in members if len(member.parts) > 1}
    if len(tops) != 1 or any(len(member.parts) < 2 for member in members):
        return None
    return [replace(member, parts=member.parts[1:]) for member in members]


def _students(members: Sequence[Member], lesson: str) -> Sequence[Member]:
    inside = _without_common_folder(members)
    if inside is None:
        return members
    below = {member.parts[0] for member in inside if len(member.parts) > 1}
    several = len(below - {lesson}) > 1 or any(member.parts[1:2] == (lesson,) for member in inside)
    return inside if several else members
