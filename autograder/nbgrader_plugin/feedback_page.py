"""The feedback page: nbconvert's exporter with our template, which runs no script and loads nothing.

Headings of the lesson stand one level below the page's own; formulas are MathML (`formulas.py`); all that a student
wrote is cleaned (`sanitise_pages.py`), and should anything be overlooked there, the page forbids the browser to run or
load it (Content-Security-Policy).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import InvalidNotebook, IPythonRenderer, MarkdownWithMath
from pygments.formatters import HtmlFormatter

from autograder.nbgrader_plugin.feedback_summary import shown_points
from autograder.nbgrader_plugin.formulas import MATHML, as_mathml
from autograder.nbgrader_plugin.sanitise_pages import clean_html

_DEEPEST_HEADING = 6


class FeedbackExporter(HTMLExporter):
    """Turns an autograded notebook, with the points that `FeedbackGrades` found, into its feedback page."""

    def default_filters(self) -> Iterator[tuple[str, Any]]:
        """Yield the template's filters, ours among them."""
        inherited: Any = super().default_filters  # untyped in nbconvert
        yield from inherited()
        yield "shown_markdown", self.shown_markdown
        yield "shown_html", shown_html
        yield "shown_latex", shown_latex
        yield "points", shown_points

    @pass_context
    def shown_markdown(self, context: Context, source: str) -> str:
        """Return Markdown as harmless HTML, with its formulas in MathML."""
        cell = context.get("cell") or {}
        renderer = _Renderer(escape=False, attachments=cell.get("attachments", {}))
        return shown_html(MarkdownWithMath(renderer=renderer).render(source))

    def _init_resources(self, resources: Any) -> Any:
        make: Any = super()._init_resources
        resources = make(resources)
        resources["highlighting"] = HtmlFormatter(style="default").get_style_defs(".highlight")
        return resources


def shown_html(html: str) -> str:
    """Return HTML without what runs or loads; MathML stays."""
    return clean_html(html, also=MATHML)


def shown_latex(latex: str) -> str:
    """Return an output in LaTeX as MathML; its delimiters go."""
    text = latex.strip()
    for opening, closing in (("$$", "$$"), ("\\[", "\\]"), ("$", "$"), ("\\(", "\\)")):
        if len(text) > len(opening) + len(closing) and text.startswith(opening) and text.endswith(closing):
            return as_mathml(text[len(opening) : -len(closing)], block=True)
    return as_mathml(text, block=True)


class _Renderer(IPythonRenderer):
    """Markdown as nbconvert renders it, but for formulas, headings, and pictures that are not there."""

    def inline_math(self, body: str) -> str:
        return as_mathml(body)

    def block_math(self, body: str) -> str:
        return as_mathml(body, block=True)

    def latex_environment(self, name: str, body: str) -> str:
        return as_mathml(f"\\begin{{{name}}}{body}\\end{{{name}}}", block=True)

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        html: str = super().heading(text, min(level + 1, _DEEPEST_HEADING), **attrs)
        return html

    def _embed_image_or_attachment(self, src: str) -> str:
        try:
            picture: str = super()._embed_image_or_attachment(src)
        except InvalidNotebook:  # a picture that was pasted into another cell: its text is shown
            return ""
        return picture
