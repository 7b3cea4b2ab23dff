"""Released cells come back as released, and what students wrote stays."""

from autograder.engine.prepare.draft import Draft
from autograder.engine.prepare.restore import (
    drop_empty_copies,
    join_written_answers,
    restore_locked_text,
    restore_types,
)
from tests.autograder.prepare.small import SMALL, draft, line

RELEASED_TEST = SMALL.by_id["a"].source


def retyped(before, **types):
    return Draft(
        SMALL,
        tuple(
            cell.becomes(cell_type=types.get(cell.released.grade_id.replace("-", "_"), cell.cell_type))
            for cell in before.cells
        ),
    )


def test_types_come_back_and_are_named():
    after = restore_types(retyped(draft("a-solution a why"), a_solution="raw", a="markdown", why="code"))
    assert [cell.cell_type for cell in after.cells] == ["code", "code", "markdown"]
    assert after.problems == (
        "The cells `a-solution`, `a` and `why` had been turned into other types of cells and were turned back.",
    )


def test_cells_of_the_right_type_are_no_problem():
    before = draft("x a-solution a why b")
    assert restore_types(before) == before


def test_an_altered_test_comes_back_and_its_text_stays_above_it():
    after = restore_locked_text(draft("a-solution a", a="def a(): return 1"))
    assert [cell.source for cell in after.cells][1:] == ["def a(): return 1", RELEASED_TEST]
    assert [bool(cell.released) for cell in after.cells] == [True, False, True]
    assert after.cells[1].marks == {}
    assert "`a` had been altered" in after.problems[0]


def test_a_piece_of_a_test_is_nothing_that_a_student_wrote():
    for source in ("", " \n", RELEASED_TEST[:6], RELEASED_TEST[6:], RELEASED_TEST + "\n"):
        after = restore_locked_text(draft("a", a=source))
        assert [cell.source for cell in after.cells] == [RELEASED_TEST]
        assert after.problems == ()


def test_answers_and_solutions_are_the_student_s():
    before = draft("a-solution why x", a_solution="def a(): return 1", why="Because.", x="1")
    assert restore_locked_text(before) == before


def test_a_split_answer_is_joined_where_it_began():
    before = draft("x why y why.2 why.3 b", why="First.", why_2="YOUR ANSWER HERE", why_3="Second.")
    after = join_written_answers(before)
    assert line(after) == "x why y b"
    assert after.cells[1].source == "First.\n\nSecond."
    assert after.problems == ("The answer `why` stood in several cells, which were joined for the grader.",)


def test_joining_keeps_pictures_and_says_nothing_twice():
    before = draft("why why.2 why.3", why="Same.", why_2="Same.", why_3="Same.")
    pictured = [cell.becomes(attachments={f"{n}.png": {"image/png": "aGk="}}) for n, cell in enumerate(before.cells)]
    (joined,) = join_written_answers(before.with_cells(pictured)).cells
    assert joined.source == "Same."
    assert list(joined.attachments) == ["0.png", "1.png", "2.png"]


def test_copies_of_a_blank_answer_stay_blank():
    (joined,) = join_written_answers(draft("why why.2")).cells
    assert joined.source == "YOUR ANSWER HERE"


def test_an_empty_copy_does_not_undo_a_solution():
    before = draft("a-solution a-solution.2 a", a_solution="def a(): return 1")
    assert [cell.source for cell in drop_empty_copies(before).cells] == ["def a(): return 1", RELEASED_TEST]
    untouched = draft("a-solution a")
    assert drop_empty_copies(untouched) == untouched
    other = draft("a-solution b-solution b", a_solution="def a(): return 1")
    assert line(drop_empty_copies(other)) == "a-solution b-solution b"
