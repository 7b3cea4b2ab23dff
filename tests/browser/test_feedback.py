"""A feedback page in the browser: nothing of a hostile submission runs, nothing is fetched, and it can be read."""

import re

import nbformat
import pytest

from autograder.commands.demo import make_sample_course
from autograder.course.course import Course
from autograder.exercises import find_lesson
from tests.autograder.feedback_class import feedback_on, record, reports_on
from tests.browser.conftest import REPOSITORY

LESSON = find_lesson("01-neurons")
ELSEWHERE = "http://127.0.0.1:9"  # where nobody answers
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
ATTACKS = f"""<script>got_through()</script>
<script src="{ELSEWHERE}/a.js"></script>
<img src="{ELSEWHERE}/a.png" onerror="got_through()">
<img src="data:image/png;base64,{DOT}" onload="got_through()">
<svg onload="got_through()"><script>got_through()</script><foreignObject><body onload="got_through()"></foreignObject>
<animate attributeName="x" onbegin="got_through()"></animate></svg>
<iframe src="javascript:parent.got_through()"></iframe>
<iframe srcdoc="<script>parent.got_through()</script>"></iframe>
<object data="data:text/html,<script>got_through()</script>"></object>
<a class="bait" href="javascript:got_through()">a link</a>
<a class="bait" href="java&#10;script:got_through()">a link</a>
<details open ontoggle="got_through()"><summary>x</summary></details>
<input autofocus onfocus="got_through()">
<link rel="stylesheet" href="{ELSEWHERE}/a.css"><style>@import "{ELSEWHERE}/b.css"; body {{display: none}}</style>
<math><mtext><img src="x" onerror="got_through()"></mtext></math>
<form action="{ELSEWHERE}"><button autofocus>x</button></form>"""
MARKDOWN = f"""# Mine

{ATTACKS}

[a link](javascript:got_through()) ![say $\\text{{" onload="got_through()}}$](data:image/png;base64,{DOT})
$\\href{{javascript:got_through()}}{{\\text{{<img src=x onerror=got_through()>}}}}$"""
WIDGET = {"application/vnd.jupyter.widget-view+json": {"model_id": "m", "version_major": 2}, "text/html": ATTACKS}


