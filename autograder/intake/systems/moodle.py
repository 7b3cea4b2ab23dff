"""Moodle: "Download all submissions" makes a folder for each participant, or one name a file.

``Ada Lovelace_123456_assignsubmission_file_/sub/01-neurons.ipynb`` is the name as Moodle shows it in the course's
language, without apostrophes and other marks; Moodle's number of the participant in this assignment, which is the
"Identifier" in its grading worksheet; and the kind of submission, with a last underscore in older versions. Without
folders the file's name follows in the same name. In blind marking the name is the word for "Participant", in whatever
language. A group's folder holds the group's name and number, or none. What names are made of is read from Moodle's own
source (``mod/assign/classes/downloader.php``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.intake.handed_in import Attachment, Claim, HandedIn, stray
from autograder.intake.member import Member

NAME = "Moodle"
_FOLDER = re.compile(r"(?P<name>.*?)(?:_(?P<number>\d+))?_assignsubmission_(?P<kind>[a-z]+)_?")
_FLAT = re.compile(r"(?P<name>.*?)(?:_(?P<number>\d+))?_assignsubmission_(?P<kind>[a-z]+)_(?P<file>.+)", re.DOTALL)


def fits(members: Sequence[Member]) -> bool:
    """Whether Moodle may have made the archive: most of what lies at its top is named so."""
    return 2 * sum(_match(member) is not None for member in members) > len(members)


def hand_in(members: Sequence[Member], lesson: str) -> list[HandedIn]:
    """Return the submissions of the archive: files and typed text of a participant together."""
    found: dict[tuple[str, str], list[Attachment]] = {}
    strays = []
    for member in members:
        match = _match(member)
        if match is None:
            strays.append(stray(member, "it lies in no folder that Moodle gives: NAME_NUMBER_assignsubmission_file"))
            continue
        parts = member.parts[1:] or (match["file"],)
        found.setdefault((match["name"], match["number"] or ""), []).append(Attachment(member, parts))
    return [_submission(name, number, files) for (name, number), files in found.items()] + strays


def _match(member: Member) -> re.Match[str] | None:
    if not member.parts:
        return None
    return _FOLDER.fullmatch(member.parts[0]) if len(member.parts) > 1 else _FLAT.fullmatch(member.parts[0])


def _submission(name: str, number: str, attachments: Sequence[Attachment]) -> HandedIn:
    claim = Claim(name=name, numbers={"participant": number} if number else {})
    return HandedIn("_".join(filter(None, (name, number))), (claim,), tuple(attachments))
