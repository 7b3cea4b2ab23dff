"""Grids of numbers shown as pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from lecturelib.arguments import Array
from lecturelib.plots.drawing import of_data
from lecturelib.plots.style import BLUE, ORANGE, new_axes


@of_data
def pixel_panels(panels: Mapping[str, Array], signed: Sequence[str] = ()) -> None:
    """Show square grids of numbers as pictures, side by side.

    Parameters
    ----------
    panels : mapping of title to ndarray, shape (H, W)
        Pictures; more ink is darker.
    signed : sequence of str
        Titles of the panels whose numbers have a sign: orange is negative, white zero, blue positive.
    """
    orange_to_blue = LinearSegmentedColormap.from_list("orange_to_blue", [ORANGE, "#FFFFFF", BLUE])
    beside = 0.55 if signed else 0.15  # inches; a bar of colours needs more than a margin
    axes = new_axes(len(panels), (6.6, 2.3), between=(beside, 0), labelled=False)
    for ax, (title, pixels) in zip(axes, panels.items(), strict=True):
        if title in signed:
            reach = float(np.abs(pixels).max()) or 1.0
            image = ax.imshow(pixels, cmap=orange_to_blue, vmin=-reach, vmax=reach)
            plt.colorbar(image, cax=ax.inset_axes((1.06, 0, 0.07, 1)))
        else:
            ax.imshow(pixels, cmap="gray_r")
        ax.set(xticks=[], yticks=[])
        ax.set_title(title, fontsize=10)
