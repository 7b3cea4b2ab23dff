"""Figures are drawn when they are shown, and once.

Two drawings are spared, which nobody sees. At the end of a cell, pyplot redraws every open figure, as if each had a
window. Then the notebook's backend draws the figure without ink, so that all is in its place when it measures what the
picture must hold; but ordinary axes are put in place by measuring. Both together are half the time of a lesson with
many figures.
"""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.backend_bases import FigureCanvasBase
from matplotlib.figure import Figure

from autograder.confined.lesson_figures import written_mark


def draw_only_what_is_shown() -> None:
    """Spare this process both drawings; the pictures stay the same, to the byte."""
    import matplotlib.pyplot as plt

    plt.draw_all = _draw_nothing
    FigureCanvasBase.print_figure = _print_measured(FigureCanvasBase.print_figure)  # type: ignore[method-assign]


def _draw_nothing(force: bool = False) -> None:
    """Stand where pyplot redraws all figures."""


def _print_measured(print_figure: Any) -> Any:
    def print_once(canvas: FigureCanvasBase, filename: Any, *args: Any, **settings: Any) -> Any:
        figure = canvas.figure
        if written_mark(figure, filename):
            return None
        spared = settings.get("bbox_inches") == "tight" and _is_ordinary(figure)
        if spared:
            # The first call, which is the one without ink, makes way for the method of the class.
            figure.draw = lambda renderer: vars(figure).pop("draw", None)  # type: ignore[method-assign]
        try:
            return print_figure(canvas, filename, *args, **settings)
        finally:
            if spared:
                vars(figure).pop("draw", None)

    return print_once


def _is_ordinary(figure: Figure) -> bool:
    """Tell whether measuring a figure needs no drawing before: flat axes, no layout engine, no drawing of its own."""
    if "draw" in vars(figure):
        return False
    axes: list[Any] = list(figure.axes)
    for ax in axes:
        axes += ax.child_axes
    return figure.get_layout_engine() is None and not figure.subfigs and all(type(ax) is Axes for ax in axes)
