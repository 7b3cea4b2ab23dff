"""What nobody writes is not run, and the lesson's cells are kept whatever stands before them."""

import pytest

from autograder.engine.prepare import bound as module
from autograder.engine.prepare.bound import bound
from tests.autograder.prepare.small import draft, line


@pytest.fixture(autouse=True)
def _small_bounds(monkeypatch):
    monkeypatch.setattr(module, "MAX_CODE", 40)
    monkeypatch.setattr(module, "MAX_TEXT", 60)
    monkeypatch.setattr(module, "MAX_CELLS", 3)


def test_what_is_within_bounds_is_left_alone():
    before = draft("x a-solution why")
    assert bound(before) == before


def test_long_code_is_not_run():
    after = bound(draft("x y", x="y" * 41, y="y" * 40))
    assert [cell.source for cell in after.cells] == ["# 41 characters stood here; they were not run.", "y" * 40]
    assert after.problems == ("One cell was too long: code beyond 40 characters is not run, text beyond 60 is cut.",)


def test_a_solution_turned_into_text_is_code_still():
    before = draft("a-solution", a_solution="y" * 50)
    after = bound(before.with_cells(cell.becomes(cell_type="markdown") for cell in before.cells))
    assert after.cells[0].source.startswith("# 50 characters")


def test_long_text_is_cut_and_keeps_what_pictures_fit():
    before = draft("why why", why="w" * 70)
    small, large = {"p": {"image/png": "p" * 50}}, {"p": {"image/png": "p" * 61}}
    pictured = [cell.becomes(attachments=each) for cell, each in zip(before.cells, (small, large), strict=True)]
    after = bound(before.with_cells(pictured))
    assert [len(cell.source) for cell in after.cells] == [60, 60]
    assert [cell.attachments for cell in after.cells] == [small, {}]
    assert "2 cells were too long" in after.problems[0]


def test_cells_beyond_the_bound_are_left_out_unless_they_are_the_lesson_s():
    after = bound(draft("x y z u a-solution v a w"))
    assert line(after) == "x y z a-solution a"
    assert after.problems == ("The notebook has 8 cells: 3 cells after the first 3 were left out.",)
