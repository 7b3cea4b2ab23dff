"""Figures of the lesson on gated recurrence: the two cells as sketches, and how far gradient reaches back."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyBboxPatch

from lecturelib.arguments import Array
from lecturelib.plots.drawing import of_data
from lecturelib.plots.style import BLUE, GREY, INK, ORANGE, SERIES, new_axes, without_frame

_GATE, _SQUASHED = "#DCEBF7", "#FBE6D5"
_BOX, _KNOT = (0.52, 0.36), 0.26
Point = tuple[float, float]


@of_data
def lstm_cell_sketch() -> None:
    """Draw one step of an LSTM: the cell runs along the top, three gates and a candidate stand below."""
    ax = _empty_axes()
    keep, add, enter, leave = (2.6, 4.4), (5.4, 4.4), (5.4, 3.1), (9.2, 2.0)
    _arrows(ax, [((0.9, 4.4), keep), (keep, add), (add, (10.6, 4.4))], colour=BLUE, width=3.0)
    squash = (9.2, 3.2)
    _arrows(ax, [((9.2, 4.4), squash), (squash, leave), (leave, (10.6, 2.0))])
    boxes: dict[str, tuple[Point, Point, str]] = {
        "$f$": ((2.6, 2.0), keep, _GATE),
        "$i$": ((4.6, 2.0), enter, _GATE),
        r"$\tilde c$": ((6.2, 2.0), enter, _SQUASHED),
        "$o$": ((7.8, 2.0), leave, _GATE),
    }
    for name, (place, target, colour) in boxes.items():
        _arrows(ax, [(place, target), ((place[0], 0.85), place)])
        _box(ax, place, name, colour)
        ax.text(place[0], 0.45, "$x_t,\\ h_{t-1}$", ha="center", va="center", fontsize=9, color=INK)
    _arrows(ax, [(enter, add)])
    _box(ax, squash, "tanh", _SQUASHED)
    for place, sign in ((keep, "×"), (add, "+"), (enter, "×"), (leave, "×")):
        _knot(ax, place, sign)
    for place, words in (((0.4, 4.4), "$c_{t-1}$"), ((11.0, 4.4), "$c_t$"), ((11.0, 2.0), "$h_t$")):
        ax.text(*place, words, ha="center", va="center", fontsize=12, color=INK)
    for place, words in (((1.15, 2.0), "keep?"), ((4.25, 3.15), "enter?"), ((7.85, 2.95), "show?")):
        ax.text(*place, words, ha="center", va="center", fontsize=9.5, color=BLUE, style="italic")


@of_data
def gru_cell_sketch() -> None:
    """Draw one step of a GRU: the state runs along the top, and is mixed with a candidate that saw part of it."""
    ax = _empty_axes()
    keep, add, enter, reset = (5.2, 4.4), (7.6, 4.4), (7.6, 3.1), (2.4, 3.1)
    _arrows(ax, [((0.9, 4.4), keep), (keep, add), (add, (10.6, 4.4))], colour=BLUE, width=3.0)
    boxes: dict[str, tuple[Point, str, str]] = {
        "$r$": ((2.4, 1.8), _GATE, "$x_t,\\ h_{t-1}$"),
        "$z$": ((5.2, 1.8), _GATE, "$x_t,\\ h_{t-1}$"),
        r"$\tilde h$": ((9.4, 1.8), _SQUASHED, "$x_t$"),
    }
    below = (3.8, 1.0)  # what was reset passes beneath the update gate
    ax.plot([reset[0], 3.8, 3.8, 8.1, 8.1], [reset[1], reset[1], below[1], below[1], 1.8], color=INK, lw=1.4, zorder=1)
    _arrows(ax, [((8.1, 1.8), (9.2, 1.8))])
    for name, (place, colour, seen) in boxes.items():
        _arrows(ax, [((place[0], 0.7), place)])
        _box(ax, place, name, colour)
        ax.text(place[0], 0.35, seen, ha="center", va="center", fontsize=9, color=INK)
    _arrows(ax, [((2.4, 4.4), reset), ((2.4, 1.8), reset), ((5.2, 1.8), keep), ((5.2, 1.8), enter)])
    _arrows(ax, [((9.4, 1.8), enter), (enter, add)])
    for place, sign in ((keep, "×"), (add, "+"), (enter, "×"), (reset, "×")):
        _knot(ax, place, sign)
    for place, words in (((0.4, 4.4), "$h_{t-1}$"), ((11.0, 4.4), "$h_t$")):
        ax.text(*place, words, ha="center", va="center", fontsize=12, color=INK)
    for place, words in (((4.75, 3.2), "$1 - z$"), ((6.6, 2.25), "$z$"), ((4.25, 1.3), "$r\\,h_{t-1}$")):
        ax.text(*place, words, ha="center", va="center", fontsize=10, color=BLUE)


@of_data
def gradient_by_step(curves: Mapping[str, Array]) -> None:
    """Draw how large the gradient is that arrives at each step from the last one, on a scale of powers of ten.

    Parameters
    ----------
    curves : mapping of name to ndarray, shape (T,)
        For each network, at most four, the size of the gradient at steps 1 to T; none may be negative.
    """
    (ax,) = new_axes(1, (6.4, 3.1))
    for (name, sizes), (colour, dash) in zip(curves.items(), SERIES, strict=False):
        visible = np.where(sizes > 0, sizes, np.nan)
        ax.plot(np.arange(1, len(sizes) + 1), visible, color=colour, linestyle=dash, linewidth=1.8, label=name)
    ax.set_yscale("log")
    ax.set(xlabel="step", ylabel="size of the gradient")
    ax.axhline(1, color=GREY, linewidth=0.6)
    ax.legend(frameon=False, fontsize=9, loc="lower right")
    without_frame(ax)


def _empty_axes() -> Axes:
    (ax,) = new_axes(1, (7.0, 3.2), labelled=False)
    ax.set(xlim=(0, 11.4), ylim=(0.1, 5.1), aspect="equal")
    ax.axis("off")
    return ax


def _box(ax: Axes, place: Point, name: str, colour: str) -> None:
    corner = (place[0] - _BOX[0], place[1] - _BOX[1])
    edge = BLUE if colour == _GATE else ORANGE
    style = "round,pad=0.05"
    ax.add_patch(
        FancyBboxPatch(corner, 2 * _BOX[0], 2 * _BOX[1], boxstyle=style, facecolor=colour, edgecolor=edge, zorder=3)
    )
    ax.text(*place, name, ha="center", va="center", fontsize=12 if "$" in name else 10, color=INK, zorder=4)


def _knot(ax: Axes, place: Point, sign: str) -> None:
    ax.add_patch(Circle(place, _KNOT, facecolor="white", edgecolor=INK, lw=1.3, zorder=3))
    ax.text(*place, sign, ha="center", va="center", fontsize=12, color=INK, zorder=4)


def _arrows(ax: Axes, ways: list[tuple[Point, Point]], colour: str = INK, width: float = 1.4) -> None:
    """Draw arrows that end at the edge of what stands at their end; boxes and circles cover where they begin."""
    for start, end in ways:
        way = np.subtract(end, start)
        tip = np.subtract(end, way * 0.42 / np.hypot(*way)) if end[0] < 10 else np.asarray(end)
        look = {"arrowstyle": "-|>", "color": colour, "lw": width, "shrinkA": 0, "shrinkB": 0, "mutation_scale": 12}
        ax.annotate("", xy=(tip[0], tip[1]), xytext=start, arrowprops=look, zorder=1)
