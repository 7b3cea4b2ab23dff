"""Lesson 01 as a student meets it: the released notebook in JupyterLab, unwritten, wrong and right."""

import os
import re
import shutil
from pathlib import Path

import nbformat
import pytest

from autograder.course.course import Course
from autograder.course.sample_class import as_answer
from autograder.course.script import source_notebook
from autograder.exercises import find_lesson

ROOT = Path(__file__).resolve().parents[2]
LESSON = find_lesson("01-neurons")
RELEASED = ROOT / "notebooks" / LESSON.name / f"{LESSON.name}.ipynb"

CHECKS_THAT_FAILED = """panel.content.widgets.filter((cell) => cell.model.type === 'code'
    && cell.model.outputs.toJSON().some((output) => output.output_type === 'error'))
    .map((cell) => cell.model.sharedModel.getSource())"""


def cell_index(lab, text):
    """Return the position of the first cell whose source starts with `text`."""
    sources = lab.evaluate("panel.content.widgets.map((cell) => cell.model.sharedModel.getSource())")
    return next(index for index, source in enumerate(sources) if source.startswith(text))


def show(lab, text):
    """Scroll to a cell and return it: JupyterLab renders only the cells that are near the screen."""
    index = cell_index(lab, text)
    lab.evaluate(f"panel.content.scrollToItem({index}, 'start')")
    cell = lab.notebook.locator(f'.jp-Cell[data-windowed-list-index="{index}"]')
    cell.wait_for()
    return cell


def screenshot(lab, name):
    """Keep a picture where SCREENSHOTS says, for a person to look at."""
    if folder := os.environ.get("SCREENSHOTS"):
        lab.page.wait_for_timeout(500)
        lab.page.screenshot(path=Path(folder) / f"{name}.png")


@pytest.fixture
def solved(tmp_path):
    """Return the path of the released notebook with the instructor's answers in it."""
    answers = {cell["id"]: cell.source for cell in source_notebook(Course(ROOT).script(LESSON.name), LESSON).cells}
    notebook = nbformat.read(RELEASED, as_version=4)
    for cell in notebook.cells:
        if cell["id"].endswith("-solution"):
            cell.source = answers[cell["id"]]
    path = tmp_path / "solved.ipynb"
    nbformat.write(notebook, path)
    return path


def test_the_unwritten_notebook_runs_to_its_end_and_only_checks_fail(open_lab):
    lab = open_lab(RELEASED)
    lab.run_all(allow_errors=True)
    assert lab.evaluate(CHECKS_THAT_FAILED) == [f'check("{each.name}", {each.name})' for each in LESSON.exercises]
    report = show(lab, 'check("threshold_neuron"').get_by_role("group", name="Check of threshold_neuron")
    assert "threshold_neuron is not written yet" in report.inner_text()
    assert "not written yet" in show(lab, "neuron_explorer(").locator(".demo").inner_text()
    screenshot(lab, "lesson-unwritten")


def test_a_failed_check_names_the_mistake_and_shows_no_traceback(open_lab, tmp_path):
    exercise = LESSON.exercise("train_sigmoid_neuron")
    notebook = nbformat.read(RELEASED, as_version=4)
    for cell in notebook.cells:
        if cell["id"] == "train_sigmoid_neuron-solution":
            cell.source = as_answer(exercise.wrong_answers[0].function, exercise.name)
    path = tmp_path / "mistaken.ipynb"
    nbformat.write(notebook, path)
    lab = open_lab(path)
    lab.run_all(allow_errors=True)
    cell = show(lab, 'check("train_sigmoid_neuron"')
    text = cell.get_by_role("group", name="Check of train_sigmoid_neuron").inner_text()
    assert "The update takes the mean over the examples" in text
    assert "1 of 4 points" in text
    assert "Traceback" not in cell.inner_text()
    screenshot(lab, "failed-check")


def test_the_solved_notebook_passes_and_its_demo_answers_the_keyboard(open_lab, solved):
    lab = open_lab(solved)
    lab.run_all()
    demo = show(lab, "neuron_explorer(").locator(".demo")
    canvas = demo.get_by_role("img")
    canvas.wait_for()
    before, readout = canvas.evaluate("(canvas) => canvas.toDataURL()"), demo.inner_text()
    slider = demo.get_by_role("slider", name=re.compile("bias"))
    slider.focus()
    for _ in range(5):
        slider.press("ArrowRight")
    lab.page.wait_for_function(
        "([canvas, before]) => canvas.toDataURL() !== before", arg=[canvas.element_handle(), before]
    )
    assert demo.inner_text() != readout
    screenshot(lab, "lesson-demo")


def test_the_dark_theme_and_the_first_page(open_lab, solved):
    lab = open_lab(solved, theme="Dark")
    lab.run_all()
    assert "2 of 2 points" in show(lab, 'check("threshold_neuron"').inner_text()
    screenshot(lab, "lesson-dark")
    show(lab, "# Lesson 1")
    screenshot(lab, "lesson-first-page")


def test_validate_runs_the_visible_checks_in_a_plain_kernel(solved, tmp_path):
    """nbgrader's Validate, which students have as a button, uses no engine of ours."""
    from nbgrader.validator import Validator

    folder = tmp_path / "work"
    folder.mkdir()
    shutil.copy(solved, folder / "solved.ipynb")
    shutil.copy(RELEASED, folder / "unwritten.ipynb")
    assert "error" not in Validator().validate(str(folder / "solved.ipynb"))
    result = Validator().validate(str(folder / "unwritten.ipynb"))
    failed = [each["source"].strip() for each in result["failed"]]
    assert [source for source in failed if source.startswith("check")] == [
        f'check("{each.name}", {each.name})' for each in LESSON.exercises
    ]
