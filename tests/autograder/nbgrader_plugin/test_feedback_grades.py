"""`nbgrader generate_feedback` on a submission: points by part, comments, the late penalty, a person's marks."""

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbgrader.api import Gradebook

from autograder.checks.report import REPORT_MIME
from autograder.exercises import find_exercise
from tests.autograder.feedback_class import SEED, copy_of, feedback_on, record, reports_on

STUDENT = "ada"


@pytest.fixture(scope="module")
def graded(built, lesson, submissions, tmp_path_factory):
    """A course in which one student has a mistake in one exercise and nothing in another."""
    course = copy_of(built, tmp_path_factory.mktemp("feedback") / "class")
    mistake = find_exercise("threshold_neuron").wrong_answers[0]
    reports = reports_on(lesson, {"threshold_neuron": mistake.function, "xor_network": "missing"})
    notebook = nbformat.from_dict(submissions[0].notebook)
    answer = next(
        cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == "why-one-line"
    )
    answer.source = "Because it is **linear**."
    record(course, lesson, STUDENT, notebook, reports)
    with Gradebook(course.nbgrader().coursedir.db_url) as gradebook:
        about = (lesson.name, lesson.name, STUDENT)
        gradebook.find_submission_notebook(*about).late_submission_penalty = 1.5
        grade = gradebook.find_grade("perceptron_update", *about)
        grade.manual_score, grade.needs_manual_grade = 0.5, False
        gradebook.find_comment("perceptron_update-solution", *about).manual_comment = "See **me**. <script>x</script>"
        gradebook.db.commit()
    return course, mistake, reports


@pytest.fixture(scope="module")
def feedback(graded, lesson):
    return BeautifulSoup(feedback_on(graded[0], lesson, STUDENT).read_text(encoding="utf-8"), "html.parser")


def row_of(feedback, text):
    return next(row for row in feedback.select("#feedback-summary tr") if text in row.get_text())


def test_the_summary_names_the_mistake(feedback, graded):
    row = row_of(feedback, "threshold_neuron")
    assert row.get_text(" ", strip=True) == "1.1 threshold_neuron 0 of 2"
    assert graded[1].sentence[1:] in row.find_next("tr").get_text()
    assert "xor_network is missing." in row_of(feedback, "xor_network").get_text()


def test_every_exercise_and_written_answer_has_its_line_and_its_place(feedback, lesson):
    links = [link["href"] for link in feedback.select("#feedback-summary tbody a")]
    assert len(links) >= len(lesson.exercises) + 1
    assert [link for link in links if feedback.find(id=link[1:]) is None] == []
    assert row_of(feedback, "why-one-line").get_text().endswith("Not marked yet.")
    assert row_of(feedback, "why-slow").get_text().endswith("See the comment.")
    assert "No response." in feedback.find(id="comment-why-slow").get_text()


def test_a_persons_mark_comment_and_the_penalty_are_shown(feedback):
    assert "A person has set these points." in row_of(feedback, "perceptron_update").get_text()
    comment = feedback.find(id="comment-perceptron_update-solution")
    assert comment.find("strong", string="me") and not comment.find("script")
    assert "1.5 taken off because it was late" in feedback.select_one(".total").get_text()


def test_the_reports_stand_at_their_cells_with_seed_and_shapes(feedback):
    shown = feedback.find("div", attrs={"aria-label": "Check of threshold_neuron"}).get_text(" ", strip=True)
    assert f"from seed {SEED}" in shown
    assert "Shapes: x (" in shown and "o expected (" in shown


def test_a_picture_of_the_difference_comes_through(built, lesson, submissions, tmp_path):
    course = copy_of(built, tmp_path / "class")

    def off(x, w, b):
        a = x @ w + b
        g = 1 / (1 + abs(a))
        return g, lambda d_g: (d_g, d_g, d_g)

    record(course, lesson, STUDENT, submissions[0].notebook, reports_on(lesson, {"sigmoid_neuron": off}))
    soup = BeautifulSoup(feedback_on(course, lesson, STUDENT).read_text(encoding="utf-8"), "html.parser")
    picture = soup.find("svg", attrs={"role": "img"})
    assert picture["aria-label"].startswith("Where ") and len(picture.find_all("path")) >= 2


def test_a_notebook_that_was_graded_before_reports_were_kept_still_gets_its_points(graded, lesson, tmp_path):
    """The autograded file may be of an older version: HTML in the outputs, no data."""
    course = copy_of(graded[0], tmp_path / "older")
    path = course.root / "autograded" / STUDENT / lesson.name / f"{lesson.name}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(REPORT_MIME, None)
    path.chmod(0o644)
    nbformat.write(notebook, path)
    soup = BeautifulSoup(feedback_on(course, lesson, STUDENT).read_text(encoding="utf-8"), "html.parser")
    assert "0 of 2" in row_of(soup, "threshold_neuron").get_text()
    assert soup.find("div", attrs={"aria-label": "Check of threshold_neuron"})
