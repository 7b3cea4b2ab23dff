"""nbgrader's formgrader as an instructor meets it: the lesson is there, and its button grades with our engine."""

import re
import shutil
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.commands.demo import DEMO_LIMITS, make_sample_course
from autograder.course.course import Course
from autograder.engine.confinement import choose_confinement
from autograder.engine.grade import grade_class
from autograder.exercises import find_lesson
from tests.browser.formgrader_page import wait_until

ROOT = Path(__file__).resolve().parents[2]
LESSON = find_lesson("01-neurons")

# What the button's own handler sends.
PRESS = """async (student) => (await $.post(
    `${base_url}/formgrader/api/submission/01-neurons/${student}/autograde`, undefined, undefined, 'json')).success"""


@pytest.fixture(scope="module")
def classes(tmp_path_factory):
    """Return the sample class twice: graded by our command, and handed in only."""
    folder = tmp_path_factory.mktemp("formgrader")
    submissions, ours = make_sample_course(Course(ROOT), LESSON, folder / "ours")
    shutil.copytree(ours.root, folder / "formgrader")
    config = folder / "formgrader" / "nbgrader_config.py"
    config.write_text(f"{config.read_text()}get_config().ConfinedExecute.cell_seconds = {DEMO_LIMITS.cell_seconds}\n")
    graded = list(grade_class(ours, LESSON, choose_confinement(), 2, DEMO_LIMITS))
    assert len(graded) == len(submissions) == 30
    return ours, Course(folder / "formgrader")


def sign_in(page, server):
    """Open JupyterLab with the token once: formgrader's own pages leave no cookie behind."""
    page.goto(f"{server.url}lab?token={server.token}")
    page.wait_for_selector("#jp-main-dock-panel")


def scores(course):
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        return {
            (submission.student.id, grade.name): grade.auto_score
            for submission in gradebook.assignment_submissions(LESSON.name)
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


def test_the_button_grades_and_agrees_with_our_command_to_the_point(classes, start_lab, page, console_errors):
    ours, course = classes
    server = start_lab(course.root)
    sign_in(page, server)
    page.goto(f"{server.url}formgrader/manage_submissions/{LESSON.name}")
    row = page.locator("tr", has=page.get_by_text("full-1", exact=True))
    row.locator(".autograde a").click()
    page.locator("#success-modal").get_by_text(re.compile("Successfully autograded")).wait_for(timeout=90_000)
    page.locator("#success-modal").get_by_role("button", name="Close").last.click()
    for student in sorted({student for student, _ in scores(ours)} - {"full-1"}):
        assert page.evaluate(PRESS, student), student
    assert scores(course) == scores(ours)


def test_the_graded_notebook_shows_the_reports_and_a_place_for_each_score(classes, start_lab, page, console_errors):
    ours, _ = classes
    server = start_lab(ours.root)
    sign_in(page, server)
    page.goto(f"{server.url}formgrader/gradebook/{LESSON.name}/{LESSON.name}")
    page.get_by_role("link", name=re.compile("Submission #")).first.click()
    page.get_by_text("Cases drawn when grading started").first.wait_for()
    assert page.locator(".score").count() >= len(LESSON.exercises)


def test_formulas_are_drawn_and_no_page_asks_anything_of_the_network(classes, start_lab, page, console_errors):
    ours, _ = classes
    server = start_lab(ours.root)
    sign_in(page, server)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    pages = ("manage_assignments", f"manage_submissions/{LESSON.name}", "manage_students", "gradebook")
    for name in (*pages, f"gradebook/{LESSON.name}", f"gradebook/{LESSON.name}/{LESSON.name}"):
        page.goto(f"{server.url}formgrader/{name}")
        page.wait_for_load_state("networkidle")
    page.get_by_role("link", name=re.compile("Submission #")).first.click()
    formula = page.locator("math[display=block]").first
    formula.wait_for()
    assert page.locator("math").count() > 20
    drawn = formula.bounding_box()
    assert drawn["width"] > 30 and drawn["height"] > 10
    assert "$" not in page.locator(".text_cell").first.inner_text()
    # The page goes to the field that was last in use, as it does when MathJax has ended.
    wait_until(page, "MathJax.loaded && document.activeElement.matches('.tabbable')")
    score = page.locator("input.score").first
    with page.expect_response(lambda answer: answer.request.method == "PUT") as saved:
        score.fill("1")
        score.blur()
    assert saved.value.ok
    assert len(asked) > 30
    assert [url for url in asked if not url.startswith((server.url, "data:"))] == []
    fetch = "fetch('https://example.org/').then(() => 'loaded', () => 'refused')"
    assert page.evaluate(fetch) == "refused"
    assert any("Content Security Policy" in error for error in console_errors)
    console_errors.clear()
