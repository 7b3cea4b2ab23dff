"""The term in numbers, counted by hand on two lessons."""

import pytest

from autograder.reports.term import GRADED, MISSING, UNGRADED, TermCell, TermStudent, read_term
from tests.autograder.recorded import book
from tests.autograder.small_class import OWN, add_own_assignment


@pytest.fixture
def term(graded_course):
    """The class with an assignment of the instructor's own, which ada and ben hand in and nobody has graded."""
    add_own_assignment(graded_course, ["ada", "ben"])
    return graded_course


def test_every_student_in_every_lesson(term, lesson):
    summary = read_term(term)
    assert [each.name for each in summary.lessons] == [lesson.name, OWN]
    states = {each.student: [cell.state for cell in each.cells] for each in summary.students}
    assert states == {
        "ada": [GRADED, UNGRADED], "ben": [GRADED, UNGRADED], "cleo": [GRADED, MISSING], "dora": [GRADED, MISSING],
        "eve": [GRADED, MISSING], "fay": [MISSING, MISSING], "gus": [UNGRADED, MISSING],
    }  # fmt: skip


def test_means_and_totals_are_the_gradebook_s(term, lesson):
    summary = read_term(term)
    first, own = summary.lessons
    with book(term) as gradebook:
        scores = {each.student.id: each.score for each in gradebook.assignment_submissions(lesson.name)}
        assert summary.points == sum(each.max_score for each in gradebook.assignments)
    assert {each.student: each.total for each in summary.students if each.total} == {
        student: score for student, score in scores.items() if score
    }
    assert first.mean == pytest.approx(sum(scores.values()) / 5)
    assert (first.handed_in, first.missing, first.ungraded) == (6, 1, 1)
    assert (own.handed_in, own.missing, own.ungraded, own.mean) == (2, 5, 2, None)


def test_who_is_to_be_asked_after_and_who_misses_most_comes_first(term):
    assert [(each.student, each.missing) for each in read_term(term).overlooked] == [
        ("fay", 2), ("cleo", 1), ("dora", 1), ("eve", 1), ("gus", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "overlooked"),
    [
        (TermCell(GRADED, 3.0), False),
        (TermCell(UNGRADED), False),
        (TermCell(MISSING), True),
        (TermCell(GRADED, 0.0), True),
        (TermCell(GRADED, 0.0, waiting=1), False),
        (TermCell(GRADED, 3.0, no_result=True), True),
    ],
)
def test_what_makes_somebody_overlooked(cell, overlooked):
    assert TermStudent("ada", "", (TermCell(GRADED, 1.0), cell)).overlooked == overlooked


def test_mistakes_of_the_last_submissions_are_counted(term, lesson):
    found = [(each.lesson, each.mistake.name, each.mistake.students, each.out_of) for each in read_term(term).mistakes]
    wrong = [exercise.wrong_answers[0] for exercise in lesson.exercises[:2]]
    assert found == [
        (lesson.name, wrong[0].name, ("eve",), 6),
        (lesson.name, wrong[1].name, ("ada",), 6),
    ]
    assert read_term(term).mistakes[0].mistake.sentence == wrong[0].sentence


def test_lessons_that_nobody_has_handed_in_count_nowhere(graded_course):
    with book(graded_course) as gradebook:
        gradebook.add_assignment("14-later")
    summary = read_term(graded_course)
    assert (len(summary.lessons), summary.not_yet) == (1, ("14-later",))
