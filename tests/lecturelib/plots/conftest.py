"""Figures are drawn without a screen, and none is left behind."""

from collections.abc import Iterator

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


@pytest.fixture
def drawn():
    """Return the one figure that is open, drawn on white."""

    def only_figure() -> Figure:
        (number,) = plt.get_fignums()
        figure = plt.figure(number)
        figure.canvas.draw()
        assert figure.get_facecolor() == (1, 1, 1, 1)
        return figure

    return only_figure
