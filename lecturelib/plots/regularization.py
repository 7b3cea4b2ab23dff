"""Figures of the lesson on regularization: fits that learn by heart, losses that part, and the networks of dropout."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes

from lecturelib.arguments import Array
from lecturelib.plots.drawing import of_data
from lecturelib.plots.style import BLUE, GREEN, GREY, INK, ORANGE, SERIES, new_axes, without_frame


@of_data
def fits_sketch() -> None:
    """Draw ten noisy points with three curves through them, too stiff, right and too free, and points kept back."""
    rng = np.random.default_rng(3)

    def noisy(x: Array) -> Array:
        return np.sin(1.5 * np.pi * x) + rng.normal(scale=0.25, size=x.shape)

    x = np.linspace(-0.95, 0.95, 10)
    kept_back = np.linspace(-0.9, 0.9, 14)
    y, y_kept_back = noisy(x), noisy(kept_back)
    everywhere = np.linspace(-1, 1, 400)
    for ax, (title, degree) in zip(
        new_axes(3, (6.8, 2.6), between=(0.15, 0)),
        {"2 numbers to learn": 1, "6 numbers": 5, "10 numbers": 9}.items(),
        strict=True,
    ):
        fitted = np.polynomial.Polynomial.fit(x, y, degree)
        errors = [float(np.mean((fitted(a) - b) ** 2)) for a, b in ((x, y), (kept_back, y_kept_back))]
        ax.plot(everywhere, fitted(everywhere), color=INK, linewidth=1.6)
        ax.plot(x, y, "o", color=BLUE, markersize=6, label="to learn from")
        ax.plot(kept_back, y_kept_back, "s", color=ORANGE, markerfacecolor="white", markersize=5, label="kept back")
        ax.set(ylim=(-2.1, 2.1), xticks=[], yticks=[])
        ax.set_title(title, fontsize=10)
        ax.set_xlabel(f"error {errors[0]:.2f}, kept back {errors[1]:.2f}", fontsize=9)
    handles, names = ax.get_legend_handles_labels()
    ax.figure.legend(handles, names, loc="upper center", bbox_to_anchor=(0.5, 0.07), ncols=2, fontsize=9, frameon=False)


@of_data
def training_and_validation(
    runs: Mapping[str, tuple[Array, Array]], marks: Mapping[str, int] | None = None, y_label: str = "loss"
) -> None:
    """Draw the training and the validation loss of some trainings over their epochs, a panel for each.

    Parameters
    ----------
    runs : mapping of title to pair of ndarray, shape (epochs,)
        Training losses and validation losses; at most four pairs.
    marks : mapping of title to int, optional
        An epoch of that training, counted from 1, where a dotted line stands.
    y_label : str
        What the numbers are.
    """
    axes = new_axes(len(runs), (6.8 if len(runs) > 1 else 5.0, 2.6), between=(0.15, 0))
    highest = max(float(np.max(curve)) for pair in runs.values() for curve in pair)
    for ax, (title, pair) in zip(axes, runs.items(), strict=True):
        for curve, name, (colour, dash) in zip(pair, ("training", "validation"), SERIES, strict=False):
            ax.plot(np.arange(1, len(curve) + 1), curve, color=colour, linestyle=dash, linewidth=1.8, label=name)
        if marks and title in marks:
            ax.axvline(marks[title], color=GREEN, linestyle=":", linewidth=2)
        ax.set(xlabel="epoch", ylim=(0, 1.05 * highest))
        ax.set_title(title, fontsize=10)
        without_frame(ax)
        if ax is not axes[0]:
            ax.tick_params(labelleft=False)
    axes[0].set_ylabel(y_label)
    axes[0].legend(frameon=False, fontsize=9, loc="upper right")


@of_data
def four_networks(inputs: tuple[float, float], weights: tuple[float, float]) -> None:
    """Draw the four networks that dropout makes of one neuron with two inputs, and what each of them computes.

    Parameters
    ----------
    inputs, weights : pair of float
        x and w of the neuron w1 x1 + w2 x2.
    """
    masks = ((1, 1), (1, 0), (0, 1), (0, 0))
    for ax, mask in zip(new_axes(4, (6.6, 1.75), between=(0.1, 0), labelled=False), masks, strict=True):
        ax.set(xlim=(0, 10), ylim=(-1.6, 8), xticks=[], yticks=[])
        ax.axis("off")
        out = (7.6, 3.6)
        for height, kept, x, w in zip((6.0, 1.2), mask, inputs, weights, strict=True):
            if kept:
                ax.plot([1.8, out[0]], [height, out[1]], color=BLUE, linewidth=1.8, zorder=1)
                ax.text(
                    4.6, (height + out[1]) / 2 + (0.9 if height > 3 else -0.9), _number(w), ha="center", va="center"
                )
            _unit(ax, (1.8, height), _number(x), bool(kept))
        total = sum(m * w * x for m, w, x in zip(mask, weights, inputs, strict=True))
        _unit(ax, out, _number(total), kept=True)
        words = {(1, 1): "both", (1, 0): "only the first", (0, 1): "only the second", (0, 0): "none"}[mask]
        ax.text(5, -1.4, words, ha="center", va="bottom", color=INK)


def _unit(ax: Axes, place: tuple[float, float], text: str, kept: bool) -> None:
    """Draw a unit with its number; one that is dropped is dashed and crossed out."""
    colour = BLUE if kept else GREY
    ax.plot(*place, "o", markersize=25, markerfacecolor="white", markeredgecolor=colour, markeredgewidth=1.8, zorder=2)
    ax.text(*place, text, ha="center", va="center", color=INK if kept else GREY, zorder=3)
    if not kept:
        ax.plot(*place, "x", markersize=25, color=ORANGE, markeredgewidth=2, zorder=4)


def _number(value: float) -> str:
    return f"{value:g}".replace("-", "\N{MINUS SIGN}")
