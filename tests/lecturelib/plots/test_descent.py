import numpy as np
import pytest

from lecturelib import plots

PATH = np.array([[2.0, 1.0], [1.0, -0.5], [0.5, 0.2]])


def bowl(places):
    return np.sum(places**2, axis=1)


def test_the_sketch_names_the_three_places_without_a_gradient(drawn):
    plots.landscape_sketch()
    above, along = drawn().axes
    assert {text.get_text() for text in along.texts} == {"minimum", "saddle", "local minimum"}
    curve = along.lines[0].get_xydata()
    slopes = np.gradient(curve[:, 1], curve[:, 0])
    for mark in along.lines[1:]:
        place = mark.get_xdata()[0]
        assert np.interp(place, curve[:, 0], slopes) == pytest.approx(0, abs=0.06)
        assert mark.get_ydata()[0] == pytest.approx(np.interp(place, curve[:, 0], curve[:, 1]), abs=1e-3)
    assert [line.get_xdata()[0] for line in above.lines] == [mark.get_xdata()[0] for mark in along.lines[1:]]


def test_paths_are_drawn_from_the_first_place_to_the_last(drawn):
    plots.descent_paths(bowl, {"one": PATH, "two": PATH[:2]}, (0.0, 0.0))
    axes = drawn().axes
    assert [ax.get_title() for ax in axes] == ["one", "two"]
    assert axes[0].lines[0].get_xydata().tolist() == PATH.tolist()
    open_disc, filled, cross = axes[1].lines[1:]
    assert open_disc.get_xydata().tolist() == [PATH[0].tolist()]
    assert open_disc.get_markerfacecolor() == "white"
    assert filled.get_xydata().tolist() == [PATH[1].tolist()]
    assert cross.get_xydata().tolist() == [[0, 0]]
    for ax in axes:
        assert ax.get_xlim()[0] < 0 < 2 < ax.get_xlim()[1]


def test_sums_of_rates_and_of_their_squares(drawn):
    rates = {"constant": np.full(4, 0.5), "falling": np.array([1.0, 0.5, 0.25, 0.125])}
    plots.rate_sums(rates)
    figure = drawn()
    first, sums, squares = figure.axes
    assert first.lines[1].get_ydata().tolist() == [1, 0.5, 0.25, 0.125]
    assert sums.lines[0].get_ydata().tolist() == [0.5, 1, 1.5, 2]
    assert squares.lines[1].get_ydata().tolist() == [1, 1.25, 1.3125, 1.328125]
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["constant", "falling"]


def test_a_sum_that_leaves_the_others_behind_does_not_flatten_them(drawn):
    plots.rate_sums({"large": np.full(100, 10.0), "a": np.full(100, 0.1), "b": np.full(100, 0.05)})
    assert drawn().axes[1].get_ylim()[1] == pytest.approx(15)


def test_five_schedules_are_told_apart(drawn):
    plots.rate_sums({name: np.ones(3) for name in "abcde"})
    lines = drawn().axes[0].lines
    assert len({(line.get_color(), line.get_linestyle()) for line in lines}) == 5


def test_slices_have_a_chord_between_their_ends(drawn):
    plots.loss_slices({"sags": np.array([1.0, 0.2, 3.0]), "climbs": np.array([0.0, 2.0, 0.0])})
    left, right = drawn().axes
    for ax, ends in [(left, [1, 3]), (right, [0, 0])]:
        curve, chord = ax.lines
        assert curve.get_xdata().tolist() == [0, 0.5, 1]
        assert chord.get_xydata().tolist() == [[0, ends[0]], [1, ends[1]]]


def test_losses_by_rate_are_drawn_on_logarithmic_axes(drawn):
    plots.losses_by_rate(np.array([0.01, 0.1]), {"sgd": np.array([1.0, 0.1]), "adam": np.array([0.2, np.nan])})
    (ax,) = drawn().axes
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")
    assert [line.get_label() for line in ax.lines] == ["sgd", "adam"]
    assert ax.lines[0].get_xydata().tolist() == [[0.01, 1.0], [0.1, 0.1]]
