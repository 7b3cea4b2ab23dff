import os
from datetime import datetime

import pytest
from nbgrader.coursedir import CourseDirectory

from autograder.course.handed_in import handed_in_at


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-01 12:00:00 UTC", datetime(2026, 1, 1, 12)),
        ("2026-01-01T12:00:00+02:00", datetime(2026, 1, 1, 10)),
        ("yesterday", None),
        ("", None),
        ("9" * 400, None),
        ("\x00", None),
    ],
)
def test_the_time_beside_a_submission(tmp_path, text, expected):
    (tmp_path / "timestamp.txt").write_text(text)
    assert handed_in_at(CourseDirectory(), tmp_path) == expected


def test_what_is_no_file_has_no_time(tmp_path):
    assert handed_in_at(CourseDirectory(), tmp_path) is None
    os.mkfifo(tmp_path / "timestamp.txt")  # which would be read forever
    assert handed_in_at(CourseDirectory(), tmp_path) is None
