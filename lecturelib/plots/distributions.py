"""Figures of probability distributions: bars, what they cost, and how one stands in for another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from lecturelib.arguments import Array
from lecturelib.plots.drawing import of_data
from lecturelib.plots.style import BLUE, GREY, INK, ORANGE, SERIES, new_axes, without_frame


@of_data
def distribution_bars(
    distributions: Mapping[str, Array], outcomes: Sequence[str], highlight: int | None = None
) -> None:
    """Draw distributions over the same outcomes as bars, side by side on one scale.

    Parameters
    ----------
    distributions : mapping of title to ndarray, shape (K,)
        Probabilities; one panel each.
    outcomes : sequence of str
        The K names under the bars.
    highlight : int or None
        Index of an outcome to draw in another colour, hatched.
    """
    for ax, (title, p) in zip(
        new_axes(len(distributions), (6.8, 2.3), between=(0.45, 0)), distributions.items(), strict=True
    ):
        bars = ax.bar(range(len(outcomes)), p, color=BLUE, width=0.7)
        if highlight is not None:
            bars[highlight].set(facecolor=ORANGE, hatch="//", edgecolor="white")
        if len(outcomes) <= 5:
            for place, value in enumerate(p):
                ax.text(place, value + 0.02, f"{value:.2f}", ha="center", fontsize=9, color=INK)
        ax.set_xticks(range(len(outcomes)), outcomes)
        ax.set(ylim=(0, 1.12), yticks=(0, 0.5, 1))
        ax.set_title(title, fontsize=10)
        without_frame(ax)


@of_data
def entropy_and_divergence(costs: Mapping[str, tuple[float, float]]) -> None:
    """Draw cross-entropies as bars made of two pieces: an entropy that nothing can save, and a divergence.

    Parameters
    ----------
    costs : mapping of name to (entropy, divergence)
        In nats; one bar each, the first on top.
    """
    (ax,) = new_axes(1, (6.6, 0.9 + 0.42 * len(costs)))
    longest = max(h + kl for h, kl in costs.values())
    for place, (h, kl) in enumerate(costs.values()):
        ax.barh(place, h, color=GREY, height=0.6, label="entropy" if not place else None)
        ax.barh(
            place,
            kl,
            left=h,
            color=ORANGE,
            hatch="//",
            edgecolor="white",
            height=0.6,
            label="divergence" if not place else None,
        )
        ax.text(h + kl + 0.01 * longest, place, f"{h + kl:.3f}", va="center", fontsize=9, color=INK)
    ax.set_yticks(range(len(costs)), list(costs))
    ax.invert_yaxis()
    ax.set_xlim(0, 1.12 * longest)
    ax.set_xlabel("cross-entropy, nats")
    ax.legend(frameon=False, fontsize=8, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2)
    without_frame(ax)


@of_data
def fitted_distributions(x: Array, p: Array, fits: Mapping[str, Array]) -> None:
    """Draw one distribution as bars, and others that stand in for it as lines.

    Parameters
    ----------
    x : ndarray, shape (K,)
        The outcomes, in rising order.
    p : ndarray, shape (K,)
        Their probabilities.
    fits : mapping of name to ndarray, shape (K,)
        At most four other distributions.
    """
    (ax,) = new_axes(1, (6.4, 2.8))
    ax.bar(x, p, width=0.9 * (x[1] - x[0]), color="#C9C9C9", label="p")
    for (name, q), (colour, dash) in zip(fits.items(), SERIES, strict=False):
        ax.plot(x, q, color=colour, linestyle=dash, linewidth=2, label=name)
    ax.set(xlabel="outcome", ylabel="probability")
    ax.set_ylim(0, 1.15 * max(float(np.max(q)) for q in (p, *fits.values())))
    ax.legend(frameon=False, fontsize=9)
    without_frame(ax)
