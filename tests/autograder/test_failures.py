import errno
import sqlite3

import pytest
from sqlalchemy.exc import DatabaseError, OperationalError

from autograder.commands.failures import explained
from autograder.course.course import CourseError


def of_sqlite(kind, reason):
    return kind("SELECT 1", {}, sqlite3.DatabaseError(reason))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (CourseError("no course was found"), "no course was found"),
        (ValueError("lesson 'x' is unknown"), "lesson 'x' is unknown"),
        (OSError(errno.ENOSPC, "No space left on device", "reports/x.html"), "the disk is full"),
        (PermissionError(errno.EACCES, "Permission denied", "reports"), "reports: Permission denied; mend that"),
        (of_sqlite(OperationalError, "database is locked"), "locked by another program"),
        (of_sqlite(OperationalError, "database or disk is full"), "the disk is full"),
        (of_sqlite(DatabaseError, "file is not a database"), "the gradebook is damaged (file is not a database)"),
        (of_sqlite(DatabaseError, "database disk image is malformed"), "the gradebook is damaged"),
        (of_sqlite(OperationalError, "no such table: grade"), "cannot be used: no such table: grade"),
        (KeyboardInterrupt(), "the next run takes up the rest"),
    ],
)
def test_what_a_user_can_mend_is_one_sentence(error, words):
    said = explained(error)
    assert words in said
    assert "\n" not in said


def test_a_fault_of_ours_is_not_explained_away():
    assert explained(TypeError("unsupported operand")) is None
