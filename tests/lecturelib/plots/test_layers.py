"""Figures of the second lesson: what stands in each panel, and that an unwritten function leaves no figure."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np
import pytest

from lecturelib import plots
from lecturelib.activations import prelu, relu, tanh
from lecturelib.universal_approximation import bump

X = np.linspace(0, 1, 50)
POINTS = np.array([[0.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
LABELS = np.array([1.0, -1.0, 1.0])

FIGURES: dict[str, tuple[int, Callable[[], None]]] = {
    "lines_and_regions": (3, plots.lines_and_regions),
    "activation_curves": (6, lambda: plots.activation_curves({str(n): tanh for n in range(4)})),
    "decision_panels": (2, lambda: plots.decision_panels(dict.fromkeys("ab", (POINTS, LABELS, lambda x: x[:, 0])))),
    "bump_and_its_parts": (2, lambda: plots.bump_and_its_parts(bump, 0.0, 4.0, 6.0)),
    "approximations": (2, lambda: plots.approximations(np.sin, {"a": np.sin(X), "b": 0 * X}, X)),
    "encoder_states": (2, lambda: plots.encoder_states(np.eye(8)[:, :3], np.eye(8))),
}


@pytest.mark.parametrize("name", FIGURES)
def test_draws_one_figure_on_white(name, drawn):
    panels, draw = FIGURES[name]
    draw()
    assert len(drawn().axes) == panels


def test_curves_are_value_and_slope_even_where_there_are_several_gradients(drawn):
    def half(a):
        return prelu(a[:, np.newaxis], np.array([0.5]))

    plots.activation_curves({"ReLU": relu, "PReLU": half}, reach=2.0)
    first, second = drawn().axes
    assert (first.get_title(), second.get_title()) == ("ReLU", "PReLU")
    for ax, left in ((first, 0.0), (second, 0.5)):
        value, slope = (line.get_ydata() for line in ax.lines[2:4])
        assert value[[0, -1]] == pytest.approx([-2 * left, 2])
        assert slope[[0, -1]] == pytest.approx([left, 1])


def test_the_first_layer_draws_a_half_plane_and_more_layers_fence_less_in(drawn):
    plots.lines_and_regions()
    areas = [ax.collections[-2].get_paths()[0].get_extents() for ax in drawn().axes]
    assert areas[1].width < areas[0].width


def test_approximations_name_their_largest_error(drawn):
    plots.approximations(np.sin, {"one": np.sin(X), "two": np.sin(X) + 0.25}, X)
    assert [ax.get_title() for ax in drawn().axes] == ["one: off by 0.00", "two: off by 0.25"]


def test_the_parts_of_a_bump_add_up_to_it(drawn):
    plots.bump_and_its_parts(bump, 0.0, 4.0, 6.0)
    parts, total = drawn().axes
    np.testing.assert_allclose(sum(line.get_ydata() for line in parts.lines), total.lines[0].get_ydata(), atol=1e-9)


def test_every_hidden_value_is_written_out(drawn):
    plots.encoder_states(np.full((8, 3), 0.25), np.eye(8))
    left, right = drawn().axes
    assert [text.get_text() for text in left.texts] == [".25"] * 24
    assert len(right.texts) == 64


def test_points_of_the_positive_class_are_filled(drawn):
    plots.decision_panels({"a": (POINTS, LABELS, lambda x: x[:, 0] - 0.5)})
    (ax,) = drawn().axes
    assert [len(collection.get_offsets()) for collection in ax.collections[-2:]] == [2, 1]


@pytest.mark.parametrize("draw", ["activation_curves", "decision_panels", "bump_and_its_parts"])
def test_what_is_not_written_leaves_no_figure(draw):
    def stub(*_arguments):
        raise NotImplementedError

    arguments = {
        "activation_curves": ({"relu": stub},),
        "decision_panels": ({"a": (POINTS, LABELS, stub)},),
        "bump_and_its_parts": (stub, 0.0, 1.0, 2.0),
    }
    with pytest.raises(NotImplementedError):
        getattr(plots, draw)(*arguments[draw])
    assert plt.get_fignums() == []
