"""What an archive says that somebody has handed in, before it is known who that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from autograder.intake.member import Member


@dataclass(frozen=True)
class Claim:
    """What an archive says about a person.

    Attributes
    ----------
    name : str
        Their name, in whatever form; empty if the archive does not give it.
    numbers : mapping of str to str
        Entries by the roster's column, such as "lms_user_id" or "email".
    anything : str
        A word that may be an id, a user name, an address or a name.
    """

    name: str = ""
    numbers: Mapping[str, str] = field(default_factory=dict)
    anything: str = ""

    def __str__(self) -> str:
        said = [self.name or self.anything, *(f"{_SPOKEN[column]} {entry}" for column, entry in self.numbers.items())]
        return ", ".join(filter(None, said)) or "nobody"


_SPOKEN = {
    "id": "id",
    "lms_user_id": "Canvas's number",
    "participant": "Moodle's number",
    "sis": "SID",
    "login": "user name",
    "email": "e-mail",
}


@dataclass(frozen=True)
class Attachment:
    """One file of a submission.

    Attributes
    ----------
    member : Member
        Where it is.
    parts : tuple of str
        Its path within the submission, under the name that the student gave it.
    order : float
        The platform's number of the upload, which grows with time; 0 where it gives none.
    """

    member: Member
    parts: tuple[str, ...]
    order: float = 0.0


@dataclass(frozen=True)
class HandedIn:
    """One submission in an archive.

    Attributes
    ----------
    label : str
        What the archive calls it.
    claims : tuple of Claim
        Who has handed it in: one person, or several together.
    attachments : tuple of Attachment
        Its files.
    when : datetime or None
        When it was handed in, with its time zone, if the archive tells.
    late : bool
        Whether the platform has marked it as late.
    hopeless : str
        Why it cannot be known whose it is, a clause; empty if it can.
    own_timestamp : bool
        Whether its ``timestamp.txt`` was written by nbgrader, and not by a student.
    """

    label: str
    claims: tuple[Claim, ...]
    attachments: tuple[Attachment, ...]
    when: datetime | None = None
    late: bool = False
    hopeless: str = ""
    own_timestamp: bool = False


def stray(member: Member, why: str) -> HandedIn:
    """Return a file that belongs to no submission, with the reason."""
    return HandedIn(member.name, (), (Attachment(member, member.parts),), hopeless=why)
