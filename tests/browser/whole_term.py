"""A term for lesson 01 as an instructor and two students play it, in three tabs of one browser.

The tests play it, step by step. A script that needs the pictures asks for all of them::

    from tests.browser.whole_term import screenshots_of_a_term

    screenshots_of_a_term(Path("build/screenshots/term"))
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import nbformat
from playwright.sync_api import Browser, ConsoleMessage, FrameLocator, Locator, Page, expect, sync_playwright

from autograder.course.sample_class import as_answer, sample_class
from autograder.exercises import find_lesson
from tests.browser.chromium import CHROMIUM_ARGUMENTS, LAPTOP, find_chromium
from tests.browser.formgrader_page import wait_until_loaded
from tests.browser.started_term import PEOPLE, StartedTerm

LESSON = find_lesson("01-neurons")
MISTAKE = LESSON.exercise("threshold_neuron").wrong_answers[0]  # Ben's: it fires at the threshold
WRITTEN = {
    "ada": "From (0,0): b <= 0. From (0,1) and (1,0): w2 + b > 0 and w1 + b > 0. The sum of all is a contradiction.",
    "ben": "XOR needs a curve, and one neuron draws a line.",
}
MARKS = {"ada": {"why-one-line": 3, "why-slow": 4}, "ben": {"why-one-line": 1, "why-slow": 0}}
COMMENTS = {"ada": "Say which of the inequalities are strict.", "ben": "Write the four inequalities down."}
# Of the console: JupyterLab runs no script of a page.
EXPECTED = ("blocked script execution in 'blob:",)
SECONDS = 120  # for what runs a whole notebook on a busy machine


class WholeTerm:
    """Everybody's steps, each with a picture.

    Parameters
    ----------
    browser : Browser
        Playwright's.
    started : StartedTerm
        The running servers.
    pictures : Path
        Folder of the screenshots, which are numbered in the order of the steps.

    Attributes
    ----------
    pages : dict of str to Page
        Everybody's tab.
    complaints : list of str
        What the browser's console shows as errors.
    """

    def __init__(self, browser: Browser, started: StartedTerm, pictures: Path) -> None:
        self.started, self._pictures = started, pictures
        self._number = 0
        self.complaints: list[str] = []
        self._context = browser.new_context(viewport=LAPTOP)
        self.pages: dict[str, Page] = {person: self._context.new_page() for person in PEOPLE}
        pictures.mkdir(parents=True, exist_ok=True)
        for person, page in self.pages.items():
            page.set_default_timeout(30_000)
            page.on("console", lambda message, who=person: self._hear(who, message))
            page.on("pageerror", lambda error, who=person: self._note(who, f"uncaught: {error}"))
            page.goto(started.links[person], wait_until="commit")
        for page in self.pages.values():  # the three load side by side
            page.locator("#jp-main-dock-panel").wait_for(timeout=SECONDS * 1000)

    def __enter__(self) -> WholeTerm:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Close all tabs; if a step has failed, leave a picture of each."""
        for person in PEOPLE if kind else ():
            self._photograph(person, f"failed-{person}")
        self._context.close()

    @property
    def course(self) -> Path:
        """The instructor's folder."""
        return self.started.folder / "course"

    def notebook_of(self, student: str) -> Path:
        """Return the notebook that a student has fetched."""
        return self.started.folder / "students" / student / LESSON.name / f"{LESSON.name}.ipynb"

    # The instructor

    def release(self) -> None:
        """Release the lesson in formgrader."""
        row = self._assignment()
        self._photograph("instructor", "formgrader-assignments")
        self._press(row, "release", "Successfully released")
        expect(row.locator(".status")).to_have_text("released")

    def collect(self) -> None:
        """Collect what was handed in."""
        row = self._assignment()
        self._press(row, "collect", "Successfully collected")
        expect(row.locator(".num-submissions")).to_have_text("2")
        self._photograph("instructor", "collected")

    def autograde(self) -> None:
        """Autograde both submissions with formgrader's button."""
        page = self._formgrader(f"manage_submissions/{LESSON.name}")
        for student in MARKS:
            row = page.locator("tr", has=page.get_by_text(student, exact=True))
            self._press(row, "autograde", "Successfully autograded")
            expect(row.locator(".status")).to_have_text("needs manual grading")
        self._photograph("instructor", "autograded")

    def mark(self) -> None:
        """Mark the written answers by hand: a number, and a comment on the first."""
        page = self._formgrader(f"gradebook/{LESSON.name}/{LESSON.name}")
        links = page.get_by_role("link", name=re.compile("Submission #"))
        links.first.wait_for()
        for address in [links.nth(number).get_attribute("href") for number in range(links.count())]:
            page.goto(f"{self.started.addresses['instructor'].rstrip('/')}{address}")
            wait_until_loaded(page)
            last, first = page.locator(".live-notebook a.name-shown").text_content().strip().split(", ")
            student = {"Ada Adams": "ada", "Ben Brown": "ben"}[f"{first} {last}"]
            for question, mark in MARKS[student].items():
                self._fill(page.locator(f"input#{question}"), str(mark), "grade")
            self._fill(page.locator("textarea#why-one-line-comment"), COMMENTS[student], "comment")
            page.locator("textarea#why-one-line-comment").scroll_into_view_if_needed()
            self._photograph("instructor", f"marked-{student}")

    def give_feedback(self) -> None:
        """Make the feedback pages and release them."""
        row = self._assignment()
        self._press(row, "generate-feedback", "Successfully generated feedback")
        self._press(row, "release-feedback", "Successfully released feedback")

    def export(self) -> str:
        """Return the grades as nbgrader exports them, in CSV."""
        table = self.course / "grades.csv"
        command = [sys.executable, "-m", "nbgrader", "export", "--exporter=nbgrader.plugins.CsvExportPlugin"]
        subprocess.run([*command, f"--to={table}"], cwd=self.course, check=True, capture_output=True)
        return table.read_text(encoding="utf-8")

    # A student

    def fetch(self, student: str) -> None:
        """Fetch the lesson in Assignment List."""
        page = self._assignment_list(student)
        row = page.locator("#released_assignments_list .list_item", has_text=LESSON.name)
        row.get_by_role("button", name="Fetch").wait_for()
        self._photograph(student, f"assignment-list-{student}")
        row.get_by_role("button", name="Fetch").click()
        self._fetched(page).get_by_role("button", name="Submit").wait_for()
        assert self.notebook_of(student).is_file()

    def solve(self, student: str) -> None:
        """Put code into the notebook's file; then open the notebook, answer in writing, and run a check."""
        code = (
            {} if student == "ada" else {"threshold_neuron-solution": as_answer(MISTAKE.function, "threshold_neuron")}
        )
        prose = {"why-slow": "The slope is almost 0."} if student == "ada" else {}
        self._write(student, code, prose)
        page = self.pages[student]
        self._notebook_row(page).get_by_text(LESSON.name, exact=True).click()
        panel = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
        page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=SECONDS * 1000)
        for beginning in ("from contextlib import", "def threshold_neuron", 'check("threshold_neuron"'):
            panel.locator(".jp-CodeCell", has_text=beginning).first.locator(".jp-InputPrompt").click()
            page.keyboard.press("Shift+Enter")
        report = panel.locator(".jp-CodeCell", has_text='check("threshold_neuron"').first.locator(
            ".jp-OutputArea-output"
        )
        report.first.wait_for(timeout=SECONDS * 1000)
        report.first.scroll_into_view_if_needed()
        self._photograph(student, f"check-{student}")
        answer = panel.locator(".jp-MarkdownCell", has_text="YOUR ANSWER HERE").first
        answer.locator(".jp-InputPrompt").click()
        page.keyboard.press("Enter")
        panel.locator(".jp-MarkdownCell.jp-mod-active .cm-content").fill(WRITTEN[student])
        page.keyboard.press("Shift+Enter")
        page.keyboard.press("Control+s")
        self._wait_until_saved(student, WRITTEN[student])
        self._photograph(student, f"answered-{student}")

    def validate(self, *students: str) -> dict[str, str]:
        """Press Validate in everybody's Assignment List, and return what each was told."""
        for student in students:
            self._assignment_list(student)
            self._notebook_row(self.pages[student]).get_by_role("button", name="Validate").click()
        told = {}
        for student in students:
            dialog = self.pages[student].locator(".jp-Dialog")
            dialog.wait_for(timeout=SECONDS * 1000)
            self.pages[student].bring_to_front()
            self._photograph(student, f"validated-{student}")
            told[student] = dialog.inner_text()
            dialog.locator("button.jp-mod-accept").click()
        return told

    def submit(self, student: str) -> None:
        """Hand the lesson in."""
        page = self._assignment_list(student)
        self._fetched(page).get_by_role("button", name="Submit").click()
        page.locator("#submitted_assignments_list .list_item", has_text=LESSON.name).first.wait_for()
        self._photograph(student, f"submitted-{student}")

    def fetch_feedback(self, student: str) -> str:
        """Fetch the feedback, open its page in JupyterLab, and return its text."""
        page = self._assignment_list(student)
        page.locator("#refresh_assignments_list").click()
        submitted = page.locator("#submitted_assignments_list")
        submitted.get_by_text("feedback available to fetch").wait_for()
        submitted.get_by_role("button", name="Fetch Feedback").click()
        submitted.get_by_text("view feedback").click()
        page.locator(".jp-DirListing-item", has_text=f"{LESSON.name}.html").dblclick()
        shown: FrameLocator = page.frame_locator(".jp-HTMLViewer iframe")
        shown.get_by_role("heading", name="Your points").wait_for()
        self._photograph(student, f"feedback-{student}")
        return shown.locator("body").inner_text()

    # What the steps share

    def _hear(self, person: str, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._note(person, f"{message.text} ({message.location.get('url', '')})")

    def _note(self, person: str, complaint: str) -> None:
        if not any(words in complaint.lower() for words in EXPECTED):
            self.complaints.append(f"{person}: {complaint}")

    def _photograph(self, person: str, name: str) -> None:
        self._number += 1
        self.pages[person].screenshot(path=self._pictures / f"{self._number:02d}-{name}.png")

    def _formgrader(self, where: str) -> Page:
        page = self.pages["instructor"]
        page.bring_to_front()
        page.goto(f"{self.started.addresses['instructor']}formgrader/{where}")
        return page

    def _assignment(self) -> Locator:
        page = self._formgrader("manage_assignments")
        row = page.locator("tr", has=page.locator(".name", has_text=LESSON.name))
        row.wait_for()
        return row

    def _press(self, row: Locator, column: str, answer: str) -> None:
        """Press a column's button in formgrader and close the message that it succeeded."""
        row.locator(f".{column} a").click()
        message = row.page.locator("#success-modal, #error-modal")
        message.wait_for(timeout=SECONDS * 1000)
        assert answer in message.inner_text(), message.inner_text()
        message.get_by_role("button", name="OK").click()
        message.wait_for(state="detached")

    def _fill(self, field: Locator, text: str, what: str) -> None:
        with field.page.expect_response(
            lambda answer: f"/api/{what}/" in answer.url and answer.request.method == "PUT"
        ):
            field.fill(text)
            field.blur()

    def _assignment_list(self, student: str) -> Page:
        page = self.pages[student]
        page.bring_to_front()
        page.get_by_role("menuitem", name="Nbgrader").click()
        page.get_by_role("menuitem", name="Assignment List").click()
        page.locator("#nbgrader-assignment-list").wait_for()
        return page

    def _fetched(self, page: Page) -> Locator:
        return page.locator("#fetched_assignments_list > .list_item", has_text=LESSON.name)

    def _notebook_row(self, page: Page) -> Locator:
        """Unfold the fetched lesson and return the row of its notebook."""
        row = self._fetched(page).locator(".nested_list_item")
        if not row.is_visible():
            self._fetched(page).locator(".assignment-notebooks-link").click()
        return row

    def _write(self, student: str, code: Mapping[str, str], prose: Mapping[str, str]) -> None:
        """Write answers into the fetched file: the solutions, but for `code`, and `prose`."""
        source = nbformat.read(self.course / "source" / LESSON.name / f"{LESSON.name}.ipynb", as_version=4)
        fetched = nbformat.read(self.notebook_of(student), as_version=4)
        solved = next(each for each in sample_class(LESSON, source, fetched) if each.student == "full-1").notebook
        for cell in solved.cells:
            cell.source = {**code, **prose}.get(cell.id, cell.source)
        nbformat.write(solved, self.notebook_of(student))

    def _wait_until_saved(self, student: str, text: str) -> None:
        deadline = time.monotonic() + 30
        while text not in self.notebook_of(student).read_text(encoding="utf-8"):
            assert time.monotonic() < deadline, f"the notebook of {student} was not saved"
            self.pages[student].wait_for_timeout(50)


def screenshots_of_a_term(pictures: Path) -> None:
    """Play the whole term and leave a picture of each step in `pictures`."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_ARGUMENTS)
        with StartedTerm(Path(folder) / "term") as started, WholeTerm(browser, started, pictures) as term:
            term.release()
            for student in MARKS:
                term.fetch(student)
                term.solve(student)
            term.validate(*MARKS)
            for student in MARKS:
                term.submit(student)
            term.collect()
            term.autograde()
            term.mark()
            term.give_feedback()
            for student in MARKS:
                term.fetch_feedback(student)
        browser.close()


if __name__ == "__main__":
    screenshots_of_a_term(Path(sys.argv[1]))
