"""Figures are drawn when they are shown, and not before.

At the end of a cell, pyplot redraws every open figure, as if each had a window; then the notebook's backend draws it
once more, into the picture that is shown, and closes it. Nobody ever sees the first drawing, which takes a third of the
time.
"""

from __future__ import annotations


def draw_only_what_is_shown() -> None:
    """Spare this process pyplot's redrawing of windows that a notebook does not have."""
    import matplotlib.pyplot as plt

    plt.draw_all = _draw_nothing


def _draw_nothing(force: bool = False) -> None:
    """Stand where pyplot redraws all figures."""
