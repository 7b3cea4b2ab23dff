import matplotlib.patches
import numpy as np
import pytest

from lecturelib import plots


def test_heads_are_drawn_over_their_ranges(drawn):
    plots.output_heads()
    linear, binary, several = drawn().axes
    assert [ax.get_title() for ax in (linear, binary, several)] == [
        "a number: linear",
        "yes or no: sigmoid",
        "one of three: softmax",
    ]
    assert binary.get_ylim() == several.get_ylim() == (0, 1)
    assert linear.get_ylim() == (-5, 5)
    sigmoid = binary.lines[0].get_ydata()
    assert sigmoid[[0, 100, 200]] == pytest.approx([0.0067, 0.5, 0.9933], abs=1e-4)


def test_stacked_probabilities_are_those_of_three_scores(drawn):
    plots.output_heads()
    stack = drawn().axes[2].collections
    tops = [each.get_paths()[0].vertices for each in stack]
    expected = np.cumsum(np.exp([5.0, 1, 0]) / np.exp([5.0, 1, 0]).sum())
    for corners, top in zip(tops, expected, strict=True):
        at_five = corners[np.isclose(corners[:, 0], 5)]
        assert at_five[:, 1].max() == pytest.approx(top)


def test_the_area_of_the_squares_is_the_squared_error(drawn):
    x, y = np.arange(3.0), np.array([1.0, 0.0, 4.0])
    plots.residual_squares({"a": (x, y, np.zeros(3)), "b": (x, y, y)})
    first, second = drawn().axes
    squares = [patch for patch in first.patches if isinstance(patch, matplotlib.patches.Rectangle)]
    assert sum(square.get_width() * square.get_height() for square in squares) == 17
    assert sum(patch.get_width() for patch in second.patches) == 0
    assert first.get_aspect() == second.get_aspect() == 1
    assert (first.get_xlim(), first.get_ylim()) == (second.get_xlim(), second.get_ylim())
    assert first.get_xlim()[1] > 6  # the largest square is in the picture


def test_curves_are_told_apart_and_the_place_is_marked_in_every_panel(drawn):
    x = np.arange(4.0)
    plots.compared_curves(x, {"value": {"f": x, "g": -x}, "slope": {"f": x}}, "z", mark=2.0)
    value, slope = drawn().axes
    assert [line.get_linestyle() for line in value.lines] == ["-", "--", ":"]
    assert value.get_legend() is not None
    assert slope.get_legend() is None
    assert all(ax.lines[-1].get_xdata()[0] == 2 for ax in (value, slope))
    assert {ax.get_xlabel() for ax in (value, slope)} == {"z"}


@pytest.mark.parametrize(("values", "edge"), [([0, 1, np.inf, np.nan], 1), ([-np.inf, 1, 2, 3], 1)])
def test_a_curve_that_stops_being_finite_ends_in_a_cross(values, edge, drawn):
    x = np.arange(4.0)
    plots.compared_curves(x, {"f": {"f": np.array(values), "g": x}}, "x")
    (ax,) = drawn().axes
    crosses = [line for line in ax.lines if line.get_marker() == "X"]
    assert [line.get_xdata()[0] for line in crosses] == [edge]
    assert "f ends" in [text.get_text() for text in ax.get_legend().get_texts()]
