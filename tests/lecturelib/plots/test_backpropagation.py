"""Figures of the lesson on back-propagation: drawn on white, and saying what they should."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from lecturelib import plots
from lecturelib.plots.style import BLUE, ORANGE


def central(function, x, step):
    moved = np.array([step])
    return np.array([(function(x + moved) - function(x - moved)) / (2 * step)])


LENGTHS = [(1, 10, 20), (2, 30, 90), (3, 70, 400)]
FIGURES = {
    "two_sweeps_sketch": plots.two_sweeps_sketch,
    "difference_errors": lambda: plots.difference_errors(central),
    "formula_lengths": lambda: plots.formula_lengths(LENGTHS),
    "path_sketch": plots.path_sketch,
    "sizes_of_jacobians": lambda: plots.sizes_of_jacobians([10, 2048]),
    "gradient_check_bars": lambda: plots.gradient_check_bars({"right": 0.0, "wrong": 1 / 3, "misshapen": np.inf}),
}


@pytest.mark.parametrize("name", FIGURES)
def test_draws_one_figure_on_white(name, drawn):
    FIGURES[name]()
    assert len(drawn().axes) == 1


def test_the_sketch_of_two_sweeps_is_right(drawn):
    """By hand: y = (a + b) b at (2, 3) is 15, its derivatives are b = 3 and a + 2 b = 8."""
    plots.two_sweeps_sketch()
    texts = [text.get_text() for text in drawn().axes[0].texts]
    assert {"$a$ = 2", "$b$ = 3", "$s$ = 5", "$y$ = 15"} <= set(texts)
    assert {"$dy/da$: 3", "$dy/db$: 5 + 3 = 8", "$dy/ds$: 3", "$dy/dy$: 1"} <= set(texts)


def test_errors_fall_with_the_step_and_with_its_square(drawn):
    plots.difference_errors(central)
    forward, own = drawn().axes[0].lines
    steps, errors = forward.get_data()
    at = {power: int(np.argmin(np.abs(steps - 10.0**power))) for power in (-3, -2)}
    assert errors[at[-2]] / errors[at[-3]] == pytest.approx(10, rel=0.1)
    errors = own.get_ydata()
    assert errors[at[-2]] / errors[at[-3]] == pytest.approx(100, rel=0.1)


def test_a_numerical_gradient_that_is_not_written_leaves_no_figure():
    def stub(*arguments, **settings):
        raise NotImplementedError

    with pytest.raises(NotImplementedError):
        plots.difference_errors(stub)


def test_lengths_are_drawn_step_by_step(drawn):
    plots.formula_lengths(LENGTHS)
    assert [list(line.get_ydata()) for line in drawn().axes[0].lines] == [[20, 90, 400], [10, 30, 70], [1, 2, 3]]


def test_paths_lead_from_one_weight_to_every_output(drawn):
    plots.path_sketch((2, 3, 3, 2))
    colours = [text.arrow_patch.get_edgecolor() for text in drawn().axes[0].texts if getattr(text, "arrow_patch", None)]
    found = [to_hex(colour).upper() for colour in colours]
    assert len(found) == 2 * 3 + 3 * 3 + 3 * 2
    assert found.count(ORANGE) == 1
    assert found.count(BLUE) == 3 + 3 * 2


def test_a_jacobian_grows_with_the_square(drawn):
    plots.sizes_of_jacobians([10, 2048])
    jacobian, diagonal, _ = drawn().axes[0].lines
    assert list(jacobian.get_ydata()) == [800, 8 * 2048**2]
    assert list(diagonal.get_ydata()) == [80, 8 * 2048]


def test_bars_say_which_gradients_are_right(drawn):
    plots.gradient_check_bars({"a": 1e-9, "b": 1 / 3, "c": np.inf})
    ax = drawn().axes[0]
    assert [text.get_text() for text in ax.texts] == ["right", "wrong", "wrong"]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["a", "b", "c"]
    assert [to_hex(bar.get_facecolor()).upper() for bar in ax.patches] == [BLUE, ORANGE, ORANGE]
