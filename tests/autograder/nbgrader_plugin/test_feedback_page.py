"""The feedback page: what the exporter makes of cells, and that nothing in it runs or is fetched."""

import re

import nbformat
import pytest
from bs4 import BeautifulSoup
from traitlets.config import Config

from autograder.nbgrader_plugin.config import configure
from autograder.nbgrader_plugin.feedback_page import FeedbackExporter
from tests.autograder.nbgrader_plugin.test_sanitise_pages import ATTACKS

PNG = "iVBORw0KGgo="
GRADED = {
    "schema_version": 3,
    "grade": True,
    "solution": True,
    "locked": False,
    "task": False,
    "points": 2,
    "score": 1.5,
}


@pytest.fixture
def make_page(tmp_path):
    """Return a function that makes the page of cells."""
    config = Config()
    configure(config, tmp_path / "nbgrader_config.py")
    config.HTMLExporter.template_name = "feedback"
    exporter = FeedbackExporter(config=config)

    def make(*cells, **notebook):
        resources = {"nbgrader": {"notebook": "01-neurons"}, "feedback_summary": "<h2>Your points</h2>"}
        made = nbformat.v4.new_notebook(cells=list(cells), **notebook)
        return BeautifulSoup(exporter.from_notebook_node(made, resources=resources)[0], "html.parser")

    return make


def markdown(source, **metadata):
    return nbformat.v4.new_markdown_cell(source, metadata=metadata)


def code(*outputs, **metadata):
    return nbformat.v4.new_code_cell("x = 1", outputs=list(outputs), metadata=metadata)


def display(**data):
    return nbformat.v4.new_output("display_data", {name.replace("_", "/", 1): value for name, value in data.items()})


def test_the_page_is_one_file_without_script_that_forbids_the_rest(make_page):
    soup = make_page(markdown("# Neurons"), code())
    assert not soup.find_all(["script", "link", "iframe", "object", "embed"])
    policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'unsafe-inline'")
    assert not re.search(r"https?:|@import|url\(", str(soup))


def test_headings_of_the_lesson_stand_below_those_of_the_page(make_page):
    soup = make_page(markdown("# Neurons\n\n## Motivation\n\n###### deep"))
    assert [(each.name, each.get_text()) for each in soup.find_all(["h1", "h3"])] == [
        ("h1", "Feedback on 01-neurons"),
        ("h3", "Motivation¶"),
    ]
    assert [each.get_text() for each in soup.find_all("h2")] == ["Your points", "Neurons¶"]
    assert soup.h6.get_text().startswith("deep")
    assert soup.html["lang"] == "en" and soup.title.get_text() == "Feedback: 01-neurons"


def test_formulas_are_mathml(make_page):
    soup = make_page(markdown("Let $w_1 < 0$ and\n\n$$\\frac{1}{2}$$\n\n\\begin{align}a &= b\\end{align}\n\nend"))
    assert len(soup.find_all("math")) == 3
    assert len(soup.find_all("math", display="block")) == 2
    assert "$" not in soup.main.get_text()


def test_a_formula_in_a_pictures_text_breaks_nothing(make_page):
    soup = make_page(markdown(f'![say $\\text{{" onload="attack()}}$](data:image/png;base64,{PNG})'))
    assert set(soup.img.attrs) == {"src", "alt"}


def test_points_and_comments_stand_at_their_cells_with_places_to_link_to(make_page):
    answer = {**GRADED, "grade_id": "why", "comment": "Well **said**, $w$."}
    test = {**GRADED, "grade_id": "xor_network", "solution": False}
    mine = {**GRADED, "grade_id": "xor_network-solution", "grade": False, "comment": "No response."}
    soup = make_page(markdown("Because.", nbgrader=answer), code(nbgrader=mine), code(nbgrader=test), code())
    assert soup.find(id="graded-why").get_text(" ", strip=True) == "why 1.5 of 2 points to the summary"
    assert soup.find(id="graded-xor_network")
    assert soup.find(id="comment-why").find("strong", string="said") and soup.find(id="comment-why").math
    assert "No response." in soup.find(id="comment-xor_network-solution").get_text()
    assert len(soup.select(".graded")) == 3
    assert len(soup.select(".step")) == 4


def test_an_answer_that_waits_for_a_person_says_so(make_page):
    soup = make_page(markdown("Because.", nbgrader={**GRADED, "grade_id": "why", "awaits_a_person": True}))
    assert "not marked yet" in soup.find(id="graded-why").get_text()


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_a_student_wrote_runs_or_loads(make_page, attack):
    outputs = [
        nbformat.v4.new_output("display_data", {mime: attack}, metadata={mime: {"isolated": True, "width": attack}})
        for mime in (
            "text/html",
            "text/markdown",
            "text/latex",
            "text/plain",
            "application/javascript",
            "text/vnd.mermaid",
        )
    ]
    outputs.append(nbformat.v4.new_output("stream", text=attack))
    outputs.append(nbformat.v4.new_output("error", ename=attack, evalue=attack, traceback=[attack]))
    cell = nbformat.v4.new_code_cell(f"# {attack}", outputs=outputs)
    raw = nbformat.v4.new_raw_cell(attack, metadata={"raw_mimetype": "text/html"})
    comment = markdown(attack, nbgrader={**GRADED, "grade_id": "why", "comment": attack})
    soup = make_page(cell, raw, comment, markdown(f"before {attack}"))
    assert not soup.find_all(["script", "iframe", "object", "embed", "form", "base", "foreignobject", "use"])
    for element in soup.find_all(True):
        assert not [name for name in element.attrs if name.startswith("on") or name == "srcset"]
        assert not re.match(r"\s*(javascript|data:text)", element.get("href", ""), re.IGNORECASE)
        assert element.get("src", "data:").startswith("data:image/") or "src" not in element.attrs


def test_widgets_leave_a_line_and_no_state(make_page):
    state = {"application/vnd.jupyter.widget-state+json": {"state": {"m": {"state": "</script><script>attack()"}}}}
    view = {"application/vnd.jupyter.widget-view+json": {"model_id": "m"}, "text/plain": "Slider"}
    soup = make_page(code(nbformat.v4.new_output("display_data", view)), metadata={"widgets": state})
    assert "attack()" not in str(soup)
    assert not soup.find_all("script")


def test_pictures_show_and_a_vector_picture_is_an_image(make_page):
    soup = make_page(code(display(image_png=PNG), display(**{"image_svg+xml": "<svg onload='attack()'></svg>"})))
    assert [each["src"].partition(",")[0] for each in soup.main.find_all("img")] == [
        "data:image/png;base64",
        "data:image/svg+xml;base64",
    ]
    assert all(each["alt"] for each in soup.find_all("img"))


def test_a_pasted_picture_that_is_missing_leaves_its_text(make_page):
    there = markdown("![mine](attachment:a.png) ![lost](attachment:b.png)")
    there.attachments = {"a.png": {"image/png": PNG}}
    soup = make_page(there)
    assert [(each["alt"], each.get("src", "")[:15]) for each in soup.main.find_all("img")] == [
        ("mine", "data:image/png;"),
        ("lost", ""),
    ]
