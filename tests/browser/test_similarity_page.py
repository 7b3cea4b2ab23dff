"""The page of what is alike, in a browser: nothing of a student's runs, no network, and it fits on paper."""

from autograder.reports.similarity_page import similarity_page
from tests.autograder.similarity import made_up_answers as made_up
from tests.autograder.test_similarity_page import CLASS, HOSTILE, findings_of

# Not more than two wrote the hostile answer, or it would be common and not shown.
OTHERS = {student: CLASS[student] for student in ("dora", "eva")}


def test_what_students_wrote_does_not_run(page, tmp_path):
    code = made_up.BY_LOOPS.replace('"a label is no class"', f'"{HOSTILE}"') + f"# {HOSTILE}\n"
    path = tmp_path / "page.html"
    path.write_text(
        similarity_page(findings_of({HOSTILE: code, f'x" onclick="{HOSTILE}': code, **OTHERS})), encoding="utf-8"
    )
    called, asked = [], []
    page.expose_function("got_through", lambda: called.append(1))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    page.get_by_text("It does not say why").wait_for()
    page.wait_for_timeout(300)
    assert called == []
    assert asked == [path.as_uri()]
    assert page.get_by_text(HOSTILE).count() > 4
    page.get_by_role("link", name="1", exact=True).first.click()
    assert page.url.endswith("#pair-1")


def test_the_two_sides_stand_beside_each_other_and_nothing_sticks_out(page, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(similarity_page(findings_of(CLASS)), encoding="utf-8")
    page.goto(path.as_uri())
    left, right = (page.locator(".sides pre").nth(number).bounding_box() for number in (0, 1))
    assert left["y"] == right["y"] and left["x"] + left["width"] < right["x"]
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 700
    assert page.locator("nav").is_hidden()
