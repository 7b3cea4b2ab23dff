"""The columns of a roster, as nbgrader, Canvas, Moodle and Gradescope call them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

# Headings without case, spaces and punctuation.
_HEADINGS: Mapping[str, frozenset[str]] = {
    "id": frozenset({"id", "studentid", "nbgraderid"}),
    "login": frozenset({"sisloginid", "loginid", "login", "username", "netid"}),
    "sis": frozenset({"sisuserid", "sisid", "idnumber", "studentnumber", "sid"}),
    "lms_user_id": frozenset({"lmsuserid", "canvasid", "canvasuserid"}),
    "participant": frozenset({"identifier", "participant", "participantid"}),
    "first_name": frozenset({"firstname", "givenname", "forename", "first"}),
    "last_name": frozenset({"lastname", "surname", "familyname", "last"}),
    "full_name": frozenset({"fullname", "name", "student", "studentname", "sortablename", "displayname"}),
    "email": frozenset({"email", "emailaddress", "mail"}),
    "section": frozenset({"section", "sections", "group", "groups"}),
}
_OF_CANVAS = frozenset({"student", "sisloginid", "sisuserid"})
# Which of a row's entries becomes nbgrader's student id: the first that is there.
IDENTIFYING = ("id", "login", "sis", "email", "lms_user_id")
_NAMES = ("first_name", "last_name", "full_name")


def columns(headings: Sequence[str]) -> dict[str, int]:
    """Return the place of each column that is known, by our name for it; the first of two alike counts.

    Canvas calls its own number of a person "ID", nbgrader so calls the student id.

    Examples
    --------
    >>> columns(["Student", "ID", "SIS Login ID", "Section"])
    {'full_name': 0, 'lms_user_id': 1, 'login': 2, 'section': 3}
    >>> columns(["id", "Last name"])
    {'id': 0, 'last_name': 1}
    """
    plain = [re.sub(r"[\W_]", "", heading).casefold() for heading in headings]
    canvas = not _OF_CANVAS.isdisjoint(plain)
    found: dict[str, int] = {}
    for place, heading in enumerate(plain):
        name = next((name for name, known in _HEADINGS.items() if heading in known), "")
        if name == "id" and heading == "id" and canvas:
            name = "lms_user_id"
        if name:
            found.setdefault(name, place)
    return found


def what_is_missing(found: Mapping[str, int]) -> str:
    """Return what a roster needs and these columns do not give, or nothing."""
    if not any(name in found for name in IDENTIFYING):
        return (
            'a column that identifies students: "id" as nbgrader writes it, "SIS Login ID" as Canvas, '
            '"Username", "ID number" or "Email address" as Moodle'
        )
    if not any(name in found for name in _NAMES):
        return 'a column of names: "first_name" and "last_name", "Full name", "Name" or "Student"'
    return ""
