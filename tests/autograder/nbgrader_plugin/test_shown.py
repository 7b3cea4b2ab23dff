"""Formulas of formgrader's page are MathML, and the page asks its own server alone for anything."""

import re

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbconvert.exporters import HTMLExporter
from nbgrader.server_extensions.formgrader import handlers
from nbgrader.server_extensions.formgrader.formgrader import FormgradeExtension

from autograder.nbgrader_plugin.config import configure
from autograder.nbgrader_plugin.shown import markdown_with_mathml, shown_html, shown_latex

PNG = "iVBORw0KGgo="


@pytest.fixture
def formgrader(tmp_path):
    """Return a function that shows cells as formgrader does, by the course's configuration."""

    def show(*cells):
        config = FormgradeExtension().build_extra_config()  # which the course's configuration comes after
        configure(config, tmp_path / "nbgrader_config.py")
        config.HTMLExporter.extra_template_paths = [f"{handlers.static_path}/node_modules/bootstrap/dist/css"]
        resources = {"base_url": "/here", "index": 0, "total": 1, "notebook_id": "x"}
        notebook = nbformat.v4.new_notebook(cells=list(cells))
        page, _ = HTMLExporter(config=config).from_notebook_node(notebook, resources=resources)
        return BeautifulSoup(page, "html.parser")

    return show


def test_the_page_loads_from_its_own_server_alone(formgrader):
    page = formgrader(nbformat.v4.new_markdown_cell("$x$"))
    sources = [each.get("src") or each.get("href") for each in page.select("script[src], link[href], img[src]")]
    assert len(sources) > 5
    assert [source for source in sources if not source.startswith("/here/")] == []
    (policy,) = page.select('meta[http-equiv="Content-Security-Policy"]')
    assert policy["content"].startswith("default-src 'none'")
    assert not re.search(r"https?:|\*", policy["content"])


def test_its_formulas_are_mathml_in_cells_and_in_outputs(formgrader):
    outputs = [
        nbformat.v4.new_output("display_data", {"text/latex": "$$\\frac{1}{2}$$"}),
        nbformat.v4.new_output("display_data", {"text/markdown": "so $w < 0$"}),
    ]
    page = formgrader(
        nbformat.v4.new_markdown_cell("For $a < b$:\n\n$$\\sum_i w_i x_i$$\n\n\\begin{align}c\\end{align}"),
        nbformat.v4.new_code_cell("x", outputs=outputs),
    )
    assert [formula["display"] for formula in page.select("math")] == ["inline", "block", "block", "block", "inline"]
    assert page.select("math mfrac") and page.select("math munder, math msub")
    assert "$" not in page.select_one("#notebook").text
    assert "\\" not in page.select_one("#notebook").text


@pytest.mark.parametrize(
    "latex", ["\\href{javascript:attack()}{x}", "\\class{score}{x}", "\\text{<img onerror=attack()>}"]
)
def test_a_formula_makes_nothing_but_mathml(formgrader, latex):
    output = nbformat.v4.new_output("display_data", {"text/latex": f"${latex}$"})
    page = formgrader(nbformat.v4.new_markdown_cell(f"${latex}$"), nbformat.v4.new_code_cell("x", outputs=[output]))
    cells = page.select_one("#notebook")
    assert cells.select("a[href], img, .score, [onerror]") == []


def test_an_id_is_marked_as_a_student_s_once(formgrader):
    page = formgrader(nbformat.v4.new_markdown_cell('<p id="total">x</p>'))
    assert [each["id"] for each in page.select("#notebook p")] == ["student-total"]


def test_pasted_pictures_show(formgrader):
    cell = nbformat.v4.new_markdown_cell("![mine](attachment:a.png)")
    cell.attachments = {"a.png": {"image/png": PNG}}
    assert [each["src"][:15] for each in formgrader(cell).select("#notebook img")] == ["data:image/png;"]


def test_headings_go_deeper_as_told_and_not_beyond_the_last():
    assert "<h3 " in markdown_with_mathml("## Title", {}, deeper=1)
    assert "<h6 " in markdown_with_mathml("###### Title", {}, deeper=1)
    assert "<h2 " in markdown_with_mathml("## Title", {})


def test_html_is_cleaned_and_mathml_stays():
    assert shown_html("<math><mi>x</mi></math><script>attack()</script>") == "<math><mi>x</mi></math>"


@pytest.mark.parametrize("latex", ["$x$", "$$x$$", "\\[x\\]", "\\(x\\)", "x"])
def test_outputs_in_latex(latex):
    assert shown_latex(latex) == '<math display="block"><mrow><mi>x</mi></mrow></math>'
