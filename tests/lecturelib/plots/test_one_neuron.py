"""Each figure is drawn on white, and a function that is not written yet leaves no empty figure behind."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np
import pytest

from lecturelib import plots

POINTS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
LABELS = np.array([-1, 1, 1, -1])
ONES = np.ones(2)


def fires(x: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    return (x @ w + b > 0).astype(float)


FIGURES: dict[str, tuple[int, Callable[[], None]]] = {
    "neuron_sketch": (1, plots.neuron_sketch),
    "half_planes": (2, lambda: plots.half_planes(fires, [("a", (2.0, -1.0), 0.0), ("b", (0.0, 0.0), -1.0)], POINTS)),
    "perceptron_runs": (2, lambda: plots.perceptron_runs({"xor": (POINTS, LABELS, -ONES, 1.0, np.array([2, 3, 4]))})),
    "xor_spaces": (2, lambda: plots.xor_spaces(np.array([[1.0, -1.0], [-1.0, 1.0]]), -ONES / 2, ONES, -0.5)),
    "step_and_sigmoid": (2, plots.step_and_sigmoid),
}


@pytest.mark.parametrize("name", FIGURES)
def test_draws_one_figure_on_white(name, drawn):
    panels, draw = FIGURES[name]
    draw()
    assert len(drawn().axes) == panels


def test_half_planes_are_titled_and_the_points_that_fire_are_filled(drawn):
    plots.half_planes(fires, [("first", (1.0, 1.0), -0.5), ("second", (0.0, 0.0), -1.0)], POINTS)
    first, second = drawn().axes
    assert (first.get_title(), second.get_title()) == ("first", "second")
    filled = [len(ax.collections[-2].get_offsets()) for ax in (first, second)]
    assert filled == [3, 0]


def test_mistakes_of_a_perceptron_are_counted_from_epoch_1(drawn):
    plots.perceptron_runs({"xor": (POINTS, LABELS, -ONES, 1.0, np.array([2, 3, 4]))})
    line = drawn().axes[1].lines[0]
    assert line.get_xydata().tolist() == [[1, 2], [2, 3], [3, 4]]


def test_a_neuron_that_is_not_written_leaves_no_figure():
    def stub(x, w, b):
        raise NotImplementedError

    with pytest.raises(NotImplementedError):
        plots.half_planes(stub, [("a", (1.0, 1.0), 0.0)], POINTS)
    assert plt.get_fignums() == []
