import nbformat
import pytest
from bs4 import BeautifulSoup

from autograder.checks.report import REPORT_MIME, Failure, PartResult, Report
from autograder.engine.oracle import report_output
from autograder.exercises import find_lesson
from autograder.exercises.declaration import Lesson
from autograder.nbgrader_plugin.feedback_summary import as_html, shown_points, summarise

LESSON = find_lesson("01-neurons")
FAILURE = Failure("one row", ("your neuron <script>attack()</script> fires at 0", "o is wrong"), "fires at 0")
MIXED = Report("threshold_neuron", 5, (PartResult("value", 2, 2, 8, 0), PartResult("edge", 0, 1, 3, 2, FAILURE)))


def cell(grade_id, *outputs, kind="code", **marks):
    plain = {"grade": True, "solution": False, "task": False, "grade_id": grade_id, "score": 2.0, "points": 3.0}
    make = nbformat.v4.new_code_cell if kind == "code" else nbformat.v4.new_markdown_cell
    made = make("x", metadata={"nbgrader": {**plain, **marks}})
    if kind == "code":
        made.outputs = [nbformat.from_dict(output) for output in outputs]
    return made


def entries(*cells, lesson=LESSON):
    return summarise(lesson, nbformat.v4.new_notebook(cells=list(cells))).entries


def test_an_exercise_part_by_part():
    (entry,) = entries(cell("threshold_neuron", report_output(MIXED)), nbformat.v4.new_code_cell("free"))
    assert (entry.title, entry.score, entry.points, entry.note) == ("1.1 threshold_neuron", 2.0, 3.0, "")
    right, wrong = entry.parts
    assert (right.name, right.score, right.points, right.is_right) == ("value", 2, 2, True)
    assert (wrong.name, wrong.score, wrong.points, wrong.is_right) == ("edge", 0, 1, False)
    assert wrong.advice == "your neuron <script>attack()</script> fires at 0."


def test_an_exercise_that_was_not_examined_says_why():
    stopped = Report("threshold_neuron", 5, (PartResult("value", 0, 2, 0, 0),), "stopped", "it ran longer than 5 s")
    (entry,) = entries(cell("threshold_neuron", report_output(stopped)))
    assert (entry.note, entry.parts) == ("it ran longer than 5 s.", ())


def test_written_answers_wait_for_a_person_or_have_their_comment():
    written = {"kind": "markdown", "solution": True}
    first, second = entries(
        cell("why", **written, awaits_a_person=True), cell("how", **written, comment="Good.", marked_by_a_person=True)
    )
    assert (first.note, second.note) == ("Not marked yet.", "See the comment.")


def test_a_persons_mark_on_an_exercise_is_told():
    (entry,) = entries(cell("threshold_neuron", report_output(MIXED), marked_by_a_person=True))
    assert entry.note == "A person has set these points."
    (entry,) = entries(cell("threshold_neuron", report_output(MIXED), marked_by_a_person=True, awaits_a_person=True))
    assert entry.note == "A person will look at this."


@pytest.mark.parametrize("data", [None, {}, {"exercise": "x"}, [], "text", 3, {**MIXED.to_json(), "parts": [{}]}])
def test_without_a_readable_report_the_points_are_there(data):
    output = {**report_output(MIXED), "data": {REPORT_MIME: data, "text/plain": "x"}}
    (entry,) = entries(cell("threshold_neuron", output))
    assert (entry.score, entry.parts) == (2.0, ())


def test_a_student_cannot_write_the_summary():
    """A report counts in the test cell of a declared exercise, whose outputs are the oracle's; nowhere else."""
    forged = report_output(MIXED)
    solution = cell("threshold_neuron", forged, solution=True)
    (entry,) = entries(solution)
    assert entry.parts == ()
    (entry,) = entries(cell("own_test", forged), lesson=Lesson("practice", (), ()))
    assert (entry.title, entry.parts) == ("own_test", ())


def page(*cells, score=4.5, points=6.0, late_penalty=0.0):
    summary = summarise(LESSON, nbformat.v4.new_notebook(cells=list(cells)))
    return BeautifulSoup(as_html(summary, score, points, late_penalty), "html.parser")


def test_the_table_escapes_and_links():
    soup = page(
        cell("threshold_neuron", report_output(MIXED)), cell("why", kind="markdown", solution=True, comment="x")
    )
    assert not soup.find("script") and "<script>attack()" in soup.get_text()
    assert [link["href"] for link in soup.tbody.find_all("a")] == ["#graded-threshold_neuron"]
    assert soup.find("a", href="#comment-why")
    assert [" ".join(row.get_text(" ").split()) for row in soup.find_all("tr")] == [
        "Exercise and part Points What to look at",
        "1.1 threshold_neuron 2 of 3",
        "✓ value 2 of 2 right in every case",
        "✗ edge 0 of 1 your neuron <script>attack()</script> fires at 0.",
        "why 2 of 3 See the comment.",
        "Together 4.5 of 6",
    ]


def test_the_late_penalty_is_told():
    assert "late" not in page(cell("why")).get_text()
    soup = page(cell("why"), late_penalty=1.25)
    assert soup.select_one(".total").get_text() == "4.5 of 6 points, 1.25 taken off because it was late."
    assert " ".join(soup.select_one("tr.late-penalty").get_text(" ").split()) == "Late submission −1.25"


def test_the_table_is_one_for_screen_readers():
    soup = page(cell("threshold_neuron", report_output(MIXED)))
    assert soup.caption and soup.section["aria-labelledby"] == soup.h2["id"]
    assert {head["scope"] for head in soup.find_all("th")} == {"col", "rowgroup", "row"}
    assert all(sign["aria-hidden"] == "true" for sign in soup.select(".sign"))


@pytest.mark.parametrize(("points", "shown"), [(2.0, "2"), (1.5, "1.5"), (1 / 3, "0.33"), (0, "0"), (100, "100")])
def test_points(points, shown):
    assert shown_points(points) == shown
