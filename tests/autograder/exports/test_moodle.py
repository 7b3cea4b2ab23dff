"""The columns that MoodleDocs, "Grade import", documents, and the headings that its form maps by itself."""

from dataclasses import replace

import pytest

from autograder.exports.moodle import moodle_file
from autograder.exports.rules import Rules
from autograder.exports.scores import Student
from tests.autograder.graded_class import NETWORKS, NEURONS


def test_one_column_identifies_and_each_lesson_has_one(scores, rows):
    assert rows(moodle_file(scores, Rules())) == [
        ["Email address", f"{NEURONS} (Real)", f"{NETWORKS} (Real)"],
        ["zoe@example.org", "0", "-"],
        ["ada@example.org", "7.5", "-"],
        ["emmy@example.org", "10", "4"],
        ["alan@example.org", "2.83", "-"],
        ["umit@example.org", "-", "2"],
    ]


@pytest.mark.parametrize(("by", "heading", "first"), [("id", "Username", "zoe"), ("lms", "ID number", "11")])
def test_what_identifies_is_chosen(scores, rows, by, heading, first):
    made = moodle_file(scores, Rules(), by)
    assert rows(made)[0][0] == heading and rows(made)[1][0] == first
    told = any("without 'ID number'" in note and "(ada)" in note for note in made.notes)
    assert told == (by == "lms")


def test_feedback_stands_beside_its_grade(scores, rows):
    table = rows(moodle_file(scores, Rules(), feedback=True))
    assert table[0][1:3] == [f"{NEURONS} (Real)", f"{NEURONS} (Feedback)"]
    alan = next(row for row in table if row[0].startswith("alan"))
    assert alan[2] == (
        "2.83 of 10 points; 0.5 taken off because it was late; 1 answers are not marked yet; "
        "threshold_neuron: 3 of 3; perceptron_update: 0.33 of 2; question: not marked"
    )
    assert alan[4] == "nothing was handed in"


def test_semicolons_bring_decimal_commas(scores, rows):
    table = rows(moodle_file(scores, Rules(), separator=";"), delimiter=";")
    assert ["ada@example.org", "7,5", "-"] in table


def test_there_is_no_byte_order_mark(scores):
    assert moodle_file(scores, Rules()).content.startswith(b"Email address,")


def test_an_identity_that_reads_like_a_formula_is_guarded_and_told(scores, rows):
    hostile = replace(scores, students=(Student("zoe", email="=1+1@example.org"),))
    made = moodle_file(hostile, Rules())
    assert rows(made)[1][0] == "'=1+1@example.org"
    assert any("Moodle will not know it" in note and "zoe" in note for note in made.notes)


def test_who_has_no_score_at_all_keeps_what_moodle_has(scores, rows):
    assert not [row for row in rows(moodle_file(scores, Rules())) if row[0].startswith("grace")]
    assert ["grace@example.org", "0", "0"] in rows(moodle_file(scores, Rules(missing="zero")))
