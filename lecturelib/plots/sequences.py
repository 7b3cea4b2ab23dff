"""Figures of the lesson on sequences and trees: one network hands over to another, how sure, a coloured tree."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from lecturelib.arguments import Array
from lecturelib.plots.drawing import of_data
from lecturelib.plots.style import BLUE, GREY, INK, ORANGE, ORANGE_TO_BLUE, new_axes

SENTIMENT_SIGNS = ("\N{MINUS SIGN}\N{MINUS SIGN}", "\N{MINUS SIGN}", "0", "+", "++")


@of_data
def handover_sketch(source: str, target: str) -> None:
    """Draw an encoder that reads `source`, symbol by symbol, and a decoder that it starts and that writes `target`.

    Parameters
    ----------
    source, target : str
        Short texts; a character is a symbol.
    """
    read, written = list(source), [*target, "stop"]
    told = ["start", *target]
    (ax,) = new_axes(1, (7.4, 2.1), labelled=False)
    ax.set(xlim=(-0.7, len(read) + len(written) + 0.3), ylim=(-1.3, 1.95))
    ax.axis("off")
    for place, symbol in enumerate(read):
        _cell(ax, place, BLUE, below=symbol.replace(" ", "\N{OPEN BOX}"))
    for place, (heard, said) in enumerate(zip(told, written, strict=True), start=len(read)):
        _cell(ax, place + 0.6, ORANGE, below=heard, above=said)
    for place in range(len(read) - 1):
        _arrow(ax, (place + 0.3, 0.5), (place + 0.7, 0.5), BLUE)
    for place in range(len(read), len(read) + len(written) - 1):
        _arrow(ax, (place + 0.9, 0.5), (place + 1.3, 0.5), ORANGE)
    _arrow(ax, (len(read) - 0.7, 0.5), (len(read) + 0.3, 0.5), INK, width=2.6)
    ax.text(len(read) - 0.2, 0.72, "state", ha="center", color=INK, fontsize=10, weight="bold")
    ax.text((len(read) - 1) / 2, 1.15, "encoder: reads", ha="center", color=BLUE, fontsize=11, weight="bold")
    middle = len(read) + 0.6 + (len(written) - 1) / 2
    ax.text(middle, -1.3, "decoder: writes", ha="center", va="bottom", color=ORANGE, fontsize=11, weight="bold")


def _cell(ax: Axes, place: float, colour: str, below: str, above: str = "") -> None:
    box = FancyBboxPatch(
        (place - 0.24, 0.22), 0.48, 0.56, boxstyle="round,pad=0.05", facecolor="white", edgecolor=colour
    )
    ax.add_patch(box)
    _arrow(ax, (place, -0.32), (place, 0.14), colour)
    ax.text(place, -0.42, below, ha="center", va="top", color=INK, fontsize=11)
    if above:
        _arrow(ax, (place, 0.86), (place, 1.3), colour)
        ax.text(place, 1.38, above, ha="center", va="bottom", color=INK, fontsize=11)


def _arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float], colour: str, width: float = 1.4) -> None:
    ax.annotate(
        "", end, start, arrowprops={"arrowstyle": "->", "color": colour, "lw": width, "shrinkA": 0, "shrinkB": 0}
    )


@of_data
def symbol_probabilities(probabilities: Array, symbols: Sequence[str], told: Sequence[str]) -> None:
    """Draw the probability of every symbol at every step, and mark the true one.

    Parameters
    ----------
    probabilities : ndarray, shape (T, K)
        A row for each step.
    symbols : sequence of K str
        What the columns of `probabilities` stand for.
    told : sequence of T str
        The true symbol of each step.
    """
    (ax,) = new_axes(1, (6.4, 3.4))
    ax.imshow(np.asarray(probabilities).T, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    for step, symbol in enumerate(told):
        p = float(probabilities[step, symbols.index(symbol)])
        ax.plot(step, symbols.index(symbol), "s", markersize=13, markerfacecolor="none", markeredgecolor=ORANGE)
        if p < 0.995:
            colour = "white" if p > 0.6 else INK
            ax.text(step, symbols.index(symbol), f"{100 * p:.0f}", ha="center", va="center", fontsize=7, color=colour)
    ax.set_xticks(range(len(told)), told)
    ax.set_yticks(range(len(symbols)), symbols)
    ax.set(xlabel="true symbol, step by step")
    ax.set_title("dark: likely; square: the true symbol, with its percentage if below 99.5", fontsize=9)


@of_data
def sentiment_tree(words: Sequence[str], children: Array, labels: Array) -> None:
    """Draw a binary tree over words, each node in the colour of its sentiment.

    Parameters
    ----------
    words : sequence of L str
        The leaves, from left to right.
    children : ndarray of int, shape (L - 1, 2)
        The children of the inner nodes, which are numbered from L on.
    labels : ndarray of int, shape (2 L - 1,)
        From 0, very negative, to 4, very positive.
    """
    count = len(words)
    places = [(float(word), 0.0) for word in range(count)]
    for left, right in np.asarray(children):
        (x, y), (other_x, other_y) = places[left], places[right]
        places.append(((x + other_x) / 2, max(y, other_y) + 1.0))
    (ax,) = new_axes(1, (1.0 + 0.95 * count, 1.0 + 0.55 * places[-1][1]), labelled=False)
    ax.set(xlim=(-0.6, count - 0.4), ylim=(-0.85, places[-1][1] + 0.5))
    ax.axis("off")
    for node, pair in enumerate(np.asarray(children), start=count):
        for child in pair:
            ax.plot(*zip(places[node], places[child], strict=True), color=GREY, linewidth=1.4, zorder=1)
    for place, label in zip(places, labels, strict=True):
        face = ORANGE_TO_BLUE(0.1 + 0.2 * int(label))
        ax.plot(*place, "o", markersize=22, markerfacecolor=face, markeredgecolor=INK, zorder=2)
        colour = "white" if label in (0, 4) else INK
        ax.text(*place, SENTIMENT_SIGNS[label], ha="center", va="center", fontsize=11, color=colour, zorder=3)
    for leaf, word in enumerate(words):
        ax.text(leaf, -0.48, word, ha="center", va="top", fontsize=11, color=INK)
