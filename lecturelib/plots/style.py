"""What all figures share: colours, axes, the marks of two classes, and shaded regions."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from lecturelib.arguments import Array

# Okabe and Ito's colours keep apart for colour-blind readers; shape or dash repeats each distinction.
BLUE, ORANGE, GREEN, PURPLE = "#0072B2", "#D55E00", "#009E73", "#8A4F7D"
INK, GREY = "#222222", "#777777"
ORANGE_TO_BLUE = LinearSegmentedColormap.from_list("orange_to_blue", [ORANGE, "#FFFFFF", BLUE])  # white is zero
# Inches left, right, below and above. A notebook adds to a figure what stands outside of it, and cuts what is empty.
_AROUND = (0.5, 0.05, 0.45, 0.25)
SERIES = ((BLUE, "-"), (ORANGE, "--"), (GREEN, "-."), (PURPLE, ":"))


def new_axes(
    columns: int,
    size: tuple[float, float],
    rows: int = 1,
    between: tuple[float, float] = (0.6, 0.75),
    labelled: bool = True,
) -> list[Axes]:
    """Return the axes of a new white figure, row by row.

    What stands outside of them is given its room here. A layout engine would find that room by setting every text
    several times, which takes as long as drawing the figure.

    Parameters
    ----------
    columns, rows : int
        How many axes stand side by side and one above the other.
    size : pair of float
        Width and height of the figure in inches.
    between : pair of float
        Inches between columns and between rows: for the numbers and the name of an axis, and for titles.
    labelled : bool
        Whether numbers or names stand to the left and beneath, and titles above; if not, the axes fill the figure.
    """
    left, right, bottom, top = _AROUND if labelled else (0.0, 0.0, 0.0, 0.0)
    width = (size[0] - left - right - (columns - 1) * between[0]) / columns
    height = (size[1] - bottom - top - (rows - 1) * between[1]) / rows
    places = {
        "left": left / size[0],
        "right": 1 - right / size[0],
        "bottom": bottom / size[1],
        "top": 1 - top / size[1],
        "wspace": between[0] / width,
        "hspace": between[1] / height,
    }
    _, axes = plt.subplots(rows, columns, figsize=size, facecolor="white", squeeze=False, gridspec_kw=places)
    return list(axes.flat)


def without_frame(ax: Axes) -> None:
    """Leave only the left and bottom edges of `ax`."""
    ax.spines[["top", "right"]].set_visible(False)


def shade_region(ax: Axes, fires: Array, grids: tuple[Array, Array], colour: str = BLUE, dash: str = "-") -> None:
    """Shade where `fires` is positive and draw the border."""
    ax.contourf(*grids, fires > 0, levels=[0.5, 1.5], colors=[colour], alpha=0.16)
    if fires.min() <= 0 < fires.max():
        ax.contour(*grids, (fires > 0).astype(float), levels=[0.5], colors=[colour], linewidths=1.6, linestyles=dash)


def mark_classes(ax: Axes, x: Array, positive: Array) -> None:
    """Mark the two classes: filled blue discs for the positive one, open orange squares for the other."""
    ax.scatter(x[positive, 0], x[positive, 1], s=46, marker="o", color=BLUE, edgecolors="white", zorder=3)
    others = x[~positive]
    ax.scatter(others[:, 0], others[:, 1], s=40, marker="s", facecolors="white", edgecolors=ORANGE, lw=1.8, zorder=3)


def grid_around(x: Array, margin: float) -> tuple[Array, Array, Array]:
    """Return the two coordinate grids around the points `x` (N, 2), and the same points as rows."""
    low, high = x.min(axis=0) - margin, x.max(axis=0) + margin
    first, second = np.meshgrid(np.linspace(low[0], high[0], 200), np.linspace(low[1], high[1], 200))
    return first, second, np.stack([first.ravel(), second.ravel()], axis=1)
