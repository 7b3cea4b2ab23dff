r"""Formulas as MathML: every formula of the lessons, and whatever a student writes between dollars."""

import re
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from autograder.nbgrader_plugin.formulas import MATHML, as_mathml

ROOT = Path(__file__).resolve().parents[3]
NOTEBOOKS = sorted(ROOT.glob("notebooks/*/*.ipynb"))


class Collected(IPythonRenderer):
    """Markdown's own idea of what is a formula."""

    def __init__(self):
        super().__init__(escape=False)
        self.found = []

    def inline_math(self, body):
        self.found.append(body)
        return ""

    def block_math(self, body):
        return self.inline_math(body)

    def latex_environment(self, name, body):
        return self.inline_math(f"\\begin{{{name}}}{body}\\end{{{name}}}")


def formulas_of(path):
    renderer = Collected()
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown":
            MarkdownWithMath(renderer=renderer).render(cell.source)
    return renderer.found


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_formula_of_the_lessons_is_drawn(path):
    formulas = formulas_of(path)
    assert len(formulas) > 20
    for latex in formulas:
        shown = as_mathml(latex)
        text = BeautifulSoup(shown, "html.parser").get_text()
        assert shown.startswith("<math"), latex
        # A command that the library does not know would stand there by its name.
        assert "\\" not in text, (latex, text)


def test_what_it_looks_like():
    assert as_mathml(r"\frac{1}{2}") == (
        '<math display="inline"><mrow><mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac></mrow></math>'
    )
    assert as_mathml("x", block=True).startswith('<math display="block">')
    assert "&lt;" in as_mathml("a < b")


@pytest.mark.parametrize("latex", [r"\frac{1}", r"\begin{matrix}", r"\left(", "{" * 1500, "x" * 5000, "}", ""])
def test_what_is_no_formula_stands_there_as_it_was_written(latex):
    shown = as_mathml(latex)
    assert shown.startswith(("<math", "<code>"))
    if shown.startswith("<code>"):
        assert BeautifulSoup(shown, "html.parser").get_text() == latex


ATTACKS = [
    r"\text{<script>attack()</script>}",
    r"\text{<img src=x onerror=attack()>}",
    r"\href{javascript:attack()}{x}",
    r"\text{</mtext></math><img src=x onerror=attack()>}",
    r"\text{<style><img src=x onerror=attack()></style>}",
    r"\color{red' onclick='attack()}{x}",
    r"\mathrm{<svg onload=attack()>}",
    r"\hspace{9em' onclick='attack()}",
    r"\class{k}{x}\style{background:url(//attack())}{x}",
    "<script>attack()</script>",
]


@pytest.mark.parametrize("latex", ATTACKS)
@pytest.mark.parametrize("block", [True, False])
def test_nothing_in_a_formula_runs(latex, block):
    assert_harmless(as_mathml(latex, block))


@given(st.text("\\{}<>&\"'=/ ^_ascriptonerrotextfrac$%#", max_size=60))
def test_whatever_is_written_is_harmless(latex):
    assert_harmless(as_mathml(latex))


def assert_harmless(shown):
    for element in BeautifulSoup(shown, "html.parser").find_all(True):
        assert element.name in {*MATHML, "code"} | {"b", "i", "s", "a", "p"}
        assert not [name for name in element.attrs if name.startswith("on") or name in ("href", "src")]
    assert not re.search(r"<(script|img|style|iframe|svg)", shown)


def test_spaces_cannot_move_a_formula_over_the_page():
    assert 'width="2em"' in as_mathml(r"a \qquad b")
    assert not re.search(r'width="-?\d\d', as_mathml(r"a \hspace{-90em} b"))
