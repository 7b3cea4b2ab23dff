"""Figures of training: how the losses fell, and which settings did best."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.ticker import MaxNLocator

from lecturelib.arguments import Array
from lecturelib.plots.drawing import of_data
from lecturelib.plots.style import BLUE, GREEN, GREY, INK, SERIES, new_axes, without_frame

if TYPE_CHECKING:  # only for the annotations: a lesson may withhold training, and still draw
    from lecturelib.training import History, SearchResults


@of_data
def training_history(history: History) -> None:
    """Draw the losses of a training over its epochs, and beside them the metrics, if there are any.

    The thin line is the loss of each step; where early stopping has put weights back, a dotted line marks their epoch.

    Parameters
    ----------
    history : History
        What `lecturelib.training.fit` returns.
    """
    axes = new_axes(2 if history.metrics else 1, (6.6, 2.9))
    steps = np.arange(1, len(history.step_losses) + 1) / history.steps_per_epoch
    axes[0].plot(steps, history.step_losses, color=GREY, linewidth=0.6, alpha=0.6, label="each step")
    _over_epochs(axes[0], history.epoch_losses, 0, "training")
    _over_epochs(axes[0], history.validation_losses, 1, "validation")
    axes[0].set_ylabel("loss")
    for place, (name, curve) in enumerate(history.metrics.items(), start=1):
        _over_epochs(axes[1], curve, place, name)
        axes[1].set_ylabel("on validation examples")
    for ax in axes:
        if history.best_epoch is not None:
            ax.axvline(history.best_epoch, color=GREEN, linestyle=":", label=f"best: epoch {history.best_epoch}")
        ax.set_xlabel("epoch")
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
        ax.legend(fontsize=8, framealpha=0.8, edgecolor="white")
        without_frame(ax)


@of_data
def search_scores(search: SearchResults) -> None:
    """Draw the scores of a grid search: a map for two settings, else a dot for each combination, the best on top.

    Parameters
    ----------
    search : SearchResults
        What `lecturelib.training.grid_search` returns.
    """
    if len(search.best) == 2:
        _map(search)
    else:
        _dots(search)


def _over_epochs(ax: Axes, curve: Array, place: int, label: str) -> None:
    if len(curve):
        colour, dash = SERIES[place % len(SERIES)]
        marker = "o" if len(curve) <= 30 else None
        ax.plot(np.arange(1, len(curve) + 1), curve, color=colour, linestyle=dash, marker=marker, ms=3, label=label)


def _map(search: SearchResults) -> None:
    row_name, column_name = search.best
    rows, columns = (_in_order([settings[name] for settings, _ in search.results]) for name in search.best)
    scores = np.full((len(rows), len(columns)), np.nan)
    for settings, score in search.results:
        scores[rows.index(settings[row_name]), columns.index(settings[column_name])] = score
    (ax,) = new_axes(1, (1.6 + 0.75 * len(columns), 1.2 + 0.45 * len(rows)))
    finite = scores[np.isfinite(scores)]
    low, high = (finite.min(), finite.max()) if finite.size else (0.0, 1.0)
    ax.imshow(
        scores,
        cmap=LinearSegmentedColormap.from_list("white_to_blue", ["#FFFFFF", BLUE]),
        vmin=low,
        vmax=high,
        aspect="auto",
    )
    for (row, column), score in np.ndenumerate(scores):
        best = score == search.score
        colour = "#FFFFFF" if score > (low + high) / 2 else INK
        ax.text(
            column, row, f"{score:.3g}", ha="center", va="center", color=colour, weight="bold" if best else "normal"
        )
    ax.set(xlabel=column_name, ylabel=row_name)
    ax.set_xticks(range(len(columns)), [_short(value) for value in columns])
    ax.set_yticks(range(len(rows)), [_short(value) for value in rows])


def _dots(search: SearchResults) -> None:
    names = [", ".join(f"{name} = {_short(value)}" for name, value in each.items()) for each, _ in search.results]
    scores = np.array([score for _, score in search.results])
    (ax,) = new_axes(1, (6.6, 1.0 + 0.28 * len(names)))
    finite = scores[np.isfinite(scores)]
    worst = finite.min() if finite.size else 0.0
    for place, score in enumerate(scores):
        # A score that is no number has no place on the axis: its text stands alone, at the worst one's.
        at = score if np.isfinite(score) else worst
        ax.plot([at], [place], "o" if np.isfinite(score) else "", color=INK if place else BLUE)
        white = {"facecolor": "white", "edgecolor": "none", "pad": 1}
        ax.annotate(
            f"{score:.3g}", (at, place), (8, 0), textcoords="offset points", va="center", fontsize=9, bbox=white
        )
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(len(names) - 0.5, -0.5)
    ax.margins(x=0.12)
    ax.grid(axis="y", color=GREY, alpha=0.3)
    ax.set_xlabel("score")
    without_frame(ax)


def _in_order(values: list[Any]) -> list[Any]:
    """Return the different values, by size if they can be compared."""
    different = list({repr(value): value for value in values}.values())
    try:
        return sorted(different)
    except TypeError:
        return sorted(different, key=repr)


def _short(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else getattr(value, "__name__", str(value))
