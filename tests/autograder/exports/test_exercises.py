import pytest

from autograder.exports.exercises import COLUMNS, exercises_file
from autograder.exports.rules import Rules
from tests.autograder.graded_class import NEURONS


@pytest.fixture
def table(scores, rows):
    def read(rules=None, **how):
        made = exercises_file(scores, rules or Rules(), **({"separator": how["delimiter"]} if how else {}))
        header, *body = rows(made, **how)
        header[0] = header[0].removeprefix("\ufeff")
        assert tuple(header) == COLUMNS
        return [dict(zip(header, row, strict=True)) for row in body]

    return read


def test_excel_gets_its_byte_order_mark(scores):
    assert exercises_file(scores, Rules()).content.startswith(b"\xef\xbb\xbfstudent,last_name")


def test_every_student_has_a_row_for_every_cell(table):
    assert len(table()) == 6 * 4


def test_points_add_up_to_the_scores(table, scores):
    for (student, lesson), result in scores.results.items():
        mine = [row for row in table() if (row["student"], row["lesson"]) == (student, lesson)]
        points = sum(float(row["points"]) for row in mine)
        penalty = sum(float(row["late_penalty"] or 0) for row in mine)
        assert max(0, points - penalty) == pytest.approx(result.total, abs=0.005)


def test_a_row_says_where_the_points_come_from(table):
    found = {(row["student"], row["exercise"]): row for row in table() if row["lesson"] == NEURONS}
    ada, alan = found["ada", "question"], found["alan", "question"]
    assert (ada["kind"], ada["points"], ada["max_points"], ada["manual"], ada["waits_for_mark"]) == (
        *("written", "4.5", "5", "4.5"),
        "look again",
    )
    assert (alan["points"], alan["waits_for_mark"]) == ("0", "yes")
    assert found["alan", "threshold_neuron"]["late_penalty"] == "0.5"
    assert found["alan", "perceptron_update"]["late_penalty"] == ""


def test_missing_and_waiting_are_empty_or_zero(table):
    def points(rules, student, exercise):
        return next(row["points"] for row in table(rules) if (row["student"], row["exercise"]) == (student, exercise))

    assert points(Rules(), "grace", "relu") == ""
    assert points(Rules(missing="zero"), "grace", "relu") == "0"
    assert points(Rules(waiting="empty"), "alan", "question") == ""


def test_names_are_no_formulas_and_semicolons_bring_commas(table):
    found = table(delimiter=";")
    assert {row["last_name"] for row in found if row["student"] == "zoe"} == {'\'=HYPERLINK("http://evil.example")'}
    assert "4,5" in {row["points"] for row in found}
