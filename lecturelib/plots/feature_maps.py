"""Figures of convolutional networks: how the maps shrink and multiply, and rows of small pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from lecturelib.arguments import Array
from lecturelib.plots.drawing import of_data
from lecturelib.plots.style import BLUE, GREY, INK, ORANGE, ORANGE_TO_BLUE, new_axes


@of_data
def stages_sketch(picture: Array, filters: tuple[int, int] = (16, 32)) -> None:
    """Draw a network of two stages as stacks of maps, to scale, from a picture to ten scores.

    Parameters
    ----------
    picture : ndarray, shape (H, W)
        A picture, whose sides are divisible by 4; more ink is darker.
    filters : pair of int
        Filters of the first and of the second stage.
    """
    side = picture.shape[0]
    first, second = filters
    stacks = (
        (0.0, 1, side, "picture", f"1 × {side} × {side}"),
        (13.0, first, side, "convolution, ReLU", f"{first} × {side} × {side}"),
        (27.0, first, side // 2, "pooling", f"{first} × {side // 2} × {side // 2}"),
        (38.0, second, side // 2, "convolution, ReLU", f"{second} × {side // 2} × {side // 2}"),
        (50.0, second, side // 4, "pooling", f"{second} × {side // 4} × {side // 4}"),
    )
    (ax,) = new_axes(1, (7.6, 2.3), labelled=False)
    for number, (left, maps, size, name, shape) in enumerate(stacks):
        shown = min(maps, 6)
        for back in reversed(range(shown)):
            corner = left + 0.5 * back, 0.5 * back - size / 2
            ax.add_patch(Rectangle(corner, size, size, facecolor="#E8F1F8", edgecolor=BLUE, linewidth=1.0))
        ax.text(left + size / 2, -6.6, shape, ha="center", fontsize=9, color=INK)
        ax.text(left + size / 2, -8.6, name, ha="center", fontsize=8.5, color=GREY)
        end = stacks[number + 1][0] if number + 1 < len(stacks) else 58.0
        start = left + size + 0.5 * (shown - 1) + 0.4
        ax.annotate("", (end - 0.4, 0), (start, 0), arrowprops={"arrowstyle": "->", "color": INK})
    ax.imshow(picture, cmap="gray_r", extent=(0, side, -side / 2, side / 2), zorder=3)
    for score in range(10):
        ax.add_patch(Rectangle((58, 4 - score), 1, 1, facecolor="white", edgecolor=BLUE, linewidth=1.0))
    ax.text(58.5, -8.6, "affine", ha="center", fontsize=8.5, color=GREY)
    ax.text(58.5, -6.6, "10 scores", ha="center", fontsize=9, color=INK)
    for left, right, name in ((12.6, 33.6, "first stage"), (37.6, 55.2, "second stage")):
        ax.plot([left, right], [8.0, 8.0], color=ORANGE, linewidth=1.6)
        ax.text((left + right) / 2, 8.6, name, ha="center", color=ORANGE, fontsize=9.5)
    ax.set(xlim=(-3.5, 62), ylim=(-9.4, 10.6), aspect="equal")
    ax.axis("off")


@of_data
def picture_rows(rows: Mapping[str, Array], signed: Sequence[str] = ()) -> None:
    """Show rows of small pictures, each with its name at the left.

    Parameters
    ----------
    rows : mapping of name to ndarray, shape (K, H, W)
        The pictures of a row. All rows hold the same number K; darker is more, and each row has a scale of its own.
    signed : sequence of str
        Names of the rows whose numbers have a sign: orange is negative, white zero, blue positive.
    """
    count = len(next(iter(rows.values())))
    width = 6.2
    each = min(width / count, 0.9)
    axes = new_axes(
        1, (1.0 + each * count, (each + 0.08) * len(rows)), rows=len(rows), between=(0, 0.08), labelled=False
    )
    for ax, (name, pictures) in zip(axes, rows.items(), strict=True):
        _row(ax, name, np.asarray(pictures, dtype=float), name in signed)


def _row(ax: Axes, name: str, pictures: Array, signed: bool) -> None:
    count, height, width = pictures.shape
    # One image for the whole row: an axes for each picture would take several times as long to draw. Each pixel is
    # eight dots wide, and the gap an eighth of a picture, whatever its size.
    fine = pictures.repeat(8, axis=1).repeat(8, axis=2)
    row = np.full((8 * height, 9 * width * count - width), np.nan)
    for place, picture in enumerate(fine):
        row[:, 9 * width * place : 9 * width * place + 8 * width] = picture
    reach = float(np.abs(pictures).max(initial=0.0)) or 1.0
    low = -reach if signed else min(0.0, float(pictures.min(initial=0.0)))
    extent = (0.0, row.shape[1] / 8, float(height), 0.0)
    ax.imshow(row, cmap=ORANGE_TO_BLUE if signed else "gray_r", vmin=low, vmax=reach, extent=extent)
    for place in range(count):
        corner = 9 / 8 * width * place, 0.0
        ax.add_patch(Rectangle(corner, width, height, fill=False, edgecolor=GREY, linewidth=0.5, clip_on=False))
    ax.text(-width / 8, height / 2, name, ha="right", va="center", fontsize=9, color=INK)
    ax.set(xlim=extent[:2], ylim=extent[2:])
    ax.axis("off")
