import pytest

from autograder.course.roster_columns import columns, what_is_missing

CANVAS = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "01-neurons (4711)"]
WORKSHEET = ["Identifier", "Full name", "Email address", "Status", "Grade", "Maximum grade"]
PARTICIPANTS = ["First name", "Surname", "Username", "ID number", "Email address", "Groups"]
NBGRADER = ["id", "first_name", "last_name", "email", "lms_user_id"]
GRADESCOPE = ["First Name", "Last Name", "SID", "Email", "Role", "Section"]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (CANVAS, {"full_name": 0, "lms_user_id": 1, "sis": 2, "login": 3, "section": 4}),
        (WORKSHEET, {"participant": 0, "full_name": 1, "email": 2}),
        (PARTICIPANTS, {"first_name": 0, "last_name": 1, "login": 2, "sis": 3, "email": 4, "section": 5}),
        (NBGRADER, {"id": 0, "first_name": 1, "last_name": 2, "email": 3, "lms_user_id": 4}),
        (GRADESCOPE, {"first_name": 0, "last_name": 1, "sis": 2, "email": 3, "section": 5}),
        (["LAST-NAME", " e-mail "], {"last_name": 0, "email": 1}),
        (["id", "name", "Name"], {"id": 0, "full_name": 1}),
        (["colour"], {}),
    ],
)
def test_columns_are_known_by_their_names(headings, expected):
    assert columns(headings) == expected


def test_what_is_missing_is_named():
    assert "identifies students" in what_is_missing({"full_name": 0})
    assert "a column of names" in what_is_missing({"id": 0})
    assert what_is_missing({"id": 0, "full_name": 1}) == ""
