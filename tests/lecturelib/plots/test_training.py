import math

import numpy as np
import pytest

from lecturelib import plots
from lecturelib.training import History, SearchResults, grid_search


def history(epochs=4, steps=8, validation=True, metrics=None, best_epoch=None):
    falling = 1 / np.arange(1.0, epochs + 1)
    validated = falling + 0.5 if validation else np.zeros(0)
    per_step = np.linspace(1, 0.2, steps)
    return History(per_step, falling, validated, metrics or {}, per_step, falling, 2, best_epoch, "")


def lines(ax):
    return {line.get_label(): line for line in ax.lines}


def test_losses_stand_at_the_end_of_their_epochs(drawn):
    plots.training_history(history())
    (ax,) = drawn().axes
    found = lines(ax)
    assert list(found) == ["each step", "training", "validation"]
    assert found["each step"].get_xdata().tolist() == [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4]
    assert found["training"].get_xydata()[:2].tolist() == [[1, 1], [2, 0.5]]
    assert found["validation"].get_xydata()[:2].tolist() == [[1, 1.5], [2, 1]]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("epoch", "loss")
    assert found["training"].get_linestyle() != found["validation"].get_linestyle()


def test_metrics_have_a_panel_and_the_best_epoch_a_line_in_both(drawn):
    metrics = {"accuracy": np.array([0.1, 0.5, 0.75, 0.7]), "recall": np.ones(4)}
    plots.training_history(history(metrics=metrics, best_epoch=3))
    losses, measured = drawn().axes
    assert list(lines(measured)) == ["accuracy", "recall", "best: epoch 3"]
    assert lines(measured)["accuracy"].get_ydata().tolist() == [0.1, 0.5, 0.75, 0.7]
    assert measured.get_ylabel() == "on validation examples"
    for ax in (losses, measured):
        assert list(lines(ax)["best: epoch 3"].get_xdata()) == [3, 3]


def test_what_was_not_measured_is_not_drawn(drawn):
    plots.training_history(history(epochs=0, steps=1, validation=False))
    (ax,) = drawn().axes
    assert list(lines(ax)) == ["each step"]


@pytest.mark.parametrize(("epochs", "marker"), [(30, "o"), (31, "None")])
def test_many_epochs_are_drawn_without_dots(epochs, marker, drawn):
    plots.training_history(history(epochs=epochs, steps=2 * epochs))
    assert lines(drawn().axes[0])["training"].get_marker() == marker


def test_two_settings_make_a_map_in_the_order_of_their_sizes(drawn):
    scores = {(3, 0.5): 1.0, (3, 0.25): 4.0, (20, 0.5): math.nan, (20, 0.25): 3.0}
    plots.search_scores(grid_search(lambda units, rate: scores[units, rate], {"units": [20, 3], "rate": [0.5, 0.25]}))
    (ax,) = drawn().axes
    assert (ax.get_ylabel(), ax.get_xlabel()) == ("units", "rate")
    assert [label.get_text() for label in ax.get_yticklabels()] == ["3", "20"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["0.25", "0.5"]
    shown = ax.images[0].get_array()
    assert np.array_equal(np.ma.filled(shown, np.nan), [[4, 1], [3, math.nan]], equal_nan=True)
    assert ax.images[0].get_clim() == (1, 4)
    texts = {(text.get_position()): text for text in ax.texts}
    assert {place: text.get_text() for place, text in texts.items()} == {
        (0, 0): "4",
        (1, 0): "1",
        (0, 1): "3",
        (1, 1): "nan",
    }
    assert [place for place, text in texts.items() if text.get_weight() == "bold"] == [(0, 0)]
    assert [text.get_color() for text in ax.texts] == ["#FFFFFF", "#222222", "#FFFFFF", "#222222"]


def test_settings_that_have_no_order_come_by_name(drawn):
    plots.search_scores(grid_search(lambda a, f: 0, {"a": [None, 2, "x"], "f": [math.tanh, math.sin]}))
    (ax,) = drawn().axes
    assert [label.get_text() for label in ax.get_yticklabels()] == ["x", "2", "None"]
    assert {label.get_text() for label in ax.get_xticklabels()} == {"sin", "tanh"}


def test_a_map_without_any_finite_score_is_drawn_too(drawn):
    plots.search_scores(grid_search(lambda a, b: math.nan, {"a": [1], "b": [1, 2]}))
    assert drawn().axes[0].images[0].get_clim() == (0, 1)


@pytest.mark.parametrize("names", [("a",), ("a", "b", "c")])
def test_other_numbers_of_settings_make_a_dot_each(names, drawn):
    settings = dict.fromkeys(names, 0.5)
    results = [(settings, 0.75), ({**settings, "a": 2}, 0.25), ({**settings, "a": 1e-5}, math.nan)]
    plots.search_scores(SearchResults(settings, 0.75, results))
    (ax,) = drawn().axes
    rest = ", b = 0.5, c = 0.5" if len(names) == 3 else ""
    assert [label.get_text() for label in ax.get_yticklabels()] == [
        f"a = 0.5{rest}",
        f"a = 2{rest}",
        f"a = 1e-05{rest}",
    ]
    assert [line.get_xydata().tolist() for line in ax.lines] == [[[0.75, 0]], [[0.25, 1]], [[0.25, 2]]]
    assert [line.get_marker() for line in ax.lines] == ["o", "o", "None"]
    assert [text.get_text() for text in ax.texts] == ["0.75", "0.25", "nan"]
    assert ax.get_ylim() == (2.5, -0.5)
    assert ax.lines[0].get_color() != ax.lines[1].get_color() == "#222222"


def test_scores_without_any_finite_one_are_drawn_too(drawn):
    plots.search_scores(grid_search(lambda a: math.nan, {"a": [1, 2]}))
    assert [text.get_text() for text in drawn().axes[0].texts] == ["nan", "nan"]


def test_a_readers_plain_tuple_is_drawn_like_the_results_of_the_library(drawn):
    plots.search_scores(({"a": 1}, 0.5, [({"a": 1}, 0.5), ({"a": 2}, 0.25)]))
    assert [text.get_text() for text in drawn().axes[0].texts] == ["0.5", "0.25"]
