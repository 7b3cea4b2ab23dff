"""The ratios as a picture: a row for each case, lecturelib and its best peer on either side of PyTorch."""

import math
from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

from benchmarks.layers.case import Case
from benchmarks.layers.report import DTYPES, Results

BLUE, GREY, ORANGE = "#0072B2", "#8c8c8c", "#D55E00"
TICKS = (0.25, 0.5, 1, 2, 4, 8, 16)


def draw(rows: Sequence[tuple[Case, Results]], path: Path) -> None:
    """Write the picture to `path`; cases without any ratio are left out.

    float32 has filled marks on the upper half of its row, float64 open marks on the lower half.
    """
    shown = [(case, results) for case, results in rows if any(not math.isnan(each.ours) for each in results.values())]
    figure = Figure(figsize=(9, 1.4 + 0.36 * len(shown)), layout="constrained")
    ax = figure.subplots()
    ax.axvline(1, color="black", linewidth=1)
    for row, (case, results) in enumerate(shown):
        if row % 2:
            ax.axhspan(row - 0.5, row + 0.5, color="#f3f3f3", zorder=0)
        for name, result in results.items():
            half = list(DTYPES).index(name)
            y = row + (-0.18, 0.18)[half]
            peer = result.best_peer[1]
            points = [value for value in (result.ours, peer) if not math.isnan(value)]
            ax.plot(points, [y] * len(points), color=GREY, linewidth=0.8, zorder=1)
            ax.plot(peer, y, "s", color=GREY, markerfacecolor=(GREY, "white")[half], markersize=5)
            late = case.target is not None and result.ours > case.target[half]
            colour = ORANGE if late else BLUE
            ax.plot(result.ours, y, "o", color=colour, markerfacecolor=(colour, "white")[half], markersize=6.5)
            if case.target is not None:
                ax.plot([case.target[half]] * 2, [y - 0.17, y + 0.17], color="black", linewidth=1.6)
    ax.set_yticks(range(len(shown)), [f"{case.operation}  {case.setting}" for case, _ in shown], fontsize=8)
    ax.set_ylim(len(shown) - 0.5, -0.5)
    ax.set_xscale("log", base=2)
    ax.set_xticks(TICKS, [f"{tick:g}" for tick in TICKS])
    ax.minorticks_off()
    ax.set_xlabel("CPU time / PyTorch’s, forward and backward, one core")
    ax.set_title("left of 1 is faster than PyTorch", fontsize=9, loc="left")
    ax.grid(axis="x", color="#e3e3e3", linewidth=0.8)
    ax.set_axisbelow(True)
    ax.tick_params(length=0)
    ax.spines[["top", "right", "left"]].set_visible(False)
    figure.legend(handles=_key(), loc="outside lower center", ncols=5, frameon=False, fontsize=8)
    path.parent.mkdir(parents=True, exist_ok=True)
    # The same bytes for the same ratios.
    with mpl.rc_context({"svg.hashsalt": "layers"}):
        figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)


def _key() -> list[mpl.lines.Line2D]:
    line = mpl.lines.Line2D
    return [
        line([], [], color=BLUE, marker="o", linestyle="", label="lecturelib float32"),
        line([], [], color=BLUE, marker="o", linestyle="", markerfacecolor="white", label="float64 (open)"),
        line([], [], color=ORANGE, marker="o", linestyle="", label="slower than its target"),
        line([], [], color=GREY, marker="s", linestyle="", label="best NumPy peer"),
        line([], [], color="black", marker="|", markersize=9, markeredgewidth=1.6, linestyle="", label="target"),
    ]
