"""Curves over the steps of training."""

from __future__ import annotations

from collections.abc import Mapping

from lecturelib.arguments import Array
from lecturelib.plots.drawing import of_data
from lecturelib.plots.style import SERIES, new_axes, without_frame


@of_data
def learning_curves(curves: Mapping[str, Array], x_label: str, y_label: str) -> None:
    """Draw one line for each named series of numbers.

    Parameters
    ----------
    curves : mapping of name to ndarray, shape (steps,)
        At most four series.
    x_label, y_label : str
        What the axes count.
    """
    (ax,) = new_axes(1, (6.0, 2.9))
    for (name, values), (colour, dash) in zip(curves.items(), SERIES, strict=False):
        ax.plot(values, color=colour, linestyle=dash, linewidth=1.8, label=name)
    ax.set(xlabel=x_label, ylabel=y_label)
    ax.set_ylim(bottom=0)
    ax.legend(frameon=False, fontsize=9)
    without_frame(ax)
