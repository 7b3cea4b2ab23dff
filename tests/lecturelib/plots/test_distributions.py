import numpy as np
import pytest

from lecturelib import plots


def test_bars_stand_on_one_scale_and_one_may_be_marked(drawn):
    plots.distribution_bars({"a": np.array([0.2, 0.8]), "b": np.array([0.5, 0.5])}, ["x", "y"], highlight=1)
    first, second = drawn().axes
    assert [bar.get_height() for bar in first.patches] == [0.2, 0.8]
    assert first.get_ylim() == second.get_ylim()
    assert [bool(bar.get_hatch()) for bar in second.patches] == [False, True]
    assert [text.get_text() for text in first.texts] == ["0.20", "0.80"]


def test_many_outcomes_go_without_numbers(drawn):
    plots.distribution_bars({"ten": np.full(10, 0.1)}, list("0123456789"))
    (ax,) = drawn().axes
    assert len(ax.texts) == 0
    assert [label.get_text() for label in ax.get_xticklabels()] == list("0123456789")


def test_costs_are_an_entropy_and_a_divergence_end_to_end(drawn):
    plots.entropy_and_divergence({"good": (1.0, 0.0), "bad": (1.0, 0.5)})
    (ax,) = drawn().axes
    spans = [(bar.get_x(), bar.get_width()) for bar in ax.patches]
    assert spans == [(0, 1.0), (1.0, 0.0), (0, 1.0), (1.0, 0.5)]
    assert [text.get_text() for text in ax.texts] == ["1.000", "1.500"]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["entropy", "divergence"]
    assert ax.get_ylim()[0] > ax.get_ylim()[1]  # the first bar is on top


def test_what_stands_in_is_drawn_over_the_bars(drawn):
    x, p = np.arange(3.0), np.array([0.5, 0.3, 0.2])
    plots.fitted_distributions(x, p, {"q": p[::-1], "r": np.array([0.0, 1.0, 0.0])})
    (ax,) = drawn().axes
    assert [bar.get_height() for bar in ax.patches] == pytest.approx(p)
    assert [line.get_linestyle() for line in ax.lines] == ["-", "--"]
    assert ax.get_ylim()[1] > 1
