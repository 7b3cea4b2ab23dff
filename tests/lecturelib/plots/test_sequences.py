import numpy as np
import pytest
from matplotlib.colors import to_hex

from lecturelib import plots
from lecturelib.plots.style import ORANGE_TO_BLUE


def test_the_handover_shows_both_texts_shifted_by_one_step(drawn):
    plots.handover_sketch("3 M", "05")
    (ax,) = drawn().axes
    places = {}
    for text in ax.texts:
        places.setdefault(text.get_text(), []).append(text.get_position())
    assert {"3", "M", "\N{OPEN BOX}", "start", "stop", "state"} <= set(places)
    (read_at,) = {y for _, y in places["3"]}
    # Each symbol of the answer is written at one step, and told at the next.
    for symbol in "05":
        (told, said) = sorted(places[symbol], key=lambda place: place[1])
        assert told[1] == read_at
        assert said[1] > read_at
        assert told[0] - said[0] == pytest.approx(1)


def test_probabilities_stand_in_the_rows_of_their_symbols(drawn):
    p = np.array([[0.25, 0.75], [0.999, 0.001]])
    plots.symbol_probabilities(p, ["a", "stop"], ["stop", "a"])
    (ax,) = drawn().axes
    np.testing.assert_array_equal(ax.images[0].get_array(), p.T)
    marks = [line.get_xydata()[0].tolist() for line in ax.lines]
    assert marks == [[0.0, 1.0], [1.0, 0.0]]
    assert [text.get_text() for text in ax.texts if text.get_text()] == ["75"]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["a", "stop"]


def test_an_unlikely_true_symbol_is_legible_on_white(drawn):
    plots.symbol_probabilities(np.array([[0.9, 0.1]]), ["a", "b"], ["b"])
    (text,) = [text for text in drawn().axes[0].texts if text.get_text()]
    assert (text.get_text(), text.get_color()) == ("10", "#222222")


def test_every_node_of_the_tree_has_its_sign_and_colour(drawn):
    plots.sentiment_tree(("not", "very", "dull"), np.array([[1, 2], [0, 3]]), np.array([2, 2, 1, 0, 4]))
    (ax,) = drawn().axes
    minus = "\N{MINUS SIGN}"
    assert [text.get_text() for text in ax.texts] == ["0", "0", minus, 2 * minus, "++", "not", "very", "dull"]
    nodes = [line for line in ax.lines if line.get_marker() == "o"]
    faces = [to_hex(node.get_markerfacecolor()) for node in nodes]
    assert faces == [to_hex(ORANGE_TO_BLUE(0.1 + 0.2 * label)) for label in (2, 2, 1, 0, 4)]
    heights = [node.get_ydata()[0] for node in nodes]
    assert heights == [0, 0, 0, 1, 2]
    assert len(ax.lines) == 5 + 4
