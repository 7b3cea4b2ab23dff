"""Figures of the lesson on back-propagation: a graph swept twice, errors of differences, paths through layers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyBboxPatch

from lecturelib.arguments import Array
from lecturelib.plots.drawing import of_data
from lecturelib.plots.style import BLUE, GREEN, GREY, INK, ORANGE, new_axes, without_frame


@of_data
def two_sweeps_sketch() -> None:
    """Draw y = (a + b) b as a graph: values computed forward above, derivatives of y passed backward below."""
    (ax,) = new_axes(1, (6.6, 3.3), labelled=False)
    ax.set(xlim=(-0.4, 10.4), ylim=(-0.4, 5.0), aspect="equal")
    ax.axis("off")
    places = {"a": (1.2, 3.9), "b": (1.2, 1.3), "s": (5.0, 3.9), "y": (8.8, 2.6)}
    values = {"a": 2, "b": 3, "s": 5, "y": 15}
    derivatives = {"a": "3", "b": "5 + 3 = 8", "s": "3", "y": "1"}
    formulas = {"s": "s = a + b", "y": "y = s b"}
    for start, end, local, lift in (("a", "s", 1, 0.28), ("b", "s", 1, 0.3), ("s", "y", 3, 0.3), ("b", "y", 5, -0.32)):
        _arrow(ax, places[start], places[end], BLUE, 0.95)
        middle = np.add(places[start], places[end]) / 2
        ax.text(middle[0], middle[1] + lift, str(local), color=GREEN, ha="center", va="center", fontsize=11, zorder=4)
    for name, (across, up) in places.items():
        ax.add_patch(
            FancyBboxPatch(
                (across - 0.75, up - 0.42), 1.5, 0.84, boxstyle="round,pad=0.1", facecolor="#EAF2F8", edgecolor=BLUE
            )
        )
        ax.text(across, up, f"${name}$ = {values[name]}", ha="center", va="center", fontsize=12, color=INK)
        ax.text(
            across, up - 0.83, f"$dy/d{name}$: {derivatives[name]}", ha="center", va="center", fontsize=10, color=ORANGE
        )
        if name in formulas:
            ax.text(across, up + 0.78, f"${formulas[name]}$", ha="center", va="center", fontsize=10, color=GREY)
    ax.text(-0.3, -0.25, "forward: values", color=BLUE, fontsize=10)
    ax.text(3.4, -0.25, "on an edge: local derivative", color=GREEN, fontsize=10)
    ax.text(7.4, -0.25, "backward: derivatives", color=ORANGE, fontsize=10)


def _arrow(ax: Axes, start: Sequence[float], end: Sequence[float], colour: str, gap: float, width: float = 1.6) -> None:
    """Draw an arrow that stays clear of both ends by `gap`."""
    way = np.subtract(end, start) / np.linalg.norm(np.subtract(end, start))
    ends = {"xytext": np.add(start, gap * way), "xy": np.subtract(end, gap * way)}
    ax.annotate("", **ends, arrowprops={"arrowstyle": "->", "color": colour, "lw": width}, zorder=1)


def difference_errors(numerical_gradient: Callable[..., Array], x: float = 1.0) -> None:
    """Draw the error of two numerical derivatives of exp(x) against the step.

    Parameters
    ----------
    numerical_gradient : callable
        Maps a function, an array and ``step`` to a gradient: the central difference.
    x : float
        Where to differentiate.
    """
    steps = 10.0 ** np.arange(-13, 0.25, 0.25)
    exact = np.exp(x)
    central = [float(numerical_gradient(lambda z: np.exp(z[0]), np.array([x]), step=h)[0]) for h in steps]
    forward = (np.exp(x + steps) - exact) / steps
    _errors_by_step(steps, forward - exact, np.array(central) - exact)


@of_data
def _errors_by_step(steps: Array, forward: Array, central: Array) -> None:
    (ax,) = new_axes(1, (6.0, 3.2))
    # An error of exactly 0 has no logarithm; below the smallest number that counts there is nothing to see.
    ax.loglog(steps, np.maximum(np.abs(forward), 1e-14), "--", color=ORANGE, label="forward difference")
    ax.loglog(steps, np.maximum(np.abs(central), 1e-14), color=BLUE, label="central difference, yours")
    ax.set(xlabel="step h", ylabel="error of the derivative of exp at 1")
    ax.legend(frameon=False, fontsize=9)
    without_frame(ax)


@of_data
def formula_lengths(lengths: Sequence[tuple[int, int, int]]) -> None:
    """Draw how formulas and programs grow.

    Parameters
    ----------
    lengths : sequence of (program, formula, derivative)
        After each step: lines of the program, characters of the formula and of its derivative.
    """
    program, formula, derivative = np.array(lengths).T
    steps = np.arange(1, len(lengths) + 1)
    (ax,) = new_axes(1, (6.0, 2.9))
    ax.semilogy(steps, derivative, "-.", color=ORANGE, label="characters of its derivative")
    ax.semilogy(steps, formula, "--", color=GREEN, label="characters of the formula")
    ax.semilogy(steps, program, color=BLUE, label="lines of the program")
    ax.set(xlabel="steps", ylabel="length", xticks=steps)
    ax.legend(frameon=False, fontsize=9)
    without_frame(ax)


@of_data
def path_sketch(sizes: Sequence[int] = (2, 3, 3, 2)) -> None:
    """Draw a network's layers and every path from one weight of the first layer to the outputs.

    Parameters
    ----------
    sizes : sequence of int
        Inputs, units of each hidden layer, outputs.
    """
    (ax,) = new_axes(1, (6.6, 3.0), labelled=False)
    ax.axis("off")
    titles = ["inputs", *(f"hidden layer {number}" for number in range(1, len(sizes) - 1)), "outputs"]
    places = [
        [(3.0 * column, 2.4 * (row + 1) / (size + 1)) for row in range(size)] for column, size in enumerate(sizes)
    ]
    for column in range(len(sizes) - 1):
        for from_row, start in enumerate(places[column]):
            for to_row, end in enumerate(places[column + 1]):
                if column == 0:
                    on_a_path = from_row == to_row == len(places[0]) - 1
                else:
                    on_a_path = column > 1 or from_row == len(places[0]) - 1
                colour = ORANGE if column == 0 and on_a_path else BLUE if on_a_path else "#CCCCCC"
                _arrow(ax, start, end, colour, 0.2, 2.4 if on_a_path else 1.0)
    for column, (title, units) in enumerate(zip(titles, places, strict=True)):
        ax.text(3.0 * column, 2.5, title, ha="center", fontsize=10, color=INK)
        for place in units:
            ax.add_patch(Circle(place, 0.17, facecolor="#EAF2F8", edgecolor=INK, zorder=3))
    ax.set(xlim=(-0.6, 3.0 * (len(sizes) - 1) + 0.6), ylim=(-0.1, 2.8), aspect="equal")


@of_data
def sizes_of_jacobians(units: Sequence[int]) -> None:
    """Draw the bytes of an element-wise map's Jacobian and of the vector that is multiplied by it.

    Parameters
    ----------
    units : sequence of int
        Numbers that the map acts on.
    """
    numbers = np.asarray(units, dtype=float)
    (ax,) = new_axes(1, (6.0, 2.9))
    ax.loglog(numbers, 8 * numbers**2, "o--", color=ORANGE, label="its Jacobian")
    ax.loglog(numbers, 8 * numbers, "s-", color=BLUE, label="its diagonal")
    ax.axhline(16e9, color=GREY, linestyle=":")
    ax.text(numbers[0], 2.2e10, "memory of a laptop, 16 GB", fontsize=8, color=INK)
    ax.set(xlabel="numbers that the map acts on", ylabel="bytes")
    ax.legend(frameon=False, fontsize=9)
    without_frame(ax)


@of_data
def gradient_check_bars(errors: Mapping[str, float]) -> None:
    """Draw the relative errors of a gradient check as bars on a logarithmic scale, with the border of what is right.

    Parameters
    ----------
    errors : mapping of name to float
        One error for each gradient; infinite for a wrong shape.
    """
    (ax,) = new_axes(1, (6.0, 0.5 + 0.38 * len(errors)))
    for row, error in enumerate(errors.values()):
        is_right = error < 1e-7
        length = min(max(float(error), 1e-13), 1.0)
        ax.barh(
            row, np.log10(length) + 14, left=-14, color=BLUE if is_right else ORANGE, hatch="" if is_right else "//"
        )
        ax.text(np.log10(length) + 0.15, row, "right" if is_right else "wrong", va="center", fontsize=9, color=INK)
    ax.axvline(-7, color=INK, linestyle=":")
    ax.set(yticks=range(len(errors)), yticklabels=list(errors), xlim=(-14, 1.6), xlabel="log10 of the relative error")
    ax.set_ylim(len(errors) - 0.4, -0.6)
    without_frame(ax)
