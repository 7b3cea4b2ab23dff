"""What tests of lessons share: a lesson's notebook in several states, and its cells on the page."""

import os
from pathlib import Path

import nbformat

from autograder.course.course import Course
from autograder.course.script import source_notebook

ROOT = Path(__file__).resolve().parents[2]

CHECKS_THAT_FAILED = """panel.content.widgets.filter((cell) => cell.model.type === 'code'
    && cell.model.outputs.toJSON().some((output) => output.output_type === 'error'))
    .map((cell) => cell.model.sharedModel.getSource())"""


def released(lesson):
    """Return the path of the notebook that students get."""
    return ROOT / "notebooks" / lesson.name / f"{lesson.name}.ipynb"


def with_answers(lesson, answers, path):
    """Write the released notebook with `answers`, sources by exercise, to `path`, and return it."""
    notebook = nbformat.read(released(lesson), as_version=4)
    for cell in notebook.cells:
        name = cell["id"].removesuffix("-solution")
        if cell["id"].endswith("-solution") and name in answers:
            cell.source = answers[name]
    nbformat.write(notebook, path)
    return path


def instructors_answers(lesson):
    """Return the instructor's solution of each exercise, as source."""
    cells = {cell["id"]: cell.source for cell in source_notebook(Course(ROOT).script(lesson.name), lesson).cells}
    return {exercise.name: cells[f"{exercise.name}-solution"] for exercise in lesson.exercises}


def show(lab, text):
    """Scroll to the first cell whose source starts with `text`, and return it: only cells near the screen exist."""
    sources = lab.evaluate("panel.content.widgets.map((cell) => cell.model.sharedModel.getSource())")
    index = next(index for index, source in enumerate(sources) if source.startswith(text))
    lab.evaluate(f"panel.content.scrollToItem({index}, 'start')")
    cell = lab.notebook.locator(f'.jp-Cell[data-windowed-list-index="{index}"]')
    cell.wait_for()
    return cell


def screenshot(lab, name):
    """Keep a picture where SCREENSHOTS says, for a person to look at."""
    if folder := os.environ.get("SCREENSHOTS"):
        lab.page.wait_for_timeout(500)
        lab.page.screenshot(path=Path(folder) / f"{name}.png")
