"""Each figure is drawn on white, and a function that is not written yet leaves no empty figure behind."""

from collections.abc import Callable, Iterator

import matplotlib as mpl
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
    "learning_curves": (1, lambda: plots.learning_curves({"a": np.arange(3.0), "b": ONES}, "update", "loss")),
    "pixel_panels": (3, lambda: plots.pixel_panels({"ink": np.eye(8), "zero": np.zeros((8, 8))}, signed=["zero"])),
}


@pytest.fixture(autouse=True)
def _no_screen() -> Iterator[None]:
    with mpl.rc_context():
        plt.switch_backend("agg")
        plt.close("all")
        yield
        plt.close("all")


@pytest.mark.parametrize("name", FIGURES)
def test_draws_one_figure_on_white(name: str) -> None:
    panels, draw = FIGURES[name]
    draw()
    (number,) = plt.get_fignums()
    figure = plt.figure(number)
    figure.canvas.draw()
    assert figure.get_facecolor() == (1, 1, 1, 1)
    assert len(figure.axes) == panels  # the colour bar of signed pixels is one of them


def test_a_neuron_that_is_not_written_leaves_no_figure() -> None:
    def stub(x: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
        raise NotImplementedError

    with pytest.raises(NotImplementedError):
        plots.half_planes(stub, [("a", (1.0, 1.0), 0.0)], POINTS)
    assert plt.get_fignums() == []


def test_every_public_function_is_drawn_here() -> None:
    public = {n for n, f in vars(plots).items() if callable(f) and getattr(f, "__module__", "") == plots.__name__}
    assert {name for name in public if not name.startswith("_")} == set(FIGURES)
