"""The plot of worst errors beside their tolerances: inline SVG, coloured by the page's style sheet."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from lecturelib.verify.families import FAMILIES, family_of
from lecturelib.verify.findings import Finding

WIDTH, LABELS, ROW, TOP, BOTTOM = 1080, 250, 26, 8, 30
EXACT, LEFT, RIGHT, NOT_FINITE = LABELS + 28, LABELS + 68, WIDTH - 70, WIDTH - 26  # x: 0, the axis, infinite and NaN
LOWEST, HIGHEST = -18, 2  # powers of ten


def position(value: float) -> float:
    """Return where a worst error or tolerance stands: exact zeros left of the axis, what is not finite right of it.

    Examples
    --------
    >>> position(0.0) < position(1e-30) == position(1e-18) < position(1e-12) < position(100.0) == position(1e9)
    True
    >>> position(1e9) < position(float("nan")) == position(float("inf"))
    True
    """
    if value == 0:
        return EXACT
    if not math.isfinite(value):
        return NOT_FINITE
    power = min(max(LOWEST, math.log10(value)), HIGHEST)
    return LEFT + (RIGHT - LEFT) * (power - LOWEST) / (HIGHEST - LOWEST)


def dot_plot(title: str, findings: Sequence[Finding]) -> str:
    """Return one module's plot: a row for each operation, a dot for each worst error, a bar at its tolerance.

    Parameters
    ----------
    title : str
        Name for readers who do not see it.
    findings : sequence of Finding
        Findings of one module.

    Returns
    -------
    svg : str
        An ``svg`` element.
    """
    rows: dict[str, list[Finding]] = {}
    for finding in findings:
        rows.setdefault(finding.name, []).append(finding)
    height = TOP + ROW * len(rows) + BOTTOM
    failed = sum(not finding.holds for finding in findings)
    spoken = f"{title}: worst errors of {len(rows)} operations beside their tolerances; {failed} above"
    pieces = [f'<svg class="chart" role="img" aria-label="{escape(spoken)}" viewBox="0 0 {WIDTH} {height}">']
    for row in range(1, len(rows), 2):
        pieces.append(f'<rect class="band" x="0" y="{TOP + ROW * row}" width="{WIDTH}" height="{ROW}"/>')
    pieces += _axis(TOP + ROW * len(rows))
    for row, (name, group) in enumerate(rows.items()):
        middle = TOP + ROW * (row + 0.5)
        fails = any(not finding.holds for finding in group)
        pieces.append(
            f'<text class="name{" fails" if fails else ""}" x="{LABELS}" y="{middle + 4:g}">{escape(name)}</text>'
        )
        # Failing ones last, so that nothing lies on them.
        for finding in sorted(group, key=lambda finding: not finding.holds):
            pieces.append(_mark(finding, middle))
    return "".join([*pieces, "</svg>"])


def _axis(base: float) -> list[str]:
    """Return grid lines and their labels, below `base`."""
    labels = {EXACT: "0", NOT_FINITE: "∞", position(1.0): "1"}
    labels |= {position(10.0**power): f'10<tspan dy="-5">{power}</tspan>' for power in range(LOWEST, 0, 3)}
    return [
        f'<line class="grid" x1="{x:g}" x2="{x:g}" y1="{TOP}" y2="{base}"/>'
        f'<text class="tick" x="{x:g}" y="{base + 18}">{label}</text>'
        for x, label in labels.items()
    ]


def _mark(finding: Finding, middle: float) -> str:
    """Return one finding's dot and tolerance, in its family's lane of the row."""
    family = family_of(finding.evidence.kind)
    lane = FAMILIES.index(family)
    y = middle + 5 * (lane - (len(FAMILIES) - 1) / 2)
    error, tolerance = position(finding.worst_error), position(finding.evidence.tolerance)
    limit = f"tolerance {finding.evidence.tolerance:.2g}"
    told = f"{finding.name}, {finding.evidence.kind}: {finding.worst_error:.2g}, {limit}; {finding.evidence.source}"
    if finding.holds:
        shape = f'<circle cx="{error:.1f}" cy="{y:g}" r="2.6"/>'
    else:
        shape = (
            f'<line class="excess" x1="{tolerance:.1f}" x2="{error:.1f}" y1="{y:g}" y2="{y:g}"/>'
            f'<path d="M{error:.1f} {y - 7:g}l7 7l-7 7l-7 -7z"/>'
        )
    verdict = f"f{lane}" if finding.holds else "fails"
    bar = f'<line class="limit" x1="{tolerance:.1f}" x2="{tolerance:.1f}" y1="{y - 3:g}" y2="{y + 3:g}"/>'
    return f'<g class="{verdict}"><title>{escape(told)}</title>{bar}{shape}</g>'
