"""Graded cells stand once, below what they test, in order; nothing else is moved."""

import pytest

from autograder.engine.prepare.place import place_graded_cells, settle_copies
from tests.autograder.prepare.small import SMALL, draft, line

ALL = "a-solution a why b-solution b"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ALL, ALL),
        ("x a-solution y a z why b-solution b w", "x a-solution y a z why b-solution b w"),
        # Missing: where the section ends, so that new cells below a solution are still run before the test.
        ("a-solution b-solution", "a-solution a why b-solution b"),
        ("a-solution x b-solution y", "a-solution x a why b-solution y b"),
        ("x y", "x y a why b"),
        ("", "a why b"),
        ("x b-solution b", "x a why b-solution b"),
        # A test above its solution, or above the graded cells released before it.
        ("a a-solution why b-solution b", "a-solution a why b-solution b"),
        ("b a-solution a why b-solution", "a-solution a why b-solution b"),
        ("why a-solution a b-solution b", "a-solution a why b-solution b"),
        ("b-solution b a-solution a why", "b-solution a-solution a why b"),
        ("a-solution x b-solution y b why a", "a-solution x b-solution y a why b"),
        # Solutions are never moved.
        ("a-solution why b-solution b x a", "a-solution b-solution x a why b"),
        # A test that is below one copy of its solution may stay, and the first copy of a test that may stay does.
        ("a-solution a why b-solution b a-solution.2", "a-solution a why b-solution b a-solution"),
        ("a a-solution a.2 a.3 why b-solution b b.2", "a-solution a why b-solution b"),
    ],
)
def test_places(before, after):
    assert line(place_graded_cells(draft(before))) == after


def test_what_was_done_is_said():
    after = place_graded_cells(draft("b a-solution b-solution"))
    assert after.problems == (
        "The graded cell `a` was missing and was put back.",
        "The answer `why` was missing: its cell was put back.",
        "The graded cell `b` had been moved and was put back.",
    )
    assert place_graded_cells(draft(ALL)).problems == ()


def test_a_missing_answer_is_left_to_a_person_unless_nothing_else_was_written():
    def answer(before):
        cells = place_graded_cells(draft(before)).cells
        return next(cell.source for cell in cells if cell.released == SMALL.by_id["why"])

    assert answer("a-solution a b-solution b") == "YOUR ANSWER HERE"
    assert answer("a-solution a my-answer b-solution b").startswith("*The cell of this answer was missing")
    assert answer("a-solution a my-answer b-solution b").endswith("\n\nYOUR ANSWER HERE")


def test_a_moved_answer_takes_its_text_along():
    after = place_graded_cells(draft("why a-solution a b-solution b", why="Because."))
    assert [cell.source for cell in after.cells if cell.released == SMALL.by_id["why"]] == ["Because."]


def test_the_last_copy_above_its_test_is_the_solution():
    before = draft(
        "a-solution x a-solution.2 a why a-solution.3 b-solution b", a_solution="1", a_solution_2="2", a_solution_3="3"
    )
    after = settle_copies(before)
    assert [cell.source for cell in after.cells if cell.released == SMALL.by_id["a-solution"]] == ["2"]
    assert [cell.source for cell in after.cells][:3] == ["1", "x", "2"]
    assert line(after) == "1 x a-solution a why 3 b-solution b"
    assert "`a-solution` was there more than once" in after.problems[0]


def test_a_copy_below_its_test_is_the_solution_if_there_is_no_other():
    assert line(settle_copies(draft("a why b a-solution b-solution"))) == "a why b a-solution b-solution"
