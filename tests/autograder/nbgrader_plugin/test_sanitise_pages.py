"""Nothing that a student wrote runs in formgrader or feedback, and what is harmless looks as before."""

import re

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbconvert.exporters import HTMLExporter
from nbgrader.server_extensions.formgrader import handlers
from nbgrader.server_extensions.formgrader.formgrader import FormgradeExtension

from autograder.checks.examine import examine
from autograder.checks.render import as_html
from autograder.nbgrader_plugin import shown
from autograder.nbgrader_plugin.config import configure
from autograder.nbgrader_plugin.sanitise_pages import clean_html
from autograder.subjects import LocalSubject

PNG = "data:image/png;base64,iVBORw0KGgo="

ATTACKS = [
    "<script>attack()</script>",
    "<img src=x onerror=attack()>",
    '<a href="javascript:attack()">x</a>',
    '<a href=" java&#10;script:attack()">x</a>',
    '<a href="data:text/html,<script>attack()</script>">x</a>',
    '<iframe src="javascript:attack()"></iframe>',
    "<svg onload=attack()><script>attack()</script><foreignObject><img src=x onerror=attack()></foreignObject></svg>",
    '<svg><a xlink:href="javascript:attack()"><text>x</text></a></svg>',
    '<svg><use href="data:image/svg+xml;base64,attack()"></use></svg>',
    "<math><mtext><table><mglyph><style><img src=x onerror=attack()></style></mglyph></table></mtext></math>",
    '<noscript><p title="</noscript><img src=x onerror=attack()>"></noscript>',
    "<form action=/attack()><button>Full credit</button></form>",
    '<object data="attack()"></object><embed src="attack()">',
    '<link rel=stylesheet href="https://attack()"><style>@import "https://attack()"</style>',
    '<meta http-equiv=refresh content="0;url=https://attack()">',
    '<base href="https://attack()/">',
    '<img src="https://example.org/attack().png">',
    '<img src="data:image/svg+xml;base64,attack()">',
    '<p style="background: url(https://attack())">x</p>',
    '<p style="background: u\\72l(https://attack())">x</p>',
    '<img srcset="https://attack()" src="/attack()">',
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_runs_or_loads(attack):
    cleaned = clean_html(f"<p>before</p>{attack}<p>after</p>")
    assert "attack()" not in cleaned
    assert "<p>before</p>" in cleaned
    assert "<p>after</p>" in cleaned


def test_nothing_covers_the_page_or_passes_for_a_part_of_it():
    cleaned = clean_html(
        '<div style="position: fixed; top: 0; z-index: 9; color: red" class="score tabbable k" id="xor_network">x</div>'
        '<input class="score" id="xor_network" value="4"><textarea>x</textarea>'
    )
    assert re.sub(r"\s", "", cleaned) == '<divstyle="color:red"class="k"id="student-xor_network">x</div>x'


@pytest.mark.parametrize(
    "harmless",
    [
        f'<img src="{PNG}" alt="my plot" width="300">',
        "<p>$a &lt; b \\le \\frac{\\partial E}{\\partial w_i}$ and \\(x\\), \\classical, \\dataset</p>",
        "<h2>Title</h2><table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>",
        '<div class="highlight"><pre><span class="k">def</span> <span class="nf">f</span></pre></div>',
        "<blockquote><p>quoted</p></blockquote><ul><li>one</li></ul><hr><details><summary>more</summary>x</details>",
    ],
)
def test_what_is_harmless_stays(harmless):
    assert clean_html(harmless) == harmless


def test_links_stay_and_tell_nobody_where_they_were_followed():
    assert clean_html('<a href="https://example.org">x</a>') == (
        '<a href="https://example.org" rel="noopener noreferrer">x</a>'
    )
    assert 'href="#student-top"' in clean_html('<a href="#top">x</a>')


def test_bytes_are_text():
    assert clean_html("<b>ü</b>".encode()) == "<b>ü</b>"


def test_our_reports_lose_nothing_but_white_space(lesson):
    """They pass the same filter as a student's outputs, since nothing tells them apart on the page."""

    def closely_written(html):
        return re.sub(r"\s", "", html).replace("></path>", "/>")

    exercise = lesson.exercise("sigmoid_neuron")
    reports = (as_html(examine(exercise, LocalSubject(wrong.function), 0)) for wrong in exercise.wrong_answers)
    report = next(report for report in reports if "<svg" in report)
    assert closely_written(clean_html(report)) == closely_written(report)


@pytest.fixture
def rendered(tmp_path):
    """Return a function that shows cells as formgrader or feedback would, by the course's configuration."""

    def show(template, *cells):
        config = FormgradeExtension().build_extra_config()  # which the course's configuration comes after
        configure(config, tmp_path / "nbgrader_config.py")
        config.HTMLExporter.template_name = template
        config.HTMLExporter.extra_template_paths = [f"{handlers.static_path}/node_modules/bootstrap/dist/css"]
        about = {"notebook": "x", "score": 0, "max_score": 0, "late_penalty": 0}
        resources = {"nbgrader": about, "base_url": "", "index": 0, "total": 1, "notebook_id": "x"}
        notebook = nbformat.v4.new_notebook(cells=list(cells))
        return HTMLExporter(config=config).from_notebook_node(notebook, resources=resources)[0]

    return show


@pytest.mark.parametrize("template", ["feedback", "formgrade"])
def test_pages_show_students_cells_without_running_them(rendered, template):
    marks = {
        "schema_version": 3,
        "grade": True,
        "solution": True,
        "locked": False,
        "grade_id": "why",
        "points": 1,
        "score": 0,
    }
    text = f"<script>attack()</script>\n\n**bold** ![p]({PNG}) $a < b$ `<script>quoted()</script>`"
    markdown = [nbformat.v4.new_markdown_cell(text, metadata=each) for each in ({}, {"nbgrader": marks})]
    outputs = [
        nbformat.v4.new_output("display_data", {mime: "<script>attack()</script><b>kept</b>"})
        for mime in ("text/html", "text/markdown", "text/plain", "image/svg+xml", "text/latex")
    ]
    outputs.append(nbformat.v4.new_output("display_data", {"application/javascript": "attack()"}))
    outputs.append(nbformat.v4.new_output("stream", text="<script>attack()</script>"))
    outputs.append(
        nbformat.v4.new_output("error", ename="<script>attack()", evalue="x", traceback=["<script>attack()"])
    )
    code = nbformat.v4.new_code_cell("# <script>attack()</script>\nx = 1", outputs=outputs)
    page = rendered(template, *markdown, code)
    assert "<script>attack()" not in page
    assert not re.search(r"<script[^>]*>[^<]*attack\(\)", page)
    assert page.count("<strong>bold</strong>") == 2
    assert page.count(f'src="{PNG}"') == 2
    assert page.count("<mi>a</mi><mo>&lt;</mo><mi>b</mi>") == 2
    assert page.count("&lt;script&gt;quoted()") == 2
    assert page.count("<b>kept</b>") == 2
    assert '<span class="n">x</span>' in page


@pytest.mark.parametrize("template", ["feedback", "formgrade"])
@pytest.mark.parametrize("where", ["width", "height", "alt"])
def test_what_is_said_about_a_picture_is_no_attribute_of_its_own(rendered, template, where):
    """nbconvert puts width and height into the page without quotes around them."""
    for mime in ("image/png", "image/jpeg"):
        metadata = {mime: {where: "1 onload=attack()\tonerror=attack() \x0conclick=attack()"}}
        output = nbformat.v4.new_output("display_data", {mime: "iVBORw0KGgo="}, metadata=metadata)
        page = rendered(template, nbformat.v4.new_code_cell("x", outputs=[output]))
        pictures = BeautifulSoup(page, "html.parser").select("img[src^=data]")
        assert len(pictures) == 1
        assert set(pictures[0].attrs) <= {"src", "alt", "width", "height"}
        assert "attack()" in pictures[0][where]


def test_without_our_filters_the_attack_would_run(rendered, monkeypatch):
    """The test above sees the danger it is there for."""
    monkeypatch.setattr(shown, "shown_markdown", lambda html: html)
    assert "<script>attack()" in rendered("formgrade", nbformat.v4.new_markdown_cell("<script>attack()</script>"))


def test_further_elements_stay_with_their_attributes_alone():
    also = {"math": {"display"}, "mi": set(), "mspace": {"width"}}
    formula = '<math display="block" onclick="attack()" href="javascript:attack()"><mi id="k" href="x">x</mi></math>'
    assert clean_html(formula, also) == '<math display="block"><mi id="student-k">x</mi></math>'
    assert "math" not in clean_html(formula)
    assert clean_html('<math><mspace width="-0.5em"></mspace><mspace width="-90em"></mspace></math>', also) == (
        '<math><mspace width="-0.5em"></mspace><mspace></mspace></math>'
    )
    assert "attack()" not in clean_html("".join(ATTACKS), also)
