"""HTML that a student wrote, made harmless where formgrader and feedback show it.

nbgrader puts the HTML in a student's Markdown and outputs into its pages as it is, where its scripts would run with an
instructor's session. The notebook itself is left alone, since nbgrader tells by a checksum whether anything was
written: `configure` replaces filters of the templates, through which all of it passes on its way to the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from types import MappingProxyType

import nh3

# Pictures are shown only from the page itself: another address would learn who looks at the page, and when.
_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
_LINK = re.compile(r"(https?|mailto):", re.IGNORECASE)
_OWN_ID = "student-"  # no element of a student's is mistaken for a field of formgrader's
# Highlighted code and tables need these classes, of one to three letters; formgrader's buttons and fields have others.
_CLASS = re.compile(r"[a-z]{1,2}[0-9a-z]?|highlight|anchor-link|dataframe")
# A style that loads something, or hides that it does behind an escape.
_LOADING_STYLE = re.compile(r"url|image|\\", re.IGNORECASE)
_SPACE = re.compile(r"-?[0-3]?(\.\d+)?em")  # a longer one would move a formula over something else

_SHAPES = {"svg", "g", "rect", "circle", "ellipse", "line", "polyline", "polygon", "path", "text", "tspan"}
_DRAWN = {
    *("width", "height", "viewBox", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "d", "points"),
    *("fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "opacity", "transform", "text-anchor"),
    *("font-size", "shape-rendering"),
}
_TAGS = nh3.ALLOWED_TAGS - {"area", "map"} | _SHAPES
_EVERYWHERE = {"class", "id", "style", "title", "role", "aria-label", "aria-hidden", "lang", "dir"}
_ATTRIBUTES = {
    "*": _EVERYWHERE,
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    **{tag: {"colspan", "rowspan", "align", "scope"} for tag in ("td", "th")},
    "ol": {"start"},
    **{tag: set(_DRAWN) for tag in _SHAPES},
}
_STYLES = {
    *("color", "background", "background-color", "opacity", "font-family", "font-size", "font-style", "font-weight"),
    *("line-height", "text-align", "text-decoration", "vertical-align", "white-space", "border", "border-left"),
    *("border-collapse", "margin", "margin-top", "margin-bottom", "margin-left", "margin-right", "padding"),
    *("width", "height", "max-width"),
}


def clean_html(html: str | bytes, also: Mapping[str, set[str]] = MappingProxyType({})) -> str:
    """Return HTML without anything that runs, loads, or passes for a part of nbgrader's page.

    Parameters
    ----------
    html : str or bytes
        What a student's Markdown or output has become.
    also : mapping of str to set of str
        Further elements that may stay, and which attributes of each.

    Examples
    --------
    >>> clean_html('<p onclick="steal()">Because <b>w</b> &gt; 0.<script>steal()</script></p>')
    '<p>Because <b>w</b> &gt; 0.</p>'
    """
    text = html.decode("utf-8", "replace") if isinstance(html, bytes) else str(html)
    return nh3.clean(
        text,
        tags=_TAGS | set(also),
        attributes={**_ATTRIBUTES, **also},
        attribute_filter=_harmless,
        url_schemes={"http", "https", "mailto", "data"},
        filter_style_properties=_STYLES,
    )


def escape_attribute(text: object) -> str:
    """Return text as the value of an attribute, also where a template has forgotten the quotes around it.

    nbconvert's templates write ``width={{ width | escape_html }}`` for a picture, and its width is what a student says.
    """
    return re.sub(r"\s", lambda space: f"&#{ord(space[0])};", escape(str(text)))


def _harmless(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "src":
        return value if _PICTURE.fullmatch(value) else None
    if attribute == "href":
        return f"#{_OWN_ID}{value[1:]}" if value.startswith("#") else value if _LINK.match(value) else None
    if attribute == "id":
        return _OWN_ID + value
    if attribute == "class":
        return " ".join(each for each in value.split() if _CLASS.fullmatch(each)) or None
    if tag in ("mspace", "mo") and attribute in ("width", "minsize", "maxsize"):
        return value if _SPACE.fullmatch(value) else None
    if attribute == "style":
        return None if _LOADING_STYLE.search(value) else value
    return value
