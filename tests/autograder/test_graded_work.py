"""Which verdict a student's scores come from, kept and read back."""

import pytest

from autograder.engine.graded_work import GradedBy, GradedWork


def test_what_was_put_is_got(tmp_path):
    work = GradedWork(tmp_path / "graded")
    assert work.get("01-neurons", "ada") is None
    work.put("01-neurons", "ada", GradedBy("key", "work", 7))
    work.put("01-neurons", "ada", GradedBy("another", "work", 8))
    work.put("02-other", "ada", GradedBy("key", "work", 9))
    assert work.get("01-neurons", "ada") == GradedBy("another", "work", 8)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["graded_by.json"] * 2


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", "{}", '{"verdict": "a", "work": "b", "seed": "7"}', '{"verdict": 1}']
)
def test_what_cannot_be_read_is_as_none(tmp_path, damage):
    work = GradedWork(tmp_path)
    work.put("01-neurons", "ada", GradedBy("key", "work", 7))
    next(tmp_path.rglob("*.json")).write_text(damage)
    assert work.get("01-neurons", "ada") is None
