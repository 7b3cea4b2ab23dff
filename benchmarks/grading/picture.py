"""The comparison as a picture: seconds a submission, and how the time for a class grows."""

from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.grading.report import UNDRAWN, Results

BLUE, GREY, ORANGE = "#0072B2", "#8c8c8c", "#D55E00"


def draw(results: Results, path: Path) -> None:
    """Write the picture to `path`."""
    figure = Figure(figsize=(9, 3.2), layout="constrained")
    bars, growth = figure.subplots(1, 2)
    _draw_bars(bars, results)
    _draw_growth(growth, results)
    for ax in (bars, growth):
        ax.spines[["top", "right"]].set_visible(False)
    path.parent.mkdir(parents=True, exist_ok=True)
    with mpl.rc_context({"svg.hashsalt": "grading"}):
        figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)


def _draw_bars(ax: Axes, results: Results) -> None:
    names = ["nbgrader autograde", *(f"autograder, {count} at once" for count in results.workers), "2, --no-figures"]
    runs = [*(f"ours, {count}" for count in results.workers), UNDRAWN]
    totals = [results.stock(), *map(results.median, runs)]
    each = [total / results.students for total in totals]
    ax.barh(names, each, color=[GREY, *[BLUE] * len(runs)])
    for row, seconds in enumerate(each):
        times = "" if row == 0 else f"  ({each[0] / seconds:.0f} times as fast)"
        ax.text(seconds, row, f" {seconds:.2f} s{times}", va="center", fontsize=8)
    ax.axvline(results.floor(), color=ORANGE, linewidth=1)
    ax.text(results.floor(), -0.75, " the cells alone", color=ORANGE, fontsize=8)
    ax.set_xlim(0, 1.25 * each[0])
    ax.invert_yaxis()
    ax.set_xlabel(f"seconds a submission, class of {results.students}")


def _draw_growth(ax: Axes, results: Results) -> None:
    if len(results.growth) < 2:
        ax.set_axis_off()
        return
    sizes = list(results.growth)
    seconds = [results.growth[size].seconds for size in sizes]
    ax.loglog(sizes, seconds, "o-", color=BLUE, label="two at once")
    ax.loglog(sizes, [seconds[-1] * size / sizes[-1] for size in sizes], ":", color=GREY, label="linear")
    ax.set_xticks(sizes, [str(size) for size in sizes])
    ax.minorticks_off()
    ax.set_xlabel("submissions")
    ax.set_ylabel("seconds, start included")
    ax.legend(frameon=False, fontsize=8)
