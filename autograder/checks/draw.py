"""A difference drawn: one mark a wrong square. Size and darkness tell how wrong, the form tells the direction.

Form and size as well as colour, so that it can be read by everybody, and on grey paper.
"""

from __future__ import annotations

from dataclasses import dataclass

from autograder.checks.difference import LEVELS, Difference

_HALVES = (0.18, 0.28, 0.38, 0.48)  # half the width of a mark, of a square of width 1
_OPACITIES = (0.6, 0.75, 0.9, 1.0)
TOO_LARGE, TOO_SMALL = "#b3470a", "#1f5fa8"
_WIDE = 20  # squares, from which on they are small


@dataclass(frozen=True)
class Drawing:
    """What an SVG of a difference consists of, in squares of width 1.

    Attributes
    ----------
    width, height : int
        Squares across and down.
    pixels : int
        The width of a square on the page.
    grid, panels : str
        Paths of the lines between squares and between panels.
    marks : tuple of (str, str, float)
        Path, colour and opacity of all marks of one direction and size.
    words : str
        What a reader who does not see it is told.
    explanation : tuple of str
        Sentences below it: which axis runs where, and what a square stands for.
    """

    width: int
    height: int
    pixels: int
    grid: str
    panels: str
    marks: tuple[tuple[str, str, float], ...]
    words: str
    explanation: tuple[str, ...]


def draw(difference: Difference) -> Drawing:
    """Return the drawing of a difference."""
    rows = difference.rows
    height, width = len(rows), len(rows[0])
    down, across = difference.panel
    places: dict[int, list[str]] = {}
    for y, row in enumerate(rows):
        for x, level in enumerate(row):
            if level:
                places.setdefault(level, []).append(_mark(x, y, level))
    marks = tuple(
        ("".join(paths), TOO_LARGE if level > 0 else TOO_SMALL, _OPACITIES[abs(level) - 1])
        for level, paths in sorted(places.items())
    )
    return Drawing(
        width,
        height,
        16 if width <= _WIDE else 10,
        _lines(width, height, 1, 1),
        _lines(width, height, across, down) if (down, across) != (height, width) else "",
        marks,
        _words(difference),
        tuple(_explanation(difference)),
    )


def _mark(x: int, y: int, level: int) -> str:
    half = _HALVES[min(abs(level), LEVELS) - 1]
    top = f"{y + 0.5 - half:.4g}"
    if level > 0:
        return f"M{x + 0.5 - half:.4g} {top}h{2 * half:g}v{2 * half:g}h-{2 * half:g}z"
    return f"M{x + 0.5:g} {top}l{half} {half} -{half} {half} -{half} -{half}z"


def _lines(width: int, height: int, across: int, down: int) -> str:
    upright = [f"M{x} 0v{height}" for x in range(across, width, across)]
    return "".join(upright + [f"M0 {y}h{width}" for y in range(down, height, down)])


def _words(difference: Difference) -> str:
    levels = [level for row in difference.rows for level in row]
    large, small = sum(level > 0 for level in levels), sum(level < 0 for level in levels)
    what = "entries" if difference.block == (1, 1) else "squares"
    return (
        f"Where {difference.name} of shape {difference.shape} is wrong: {large + small} of {len(levels)} {what}, "
        f"{large} too large and {small} too small"
    )


def _explanation(difference: Difference) -> list[str]:
    axes = len(difference.shape)
    if axes == 1:
        sentences = ["The entries stand from left to right."]
    else:
        sentences = [f"Axis {axes - 2} runs down, axis {axes - 1} across."]
    if axes == 3:
        sentences.append("Each panel is one entry of axis 0.")
    elif axes > 3:
        before = "axis 0" if axes == 4 else f"axes 0 to {axes - 4} together"
        sentences.append(f"Of the panels, axis {axes - 3} runs across and {before} down.")
    if difference.block != (1, 1):
        down, across = difference.block
        sentences.append(f"A square stands for up to {down} × {across} entries and shows the worst.")
    return sentences
