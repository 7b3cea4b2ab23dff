import numpy as np

from lecturelib import plots


def test_one_line_for_each_series_told_apart_by_colour_and_dash(drawn):
    plots.learning_curves({"a": np.arange(3.0), "b": np.ones(2)}, "update", "loss")
    (ax,) = drawn().axes
    assert [line.get_label() for line in ax.lines] == ["a", "b"]
    assert [line.get_linestyle() for line in ax.lines] == ["-", "--"]
    assert len({line.get_color() for line in ax.lines}) == 2
    assert ax.lines[0].get_ydata().tolist() == [0, 1, 2]
    assert (ax.get_xlabel(), ax.get_ylabel(), ax.get_ylim()[0]) == ("update", "loss", 0)
