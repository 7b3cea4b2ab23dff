"""Canvas: "Download Submissions" makes a flat zip file, one name a file.

``lovelaceada_LATE_12345_67890_01-neurons-1.ipynb`` is the sortable name ("Lovelace, Ada") in lower case without
anything but letters, marks, digits and underscores; LATE if it was; Canvas's number of the user, and of the
attachment; the file's name, with "-1" where the student had handed in a file of that name before. A text typed into
Canvas is ``NAME_USER_text.html``, a link ``NAME_USER_link.html``. With anonymous grading the name and number are
``anon_CODE``. What names are made of is read from Canvas's own source (``lib/content_zipper.rb``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.intake.handed_in import Attachment, Claim, HandedIn, stray
from autograder.intake.member import Member

NAME = "Canvas"
# Canvas itself finds the numbers again by the first "_NUMBER_NUMBER_"; it keeps such out of the names.
_UPLOAD = re.compile(r"(?P<name>.*?)(?P<late>_LATE)?_(?P<user>\d+)_(?P<attachment>\d+)_(?P<file>.+)", re.DOTALL)
_TYPED = re.compile(r"(?P<name>.*?)(?P<late>_LATE)?_(?P<user>\d+)_(?P<file>(?:text|link)\.html)", re.DOTALL)
_ANONYMOUS = re.compile(
    r"(?P<late>LATE_)?anon_(?P<user>(?!\d+_)[A-Za-z0-9]{5})_(?:(?P<attachment>\d+)_)?(?P<file>.+)", re.DOTALL
)


def fits(members: Sequence[Member]) -> bool:
    """Whether Canvas may have made the archive: most files lie at its top and are named so."""
    named = sum(len(member.parts) == 1 and _match(member.filename) is not None for member in members)
    return 2 * named > len(members)


def hand_in(members: Sequence[Member], lesson: str) -> list[HandedIn]:
    """Return the submissions of the archive: a user's attachments together."""
    found: dict[str, list[tuple[Member, re.Match[str]]]] = {}
    strays = []
    for member in members:
        match = _match(member.filename) if len(member.parts) == 1 else None
        if match is None:
            strays.append(stray(member, "its name is not one that Canvas gives: NAME_USER_ATTACHMENT_FILE"))
        else:
            found.setdefault(match["user"], []).append((member, match))
    return [_submission(user, files) for user, files in found.items()] + strays


def _match(filename: str) -> re.Match[str] | None:
    return _ANONYMOUS.fullmatch(filename) or _UPLOAD.fullmatch(filename) or _TYPED.fullmatch(filename)


def _submission(user: str, files: Sequence[tuple[Member, re.Match[str]]]) -> HandedIn:
    attachments = tuple(_attachment(member, match) for member, match in files)
    late = any(match["late"] for _, match in files)
    first = files[0][1]
    if first.re is _ANONYMOUS:
        why = "it was exported with anonymous grading: show the names in Canvas and export again"
        return HandedIn(f"anon_{user}", (), attachments, late=late, hopeless=why)
    claim = Claim(name=first["name"], numbers={"lms_user_id": user})
    return HandedIn(f"{first['name']}_{user}", (claim,), attachments, late=late)


def _attachment(member: Member, match: re.Match[str]) -> Attachment:
    number = match["attachment"] if "attachment" in match.re.groupindex else None
    return Attachment(member, (match["file"],), float(number or 0))
