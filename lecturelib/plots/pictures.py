"""Grids of numbers shown as pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np

from lecturelib.arguments import Array
from lecturelib.plots.drawing import of_data
from lecturelib.plots.style import ORANGE_TO_BLUE, new_axes


@of_data
def pixel_panels(panels: Mapping[str, Array], signed: Sequence[str] = (), darkest: float | None = None) -> None:
    """Show square grids of numbers as pictures, side by side.

    Parameters
    ----------
    panels : mapping of title to ndarray, shape (H, W)
        Pictures; more ink is darker.
    signed : sequence of str
        Titles of the panels whose numbers have a sign: orange is negative, white zero, blue positive.
    darkest : float, optional
        The number that is black in all other panels, where 0 is then white; if not given, each has its own scale.
    """
    beside = 0.55 if signed else 0.15  # inches; a bar of colours needs more than a margin
    axes = new_axes(len(panels), (6.6, 2.3), between=(beside, 0), labelled=False)
    for ax, (title, pixels) in zip(axes, panels.items(), strict=True):
        if title in signed:
            reach = float(np.abs(pixels).max()) or 1.0
            image = ax.imshow(pixels, cmap=ORANGE_TO_BLUE, vmin=-reach, vmax=reach)
            plt.colorbar(image, cax=ax.inset_axes((1.06, 0, 0.07, 1)))
        else:
            ax.imshow(pixels, cmap="gray_r", vmin=None if darkest is None else 0, vmax=darkest)
        ax.set(xticks=[], yticks=[])
        ax.set_title(title, fontsize=10)
