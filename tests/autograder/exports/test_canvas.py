"""The columns that Canvas's guide documents, and what its importer asks of them, written down once more here."""

from autograder.exports.canvas import canvas_file
from autograder.exports.rules import Rules
from tests.autograder.graded_class import NETWORKS, NEURONS


def test_header_and_second_row_are_what_canvas_documents(scores, rows):
    table = rows(canvas_file(scores, Rules()))
    assert table[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", NEURONS, NETWORKS]
    assert table[1] == ["    Points Possible", "", "", "", "", "10", "4"]
    assert {len(row) for row in table} == {7}


def test_each_student_has_a_row_and_nobody_without_a_score(scores, rows):
    assert rows(canvas_file(scores, Rules()))[2:] == [
        ['\'=HYPERLINK("http://evil.example")', "", "", "zoe", "", "0", ""],
        ["Lovelace, Countess, Ada", "", "", "ada", "", "7.5", ""],
        ["Noether, Emmy", "11", "", "emmy", "", "10", "4"],
        ["Turing, Alan", "12", "", "alan", "", "2.83", ""],
        ["ümit", "", "", "ümit", "", "", "2"],
    ]


def test_missing_submissions_may_be_zeros(scores, rows):
    table = rows(canvas_file(scores, Rules(missing="zero")))
    assert len(table) == 2 + 6
    assert next(row for row in table if row[3] == "grace")[5:] == ["0", "0"]


def test_it_is_plain_utf_8_without_a_mark_which_canvas_does_not_expect(scores):
    content = canvas_file(scores, Rules()).content
    assert content.startswith(b"Student,ID,") and "ümit".encode() in content


def test_the_login_may_be_the_email_and_who_has_none_is_told(scores, rows):
    from dataclasses import replace

    nameless = replace(scores, students=(*(replace(each, email="") for each in scores.students),))
    made = canvas_file(nameless, Rules(), "email")
    assert [row[0] for row in rows(made)[2:]] == ["Noether, Emmy", "Turing, Alan"]  # whose id in Canvas is known
    assert any("students without an email" in note and "(ada)" in note for note in made.notes)
    assert rows(canvas_file(scores, Rules(), "email"))[3][3] == "ada@example.org"


def test_the_reader_is_told_that_canvas_may_not_know_a_login(scores):
    notes = canvas_file(scores, Rules()).notes
    assert "--like" in notes[-1]
    assert "1 students without any score have no row" in notes[-2]
