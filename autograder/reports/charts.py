"""The charts of the class report: inline SVG, coloured by the page's style sheet, the numbers also as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate

from markupsafe import Markup

from autograder.reports.summary import ScoreRange

_WIDTH, _HEIGHT = 720, 236
_LEFT, _RIGHT = 8, 8
_TOP, _BASE = 54, 186  # y of the highest bar's top, and of the axis
_MOST_LABELS = 31


def histogram(
    distribution: Sequence[ScoreRange],
    quartiles: tuple[float, float, float],
    units: tuple[str, str] = ("point", "points"),
) -> Markup:
    """Return the distribution of scores, with the median and the middle half above the bars.

    Parameters
    ----------
    distribution : sequence of ScoreRange
        One bar each.
    quartiles : tuple of float
        First quartile, median and third quartile, in these units.
    units : tuple of str
        What scores are counted in: one, and many.
    """
    slot = (_WIDTH - _LEFT - _RIGHT) / len(distribution)
    highest = max(1, *(each.students for each in distribution))
    label_every = -(-len(distribution) // _MOST_LABELS)
    pieces = [Markup('<line class="axis" x1="{}" x2="{}" y1="{y}" y2="{y}"/>').format(_LEFT, _WIDTH - _RIGHT, y=_BASE)]
    for place, each in enumerate(distribution):
        middle = _LEFT + (place + 0.5) * slot
        top = _BASE - (_BASE - _TOP) * each.students / highest
        if each.students:
            pieces.append(
                Markup('<rect class="bar" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>').format(
                    middle - 0.42 * slot, top, 0.84 * slot, _BASE - top
                )
            )
            pieces.append(_text("count", middle, top - 5, str(each.students)))
        if place % label_every == 0:
            pieces.append(_text("tick", middle, _BASE + 16, range_words(each)))
    pieces.append(_text("axis-label", _WIDTH / 2, _BASE + 40, units[1]))
    pieces.append(_text("axis-label start", _LEFT, 14, "students"))
    pieces += _middle_half(distribution, quartiles, slot)
    counts = "; ".join(
        f"{range_words(each)} {units[not each.low == each.high == 1]}: {each.students}"
        for each in distribution
        if each.students
    )
    return Markup('<svg class="histogram" role="img" aria-label="{}" viewBox="0 0 {} {}">{}</svg>').format(
        f"Number of students by score. {counts}.", _WIDTH, _HEIGHT, Markup("").join(pieces)
    )


def _middle_half(
    distribution: Sequence[ScoreRange], quartiles: tuple[float, float, float], slot: float
) -> list[Markup]:
    width = distribution[0].high - distribution[0].low + 1
    # A score of n points lies in the middle of n's own share of its bar.
    first, median, third = (_LEFT + (score + 0.5) / width * slot for score in quartiles)
    y = 30
    anchor = "start" if median < _WIDTH / 8 else "end" if median > _WIDTH * 7 / 8 else ""
    return [
        Markup('<line class="middle-half" x1="{:.1f}" x2="{:.1f}" y1="{y}" y2="{y}"/>').format(first, third, y=y),
        Markup('<circle class="median" cx="{:.1f}" cy="{}" r="4.5"/>').format(median, y),
        _text(f"axis-label {anchor}", median, y - 11, "median and middle half"),
    ]


def stacked_bar(parts: Sequence[tuple[str, float]], whole: float, words: Mapping[str, str] | None = None) -> Markup:
    """Return a horizontal bar: each part as a share of the whole, the rest empty.

    Parameters
    ----------
    parts : sequence of (str, float)
        What each part is, and how many students it stands for. The words are also the classes of the style sheet.
    whole : float
        How many students the full length stands for.
    words : mapping of str to str, optional
        What a part is called for those who hear the page, if it is not called like its class.
    """
    ends = list(accumulate((count for _, count in parts), initial=0))
    rects = [
        Markup('<rect class="{}" x="{:.2f}" y="0" width="{:.2f}" height="10"/>').format(
            kind.replace(" ", "-"), 100 * start / whole, 100 * count / whole
        )
        for (kind, count), start in zip(parts, ends, strict=False)
        if count
    ]
    spoken = words or {}
    label = ", ".join(f"{count:g} {spoken.get(kind, kind)}" for kind, count in parts if count) or "none"
    return Markup(
        '<svg class="share" role="img" aria-label="{}" viewBox="0 0 100 10" preserveAspectRatio="none">{}</svg>'
    ).format(f"Of {whole:g}: {label}", Markup("").join(rects))


def range_words(each: ScoreRange) -> str:
    """Return a range of scores in words: "7" or "10–14"."""
    return str(each.low) if each.low == each.high else f"{each.low}–{each.high}"


def _text(kind: str, x: float, y: float, words: str) -> Markup:
    return Markup('<text class="{}" x="{:.1f}" y="{:.1f}">{}</text>').format(kind, x, y, words)
