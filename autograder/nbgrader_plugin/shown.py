"""What a student's notebook looks like on a page: Markdown and outputs as harmless HTML, with formulas in MathML.

Formgrader and feedback pages share it, so that neither needs a script, a font or a network for a formula.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.filters import strip_files_prefix
from nbconvert.filters.markdown_mistune import InvalidNotebook, IPythonRenderer, MarkdownWithMath

from autograder.nbgrader_plugin.formulas import MATHML, as_mathml
from autograder.nbgrader_plugin.sanitise_pages import clean_html

_DEEPEST_HEADING = 6
_DELIMITERS = (("$$", "$$"), ("\\[", "\\]"), ("$", "$"), ("\\(", "\\)"))


def markdown_with_mathml(source: str, cell: Mapping[str, Any], deeper: int = 0) -> str:
    """Return Markdown as HTML that is yet to be cleaned.

    Parameters
    ----------
    source : str
        The Markdown.
    cell : mapping
        The cell that it stands in, whose attachments it may show.
    deeper : int
        By how many levels its headings stand below what they say.
    """
    renderer = _Renderer(deeper, escape=False, attachments=cell.get("attachments", {}))
    html: str = MarkdownWithMath(renderer=renderer).render(source)
    return html


@pass_context
def as_html(context: Context, source: str) -> str:
    """Return Markdown as HTML that is yet to be cleaned; formgrader's filter `markdown2html`."""
    return markdown_with_mathml(source, context.get("cell") or {})


def shown_html(html: str | bytes) -> str:
    """Return HTML without what runs or loads; MathML stays."""
    return clean_html(html, also=MATHML)


def shown_markdown(html: str) -> str:
    """Return the HTML of a Markdown cell, cleaned; formgrader's template sends it through `strip_files_prefix`."""
    return shown_html(strip_files_prefix(html))


def shown_latex(latex: str) -> str:
    """Return an output in LaTeX as MathML; its delimiters go."""
    text = latex.strip()
    for opening, closing in _DELIMITERS:
        if len(text) > len(opening) + len(closing) and text.startswith(opening) and text.endswith(closing):
            return as_mathml(text[len(opening) : -len(closing)], block=True)
    return as_mathml(text, block=True)


class _Renderer(IPythonRenderer):
    """Markdown as nbconvert renders it, but for formulas, headings, and pictures that are not there."""

    def __init__(self, deeper: int, **settings: Any) -> None:
        super().__init__(**settings)
        self._deeper = deeper

    def inline_math(self, body: str) -> str:
        return as_mathml(body)

    def block_math(self, body: str) -> str:
        return as_mathml(body, block=True)

    def latex_environment(self, name: str, body: str) -> str:
        return as_mathml(f"\\begin{{{name}}}{body}\\end{{{name}}}", block=True)

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        html: str = super().heading(text, min(level + self._deeper, _DEEPEST_HEADING), **attrs)
        return html

    def _embed_image_or_attachment(self, src: str) -> str:
        try:
            picture: str = super()._embed_image_or_attachment(src)
        except InvalidNotebook:  # a picture that was pasted into another cell: its text is shown
            return ""
        return picture
