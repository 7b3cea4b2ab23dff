"""Each lesson as a student meets it: the released notebook in JupyterLab, unwritten and solved, and its demos."""

import shutil

import pytest
from playwright.sync_api import expect

from autograder.exercises import LESSONS
from tests.browser.lesson_pages import (
    CHECKS_THAT_FAILED,
    instructors_answers,
    released,
    screenshot,
    show,
    with_answers,
)


def demo_cells(lab):
    """Return the beginnings of the cells that show a demo."""
    sources = lab.evaluate("""panel.content.widgets.filter((cell) => cell.model.type === 'code'
        && cell.model.outputs.toJSON().some(({data}) => 'application/vnd.jupyter.widget-view+json' in (data ?? {})))
        .map((cell) => cell.model.sharedModel.getSource())""")
    return [source for source in sources if not source.startswith("check(")]


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=list(LESSONS))
def test_the_unwritten_notebook_runs_to_its_end_and_only_checks_fail(open_lab, lesson):
    lab = open_lab(released(lesson))
    lab.run_all(allow_errors=True)
    assert lab.evaluate(CHECKS_THAT_FAILED) == [f'check("{each.name}", {each.name})' for each in lesson.exercises]
    first = lesson.exercises[0].name
    report = show(lab, f'check("{first}"').get_by_role("group", name=f"Check of {first}")
    expect(report).to_contain_text(f"{first} is not written yet")
    demos = demo_cells(lab)
    assert demos
    for source in demos:
        expect(show(lab, source).locator(".demo").first).to_contain_text("not written yet")
    screenshot(lab, f"{lesson.name}-unwritten")


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=list(LESSONS))
def test_the_solved_notebook_passes_and_its_demos_run(open_lab, lesson, tmp_path):
    lab = open_lab(with_answers(lesson, instructors_answers(lesson), tmp_path / "solved.ipynb"), theme="Dark")
    lab.run_all(seconds=180)
    for exercise in lesson.exercises:
        points = f"{exercise.points} of {exercise.points} point"
        expect(show(lab, f'check("{exercise.name}"')).to_contain_text(points)
    for number, source in enumerate(demo_cells(lab), start=1):
        demo = show(lab, source).locator(".demo").first
        demo.get_by_role("img").first.wait_for()
        expect(demo).not_to_contain_text("not written yet")
        screenshot(lab, f"{lesson.name}-demo-{number}-dark")
    show(lab, "# Lesson")
    screenshot(lab, f"{lesson.name}-first-page-dark")


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=list(LESSONS))
def test_validate_runs_the_visible_checks_in_a_plain_kernel(lesson, tmp_path):
    """nbgrader's Validate, which students have as a button, uses no engine of ours."""
    from nbgrader.validator import Validator

    solved = with_answers(lesson, instructors_answers(lesson), tmp_path / "solved.ipynb")
    shutil.copy(released(lesson), tmp_path / "unwritten.ipynb")
    assert "error" not in Validator().validate(str(solved))
    result = Validator().validate(str(tmp_path / "unwritten.ipynb"))
    failed = [each["source"].strip() for each in result["failed"]]
    assert [source for source in failed if source.startswith("check")] == [
        f'check("{each.name}", {each.name})' for each in lesson.exercises
    ]
