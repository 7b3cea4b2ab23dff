"""Figures of the lesson on optimizers: landscapes, the paths of a descent, schedules, and slices through a loss."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from matplotlib.axes import Axes

from lecturelib.arguments import Array
from lecturelib.plots.drawing import of_data
from lecturelib.plots.style import BLUE, GREEN, GREY, INK, ORANGE, SERIES, new_axes, without_frame

Loss = Callable[[Array], Array]


@of_data
def landscape_sketch() -> None:
    """Draw a loss of two weights as a map with arrows downhill, and beside it the way along its valley."""

    def height(first: Array, second: Array) -> Array:
        return (first**2 - 1) ** 2 + 0.3 * first + second**2

    wide, high = np.linspace(-1.7, 1.7, 200), np.linspace(-1.1, 1.1, 150)
    first, second = np.meshgrid(wide, high)
    left, right = new_axes(2, (6.6, 2.9), between=(0.75, 0))
    left.contour(first, second, height(first, second), levels=np.linspace(-0.3, 3.0, 14), colors=[GREY], linewidths=0.8)
    coarse = np.meshgrid(np.linspace(-1.5, 1.5, 9), np.linspace(-0.95, 0.95, 6))
    downhill = -(4 * coarse[0] * (coarse[0] ** 2 - 1) + 0.3), -2 * coarse[1]
    length = np.hypot(*downhill) + 0.6
    left.quiver(*coarse, downhill[0] / length, downhill[1] / length, color=BLUE, width=0.006, scale=18)
    right.plot(wide, height(wide, np.zeros_like(wide)), color=INK, linewidth=1.8)
    marks = {"minimum": (-1.036, "o", GREEN), "saddle": (0.075, "X", ORANGE), "local minimum": (0.960, "s", BLUE)}
    for name, (place, shape, colour) in marks.items():
        bottom = float(height(np.array(place), np.array(0.0)))
        left.plot(place, 0, shape, color=colour, markersize=9, markeredgecolor="white", zorder=3)
        right.plot(place, bottom, shape, color=colour, markersize=9, markeredgecolor="white", zorder=3)
        below = name != "saddle"
        right.annotate(
            name, (place, bottom), (0, -12 if below else 12), textcoords="offset points",
            ha="center", va="top" if below else "bottom", fontsize=9, color=INK,
        )  # fmt: skip
    left.set(xlabel="$w_1$", ylabel="$w_2$", aspect="equal")
    left.set_title("from above", fontsize=10)
    right.set(xlabel="$w_1$, with $w_2 = 0$", ylabel="loss", ylim=(-0.75, 2.4))
    right.set_title("along the valley", fontsize=10)
    without_frame(right)


def descent_paths(loss: Loss, paths: Mapping[str, Array], minimum: tuple[float, float]) -> None:
    """Draw the places that descents visited on a map of the loss, one panel for each.

    Parameters
    ----------
    loss : callable
        Maps places, shape (N, 2), to losses, shape (N,).
    paths : mapping of title to ndarray, shape (steps + 1, 2)
        The first place is marked by an open disc, the last by a filled one.
    minimum : pair of float
        Marked by a cross.
    """
    everywhere = np.vstack([*paths.values(), np.array([minimum])])
    low, high = everywhere.min(axis=0), everywhere.max(axis=0)
    margin = 0.15 * (high - low) + 0.05
    axes = [np.linspace(a, b, 120) for a, b in zip(low - margin, high + margin, strict=True)]
    first, second = np.meshgrid(*axes)
    losses = loss(np.column_stack([first.ravel(), second.ravel()])).reshape(first.shape)
    _paths_on_map((first, second, losses), paths, minimum)


@of_data
def _paths_on_map(height: tuple[Array, Array, Array], paths: Mapping[str, Array], minimum: tuple[float, float]) -> None:
    first, second, losses = height
    # Equal steps of the root of the loss: the lines around a minimum stay apart.
    levels = losses.min() + np.linspace(0.03, 1.0, 12) ** 2 * (losses.max() - losses.min())
    for ax, (title, path) in zip(new_axes(len(paths), (6.6, 2.7), between=(0.15, 0)), paths.items(), strict=True):
        ax.contour(first, second, losses, levels=levels, colors=[GREY], linewidths=0.7)
        ax.plot(*path.T, "-", color=BLUE, linewidth=1.1, marker=".", markersize=4)
        ax.plot(*path[0], "o", color=BLUE, markerfacecolor="white", markersize=7)
        ax.plot(*path[-1], "o", color=BLUE, markersize=7)
        ax.plot(*minimum, "x", color=ORANGE, markersize=9, markeredgewidth=2.2)
        ax.set_title(title, fontsize=10)
        ax.set(xlabel="$w_1$", xlim=(first[0, 0], first[0, -1]), ylim=(second[0, 0], second[-1, 0]))
        ax.label_outer()
    ax.figure.axes[0].set_ylabel("$w_2$")


@of_data
def rate_sums(rates: Mapping[str, Array]) -> None:
    """Draw learning rates over the steps, and beside them their running sum and the running sum of their squares.

    A sum that leaves all others behind runs out of the picture.

    Parameters
    ----------
    rates : mapping of name to ndarray, shape (steps,)
        At most five schedules.
    """
    panels: dict[str, Callable[[Array], Array]] = {
        r"rate $\eta_k$": lambda values: values,
        r"sum of the $\eta_k$": np.cumsum,
        r"sum of the $\eta_k^2$": lambda values: np.cumsum(values**2),
    }
    series = (*SERIES, (INK, "-"))
    for ax, (title, take) in zip(new_axes(3, (6.8, 2.7)), panels.items(), strict=True):
        for (name, values), (colour, dash) in zip(rates.items(), series, strict=False):
            ax.plot(take(values), color=colour, linestyle=dash, linewidth=1.6, label=name)
        ax.set_title(title, fontsize=10)
        ax.set_xlabel("step k")
        largest = sorted(float(take(values).max()) for values in rates.values())
        ax.set_ylim(0, min(1.05 * largest[-1], 1.5 * largest[max(len(largest) - 2, 0)]))
        without_frame(ax)
    handles, names = ax.get_legend_handles_labels()
    ax.figure.legend(handles, names, loc="upper center", bbox_to_anchor=(0.5, 0.0), ncols=5, fontsize=8, frameon=False)


@of_data
def loss_slices(slices: Mapping[str, Array]) -> None:
    """Draw the loss on the straight way between two settings of the weights, with the chord between its ends.

    Parameters
    ----------
    slices : mapping of title to ndarray, shape (places,)
        Losses at equal distances, from the first setting to the second; one panel each.
    """
    for ax, (title, losses) in zip(new_axes(len(slices), (6.6, 2.6), between=(0.45, 0)), slices.items(), strict=True):
        part = np.linspace(0, 1, len(losses))
        ax.plot(part, losses, color=BLUE, linewidth=1.8, label="loss")
        ax.plot([0, 1], losses[[0, -1]], "--", color=ORANGE, linewidth=1.4, label="chord")
        ax.set_title(title, fontsize=10)
        ax.set_xlabel("part of the way")
        ax.set_ylim(bottom=min(0.0, float(losses.min())))
        without_frame(ax)
        _legend_where_free(ax, losses)
    ax.figure.axes[0].set_ylabel("loss")


def _legend_where_free(ax: Axes, losses: Array) -> None:
    """Put the legend between a curve that sags and its chord, and beside one that rises in the middle."""
    curve, chord = float(losses[len(losses) // 2]), float(losses[[0, -1]].mean())
    if curve < chord:
        low, high = ax.get_ylim()
        between = (0.5, ((curve + chord) / 2 - low) / (high - low))
        ax.legend(frameon=False, fontsize=8, loc="center", bbox_to_anchor=between)
    else:
        ax.legend(frameon=False, fontsize=8, loc="upper right")


@of_data
def losses_by_rate(rates: Array, losses: Mapping[str, Array]) -> None:
    """Draw the loss that each rule reached against the learning rate it was given, both on logarithmic axes.

    Parameters
    ----------
    rates : ndarray, shape (R,)
        Learning rates, positive.
    losses : mapping of name to ndarray, shape (R,)
        Losses of at most four rules; what is not finite is left out.
    """
    (ax,) = new_axes(1, (6.0, 3.1))
    for (name, values), (colour, dash), shape in zip(losses.items(), SERIES, "os^D", strict=False):
        ax.plot(rates, values, color=colour, linestyle=dash, marker=shape, markersize=4, linewidth=1.6, label=name)
    ax.set(xscale="log", yscale="log", xlabel="learning rate", ylabel="training loss")
    ax.legend(frameon=False, fontsize=9)
    without_frame(ax)
