"""Figures of the first lesson: a nerve cell, what one neuron decides, and what two layers add."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.ticker import MaxNLocator

from lecturelib.arguments import Array
from lecturelib.plots.drawing import of_data
from lecturelib.plots.style import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PURPLE,
    grid_around,
    mark_classes,
    new_axes,
    shade_region,
    without_frame,
)


@of_data
def neuron_sketch() -> None:
    """Draw a nerve cell and, beneath it part by part, the unit that imitates it."""
    (ax,) = new_axes(1, (6.6, 3.9), labelled=False)
    ax.set(xlim=(-0.4, 10.4), ylim=(-0.3, 6.3), aspect="equal")
    ax.axis("off")
    for height in (5.4, 4.4, 3.4):
        branch = Path([(1.4, height), (2.4, height), (2.9, 4.4), (4.0, 4.4)], [Path.MOVETO] + [Path.CURVE4] * 3)
        ax.add_patch(PathPatch(branch, fill=False, edgecolor=BLUE, linewidth=3, capstyle="round"))
        ax.plot([0.2, 1.1], [height, height], color=GREY, linewidth=2)
        ax.add_patch(Circle((1.17, height), 0.13, color=ORANGE, zorder=3))
    ax.plot([4.0, 8.2], [4.4, 4.4], color=BLUE, linewidth=4)
    for height in (4.9, 4.4, 3.9):
        ax.plot([8.2, 9.2], [4.4, height], color=BLUE, linewidth=2)
        ax.add_patch(Circle((9.25, height), 0.13, color=ORANGE, zorder=3))
    ax.add_patch(Circle((4.0, 4.4), 0.62, facecolor="#CFE3F1", edgecolor=BLUE, linewidth=2, zorder=2))
    ax.add_patch(Circle((4.0, 4.4), 0.2, color=BLUE, zorder=3))
    for place, name in (
        ((1.17, 5.95), "synapses"),
        ((2.55, 5.45), "dendrites"),
        ((4.0, 5.45), "soma"),
        ((6.6, 4.75), "axon"),
    ):
        ax.text(*place, name, ha="center", color=INK, fontsize=11)

    for height, index in zip((2.2, 1.2, 0.2), (1, 2, 3), strict=True):
        ax.plot([0.5, 4.0], [height, 1.2], color=BLUE, linewidth=1.6, zorder=1)
        ax.text(0.1, height, f"$x_{index}$", ha="center", va="center", fontsize=13, color=INK)
        ax.text(1.5, 1.2 + (height - 1.2) * 0.72 + 0.14, f"$w_{index}$", ha="center", fontsize=12, color=ORANGE)
    ax.add_patch(Circle((4.0, 1.2), 0.62, facecolor="#CFE3F1", edgecolor=BLUE, linewidth=2, zorder=2))
    ax.text(4.0, 1.2, r"$\sum$", ha="center", va="center", fontsize=14, color=INK, zorder=3)
    ax.annotate("", (4.0, 0.55), (4.0, -0.2), arrowprops={"arrowstyle": "->", "color": BLUE})
    ax.text(4.25, -0.15, "$b$", ha="left", fontsize=12, color=ORANGE)
    ax.annotate("", (6.3, 1.2), (4.65, 1.2), arrowprops={"arrowstyle": "->", "color": BLUE})
    ax.text(5.4, 1.4, "$a$", ha="center", fontsize=13, color=INK)
    ax.add_patch(Rectangle((6.35, 0.6), 1.3, 1.2, facecolor="white", edgecolor=BLUE, linewidth=2))
    ax.plot([6.5, 7.0, 7.0, 7.5], [0.85, 0.85, 1.55, 1.55], color=INK, linewidth=2)
    ax.text(7.0, 0.2, r"$\varphi$", ha="center", fontsize=13, color=INK)
    ax.annotate("", (9.1, 1.2), (7.7, 1.2), arrowprops={"arrowstyle": "->", "color": BLUE})
    ax.text(9.4, 1.2, "$o$", ha="center", va="center", fontsize=13, color=INK)


def half_planes(
    neuron: Callable[[Array, Array, float], Array], settings: Sequence[tuple[str, Any, float]], x: Array
) -> None:
    """Shade where a neuron of two inputs fires, one panel for each setting of its weights.

    Parameters
    ----------
    neuron : callable
        Maps inputs (N, 2), weights (2,) and bias to outputs (N,), 0 or 1.
    settings : sequence of (title, w, b)
        One panel each.
    x : ndarray, shape (N, 2)
        Points to mark: filled where the neuron fires.
    """
    first, second, rows = grid_around(x, 0.8)
    answers = [(title, neuron(rows, np.asarray(w), b), neuron(x, np.asarray(w), b)) for title, w, b in settings]
    _half_planes(answers, (first, second), x)


@of_data
def _half_planes(answers: Sequence[tuple[str, Array, Array]], grids: tuple[Array, Array], x: Array) -> None:
    first, second = grids
    for ax, (title, shade, fires) in zip(new_axes(len(answers), (6.6, 2.7)), answers, strict=True):
        shade_region(ax, shade.reshape(first.shape), (first, second))
        mark_classes(ax, x, fires > 0)
        ax.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
        ax.set_title(title, fontsize=10)


@of_data
def perceptron_runs(runs: Mapping[str, tuple[Array, Array, Array, float, Array]]) -> None:
    """Draw training points with the learned line above, and the mistakes of each epoch below.

    Parameters
    ----------
    runs : mapping of title to (x, y, w, b, mistakes)
        Inputs (N, 2), labels (N,) in {-1, +1}, learned weights (2,) and bias, mistakes (E,); one column each.
    """
    axes = new_axes(len(runs), (6.6, 4.6), rows=2, between=(0.6, 0.8))
    for column, (title, (x, y, w, b, mistakes)) in enumerate(runs.items()):
        above, below = axes[column], axes[column + len(runs)]
        first, second, rows = grid_around(x, 0.6)
        shade_region(above, (rows @ w + b).reshape(first.shape), (first, second))
        mark_classes(above, x, y > 0)
        above.set(xlabel="$x_1$", ylabel="$x_2$")
        above.set_title(title, fontsize=10)
        below.plot(np.arange(1, len(mistakes) + 1), mistakes, "o-", color=INK, markersize=4)
        below.set(xlabel="epoch", ylabel="mistakes", ylim=(-0.4, max(mistakes) + 1))
        below.yaxis.set_major_locator(MaxNLocator(integer=True))
        below.xaxis.set_major_locator(MaxNLocator(integer=True))
        without_frame(below)


@of_data
def xor_spaces(W1: Array, b1: Array, w2: Array, b2: float) -> None:
    """Draw XOR twice: in the inputs with the two hidden lines, and in the hidden outputs with the output's line.

    Parameters
    ----------
    W1, b1 : ndarray, shapes (2, 2) and (2,)
        Weights and biases of the hidden units, one a column.
    w2, b2 : ndarray of shape (2,), float
        Weights and bias of the output unit.
    """
    corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    is_odd = np.array([False, True, True, False])
    hidden = (corners @ W1 + b1 > 0).astype(float)
    left, right = new_axes(2, (6.6, 3.4))
    first, second, rows = grid_around(corners, 0.6)
    for unit, (colour, dash) in enumerate(((GREEN, "-"), (PURPLE, "--"))):
        shade_region(left, (rows @ W1[:, unit] + b1[unit]).reshape(first.shape), (first, second), colour, dash)
        left.plot([], [], color=colour, linestyle=dash, label=f"$v_{unit + 1}$ fires")
    left.legend(fontsize=8, loc="lower left", framealpha=1, edgecolor="white")
    shade_region(right, (rows @ w2 + b2).reshape(first.shape), (first, second), INK)
    mark_classes(left, corners, is_odd)
    mark_classes(right, hidden, is_odd)
    for place in np.unique(hidden, axis=0):
        names = [f"({a:.0f}, {b:.0f})" for (a, b), seen in zip(corners, hidden, strict=True) if (seen == place).all()]
        right.text(place[0], place[1] - 0.1, "from\n" + "\n".join(names), ha="center", va="top", fontsize=8, color=INK)
    left.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal", xticks=(0, 1), yticks=(0, 1))
    left.set_title("what the hidden units see", fontsize=10)
    right.set(xlabel="$v_1$", ylabel="$v_2$", aspect="equal", xticks=(0, 1), yticks=(0, 1))
    right.set_title("what the output unit sees", fontsize=10)


@of_data
def step_and_sigmoid() -> None:
    """Draw the step and the sigmoid, and beside them their slopes."""
    a = np.linspace(-6, 6, 601)
    g = 1 / (1 + np.exp(-a))
    left, right = new_axes(2, (6.6, 2.6))
    left.plot(a, a > 0, "--", color=ORANGE, label="step")
    left.plot(a, g, color=BLUE, label="sigmoid g")
    left.set_title("value", fontsize=10)
    right.plot(a, 0 * a, "--", color=ORANGE, label="step: 0 wherever it exists")
    right.plot(a, g * (1 - g), color=BLUE, label="sigmoid: g (1 - g)")
    right.set_title("slope", fontsize=10)
    right.set_ylim(-0.02, 0.38)
    for ax in (left, right):
        ax.set_xlabel("weighted sum a")
        ax.legend(frameon=False, fontsize=8, loc="upper left")
        without_frame(ax)