def hostile_outputs():
    """Return outputs as no sandbox passes them on: here the page alone has to bear them."""
    sizes = {"width": "1 onload=got_through()", "height": "1 onload=got_through()", "alt": '" onload="got_through()'}
    texts = ("text/html", "text/markdown", "text/latex", "text/plain", "text/vnd.mermaid", "image/svg+xml")
    bundles = [{mime: ATTACKS} for mime in texts]
    bundles += [{"application/javascript": "got_through()"}, WIDGET, {"image/png": DOT}]
    shown = [
        {"output_type": "display_data", "data": data, "metadata": {"image/png": sizes, "text/html": {"isolated": True}}}
        for data in bundles
    ]
    stream = {"output_type": "stream", "name": "stdout", "text": ATTACKS}
    return [*shown, stream, {"output_type": "error", "ename": ATTACKS, "evalue": ATTACKS, "traceback": [ATTACKS]}]


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Return the page of a hostile submission, and of one with mistakes."""
    submissions, course = make_sample_course(Course(REPOSITORY), LESSON, tmp_path_factory.mktemp("feedback") / "class")
    notebook = submissions[0].notebook
    mistakes = {exercise.name: exercise.wrong_answers[-1].function for exercise in LESSON.exercises}
    reports = reports_on(LESSON, {**mistakes, "sigmoid_neuron": halved})
    record(course, LESSON, "honest", notebook, reports)
    hostile = nbformat.from_dict(notebook)
    hostile.metadata.widgets = {"application/vnd.jupyter.widget-state+json": {"state": {"m": {"state": ATTACKS}}}}
    for cell in hostile.cells:
        if cell.cell_type == "markdown":
            cell.source += f"\n\n{MARKDOWN}"
    hostile.cells.insert(0, nbformat.v4.new_raw_cell(ATTACKS, metadata={"raw_mimetype": "text/html"}))
    record(course, LESSON, "hostile", hostile, reports_on(LESSON, {"sigmoid_neuron": raising}), hostile_outputs())
    return {student: feedback_on(course, LESSON, student) for student in ("honest", "hostile")}


def halved(x, w, b):
    a = x @ w + b
    g = 0.5 + a / 10
    return g, lambda d_g: (d_g, d_g, d_g)


def raising(x, w, b):
    raise ValueError(ATTACKS)


@pytest.fixture
def seen(page):
    """Return what the pages of a test have run and asked for."""
    found = {"ran": [], "asked": [], "refused": []}
    page.expose_function("got_through", lambda: found["ran"].append(1))
    page.on("request", lambda request: found["asked"].append(request.url))
    page.on("requestfailed", lambda request: found["refused"].append(request.url) if request.failure == "csp" else None)
    page.on("dialog", lambda dialog: found["ran"].append(2) or dialog.dismiss())
    return found


def visit(page, path):
    page.goto(path.as_uri())
    page.evaluate("[...document.links].filter((link) => link.textContent === 'a link').forEach((link) => link.click())")
    page.wait_for_timeout(300)


def without_policy(path, folder):
    html = path.read_text(encoding="utf-8")
    bare = re.sub(r"<meta[^>]*Content-Security-Policy[^>]*>", "", html)
    assert len(bare) < len(html)
    copy = folder / "bare.html"
    copy.write_text(bare, encoding="utf-8")
    return copy


@pytest.mark.parametrize("policy", [True, False])
def test_nothing_of_a_hostile_submission_runs_or_is_fetched(pages, page, seen, console_errors, tmp_path, policy):
    """Also without the policy: that the browser forbids it is the second line. The console has no refusal to tell."""
    path = pages["hostile"] if policy else without_policy(pages["hostile"], tmp_path)
    visit(page, path)
    assert "a link" in page.inner_text("main") and page.locator("h2", has_text="Mine").count() > 1
    assert seen["ran"] == []
    assert [url for url in seen["asked"] if not url.startswith("data:")] == [path.as_uri()]


def test_the_attacks_would_run_on_a_page_that_let_them(page, seen, console_errors, tmp_path):
    bare = tmp_path / "open.html"
    bare.write_text(f"<!DOCTYPE html><title>open</title><body>{ATTACKS}", encoding="utf-8")
    visit(page, bare)
    assert len(seen["ran"]) >= 8
    assert [url for url in seen["asked"] if url.startswith(ELSEWHERE)]
    console_errors.clear()


def test_the_policy_alone_would_stop_them(pages, page, seen, console_errors, tmp_path):
    policy = re.search(r"<meta[^>]*Content-Security-Policy[^>]*>", pages["honest"].read_text(encoding="utf-8"))[0]
    bare = tmp_path / "closed.html"
    bare.write_text(f"<!DOCTYPE html><title>closed</title>{policy}<body>{ATTACKS}", encoding="utf-8")
    visit(page, bare)
    assert seen["ran"] == []
    elsewhere = [url for url in seen["asked"] if url.startswith(ELSEWHERE)]
    assert elsewhere and set(elsewhere) <= set(seen["refused"])
    console_errors.clear()


@pytest.mark.parametrize("width", [1280, 360])
def test_the_page_fits_and_shows_what_it_promises(pages, page, seen, console_errors, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(pages["honest"].as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("#feedback-summary tbody").count() > len(LESSON.exercises)
    picture = page.locator("svg[role=img]").first
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    assert box["height"] >= 10 and 0 < box["width"] < width
    assert seen["asked"] == [pages["honest"].as_uri()] or all(
        url.startswith("data:") for url in seen["asked"] if url != pages["honest"].as_uri()
    )


def test_links_of_the_summary_lead_to_their_cells(pages, page, console_errors):
    page.goto(pages["honest"].as_uri())
    page.get_by_role("link", name="1.4").first.click()
    assert "#graded-" in page.url
    assert page.evaluate("document.querySelector(':target').getBoundingClientRect().top") < 400


def test_formulas_are_drawn_without_a_script(pages, page, console_errors):
    page.goto(pages["honest"].as_uri())
    assert page.locator("script").count() == 0
    assert page.locator("math").count() > 20
    fraction = page.locator("math mfrac").first.bounding_box()
    text = page.locator("math mi").first.bounding_box()
    assert fraction["height"] > 1.3 * text["height"] > 0
    assert not re.search(r"\\[a-z]{2,}", page.locator("main .prose").first.inner_text())
