import errno
import sqlite3

import pytest
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from autograder.engine.record.obstacles import meets_every_record


def of_sqlite(kind, reason):
    return kind("INSERT", {}, sqlite3.DatabaseError(reason))


@pytest.mark.parametrize(
    ("error", "every"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (OSError(errno.EROFS, "Read-only file system"), True),
        (of_sqlite(OperationalError, "database is locked"), True),
        (of_sqlite(DatabaseError, "database disk image is malformed"), True),
        (of_sqlite(IntegrityError, "UNIQUE constraint failed"), False),
        (FileNotFoundError(errno.ENOENT, "No such file or directory"), False),
        (KeyError("a cell"), False),
    ],
)
def test_what_meets_every_record(error, every):
    assert meets_every_record(error) == every
