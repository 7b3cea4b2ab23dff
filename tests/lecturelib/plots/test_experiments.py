import numpy as np
import pytest

from lecturelib import plots


def test_every_run_is_a_dot_and_the_mean_a_bar(drawn):
    plots.seeds_by_value({"8": [0.8, 0.9, 0.85], "32": [0.95, 0.95, 0.98]}, "width")
    (ax,) = drawn().axes
    dots, bar, other_dots, other_bar = ax.lines
    assert dots.get_ydata().tolist() == pytest.approx([80, 90, 85])
    assert other_dots.get_ydata().tolist() == pytest.approx([95, 95, 98])
    assert bar.get_ydata().tolist() == pytest.approx([85, 85])
    assert other_bar.get_ydata().tolist() == pytest.approx([96, 96])
    assert dots.get_xdata().tolist() == pytest.approx([-0.06, 0, 0.06])
    assert len(set(other_dots.get_xdata())) == 3  # two equal accuracies stay two dots
    assert [label.get_text() for label in ax.get_xticklabels()] == ["8", "32"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("width", "held-out accuracy, %")
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["one run", "mean"]


def test_losses_are_a_mean_in_a_band(drawn):
    slow, fast = np.array([[2.0, 1.0], [1.0, 0.5]]), np.array([[1.0, 0.1], [0.8, 0.3]])
    plots.losses_by_value({"8": slow, "32": fast}, "width")
    (ax,) = drawn().axes
    assert ax.lines[0].get_xydata().tolist() == [[1, 1.5], [2, 0.75]]
    assert ax.lines[1].get_ydata().tolist() == pytest.approx([0.9, 0.2])
    assert ax.lines[0].get_linestyle() != ax.lines[1].get_linestyle()
    band = ax.collections[0].get_paths()[0].vertices
    assert (band[:, 1].min(), band[:, 1].max()) == (0.5, 2.0)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["width 8", "width 32"]
    assert ax.get_yscale() == "log"


def test_the_sketch_names_the_pieces_inside_their_boxes(drawn):
    plots.framework_sketch()
    figure = drawn()
    (ax,) = figure.axes
    words = " ".join(text.get_text() for text in ax.texts)
    for name in ("experiment", "fit", "Network", "Optimizer", "AffineLayer"):
        assert name in words
    labels = [text for text in ax.texts if text.get_text()]
    assert len(labels) == len(ax.patches)
    for label, box in zip(labels, ax.patches, strict=True):
        around, inside = box.get_window_extent(), label.get_window_extent()
        assert around.x0 < inside.x0 and inside.x1 < around.x1
        assert around.y0 < inside.y0 and inside.y1 < around.y1
