"""Figures such as students draw, with much that stands outside of the axes; each function makes one."""

import matplotlib.pyplot as plt
import numpy as np

RNG = np.random.default_rng


def curves_with_a_legend():
    figure, ax = plt.subplots()
    ax.plot(RNG(0).normal(size=50), label="a")
    ax.plot(np.arange(50) / 20, label="b")
    ax.legend()
    ax.set(xlabel="x", ylabel="y", title="T")
    return figure


def grid_under_one_title():
    figure, axes = plt.subplots(2, 3, figsize=(9, 5))
    for ax in axes.flat:
        ax.plot([0, 1], [0, 1e5])
        ax.set(title="two\nlines", ylabel="y")
    figure.suptitle("all")
    return figure


def two_scales():
    figure, ax = plt.subplots()
    ax.plot([1, 2, 3])
    right = ax.twinx()
    right.plot([100, 1, 1000], "r")
    right.set(yscale="log", ylabel="right")
    return figure


def bars_with_slanted_names():
    figure, ax = plt.subplots()
    ax.bar(["a very long name", "another long name", "third"], [1, 2, 3])
    plt.setp(ax.get_xticklabels(), rotation=60, ha="right")
    return figure


def image_with_a_colour_bar():
    figure, ax = plt.subplots()
    figure.colorbar(ax.imshow(RNG(0).normal(size=(9, 20))), ax=ax, label="value")
    return figure


def legends_outside():
    figure, ax = plt.subplots()
    ax.plot([1, 2], label="a name")
    ax.legend(loc="upper left", bbox_to_anchor=(1.02, 1))
    figure.legend(loc="lower center", bbox_to_anchor=(0.5, -0.1))
    return figure


def arrows_and_formulas():
    figure, ax = plt.subplots()
    ax.scatter(*RNG(0).normal(size=(2, 30)))
    ax.annotate("here", (0, 0), (1.5, 1.2), textcoords="axes fraction", arrowprops={"arrowstyle": "->"})
    ax.text(1.2, 0.5, r"$\frac{a}{b}$", transform=ax.transAxes)
    return figure


def arrows_with_a_key():
    figure, ax = plt.subplots()
    arrows = ax.quiver(*np.meshgrid(range(5), range(5)), *RNG(0).normal(size=(2, 5, 5)))
    ax.quiverkey(arrows, 1.1, 0.9, 1, "1")
    return figure


def table_below():
    figure, ax = plt.subplots()
    ax.table(cellText=[["1", "2"], ["3", "4"]], rowLabels=["long row", "r"], colLabels=["a", "b"], loc="bottom")
    return figure


def both_logarithmic():
    figure, ax = plt.subplots()
    ax.loglog([1e-5, 1e3], [1e-3, 1e8])
    ax.grid(True, which="both")
    return figure


def offsets_of_large_numbers():
    figure, ax = plt.subplots()
    ax.plot([1e9, 1e9 + 1], [1e-9, 2e-9])
    return figure


def equal_scales_and_ticks_above():
    figure, (left, right) = plt.subplots(1, 2)
    left.set_aspect("equal")
    left.plot([0, 4], [0, 1])
    right.pcolormesh(RNG(0).normal(size=(5, 5)))
    right.invert_yaxis()
    right.xaxis.tick_top()
    right.set_title("above")
    return figure


def labelled_contours():
    figure, ax = plt.subplots()
    ax.clabel(ax.contour(RNG(0).normal(size=(9, 9))))
    return figure


def cake():
    figure, ax = plt.subplots()
    ax.pie([1, 2, 3], labels=["one long label", "two", "three"], autopct="%d")
    return figure


def inset_outside():
    figure, ax = plt.subplots()
    inset = ax.inset_axes((1.1, 0.5, 0.4, 0.4))
    inset.plot([1, 2])
    inset.set_title("inset")
    return figure


def slanted_dates():
    figure, ax = plt.subplots()
    ax.plot(np.array(["2020-01-01", "2021-06-01"], dtype="datetime64"), [1, 2])
    figure.autofmt_xdate()
    return figure


def marks_over_the_edge():
    figure, ax = plt.subplots()
    ax.plot([0, 1], [0, 1], clip_on=False, marker="o", markersize=30)
    ax.axis("off")
    return figure


def edges_in_the_middle():
    figure, ax = plt.subplots()
    ax.plot([-1, 1], [-1, 1])
    ax.spines["left"].set_position("zero")
    ax.set_ylabel("y")
    return figure


def laid_out_tightly():
    figure = grid_under_one_title()
    figure.tight_layout()
    return figure


def laid_out_by_constraints():
    figure, ax = plt.subplots(layout="constrained")
    ax.set_ylabel("y")
    return figure


def polar():
    figure, ax = plt.subplots(subplot_kw={"projection": "polar"})
    ax.plot([0, 1, 2], [1, 2, 3])
    return figure


def in_space():
    figure, ax = plt.subplots(subplot_kw={"projection": "3d"})
    ax.plot([0, 1], [0, 1], [0, 1])
    ax.set_zlabel("z")
    return figure


GALLERY = tuple(
    value for value in list(globals().values()) if callable(value) and getattr(value, "__module__", "") == __name__
)
