"""Figures of outputs and their losses: what an output may be, squared residuals, curves side by side."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from matplotlib.patches import Rectangle

from lecturelib.arguments import Array
from lecturelib.plots.drawing import of_data
from lecturelib.plots.style import BLUE, GREEN, GREY, INK, ORANGE, SERIES, new_axes, without_frame


@of_data
def output_heads() -> None:
    """Draw the three ways from a score to a prediction: any number, a probability, probabilities that share 1."""
    z = np.linspace(-5, 5, 201)
    linear, binary, several = new_axes(3, (6.8, 2.6))
    linear.plot(z, z, color=BLUE, linewidth=2)
    linear.set(title="a number: linear", ylabel="prediction", ylim=(-5, 5))
    binary.plot(z, 1 / (1 + np.exp(-z)), color=BLUE, linewidth=2)
    binary.set(title="yes or no: sigmoid", ylabel="probability of yes")
    binary.axhline(0.5, color=GREY, linewidth=0.8, linestyle=":")
    # Scores (z, 1, 0): what the first class leaves, the others share in a fixed proportion.
    first = 1 / (1 + (1 + math.e) * np.exp(-z))
    second = (1 - first) * math.e / (1 + math.e)
    third = 1 - first - second
    several.stackplot(z, first, second, third, colors=[BLUE, ORANGE, GREEN], alpha=0.55)
    for place, height, name in ((3.4, 0.4, "A"), (-3.3, 0.36, "B"), (-3.3, 0.86, "C")):
        several.text(place, height, name, color=INK, fontsize=12, weight="bold", ha="center", va="center")
    several.set(title="one of three: softmax", ylabel="probabilities, stacked")
    for ax in (linear, binary, several):
        ax.title.set_fontsize(10)
        ax.set_xlabel("score of A" if ax is several else "score")
        without_frame(ax)
    for ax in (binary, several):
        ax.set(ylim=(0, 1), yticks=(0, 0.5, 1))


@of_data
def residual_squares(fits: Mapping[str, tuple[Array, Array, Array]]) -> None:
    """Draw points and a line, with the square over each residual: the shaded area is the sum of squared errors.

    Parameters
    ----------
    fits : mapping of title to (x, y, predictions)
        Inputs in rising order, targets and predictions, each of shape (N,); one panel each, on equal scales.
    """
    axes = new_axes(len(fits), (6.8, 3.0))
    corners = [(x + abs(y - fit), np.minimum(y, fit), np.maximum(y, fit)) for x, y, fit in fits.values()]
    right, bottom, top = (f(each) for f, each in zip((np.max, np.min, np.max), zip(*corners, strict=True), strict=True))
    for ax, (title, (x, y, predictions)) in zip(axes, fits.items(), strict=True):
        for at, target, prediction in zip(x, y, predictions, strict=True):
            side = abs(target - prediction)
            low = min(target, prediction)
            ax.add_patch(Rectangle((at, low), side, side, facecolor=ORANGE, edgecolor=ORANGE, alpha=0.3))
        ax.plot(x, predictions, color=BLUE, linewidth=1.8)
        ax.plot(x, y, "o", color=INK, markersize=5)
        ax.set(xlabel="$x$", ylabel="$y$", aspect="equal")
        ax.set(xlim=(x[0] - 0.3, right + 0.3), ylim=(bottom - 0.3, top + 0.3))
        ax.set_title(title, fontsize=10)
        without_frame(ax)


@of_data
def compared_curves(
    x: Array, panels: Mapping[str, Mapping[str, Array]], x_label: str, mark: float | None = None
) -> None:
    """Draw curves over the same `x`, one panel beside the other.

    A curve that stops being finite ends in a cross.

    Parameters
    ----------
    x : ndarray, shape (P,)
        Where the curves are known, in rising order.
    panels : mapping of title to mapping of name to ndarray, shape (P,)
        At most four curves each.
    x_label : str
        What `x` is.
    mark : float or None
        A place to mark in every panel by a dotted line.
    """
    for ax, (title, curves) in zip(new_axes(len(panels), (6.8, 2.8)), panels.items(), strict=True):
        for (name, values), (colour, dash) in zip(curves.items(), SERIES, strict=False):
            finite = np.isfinite(values)
            ax.plot(x[finite], np.asarray(values)[finite], color=colour, linestyle=dash, linewidth=1.8, label=name)
            if not finite.all():
                # The border of the finite part: the last place before the gap, from whichever side it comes.
                edge = np.flatnonzero(finite)[-1] if finite[0] else np.flatnonzero(finite)[0]
                ax.plot(x[edge], values[edge], "X", color=colour, markersize=9, label=f"{name} ends")
        if mark is not None:
            ax.axvline(mark, color=GREY, linestyle=":", linewidth=1.4)
        ax.set_xlabel(x_label)
        ax.set_title(title, fontsize=10)
        if len(curves) > 1:
            ax.legend(frameon=False, fontsize=8)
        without_frame(ax)
