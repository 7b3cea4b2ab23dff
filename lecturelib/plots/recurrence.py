"""Figures of the lesson on recurrent networks: the graph unfolded, gradients through time, losses of text."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle

from lecturelib.arguments import Array
from lecturelib.plots.drawing import of_data
from lecturelib.plots.style import BLUE, GREEN, GREY, INK, ORANGE, SERIES, new_axes, without_frame

_HEIGHTS = {"x": 0.7, "h": 2.3, "o": 3.9}


@of_data
def unrolled_sketch(steps: int = 4) -> None:
    """Draw a recurrent network as one cell with a loop, and the same network as a chain with a cell for each step.

    Parameters
    ----------
    steps : int
        Cells in the chain, at least 2.
    """
    (ax,) = new_axes(1, (6.8, 2.9), labelled=False)
    ax.set(xlim=(-1.0, 4.6 + 2.1 * steps), ylim=(-0.4, 4.9), aspect="equal")
    ax.axis("off")
    _column(ax, 0.6, {"x": "$x$", "h": "$h$", "o": "$o$"})
    loop = {"arrowstyle": "->", "color": ORANGE, "lw": 1.8, "connectionstyle": "arc3,rad=-2.6"}
    ax.annotate("", (0.98, 2.02), (0.98, 2.58), arrowprops=loop)
    ax.text(2.2, 2.3, "$W$", color=ORANGE, fontsize=11, ha="center", va="center")
    ax.annotate("", (3.7, 2.3), (2.6, 2.3), arrowprops={"arrowstyle": "-|>", "color": GREY, "lw": 1.2})
    ax.text(3.15, 2.55, "unfold", color=GREY, fontsize=9, ha="center")
    ax.text(4.25, 2.3, "$h_0$", color=INK, fontsize=11, ha="center", va="center")
    for step in range(1, steps + 1):
        across = 3.6 + 2.1 * step
        _column(ax, across, {"x": f"$x_{step}$", "h": f"$h_{step}$", "o": f"$o_{step}$"})
        _link(ax, (across - (1.15 if step == 1 else 1.6), 2.3), (across - 0.48, 2.3), ORANGE)
        ax.text(across - 0.95, 2.52, "$W$", color=ORANGE, fontsize=10, ha="center")


def _column(ax: Axes, across: float, names: Mapping[str, str]) -> None:
    """Draw an input, a state and an output above each other, joined by U and V."""
    for kind, name in names.items():
        colour = BLUE if kind == "h" else GREY
        ax.add_patch(_disc((across, _HEIGHTS[kind]), colour))
        ax.text(across, _HEIGHTS[kind], name, ha="center", va="center", fontsize=11, color=INK)
    for (low, high), letter in ((("x", "h"), "$U$"), (("h", "o"), "$V$")):
        _link(ax, (across, _HEIGHTS[low] + 0.48), (across, _HEIGHTS[high] - 0.48), BLUE)
        ax.text(across + 0.28, (_HEIGHTS[low] + _HEIGHTS[high]) / 2, letter, color=BLUE, fontsize=10, va="center")


def _disc(place: tuple[float, float], colour: str) -> Circle:
    return Circle(place, 0.45, facecolor="#EAF2F8" if colour == BLUE else "#F4F4F4", edgecolor=colour, lw=1.5)


def _link(ax: Axes, start: tuple[float, float], end: tuple[float, float], colour: str) -> None:
    ax.annotate("", end, start, arrowprops={"arrowstyle": "->", "color": colour, "lw": 1.5})


@of_data
def gradient_reach(sizes: Mapping[str, Array]) -> None:
    """Draw how large the gradient is at the states before the last one, on a logarithmic axis.

    Parameters
    ----------
    sizes : mapping of name to ndarray, shape (T,)
        For each network the size of the gradient at each step, from the first to the last; at most four, larger than 0.
    """
    (ax,) = new_axes(1, (5.6, 2.9))
    for (name, values), (colour, dash) in zip(sizes.items(), SERIES, strict=False):
        back = np.arange(len(values))[::-1]
        ax.semilogy(back, values, color=colour, linestyle=dash, linewidth=1.8)
        ax.annotate(
            name, (back[0], values[0]), (6, 0), textcoords="offset points", color=colour, fontsize=9, va="center"
        )
    longest = max(map(len, sizes.values())) - 1
    ax.set_xlim(0, 1.3 * max(longest, 1))
    ax.set_xticks(range(0, longest + 1, max(1, longest // 6)))
    ax.set(xlabel="steps back from the loss", title="size of the gradient at the state")
    ax.title.set_fontsize(10)
    without_frame(ax)


@of_data
def losses_of_text(steps: Array, losses: Array, guesses: Mapping[str, float]) -> None:
    """Draw what a character costs a language model as it learns, beside what it costs those who guess.

    Parameters
    ----------
    steps : ndarray, shape (P,)
        Training steps, rising.
    losses : ndarray, shape (P,)
        Nats a character after each.
    guesses : mapping of name to float
        Ways to guess, and their nats a character; at most three.
    """
    (ax,) = new_axes(1, (5.6, 2.9))
    ax.plot(steps, losses, color=BLUE, linewidth=1.6)
    for (name, level), colour in zip(guesses.items(), (GREY, ORANGE, GREEN), strict=False):
        ax.axhline(level, color=colour, linestyle="--", linewidth=1.2)
        ax.annotate(name, (steps[-1], level), (0, 3), textcoords="offset points", color=colour, fontsize=9, ha="right")
    ax.set_ylim(0, 1.15 * max(float(losses.max()), *guesses.values()))
    ax.set(xlabel="training steps", title="nats a character")
    ax.title.set_fontsize(10)
    without_frame(ax)
