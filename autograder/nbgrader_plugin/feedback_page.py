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
from pygments.formatters import HtmlFormatter

from autograder.nbgrader_plugin.feedback_summary import shown_points
from autograder.nbgrader_plugin.shown import markdown_with_mathml, shown_html, shown_latex


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
        return shown_html(markdown_with_mathml(source, context.get("cell") or {}, deeper=1))

    def _init_resources(self, resources: Any) -> Any:
        make: Any = super()._init_resources
        resources = make(resources)
        resources["highlighting"] = HtmlFormatter(style="default").get_style_defs(".highlight")
        return resources
