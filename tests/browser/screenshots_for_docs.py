"""The pictures of the documentation, made from nothing: ``python -m tests.browser.screenshots_for_docs``.

It makes a class up, grades it, opens what people see in Chromium, and writes ``docs/pictures/``. After a change of what
a page or a report looks like, run ``make screenshots``, look at every picture, and commit those that differ.
"""

import io
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from autograder.checks.render import as_html
from autograder.course.sample_class import as_answer
from tests.browser.conftest import KERNEL_READY, LabPage, LabServer, find_chromium, running_lab
from tests.browser.formgrader_page import wait_until_loaded
from tests.browser.lesson_pages import show, with_answers
from tests.browser.pictured_class import LESSON, PicturedClass, make_pictured_class
from tests.check_examples import PAGE, examples

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
COLOURS = 96
START_SECONDS = 120
LAPTOP = {"width": 1200, "height": 800}
MARKED, COMMENT = "hana", "(c): which two points fall together, and which inequality is not demanded any more?"


def keep(name: str, picture: bytes) -> None:
    """Write a picture with few colours, which is a third of its size, and say so."""
    small = Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    PICTURES.mkdir(exist_ok=True)
    path = PICTURES / f"{name}.png"
    small.save(path, optimize=True)
    print(f"{path.name:32} {small.width:5} x {small.height:4} {path.stat().st_size / 1000:6.0f} KB")


@contextmanager
def opened(browser: Browser, scale: float = 1.0) -> Iterator[Page]:
    """Open an empty page of a laptop's size."""
    context = browser.new_context(viewport=LAPTOP, device_scale_factor=scale, color_scheme="light")
    yield context.new_page()
    context.close()


def draw_examples(browser: Browser) -> None:
    """Draw the reports on the functions of the page about checks."""
    with opened(browser, scale=1.5) as page:
        for example in examples(PAGE.read_text(encoding="utf-8")):
            page.set_content(f"<body style='margin:8px;background:#fff'>{as_html(example.report(), visible=True)}")
            keep(example.picture.removesuffix(".png"), page.get_by_role("group").screenshot())


def show_check_in_lab(browser: Browser, folder: Path) -> None:
    """Run a check on a mistaken function in JupyterLab."""
    desk, home = folder / "one-notebook", folder / "home-of-one-notebook"
    desk.mkdir()
    home.mkdir()
    exercise = LESSON.exercise("threshold_neuron")
    answer = as_answer(exercise.wrong_answers[0].function, exercise.name)
    notebook = with_answers(LESSON, {exercise.name: answer}, desk / f"{LESSON.name}.ipynb")
    with running_lab(home, desk) as server, opened(browser) as page:
        page.goto(f"{server.url}lab/tree/{notebook.name}?token={server.token}")
        lab = LabPage(page, notebook.name)
        lab.wait_until(KERNEL_READY, START_SECONDS)
        page.evaluate("window.jupyterapp.commands.execute('application:toggle-left-area')")
        for beginning in ("from contextlib", f"def {exercise.name}", f'check("{exercise.name}"'):
            show(lab, beginning).locator(".jp-InputPrompt").click()
            page.keyboard.press("Control+Enter")
        show(lab, f'check("{exercise.name}"').get_by_role("group").wait_for()
        show(lab, f"def {exercise.name}")
        page.wait_for_timeout(500)
        keep("jupyterlab-failed-check", page.screenshot())


def show_assignment_list(browser: Browser, pictured: PicturedClass) -> None:
    """Open Assignment List in a student's JupyterLab."""
    with running_lab(pictured.home, pictured.desk) as server, opened(browser) as page:
        sign_in(page, server)
        page.evaluate("window.jupyterapp.commands.execute('nbgrader:open-assignment-list')")
        page.locator("#submitted_assignments_list .list_item").first.wait_for()
        page.locator("#released_assignments_list .list_item").first.wait_for()
        page.set_viewport_size({"width": 1000, "height": 560})
        page.wait_for_timeout(500)
        keep("assignment-list", page.screenshot())


def show_formgrader(browser: Browser, pictured: PicturedClass) -> None:
    """Open formgrader's list of submissions, and mark a written answer."""
    home = pictured.home.with_name("home-of-instructor")
    home.mkdir()
    with running_lab(home, pictured.course.root) as server, opened(browser) as page:
        sign_in(page, server)
        page.goto(f"{server.url}formgrader/manage_submissions/{LESSON.name}")
        page.locator("td.status").first.wait_for()
        page.set_viewport_size({"width": 1200, "height": 720})
        keep("formgrader-submissions", page.screenshot())

        page.goto(f"{server.url}formgrader/submissions/{pictured.submission(MARKED)}")
        wait_until_loaded(page)
        mark(page.locator("input#why-one-line"), "3")
        mark(page.locator("textarea#why-one-line-comment"), COMMENT)
        answer = page.locator(".nbgrader_cell", has=page.locator("input#why-one-line"))
        answer.scroll_into_view_if_needed()
        page.wait_for_timeout(500)
        keep("formgrader-marking", answer.screenshot())


def mark(field: Locator, text: str) -> None:
    """Fill in a field of formgrader, and wait until it is saved."""
    with field.page.expect_response(lambda answer: answer.request.method == "PUT"):
        field.fill(text)
        field.blur()


def sign_in(page: Page, server: LabServer) -> None:
    """Open JupyterLab with the token, which leaves a cookie."""
    page.goto(f"{server.url}lab?token={server.token}")
    page.wait_for_selector("#jp-main-dock-panel")


def show_report(browser: Browser, pictured: PicturedClass) -> None:
    """Open the class report."""
    with opened(browser) as page:
        page.goto((pictured.course.root / "reports" / f"{LESSON.name}.html").as_uri())
        page.set_viewport_size({"width": 1100, "height": 1200})
        keep("class-report", page.screenshot())


def show_feedback(browser: Browser, pictured: PicturedClass) -> None:
    """Open a student's feedback page: its head, and an exercise that has failed."""
    with opened(browser) as page:
        page.goto(pictured.feedback("ada").as_uri())
        page.set_viewport_size({"width": 1000, "height": 900})
        keep("feedback-page", page.screenshot())
        page.set_viewport_size({"width": 1000, "height": 620})
        page.get_by_role("group", name="Check of").filter(has_text="cases failed").first.scroll_into_view_if_needed()
        page.mouse.wheel(0, 200)
        page.wait_for_timeout(500)
        keep("feedback-exercise", page.screenshot())


def main() -> None:
    """Make all pictures."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"])
        draw_examples(browser)
        if sys.argv[1:] == ["--examples"]:
            return
        show_check_in_lab(browser, Path(folder))
        print("making a class up and grading it")
        pictured = make_pictured_class(Path(folder))
        show_report(browser, pictured)
        show_formgrader(browser, pictured)
        show_feedback(browser, pictured)
        show_assignment_list(browser, pictured)
        browser.close()


if __name__ == "__main__":
    main()
