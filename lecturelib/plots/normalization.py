"""Figures of the lesson on normalisation: who shares statistics, how x reaches y, what layers pass on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.patches import FancyBboxPatch

from lecturelib.arguments import Array
from lecturelib.plots.drawing import of_data
from lecturelib.plots.style import BLUE, GREY, INK, ORANGE, SERIES, new_axes, without_frame

_EXAMPLES, _CHANNELS, _POSITIONS = 3, 4, 6
_PALE = "#F4F4F4"


@of_data
def shared_statistics() -> None:
    """Draw a batch of images as a block in slices, once for each normalisation, with the numbers that share a mean."""
    lit: dict[str, Callable[[int, int], bool]] = {
        "batch norm": lambda n, c: c == 0,
        "layer norm": lambda n, c: n == 0,
        "instance norm": lambda n, c: n == 0 and c == 0,
        "group norm, 2 groups": lambda n, c: n == 0 and c < _CHANNELS // 2,
    }
    axes = new_axes(4, (7.4, 2.75), between=(0.15, 0), labelled=False)
    for ax, (title, is_lit) in zip(axes, lit.items(), strict=True):
        for example in reversed(range(_EXAMPLES)):
            for chosen, colour in ((True, BLUE), (False, _PALE)):
                rows = [channel for channel in range(_CHANNELS) if is_lit(example, channel) is chosen]
                cells = [_cell(example, channel, place) for channel in rows for place in range(_POSITIONS)]
                ax.add_collection(PolyCollection(cells, facecolors=colour, edgecolors=GREY, linewidths=0.5))
        ax.set(xlim=(-1.6, 8.4), ylim=(-11.6, 7.6), aspect="equal")
        ax.axis("off")
        ax.text(3.4, 6.8, title, ha="center", fontsize=10, color=INK)
    axes[0].text(3.0, -11.2, "positions H × W", ha="center", fontsize=8, color=INK)
    axes[0].text(-0.5, -7.6, "channels C", ha="right", va="center", rotation=90, fontsize=8, color=INK)
    axes[0].text(-0.3, 1.0, "examples N", ha="center", va="center", rotation=72, fontsize=8, color=INK)


def _cell(example: int, channel: int, place: int) -> Array:
    """Return the corners of a cell: one sheet for each example, the first in front, below the others."""
    left, top = place + 0.75 * example, -5.6 - channel + 5.0 * example
    slant = 0.22
    corners = [(left, top), (left + 1, top + slant), (left + 1, top + slant - 1), (left, top - 1)]
    return np.array([(x, y + slant * place) for x, y in corners])


@of_data
def three_ways_sketch() -> None:
    """Draw the graph of one normalised channel: x reaches y directly, through the mean, and through the variance."""
    (ax,) = new_axes(1, (6.6, 2.7), labelled=False)
    ax.set(xlim=(-0.2, 11.6), ylim=(-0.3, 4.4), aspect="equal")
    ax.axis("off")
    nodes = {
        "$x_i$": (0.8, 2.0),
        r"$\mu$": (3.1, 3.6),
        r"$x_i - \mu$": (4.3, 2.0),
        r"$\sigma^2$": (6.2, 0.4),
        r"$\hat x_i$": (8.0, 2.0),
        "$y_i$": (10.7, 2.0),
    }
    direct, mean, variance = (BLUE, "-"), (ORANGE, "--"), ("#8A4F7D", ":")
    for start, end, (colour, dash) in (
        ("$x_i$", r"$x_i - \mu$", direct),
        (r"$x_i - \mu$", r"$\hat x_i$", direct),
        (r"$\hat x_i$", "$y_i$", (INK, "-")),
        ("$x_i$", r"$\mu$", mean),
        (r"$\mu$", r"$x_i - \mu$", mean),
        (r"$x_i - \mu$", r"$\sigma^2$", variance),
        (r"$\sigma^2$", r"$\hat x_i$", variance),
    ):
        gap = _half_a_box(np.subtract(nodes[end], nodes[start]))
        _arrow(ax, np.add(nodes[start], gap), np.subtract(nodes[end], gap), colour, dash)
    for name, (across, up) in nodes.items():
        corner = (across - 0.62, up - 0.36)
        ax.add_patch(FancyBboxPatch(corner, 1.24, 0.72, boxstyle="round,pad=0.08", facecolor="#EAF2F8", edgecolor=INK))
        ax.text(across, up, name, ha="center", va="center", fontsize=12, color=INK)
    ax.text(9.35, 2.35, r"$\gamma,\ \beta$", ha="center", fontsize=11, color=INK)
    for place, (words, (colour, _)) in enumerate(
        (("itself", direct), ("through the mean", mean), ("through the variance", variance))
    ):
        ax.text(11.5, 4.1 - 0.42 * place, words, ha="right", va="center", fontsize=9.5, color=colour)


def _arrow(ax: Axes, start: Array, end: Array, colour: str, dash: str) -> None:
    look = {"arrowstyle": "-|>", "color": colour, "lw": 1.8, "linestyle": dash, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", xy=(end[0], end[1]), xytext=(start[0], start[1]), arrowprops=look)


def _half_a_box(way: Array) -> Array:
    """Return how far the border of a node's box lies from its middle in the direction of `way`."""
    across, up = np.abs(way)
    return np.asarray(way * min(0.76 / max(across, 1e-9), 0.5 / max(up, 1e-9)))


