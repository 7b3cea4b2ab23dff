"""Marks of figures: what is written is read, and nothing else is taken for one."""

import pytest

from autograder.confined.figure_marks import found_mark, mark

FINGERPRINT = "0123456789abcdef" * 2


def test_a_mark_is_found():
    assert found_mark(mark(FINGERPRINT)) == FINGERPRINT


@pytest.mark.parametrize(
    "picture",
    [
        b"",
        b"\x89PNG",
        b"x" + mark(FINGERPRINT),
        mark(FINGERPRINT) + b"\x89PNG",
        mark(FINGERPRINT[:-1]),
        mark(FINGERPRINT.upper()),
        mark(FINGERPRINT)[:-1],
    ],
)
def test_anything_else_is_a_picture(picture):
    assert found_mark(picture) == ""
