"""The term's page: complete, standing alone, and deaf to what a student writes."""

import pytest

from autograder.reports.summary import Mistake
from autograder.reports.term import (
    GRADED,
    MISSING,
    UNGRADED,
    TermCell,
    TermLesson,
    TermMistake,
    TermStudent,
    TermSummary,
)
from autograder.reports.term_report import term_report
from tests.autograder.html_page import Page, assert_stands_alone

HOSTILE = "<script>alert('&')</script>"
LESSONS = (TermLesson("01-neurons", 10.0, 2, 1, 0, 4.5, 4.5, 1), TermLesson("practice", 5.0, 1, 2, 1, None, None, 0))
ADA = TermStudent("ada", "Ada Lovelace", (TermCell(GRADED, 9.0, waiting=1), TermCell(UNGRADED)))
BEN = TermStudent("ben", "", (TermCell(GRADED, 0.0, no_result=True), TermCell(MISSING)))
CLEO = TermStudent("cleo", "", (TermCell(MISSING), TermCell(MISSING)))
MISTAKES = tuple(
    TermMistake("01-neurons", Mistake("affine", "1.2", f"mistake {number}", "you swap", ("ada",)), 2)
    for number in range(25)
)
TERM = TermSummary(LESSONS, ("02-later",), (ADA, BEN, CLEO), MISTAKES)


def test_the_page_says_the_numbers():
    words = Page(term_report(TERM)).words
    assert "2 lessons, 3 students Points of the term so far 15 Median 0 % of all points" in words
    assert "Missing submissions 3 of 6 To ask after 2" in words
    assert "01-neurons 10 67\xa0% 4.5 4.5 45\xa0% 2 1 0 1".replace("\xa0", " ") in words.replace("\xa0", " ")
    assert "cleo 2 all never" in words
    assert "ben 1 practice 01-neurons 01 01" in words
    assert "ada Ada Lovelace 9 60" in words
    assert "(02-later)" in words
    assert "5 further mistakes, each made by at most 1 student" in words


@pytest.mark.parametrize(
    "term",
    [TERM, TermSummary((), (), (), ()), TermSummary(LESSONS, (), (), ()), TermSummary(LESSONS[:1], (), (ADA,), ())],
    ids=["whole", "empty", "nobody", "one"],
)
def test_the_page_stands_alone_and_is_accessible(term):
    assert_stands_alone(term_report(term))


def test_an_assignment_without_points_divides_by_nothing():
    lesson = TermLesson("talk", 0.0, 1, 0, 0, 0.0, 0.0, 0)
    student = TermStudent("ada", "", (TermCell(GRADED, 0.0),))
    assert_stands_alone(term_report(TermSummary((lesson,), (), (student,), ())))


def test_whatever_a_student_or_a_gradebook_writes_is_escaped():
    lesson = TermLesson(HOSTILE, 10.0, 1, 1, 0, 1.0, 1.0, 0)
    cells = (TermCell(MISSING),)
    students = (TermStudent(HOSTILE, HOSTILE, cells), TermStudent('x" onclick="y', "\ud800", cells))
    mistake = TermMistake(HOSTILE, Mistake(HOSTILE, HOSTILE, HOSTILE, HOSTILE, ("x",)), 2)
    text = term_report(TermSummary((lesson,), (HOSTILE,), students, (mistake,)))
    page = Page(text.encode().decode())
    assert len(page.all("script")) == 1
    assert not any("onclick" in found for _, found in page.elements)
    assert page.words.count(HOSTILE) >= 8
