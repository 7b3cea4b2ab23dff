import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.intake.member import Member, path_parts


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("../../etc/passwd", "leads out"),
        ("a/../../b", "leads out"),
        ("a\\..\\b", "leads out"),
        ("/etc/passwd", "root of a disk"),
        ("\\\\server\\share\\x", "root of a disk"),
        ("C:\\Windows\\x", "root of a disk"),
        ("c:x", "root of a disk"),
        ("a\0.ipynb", "zero byte"),
        (".", "no name"),
        ("", "root of a disk"),
    ],
)
def test_paths_that_are_not_followed(name, words):
    assert words in path_parts(name)[1]


@given(st.text(st.sampled_from("ab./\\:\0 "), max_size=12))
def test_no_part_leads_anywhere(name):
    parts, _ = path_parts(name)
    assert all(part not in ("", ".", "..") and not set(part) & set("/\\\0") for part in parts)


@pytest.mark.parametrize(
    "name", ["__MACOSX/a/._x.ipynb", "__MACOSX/x", "a/.DS_Store", "a/._x.ipynb", "Thumbs.db", "a/desktop.ini"]
)
def test_what_systems_leave_behind_is_no_work(name):
    assert Member(name, tuple(name.split("/")), 0, open).no_work_of_a_student


@pytest.mark.parametrize("name", ["a/x.ipynb", "a/.hidden", "MACOSX/x", "__MACOSX"])
def test_what_students_hand_in_is(name):
    assert not Member(name, tuple(name.split("/")), 0, open).no_work_of_a_student
