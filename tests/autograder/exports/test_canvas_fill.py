import pytest

from autograder.course.course import CourseError
from autograder.exports.canvas_copy import read_canvas_copy
from autograder.exports.canvas_fill import filled_copy, matched
from autograder.exports.rules import Rules
from autograder.exports.scores import Mark, Result, Scores, Student
from tests.autograder.exports.canvas_exports import HEADER, POSSIBLE, STUDENTS, canvas_export
from tests.autograder.graded_class import NETWORKS, NEURONS


@pytest.fixture
def copy_of(tmp_path):
    def read(**how):
        path = tmp_path / "canvas.csv"
        path.write_bytes(canvas_export(**how))
        return read_canvas_copy(path)

    return read


def test_scores_go_to_their_cells_and_nothing_else_changes(copy_of, scores, rows):
    before = [list(row) for row in copy_of().rows]
    made = filled_copy(copy_of(), scores, Rules(), {})
    after = rows(made)
    changed = {
        (old[0], before[0][column]): (old[column], new[column])
        for old, new in zip(before, after, strict=True)
        for column in range(len(old))
        if old[column] != new[column]
    }
    assert changed == {
        ("Noether, Emmy", "01-neurons (501)"): ("1.0", "10"),
        ("Noether, Emmy", "02-multilayer-perceptrons (502)"): ("", "4"),
        ("Turing, Alan", "01-neurons (501)"): ("", "2.83"),
    }
    assert made.students == 2


def test_zeros_fill_empty_cells_only(copy_of, scores, rows):
    made = {row[0]: row[6:8] for row in rows(filled_copy(copy_of(), scores, Rules(missing="zero"), {}))}
    assert made["Hopper, Grace"] == ["0", "1.0"]  # what Canvas has for the second lesson is somebody's decision
    assert made["Turing, Alan"] == ["2.83", "3.5"]
    assert made["Nobody, Knows"] == ["2.0", ""]


def test_whoever_cannot_be_matched_is_told(copy_of, scores):
    notes = "\n".join(filled_copy(copy_of(), scores, Rules(), {}).notes)
    assert "2 students have scores and no row of their own" in notes
    assert "(zoe)" in notes and "ümit" in notes and "grace" not in notes
    assert "1 rows fit nobody in the gradebook and are unchanged: Nobody, Knows" in notes
    assert "Canvas says EX for Lovelace, Countess, Ada (ada), and keeps it" in notes


def students(*given):
    return tuple(Student(*fields) for fields in given)


@pytest.mark.parametrize(
    ("student", "row"),
    [
        (("EMMY",), "Noether"),
        (("x", "", "", "emmy"), "Noether"),
        (("S1",), "Noether"),
        (("x", "", "", "", "S1"), "Noether"),
        (("x", "", "", "", "11"), "Noether"),
        (("x", "", "", "alan@EXAMPLE.org"), "Turing"),
        (("11",), None),  # an id of ours that happens to be another's number in Canvas
        (("x", "Emmy", "Noether"), None),  # names are not enough
    ],
)
def test_a_row_is_matched_by_ids_and_email(copy_of, student, row):
    copy = copy_of()
    found = [copy.rows[number][0].split(",")[0] for number in matched(copy, students(student)).rows]
    assert found == ([row] if row else [])


def test_accents_match_in_either_form_of_unicode(copy_of):
    copy = copy_of(rows=(POSSIBLE, '"X",1,,u\u0308mit,s,,,,,'))
    assert len(matched(copy, students(("ümit",))).rows) == 1


def test_a_row_that_two_students_fit_is_nobody_s(copy_of, scores):
    two = students(("emmy",), ("x", "", "", "", "S1"))
    copy = copy_of()
    found = matched(copy, two)
    assert found.rows == {} and [copy.rows[row][1] for row in found.ambiguous] == ["11"]
    both = {(student.id, NEURONS): Result({(NEURONS, "threshold_neuron"): Mark(3.0, None)}) for student in two}
    made = filled_copy(copy, Scores(two, {NEURONS: scores.lessons[NEURONS]}, both), Rules(), {})
    assert made.content == canvas_export()
    notes = "\n".join(made.notes)
    assert "1 rows fit two students" in notes and "2 students have scores and no row" in notes


def test_a_student_whom_two_rows_fit_is_in_neither(copy_of):
    copy = copy_of(rows=(POSSIBLE, STUDENTS[0], '"Noether, E.",77,,emmy,s,,,,,'))
    assert matched(copy, students(("emmy",))).rows == {}


def test_a_lesson_without_a_column_is_refused_and_may_be_named(copy_of, scores, rows):
    other = {"header": HEADER.replace("01-neurons (501)", "Perceptrons (501)")}
    with pytest.raises(CourseError, match="no column for 01-neurons; its assignments are: Notes, Perceptrons"):
        filled_copy(copy_of(**other), scores, Rules(), {})
    made = filled_copy(copy_of(**other), scores, Rules(), {NEURONS: "Perceptrons"})
    assert rows(made)[3][6] == "10"
    with pytest.raises(CourseError, match="--column names 09-x"):
        filled_copy(copy_of(), scores, Rules(), {"09-x": "y"})


def test_other_points_in_canvas_are_told(copy_of, scores):
    possible = POSSIBLE.replace("10.0", "100,0").replace(",100,0", ',"100,0"')
    notes = "\n".join(filled_copy(copy_of(rows=(possible, *STUDENTS)), scores, Rules(), {}).notes)
    assert "01-neurons is worth 10 points here and 100 in Canvas" in notes
    assert NETWORKS + " is worth" not in notes


def test_a_name_that_is_a_formula_is_guarded_and_a_score_below_zero_would_not_be(copy_of, scores, rows):
    made = filled_copy(copy_of(rows=(POSSIBLE, "=1+1,11,,emmy,@x,-3,,,-2,")), scores, Rules(), {})
    assert rows(made)[2] == ["'=1+1", "11", "", "emmy", "'@x", "-3", "10", "4", "-2", ""]
