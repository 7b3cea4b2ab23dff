"""Gradescope: "Export Submissions" makes ``assignment_77_export/`` with a folder ``submission_12345/`` for each.

``submission_metadata.yml``, written by a Ruby program, tells for each folder (or PDF file) who has handed it in, alone
or as a group (``:submitters`` with ``:name``, ``:sid`` and ``:email``), and when (``:created_at``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from autograder.intake.handed_in import Attachment, Claim, HandedIn, stray
from autograder.intake.member import Member
from autograder.intake.systems.ruby_yaml import read_ruby_yaml

NAME = "Gradescope"
METADATA = "submission_metadata.yml"
_FOLDER = re.compile(r"submission_(?P<number>\d+)")


def fits(members: Sequence[Member]) -> bool:
    """Whether Gradescope may have made the archive: its metadata or its folders lie at the top."""
    return any(member.parts == (METADATA,) for member in members) or 2 * sum(
        len(member.parts) > 1 and _FOLDER.fullmatch(member.parts[0]) is not None for member in members
    ) > len(members)


def hand_in(members: Sequence[Member], lesson: str) -> list[HandedIn]:
    """Return the submissions of the archive.

    Raises
    ------
    CourseError
        If the metadata cannot be read.
    """
    metadata_file = next((member for member in members if member.parts == (METADATA,)), None)
    metadata = read_ruby_yaml(metadata_file) if metadata_file else {}
    found: dict[str, list[Member]] = {}
    strays = []
    for member in members:
        if member is metadata_file:
            continue
        if member.parts and (member.parts[0] in metadata or _FOLDER.fullmatch(member.parts[0])):
            found.setdefault(member.parts[0], []).append(member)
        else:
            strays.append(stray(member, "it lies in no folder of a submission"))
    why = f"the archive's {METADATA} does not tell whose it is" if metadata_file else f"the archive has no {METADATA}"
    return [_submission(folder, metadata.get(folder), files, why) for folder, files in found.items()] + strays


def _submission(folder: str, entry: Any, members: Sequence[Member], why: str) -> HandedIn:
    number = _FOLDER.fullmatch(folder)
    order = float(number["number"]) if number else 0.0
    attachments = tuple(Attachment(member, member.parts[1:] or member.parts, order) for member in members)
    entry = entry if isinstance(entry, Mapping) else {}
    people = entry.get(":submitters")
    claims = tuple(_claim(person) for person in people if isinstance(person, Mapping)) if _is_list(people) else ()
    if not claims:
        return HandedIn(folder, (), attachments, hopeless=why)
    return HandedIn(folder, claims, attachments, _moment(entry.get(":created_at")))


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def _claim(person: Mapping[Any, Any]) -> Claim:
    def entry(name: str) -> str:
        value = person.get(name)
        return "" if value is None or isinstance(value, (list, dict)) else str(value).strip()

    numbers = {"sis": entry(":sid"), "email": entry(":email")}
    return Claim(entry(":name"), {column: value for column, value in numbers.items() if value})


def _moment(value: Any) -> datetime | None:
    # Ruby's own times are mappings, of which "utc" holds the moment.
    value = value.get("utc") if isinstance(value, Mapping) else value
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    if not isinstance(value, datetime):
        return None
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)
