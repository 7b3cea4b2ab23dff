"""Figures of the lesson on convolution: a kernel on an image, ways to connect, places, responses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from lecturelib.arguments import Array
from lecturelib.plots.drawing import of_data
from lecturelib.plots.style import BLUE, GREEN, GREY, INK, ORANGE, ORANGE_TO_BLUE, PURPLE, new_axes, without_frame

Place = tuple[float, float]
_SHADE = "#CFE3F1"


@of_data
def sliding_kernel_sketch() -> None:
    """Draw a kernel that lies on an image of 3 by 3, its weights in the corners of the cells, and one response."""
    (ax,) = new_axes(1, (6.6, 2.7), labelled=False)
    ax.set(xlim=(-0.4, 11.4), ylim=(-1.1, 3.7), aspect="equal")
    ax.axis("off")
    image, kernel, response = ((1, 2, 0), (3, 1, 1), (0, 2, 4)), ((1, 0), (2, -1)), ((6, 3), (1, 1))
    _grid(ax, (0, 0), image, shaded=[(0, 1), (0, 2), (1, 1), (1, 2)])
    for (row, column), weight in np.ndenumerate(kernel):
        corner = (column + 1.95, 2.08 - row)
        ax.text(*corner, _written(int(weight)), color=ORANGE, ha="right", va="bottom", fontsize=9, weight="bold")
    ax.add_patch(Rectangle((1, 1), 2, 2, fill=False, edgecolor=ORANGE, linewidth=2.5, zorder=4))
    _grid(ax, (4.6, 0.5), kernel, colour=ORANGE)
    _grid(ax, (8.6, 0.5), response, shaded=[(0, 1)])
    ax.add_patch(Rectangle((9.6, 1.5), 1, 1, fill=False, edgecolor=BLUE, linewidth=2.5, zorder=4))
    for place, name in (((1.5, 3.25), "image"), ((5.6, 3.25), "kernel"), ((9.6, 3.25), "response")):
        ax.text(*place, name, ha="center", color=INK, fontsize=11)
    ax.annotate("", (8.4, 1.5), (6.9, 1.5), arrowprops={"arrowstyle": "->", "color": BLUE, "lw": 1.6})
    ax.text(5.5, -0.85, r"$2 \cdot 1 + 0 \cdot 0 + 1 \cdot 2 + 1 \cdot (-1) = 3$", ha="center", color=BLUE, fontsize=12)


def _grid(
    ax: Axes, corner: Place, rows: Sequence[Sequence[int]], shaded: Sequence[tuple[int, int]] = (), colour: str = INK
) -> None:
    """Draw numbers in squares of side 1; `corner` is the lower left one of the grid."""
    for (row, column), number in np.ndenumerate(rows):
        left, bottom = corner[0] + column, corner[1] + len(rows) - 1 - row
        face = _SHADE if (row, column) in shaded else "white"
        ax.add_patch(Rectangle((left, bottom), 1, 1, facecolor=face, edgecolor=GREY))
        ax.text(left + 0.5, bottom + 0.5, _written(int(number)), ha="center", va="center", fontsize=13, color=colour)


def _written(number: int) -> str:
    return str(number).replace("-", "\N{MINUS SIGN}")


@of_data
def connection_sketches() -> None:
    """Draw six inputs and four outputs, connected in three ways; where weights are shared, equal ones look alike."""
    titles = ("dense: 24 weights", "local: 12 weights", "shared: 3 weights")
    styles = ((BLUE, "-"), (ORANGE, "--"), (GREEN, ":"))
    for ax, title in zip(new_axes(3, (6.8, 2.2), between=(0.3, 0)), titles, strict=True):
        for output in range(4):
            for source in range(6):
                element = source - output
                if "dense" not in title and not 0 <= element < 3:
                    continue
                colour, dash = styles[element] if "shared" in title else (GREY, "-")
                ax.plot([source, output + 1], [0, 1], color=colour, linestyle=dash, linewidth=1.6, zorder=1)
        ax.scatter(range(6), [0] * 6, s=70, color="white", edgecolor=INK, zorder=2)
        ax.scatter(range(1, 5), [1] * 4, s=70, color=_SHADE, edgecolor=INK, zorder=2)
        ax.set(xlim=(-0.4, 5.4), ylim=(-0.25, 1.25), xticks=[], yticks=[])
        ax.spines[:].set_visible(False)
        ax.set_title(title, fontsize=10)
        ax.set_xlabel("inputs", fontsize=9)


@of_data
def places_sketch() -> None:
    """Draw where a kernel of 3 fits on a row of 7: by steps of one, padded, and padded by steps of two."""
    settings = (
        ("stride 1, no padding: 5 places", 1, 0),
        ("stride 1, padding 1: 7 places", 1, 1),
        ("stride 2, padding 1: 4 places", 2, 1),
    )
    for ax, (title, stride, padding) in zip(new_axes(3, (6.8, 2.5), between=(0.3, 0)), settings, strict=True):
        for cell in range(-padding, 7 + padding):
            inside = 0 <= cell < 7
            ax.add_patch(Rectangle((cell, 0), 1, 1, facecolor=_SHADE if inside else "white", edgecolor=GREY))
            if not inside:
                ax.text(cell + 0.5, 0.5, "0", ha="center", va="center", color=GREY)
        for number, left in enumerate(range(-padding, 7 + padding - 2, stride)):
            height = -0.55 - 0.55 * number
            ax.plot([left + 0.1, left + 2.9], [height, height], color=ORANGE, linewidth=3, solid_capstyle="butt")
            ax.plot(left + 1.5, height, "o", color=BLUE, markersize=5)
        ax.set(xlim=(-1.3, 8.3), ylim=(-4.3, 1.3), xticks=[], yticks=[])
        ax.spines[:].set_visible(False)
        ax.set_title(title, fontsize=9.5)


@of_data
def signal_and_responses(signal: Array, responses: Mapping[str, Array]) -> None:
    """Draw a signal above, and responses of kernels to it below, each number over its place.

    Parameters
    ----------
    signal : ndarray, shape (T,)
        The signal.
    responses : mapping of label to ndarray, shape (at most T,)
        Up to three of them.
    """
    above, below = new_axes(1, (6.6, 3.6), rows=2, between=(0, 0.55))
    above.step(np.arange(len(signal)), signal, where="mid", color=INK)
    above.set_title("signal", fontsize=10)
    below.axhline(0, color=GREY, linewidth=0.6)
    for (label, response), (colour, dash) in zip(
        responses.items(), ((BLUE, "-"), (ORANGE, "--"), (PURPLE, "-.")), strict=False
    ):
        below.step(np.arange(len(response)), response, where="mid", color=colour, linestyle=dash, label=label)
    below.set_title("responses", fontsize=10)
    for ax in (above, below):
        ax.set_xlim(-1, len(signal) * 1.32)
        without_frame(ax)
    below.legend(frameon=False, fontsize=9, loc="center right")
    below.set_xlabel("place")


@of_data
def brightness_panels(panels: Mapping[str, Array], signed: Sequence[str] = ()) -> None:
    """Show pictures side by side: more is brighter.

    Parameters
    ----------
    panels : mapping of title to ndarray, shape (H, W)
        Pictures of about the same proportions.
    signed : sequence of str
        Titles of the panels whose numbers have a sign: orange is negative, white zero, blue positive.
    """
    height, width = next(iter(panels.values())).shape
    across = (6.8 - 0.15 * (len(panels) - 1)) / len(panels)
    axes = new_axes(len(panels), (6.8, across * height / width), between=(0.15, 0), labelled=False)
    for ax, (title, pixels) in zip(axes, panels.items(), strict=True):
        if title in signed:
            reach = float(np.abs(pixels).max()) or 1.0
            ax.imshow(pixels, cmap=ORANGE_TO_BLUE, vmin=-reach, vmax=reach)
        else:
            ax.imshow(pixels, cmap="gray")
        ax.set(xticks=[], yticks=[])
        ax.set_title(title, fontsize=10)
