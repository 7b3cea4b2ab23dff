"""Figures of experiments: the runs of several seeds, one by one and together, and the framework that makes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from lecturelib.arguments import Array
from lecturelib.plots.drawing import of_data
from lecturelib.plots.style import BLUE, GREY, INK, SERIES, new_axes, without_frame


@of_data
def seeds_by_value(results: Mapping[str, Sequence[float]], varied: str) -> None:
    """Draw the accuracy of every run as a dot, one column for each value of what was varied; a bar marks the mean.

    Parameters
    ----------
    results : mapping of str to sequence of float
        For each value, in words, the accuracies over the seeds, between 0 and 1.
    varied : str
        What the values are values of.
    """
    (ax,) = new_axes(1, (6.0, 3.2))
    for place, accuracies in enumerate(results.values()):
        shares = 100 * np.asarray(accuracies, dtype=float)
        # Side by side, so that equal numbers of two seeds stay two dots.
        sideways = place + 0.06 * (np.arange(len(shares)) - (len(shares) - 1) / 2)
        ax.plot(sideways, shares, "o", color=BLUE, ms=5, label=None if place else "one run")
        ax.plot([place - 0.28, place + 0.28], [shares.mean()] * 2, color=INK, label=None if place else "mean")
    ax.set_xticks(range(len(results)), list(results))
    ax.set(xlabel=varied, ylabel="held-out accuracy, %", xlim=(-0.6, len(results) - 0.4))
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    ax.grid(axis="y", color=GREY, alpha=0.3)
    ax.legend(fontsize=8, loc="lower right", framealpha=0.8, edgecolor="white")
    without_frame(ax)


@of_data
def losses_by_value(curves: Mapping[str, Array], varied: str) -> None:
    """Draw the training losses over the epochs, for each value the mean of its seeds in a band from least to largest.

    Parameters
    ----------
    curves : mapping of str to ndarray, shape (seeds, epochs)
        For each value, in words, the losses of its runs.
    varied : str
        What the values are values of.
    """
    (ax,) = new_axes(1, (6.0, 3.2))
    for (value, losses), (colour, dash) in zip(curves.items(), SERIES, strict=False):
        epochs = np.arange(1, losses.shape[1] + 1)
        ax.fill_between(epochs, losses.min(axis=0), losses.max(axis=0), color=colour, alpha=0.2, linewidth=0)
        ax.plot(epochs, losses.mean(axis=0), color=colour, linestyle=dash, label=f"{varied} {value}")
    ax.set(xlabel="epoch", ylabel="training loss", yscale="log")
    ax.legend(fontsize=8, framealpha=0.8, edgecolor="white")
    without_frame(ax)


@of_data
def framework_sketch() -> None:
    """Draw how the pieces of the framework call each other: an experiment holds a training, and that the rest."""
    (ax,) = new_axes(1, (7.2, 3.4))
    boxes = {
        "experiment(…, seed)\n→ losses, predictions": (0.2, 2.35, 9.6, 0.95),
        "fit\na pass, a step, a pass, …": (0.2, 1.2, 4.6, 0.85),
        "network.forward(new_x)\n→ scores": (5.2, 1.2, 4.6, 0.85),
        "Optimizer\nwrites into parameters": (0.2, 0.05, 2.9, 0.85),
        "Network\n→ scores, backward": (3.5, 0.05, 2.9, 0.85),
        "AffineLayer, ActivationLayer\nparameters, forward": (6.8, 0.05, 3.0, 0.85),
    }
    for place, (words, (left, bottom, width, height)) in enumerate(boxes.items()):
        colour = BLUE if place == 0 else INK
        ax.add_patch(Rectangle((left, bottom), width, height, facecolor="white", edgecolor=colour, linewidth=1.4))
        ax.text(left + width / 2, bottom + height / 2, words, ha="center", va="center", fontsize=9, color=INK)
    for start, end in (
        ((2.5, 2.35), (2.5, 2.05)),
        ((7.5, 2.35), (7.5, 2.05)),
        ((1.6, 1.2), (1.6, 0.9)),
        ((4.2, 1.2), (4.2, 0.9)),
        ((5.8, 1.2), (5.8, 0.9)),
        ((6.4, 0.475), (6.8, 0.475)),
    ):
        ax.annotate("", end, start, arrowprops={"arrowstyle": "->", "color": INK})
    ax.set(xlim=(0, 10), ylim=(-0.1, 3.4))
    ax.axis("off")
