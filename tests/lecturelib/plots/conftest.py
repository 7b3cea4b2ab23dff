"""Figures are drawn without a screen, and none is left behind."""

from collections.abc import Iterator
from itertools import combinations

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from matplotlib.figure import Figure


@pytest.fixture(autouse=True)
def _no_screen() -> Iterator[None]:
    with mpl.rc_context():
        plt.switch_backend("agg")
        plt.close("all")
        yield
        plt.close("all")


def overlapping(figure: Figure) -> list[tuple[str, str]]:
    """Return the pairs of axes, by their titles, of which one stands on numbers, names or the area of the other."""
    boxes = [(ax.get_title(), ax.get_tightbbox()) for ax in figure.axes if ax.get_visible()]
    return [(one, other) for (one, a), (other, b) in combinations(boxes, 2) if a.overlaps(b)]


@pytest.fixture
def drawn():
    """Return the one figure that is open, drawn on white."""

    def only_figure() -> Figure:
        (number,) = plt.get_fignums()
        figure = plt.figure(number)
        figure.canvas.draw()
        assert figure.get_facecolor() == (1, 1, 1, 1)
        assert not overlapping(figure)
        return figure

    return only_figure