@of_data
def layer_histograms(panels: Mapping[str, Sequence[Array]], label: str) -> None:
    """Draw what every layer of a network holds, a histogram for each layer above the one before it.

    Parameters
    ----------
    panels : mapping of title to sequence of ndarray
        One network each: the values of its layers, of any shape, the first layer at the bottom.
    label : str
        What the values are.
    """
    values = [np.ravel(layer) for layers in panels.values() for layer in layers]
    edges = np.linspace(min(v.min() for v in values), max(v.max() for v in values), 61)
    axes = new_axes(len(panels), (3.6 * len(panels), 3.3))
    for ax, (title, layers) in zip(axes, panels.items(), strict=True):
        for number, layer in reversed(list(enumerate(layers, start=1))):
            _ridge(ax, np.ravel(layer), edges, number)
        ax.text(edges[-1], len(layers) + 1.0, "deviation", ha="center", fontsize=8, color=INK)
        ax.set_title(title, fontsize=10)
        ax.set(xlabel=label, xlim=(edges[0], edges[-1] + 0.22 * (edges[-1] - edges[0])))
        ax.set(ylim=(0.8, len(layers) + 1.4), yticks=range(1, len(layers) + 1))
        without_frame(ax)
    axes[0].set_ylabel("layer")


def _ridge(ax: Axes, values: Array, edges: Array, floor: int) -> None:
    counts, _ = np.histogram(values, edges)
    heights = floor + 0.85 * counts / counts.max()
    ax.stairs(heights, edges, baseline=floor, fill=True, facecolor="#A9CCE3", edgecolor=BLUE, linewidth=0.8)
    ax.text(edges[-1] + 2 * (edges[1] - edges[0]), floor + 0.12, f"{values.std():.1g}", fontsize=8, color=INK)


@of_data
def channel_scatter(panels: Mapping[str, Array]) -> None:
    """Draw the examples of a batch with two channels as points, at the stages of a normalisation.

    Parameters
    ----------
    panels : mapping of title to ndarray, shape (N, 2)
        The batch at each stage; all panels have one scale.
    """
    reach = 1.1 * max(float(np.abs(points).max()) for points in panels.values())
    axes = new_axes(len(panels), (2.3 * len(panels), 2.5), between=(0.35, 0))
    for ax, (title, points), (colour, _) in zip(axes, panels.items(), SERIES, strict=False):
        ax.axhline(0, color=GREY, linewidth=0.6)
        ax.axvline(0, color=GREY, linewidth=0.6)
        ax.scatter(points[:, 0], points[:, 1], s=12, color=colour, alpha=0.7, linewidths=0)
        ax.set(xlim=(-reach, reach), ylim=(-reach, reach), aspect="equal", xlabel="first channel")
        ax.set_title(title, fontsize=10)
        without_frame(ax)
    axes[0].set_ylabel("second channel")
