"""The reports in a browser: nothing of a student's runs, the keyboard does what the mouse does, paper holds it all."""

import re
from datetime import UTC, datetime
from random import Random

import pytest

from autograder.course.sample_class import SOLVED
from autograder.engine.grade import Graded
from autograder.exercises import find_lesson
from autograder.reports.beyond_checks import BeyondChecks, HandGraded
from autograder.reports.changes import Changes, MistakeChange, Moved
from autograder.reports.class_report import class_report
from autograder.reports.gradebook_points import SubmissionPoints
from autograder.reports.summary import summarise
from autograder.reports.term import GRADED, MISSING, UNGRADED, TermCell, TermLesson, TermStudent, TermSummary
from autograder.reports.term_report import term_report
from benchmarks.reports.ready_class import deal, verdict_on

LESSON = find_lesson("01-neurons")
ATTACK = "<script>window.ran = 1</script><img src=x onerror='window.ran = 1'>"
POLICY = re.compile('<meta http-equiv="Content-Security-Policy"[^>]*>')


def class_page(size=40, attack=""):
    """Return a class report with every section, in which students are called what they like."""
    students = [f"student-{number:02d}{attack}" for number in range(size)]
    hands = deal(LESSON, students, Random(1))
    hands[students[0]] = {exercise.name: SOLVED for exercise in LESSON.exercises}
    graded = [Graded(student, verdict_on(LESSON, student, hand), attack) for student, hand in hands.items()]
    absent = tuple(f"absent-{number:02d}{attack}" for number in range(50))
    exercise = LESSON.exercises[0]
    beyond = BeyondChecks(
        roster=dict.fromkeys((*students, *absent), attack or "A Name"),
        missing=absent,
        ungraded=(f"late{attack}",),
        resubmitted=(f"again{attack}",),
        hand_graded=(HandGraded(f"why{attack}", 4.0, True, 10, 5, tuple(students[15:]), 2.5),),
        points=31.0,
        submissions={student: SubmissionPoints(None, 1.0, {}) for student in students},
        changes=Changes(
            datetime(2026, 1, 2, tzinfo=UTC),
            (39, 40),
            (15.0, 16.5),
            (Moved(f"moved{attack}", 3, 5, ((exercise.number, 0, 2),)),),
            (f"new{attack}",),
            (f"gone{attack}",),
            (MistakeChange(exercise.number, exercise.name, f"mistake{attack}", 3, 1),),
        ),
    )
    return class_report(summarise(LESSON, graded), None, beyond)


def term_page(size=40, attack=""):
    """Return a term report of thirteen lessons."""
    random = Random(1)
    lessons = tuple(
        TermLesson(f"{number:02d}-a-lesson{attack}", 27.0, size - 3, 2, 1, 19.25, 20.0, 5) for number in range(1, 14)
    )
    states = random.choices((GRADED, MISSING, UNGRADED), (20, 2, 1), k=size * len(lessons))
    cells = [TermCell(state, random.randrange(28) if state == GRADED else 0.0, 1) for state in states]
    students = tuple(
        TermStudent(f"student-{number:02d}{attack}", f"A Name{attack}", tuple(cells[13 * number : 13 * number + 13]))
        for number in range(size)
    )
    return term_report(TermSummary(lessons, (f"later{attack}",), students, ()))


@pytest.fixture(params=[class_page, term_page], ids=["class", "term"])
def make_page(request):
    return request.param


@pytest.fixture
def show(page, tmp_path, console_errors):
    """Return a function that opens a page as an instructor does, from a file, without a network."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.context.set_offline(True)

    def open_file(text):
        file = tmp_path / "report.html"
        file.write_text(text, encoding="utf-8")
        page.goto(file.as_uri())
        assert asked == [file.as_uri()]
        return page

    return open_file


@pytest.mark.parametrize("policy", [True, False], ids=["as it is", "without the policy"])
def test_what_a_student_writes_does_not_run(show, make_page, policy):
    """The policy would stop it as well: without it, escaping alone must do."""
    text = make_page(attack=ATTACK)
    page = show(text if policy else POLICY.sub("", text))
    assert page.locator("body").inner_text().count("onerror") > 50
    assert page.locator("img").count() == 0
    assert page.evaluate("window.ran") is None


def test_the_attack_would_run_where_nothing_is_escaped(page, tmp_path):
    file = tmp_path / "page.html"
    file.write_text(f"<body>{ATTACK}</body>")
    page.goto(file.as_uri())
    assert page.evaluate("window.ran") == 1


def test_students_are_sorted_with_the_keyboard_alone(show, make_page):
    page = show(make_page())
    names = page.locator("#students tbody tr:first-child th")
    before = names.all_inner_texts()
    page.locator("#students thead button").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("#students thead th").nth(1).get_attribute("aria-sort") == "descending"
    assert sorted(names.all_inner_texts()) == sorted(before)
    keys = page.eval_on_selector_all(
        "#students tbody", "bodies => bodies.map(body => Number(body.rows[0].cells[1].dataset.key))"
    )
    assert keys == sorted(keys, reverse=True)
    assert keys[0] != keys[-1]


def test_a_list_opens_with_the_keyboard(show):
    page = show(class_page())
    summary = page.locator("summary", has_text="have not handed in")
    assert not page.get_by_text("absent-07", exact=False).first.is_visible()
    summary.focus()
    page.keyboard.press("Enter")
    assert page.get_by_text("absent-07", exact=False).first.is_visible()


@pytest.mark.parametrize("width", [390, 768])
def test_a_narrow_page_scrolls_one_way(show, make_page, width):
    page = show(make_page())
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_paper_holds_the_lists_and_no_buttons(show, make_page):
    page = show(make_page())
    page.emulate_media(media="print")
    assert not page.locator("nav").is_visible()
    if make_page is class_page:
        assert page.get_by_text("absent-07", exact=False).first.is_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")
