"""What a student sees of one lesson in particular: a mistake's name, and a demo that answers the keyboard."""

import re

from playwright.sync_api import expect

from autograder.course.sample_class import as_answer
from autograder.exercises import find_lesson
from tests.browser.lesson_pages import instructors_answers, screenshot, show, with_answers

LESSON = find_lesson("01-neurons")


def test_a_failed_check_names_the_mistake_and_shows_no_traceback(open_lab, tmp_path):
    exercise = LESSON.exercise("train_sigmoid_neuron")
    answers = {exercise.name: as_answer(exercise.wrong_answers[0].function, exercise.name)}
    lab = open_lab(with_answers(LESSON, answers, tmp_path / "mistaken.ipynb"))
    lab.run_all(allow_errors=True)
    cell = show(lab, 'check("train_sigmoid_neuron"')
    report = cell.get_by_role("group", name="Check of train_sigmoid_neuron")
    expect(report).to_contain_text("The update takes the mean over the examples")
    expect(report).to_contain_text("1 of 4 points")
    expect(cell).not_to_contain_text("Traceback")
    screenshot(lab, "failed-check")


def test_the_demo_of_the_solved_notebook_answers_the_keyboard(open_lab, tmp_path):
    lab = open_lab(with_answers(LESSON, instructors_answers(LESSON), tmp_path / "solved.ipynb"))
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
    expect(demo).not_to_have_text(readout, use_inner_text=True)
    screenshot(lab, "lesson-demo")
