"""Figures of the second lesson: what layers carve out of the plane, what activations do, and what a code looks like."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

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

Activation = Callable[[Array], tuple[Array, Callable[[Array], Any]]]


@of_data
def lines_and_regions() -> None:
    """Draw what one unit, one hidden layer and two hidden layers can fence in, each with the lines it needs."""
    # Each line as (w1, w2, b); its unit fires where w1 x1 + w2 x2 + b > 0.
    triangle = ((1.0, 0.0, 0.9), (0.0, 1.0, 0.9), (-1.0, -1.0, 0.4))
    diamond = ((-1.0, -1.0, 2.1), (1.0, 1.0, -0.7), (1.0, -1.0, 0.7), (-1.0, 1.0, 0.7))
    corners = np.array([[-1.5, -1.5], [1.5, 1.5]])
    first, second, rows = grid_around(corners, 0.0)

    def all_of(lines: Sequence[tuple[float, float, float]]) -> Array:
        return np.asarray(np.min([rows @ np.array(line[:2]) + line[2] for line in lines], axis=0))

    panels = (
        ("one unit: a half-plane", (triangle[2],), all_of(triangle[2:])),
        ("one hidden layer: a convex region", triangle, all_of(triangle)),
        ("two hidden layers: any region", (*triangle, *diamond), np.maximum(all_of(triangle), all_of(diamond))),
    )
    for ax, (title, lines, inside) in zip(new_axes(3, (7.6, 2.7), between=(0.3, 0)), panels, strict=True):
        for w1, w2, b in lines:
            sums = (rows @ np.array([w1, w2]) + b).reshape(first.shape)
            ax.contour(first, second, sums, levels=[0.0], colors=[GREY], linewidths=0.9, linestyles="--")
        shade_region(ax, inside.reshape(first.shape), (first, second))
        ax.set(xticks=[], yticks=[], aspect="equal", xlabel="$x_1$", ylabel="$x_2$")
        ax.set_title(title, fontsize=9.5)


def activation_curves(activations: Mapping[str, Activation], reach: float = 5.0) -> None:
    """Draw the value of each activation, and its slope dashed.

    Parameters
    ----------
    activations : mapping of name to callable
        Each maps an array of sums to its values and a backward function, which may return several gradients: the first
        of them is that of the sums.
    reach : float
        The sums are drawn from -reach to reach.
    """
    a = np.linspace(-reach, reach, 401)
    curves = []
    for name, activation in activations.items():
        value, backward = activation(a)
        gradients = backward(np.ones_like(value))
        curves.append((name, value, gradients[0] if isinstance(gradients, tuple) else gradients))
    _values_and_slopes(a, curves)


@of_data
def _values_and_slopes(a: Array, curves: Sequence[tuple[str, Array, Array]]) -> None:
    columns = min(len(curves), 3)
    rows = -(-len(curves) // columns)
    axes = new_axes(columns, (2.5 * columns, 2.2 * rows), rows=rows, between=(0.5, 0.6))
    for ax, (name, value, slope) in zip(axes, curves, strict=False):
        ax.axhline(0, color=GREY, linewidth=0.6)
        ax.axvline(0, color=GREY, linewidth=0.6)
        ax.plot(a, value, color=BLUE, label="value")
        ax.plot(a, slope, "--", color=ORANGE, label="slope")
        ax.set_title(name, fontsize=10)
        ax.set_ylim(max(-2.2, float(value.min()) - 0.2), min(2.4, max(float(value.max()), 1.0) + 0.2))
        without_frame(ax)
    for ax in axes[len(curves) :]:
        ax.axis("off")
    axes[0].legend(frameon=False, fontsize=8, loc="upper left")


def decision_panels(panels: Mapping[str, tuple[Array, Array, Callable[[Array], Array]]]) -> None:
    """Shade where each classifier's output is positive, one panel for each.

    Parameters
    ----------
    panels : mapping of title to (x, y, output)
        Points (N, 2), their classes (N,), positive or not, and a callable that maps points (M, 2) to outputs (M,).
    """
    drawn = []
    for title, (x, y, output) in panels.items():
        first, second, rows = grid_around(x, 0.4)
        drawn.append((title, x, y, (first, second), np.asarray(output(rows)).reshape(first.shape)))
    _regions(drawn)


@of_data
def _regions(drawn: Sequence[tuple[str, Array, Array, tuple[Array, Array], Array]]) -> None:
    for ax, (title, x, y, grids, values) in zip(
        new_axes(len(drawn), (1.75 * len(drawn), 2.1), between=(0.1, 0), labelled=False), drawn, strict=True
    ):
        shade_region(ax, values, grids)
        mark_classes(ax, x, np.asarray(y) > 0)
        ax.set(xticks=[], yticks=[], aspect="equal")
        ax.set_title(title, fontsize=9.5)


def bump_and_its_parts(bump: Callable[..., tuple[Array, Any]], left: float, right: float, steepness: float) -> None:
    """Draw the two weighted units and the bias of a bump of levels 1, 3, 2, and beside them the bump itself.

    Parameters
    ----------
    bump : callable
        Maps x, left, right, steepness and levels to values and a backward function.
    left, right, steepness : float
        The two places and the weight.
    """
    levels = (1.0, 3.0, 2.0)
    x = np.linspace(left - 2, right + 2, 400)
    whole, _ = bump(x, left, right, steepness, levels)
    before, _ = bump(x, left, right, steepness, (levels[0] - levels[1], 0.0, 0.0))
    behind, _ = bump(x, left, right, steepness, (0.0, 0.0, levels[2] - levels[1]))
    _bump_beside_its_parts(x, (before, behind, whole), (left, right), levels)


@of_data
def _bump_beside_its_parts(
    x: Array, curves: tuple[Array, Array, Array], edges: tuple[float, float], levels: tuple[float, float, float]
) -> None:
    before, behind, whole = curves
    left, right = edges
    parts, total = new_axes(2, (6.6, 2.6))
    for y, colour, dash, label in (
        (before, ORANGE, "-", "$(a - b)\\ \\times$ unit 1"),
        (behind, GREEN, "--", "$(c - b)\\ \\times$ unit 2"),
        (np.full_like(x, levels[1]), PURPLE, ":", "bias $b$"),
    ):
        parts.plot(x, y, color=colour, linestyle=dash, label=label)
    parts.legend(frameon=False, fontsize=8, loc="center", bbox_to_anchor=(0.5, 0.66))
    parts.set_title("what is added up", fontsize=10)
    total.plot(x, whole, color=BLUE)
    for place, level, name in zip((left - 1.4, (left + right) / 2, right + 1.4), levels, "abc", strict=True):
        total.text(place, level + 0.12, f"${name}$", ha="center", color=INK)
    total.set_title("the bump", fontsize=10)
    for ax in (parts, total):
        ax.set(xlabel="x", ylim=(-2.4, 3.6))
        without_frame(ax)


def approximations(function: Callable[[Array], Array], panels: Mapping[str, Array], x: Array) -> None:
    """Draw a function and, panel by panel, what approximates it, with the largest error.

    Parameters
    ----------
    function : callable
        Maps places (N,) to values (N,).
    panels : mapping of title to ndarray, shape (N,)
        Values of the approximations.
    x : ndarray, shape (N,)
        The places.
    """
    _beside_what_is_wanted(x, function(x), panels)


@of_data
def _beside_what_is_wanted(x: Array, wanted: Array, panels: Mapping[str, Array]) -> None:
    for ax, (title, values) in zip(new_axes(len(panels), (2.5 * len(panels), 2.4)), panels.items(), strict=True):
        ax.plot(x, wanted, "--", color=GREY, label="wanted")
        ax.plot(x, values, color=BLUE, label="sum of bumps")
        ax.set_title(f"{title}: off by {np.abs(values - wanted).max():.2f}", fontsize=9.5)
        without_frame(ax)
        if ax.get_subplotspec() and ax.get_subplotspec().is_first_col():  # type: ignore[union-attr]
            ax.legend(frameon=False, fontsize=8)


@of_data
def encoder_states(codes: Array, outputs: Array) -> None:
    """Show the hidden values and the outputs of an encoder for each of its inputs, as numbers on grey.

    Parameters
    ----------
    codes : ndarray, shape (8, 3)
        Hidden values in [0, 1].
    outputs : ndarray, shape (8, 8)
        Outputs in [0, 1].
    """
    left, right = new_axes(2, (6.6, 3.3))
    for ax, values, title in ((left, codes, "hidden values"), (right, outputs, "outputs")):
        ax.imshow(values, cmap="gray_r", vmin=0, vmax=1.25, aspect="auto")
        for (row, column), value in np.ndenumerate(values):
            ax.text(
                column, row, f"{value:.2f}".replace("0.", "."), ha="center", va="center", fontsize=8, color=_on(value)
            )
        ax.set(xticks=range(values.shape[1]), yticks=range(len(values)))
        ax.set_xticklabels([str(unit + 1) for unit in range(values.shape[1])])
        ax.set_yticklabels([str(unit + 1) for unit in range(len(values))])
        ax.set_xlabel("unit")
        ax.set_title(title, fontsize=10)
        _plain(ax)
    left.set_ylabel("input")


def _on(value: float) -> str:
    return "white" if value > 0.6 else INK


def _plain(ax: Axes) -> None:
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0)
