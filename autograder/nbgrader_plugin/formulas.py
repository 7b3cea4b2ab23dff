"""Formulas on a page that loads nothing: LaTeX becomes MathML, which browsers draw by themselves."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

from latex2mathml.converter import convert

from autograder.nbgrader_plugin.sanitise_pages import clean_html

_LONGEST = 2000
_SHOWN = {"mathvariant", "displaystyle", "scriptlevel"}
_OPERATOR = {
    *("stretchy", "fence", "form", "accent", "largeop", "movablelimits", "separator", "symmetric", "minsize", "maxsize")
}
# Elements of MathML Core and their attributes: without links, actions and foreign elements; of lengths those of spaces
# and brackets.
MATHML = {
    **{tag: set(_SHOWN) for tag in ("mrow", "mi", "mn", "ms", "mtext", "mstyle", "mphantom", "mpadded", "mfrac")},
    **{tag: set(_SHOWN) for tag in ("msqrt", "mroot", "msub", "msup", "msubsup", "mmultiscripts", "mprescripts")},
    **{tag: _SHOWN | {"accent", "accentunder"} for tag in ("mover", "munder", "munderover")},
    **{tag: {"columnalign", "rowalign"} for tag in ("mtable", "mtr", "mtd")},
    "math": {"display"},
    "mo": _SHOWN | _OPERATOR,
    "mspace": {"width"},
}

# What the library does not read, in words that it does.
_ARG = re.compile(r"\\arg(?![a-zA-Z])")
_TEXT = re.compile(r"\\text\{[^{}]*\}")


@lru_cache(maxsize=4096)
def as_mathml(latex: str, block: bool = False) -> str:
    """Return a formula as MathML, or its source where it cannot be read as one.

    Parameters
    ----------
    latex : str
        What stands between the dollar signs. A student may have written anything there.
    block : bool
        Whether it stands on a line of its own.

    Examples
    --------
    >>> as_mathml("x")
    '<math display="inline"><mrow><mi>x</mi></mrow></math>'
    """
    if len(latex) <= _LONGEST:
        try:
            # The library does not escape what stands in \\text{...}.
            mathml = clean_html(convert(_readable(latex), display="block" if block else "inline"), also=MATHML)
        except Exception:  # it raises what comes, IndexError and RecursionError among others
            mathml = ""
        if mathml.startswith("<math"):
            return mathml
    return f"<code>{escape(latex.strip())}</code>"


def _readable(latex: str) -> str:
    without_escapes = _TEXT.sub(lambda text: text[0].replace("\\_", "_"), latex)
    return _ARG.sub(r"\\operatorname{arg}", without_escapes)
