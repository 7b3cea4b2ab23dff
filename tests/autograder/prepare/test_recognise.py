"""Released cells are known by what editors leave of them."""

import pytest

from autograder.engine.prepare.recognise import recognise
from tests.autograder.prepare.small import SMALL, draft, line


def with_first(**changes):
    """Return what becomes of a draft in which the first cell was changed, and no cell is recognised yet."""
    before = draft("a a-solution why")
    cells = [cell.becomes(released=None) for cell in before.cells]
    return recognise(before.with_cells([cells[0].becomes(**changes), *cells[1:]]))


def test_by_grade_id():
    after = with_first(source="anything", cell_id="anything")
    assert line(after) == "a a-solution why"
    assert after.problems == ()


def test_by_cell_id():
    after = with_first(marks={}, cell_id="a", source="anything")
    assert line(after) == "a a-solution why"
    assert "`a` had lost its grading marks" in after.problems[0]


def test_a_test_by_its_text():
    assert line(with_first(marks={}, source=f"\n{SMALL.by_id['a'].source} ")) == "a a-solution why"


def test_nothing_else_is_known():
    assert line(with_first(marks={}, source="x")) == "x a-solution why"
    assert line(with_first(marks={"grade_id": "b-other"}, source="x")) == "x a-solution why"
    assert line(with_first(marks={"grade_id": ["a"]}, source="x")) == "x a-solution why"
    # An answer's text says nothing, and an empty cell is no test.
    assert line(with_first(marks={}, source="YOUR ANSWER HERE")) == "YOUR ANSWER HERE a-solution why"
    assert line(with_first(marks={}, source="")) == " a-solution why"


def test_a_cell_id_or_text_does_not_make_a_copy_of_a_cell_that_is_there():
    assert line(with_first(marks={}, cell_id="why", source="x")) == "x a-solution why"
    copy = draft("a x", x=SMALL.by_id["a"].source)
    assert line(recognise(copy)) == f"a {SMALL.by_id['a'].source}"


def test_grade_ids_make_copies():
    assert line(recognise(draft("a a.2 a-solution"))) == "a a a-solution"


@pytest.mark.parametrize(
    "change",
    [
        {"grade": False},
        {"solution": True},
        {"task": 1.5},
        {"points": 3},
        {"points": -2.0},
        {"points": float("nan")},
        {"points": "2"},
        {"points": None},
        {"points": True},
    ],
)
def test_altered_marks_are_told(change):
    assert with_first(marks={**SMALL.by_id["a"].marks(), **change}).problems
    assert not with_first(marks={**SMALL.by_id["a"].marks(), "points": 2, "checksum": "old"}).problems
