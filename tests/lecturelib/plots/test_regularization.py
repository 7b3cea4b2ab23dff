import numpy as np
import pytest

from lecturelib import plots


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_the_fits_learn_more_and_more_by_heart(drawn):
    plots.fits_sketch()
    axes = drawn().axes
    errors = [[float(word) for word in ax.get_xlabel().replace(",", "").split() if "." in word] for ax in axes]
    learned, kept_back = zip(*errors, strict=True)
    assert learned[0] > learned[1] > learned[2] == 0
    assert kept_back[1] < kept_back[2] < kept_back[0]
    assert [len(ax.lines[1].get_xdata()) for ax in axes] == [10, 10, 10]
    # The last curve goes through every point.
    curve, points, _ = axes[2].lines
    assert np.interp(points.get_xdata(), *curve.get_data()) == pytest.approx(points.get_ydata(), abs=0.03)


def test_losses_stand_at_their_epochs_on_one_scale(drawn):
    falling, rising = np.array([3.0, 2.0, 1.0]), np.array([4.0, 5.0, 8.0])
    plots.training_and_validation({"first": (falling, rising), "second": (falling[:2], falling[:2])}, {"second": 2})
    first, second = drawn().axes
    assert [line.get_label() for line in first.lines] == ["training", "validation"]
    assert first.lines[0].get_xydata().tolist() == [[1, 3], [2, 2], [3, 1]]
    assert first.lines[1].get_ydata().tolist() == [4, 5, 8]
    assert first.lines[0].get_linestyle() != first.lines[1].get_linestyle()
    assert first.get_ylim() == second.get_ylim() == (0, pytest.approx(8.4))
    assert list(second.lines[2].get_xdata()) == [2, 2]
    assert (first.get_title(), second.get_title(), first.get_xlabel()) == ("first", "second", "epoch")


def test_one_training_has_one_panel_and_no_mark(drawn):
    plots.training_and_validation({"alone": (np.ones(4), np.ones(4))}, y_label="error")
    (ax,) = drawn().axes
    assert len(ax.lines) == 2 and ax.get_ylabel() == "error"


def test_each_of_the_four_networks_computes_what_its_mask_leaves(drawn):
    plots.four_networks(inputs=(3, 2), weights=(2, -1))
    axes = drawn().axes
    assert [texts(ax)[-2] for ax in axes] == ["4", "6", "\N{MINUS SIGN}2", "0"]
    assert [texts(ax)[-1] for ax in axes] == ["both", "only the first", "only the second", "none"]
    weights = [[text for text in texts(ax)[:-2] if text not in ("3", "2")] for ax in axes]
    assert weights == [["\N{MINUS SIGN}1"], [], ["\N{MINUS SIGN}1"], []]
    crosses = [sum(line.get_marker() == "x" for line in ax.lines) for ax in axes]
    connections = [sum(len(line.get_xdata()) == 2 for line in ax.lines) for ax in axes]
    assert crosses == [0, 1, 1, 2] and connections == [2, 1, 1, 0]
