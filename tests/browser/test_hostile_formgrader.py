"""Formgrader's button on hostile submissions, a few of each theme with honest ones between: what it records, and what
the page runs that shows them.
"""

import re

import pytest

from tests.hostile import hostile_class as hostile

# What the button's own handler sends.
PRESS = """async (student) => (await $.post(
    `${base_url}/formgrader/api/submission/01-neurons/${student}/autograde`, undefined, undefined, 'json')).success"""
STUDENTS = hostile.class_of(hostile.A_FEW_OF_EACH_THEME)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    material, course = hostile.material_from(tmp_path_factory.mktemp("formgrader") / "class")
    hostile.hand_in_class(course, material, STUDENTS)
    config = course.root / "nbgrader_config.py"
    seconds = hostile.LIMITS.cell_seconds
    config.write_text(f"{config.read_text()}get_config().ConfinedExecute.cell_seconds = {seconds}\n")
    return course


def test_the_button_records_what_each_deserves_and_the_page_runs_nothing(course, start_lab, page, console_errors):
    assert len(STUDENTS) == len(hostile.A_FEW_OF_EACH_THEME) + 3
    server = start_lab(course.root)
    page.goto(f"{server.url}lab?token={server.token}")
    page.wait_for_selector("#jp-main-dock-panel")
    page.goto(f"{server.url}formgrader/manage_submissions/{hostile.LESSON.name}")
    for student in STUDENTS:
        assert page.evaluate(PRESS, student), student
    assert hostile.recorded_scores(course) == hostile.expected_scores(STUDENTS)

    called = []
    page.expose_function("got_through", lambda: called.append(1))
    page.goto(f"{server.url}formgrader/gradebook/{hostile.LESSON.name}/{hostile.LESSON.name}")
    links = page.get_by_role("link", name=re.compile("Submission #"))
    links.first.wait_for()
    for address in [links.nth(number).get_attribute("href") for number in range(links.count())]:
        page.goto(f"{server.url.rstrip('/')}{address}" if address.startswith("/") else address)
        page.get_by_text("Cases drawn when grading started").first.wait_for()
        if "HTML and scripts of a submission" in page.content():
            break
    else:
        pytest.fail("the submission with the scripts was not among those shown")
    page.wait_for_timeout(500)
    assert called == []
