"""When a submission was handed in, as nbgrader finds it beside the submission."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any


def handed_in_at(directories: Any, folder: Path) -> datetime.datetime | None:
    """Return the time in a submission's ``timestamp.txt``, or None if there is none that nbgrader can read.

    Parameters
    ----------
    directories : nbgrader.coursedir.CourseDirectory
        Of the course.
    folder : Path
        ``submitted/STUDENT/LESSON``. A student may have put anything there.

    Returns
    -------
    datetime or None
        In UTC, without a time zone, as the gradebook keeps it.
    """
    try:
        if not (folder / "timestamp.txt").is_file():  # a pipe would be read forever
            return None
        found: datetime.datetime | None = directories.get_existing_timestamp(str(folder))
    except (OSError, ValueError, OverflowError, AttributeError):  # nbgrader has no answer to a time it cannot read
        return None
    return found
