"""The lesson's own figures in a submission's process: drawn, marked, or a mark in their place."""

import io

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest

from autograder.confined import figures
from autograder.confined.figure_marks import MOST_LENT, split_mark
from autograder.confined.lesson_figures import LessonFigures, draw_lent
from lecturelib.plots.drawing import draw_it, let_draw, of_data

DRAWN = []


@of_data
def bars(heights, colour="blue"):
    DRAWN.append(heights)
    plt.figure(figsize=(2, 1)).add_subplot().bar(range(len(heights)), heights, color=colour)


@pytest.fixture
def lesson_figures(monkeypatch):
    """Draw without a screen, as the confined shell does, and leave nothing changed behind."""
    with mpl.rc_context():
        plt.switch_backend("agg")
        plt.close("all")
        monkeypatch.setattr(plt, "draw_all", plt.draw_all)
        monkeypatch.setattr(mpl.backend_bases.FigureCanvasBase, "print_figure", _print_figure())
        DRAWN.clear()
        drawer = LessonFigures()
        let_draw(drawer)
        yield drawer
        let_draw(draw_it)
        plt.close("all")


def _print_figure():
    return figures._print_measured(mpl.backend_bases.FigureCanvasBase.print_figure)


def shown():
    """Return what a notebook would show, as pairs of fingerprint and picture, and close the figures."""
    found = []
    for number in plt.get_fignums():
        file = io.BytesIO()
        plt.figure(number).canvas.print_figure(file, bbox_inches="tight")
        found.append(split_mark(file.getvalue()))
    plt.close("all")
    return found


def marked(lesson_figures, *args, **kwargs):
    lesson_figures.expect(marks=True)
    bars(*args, **kwargs)
    ((fingerprint, picture),) = shown()
    assert picture.startswith(b"\x89PNG")
    return fingerprint, picture


def test_without_an_order_a_figure_is_drawn_and_bears_no_mark(lesson_figures):
    bars([1, 2])
    ((fingerprint, picture),) = shown()
    assert fingerprint == ""
    assert picture.startswith(b"\x89PNG")


def test_a_mark_is_that_of_the_data(lesson_figures):
    fingerprint, picture = marked(lesson_figures, [0.1 + 0.2, 1])
    assert fingerprint
    assert marked(lesson_figures, np.array([0.3, 1.0]))[0] != fingerprint  # a list is no array
    assert marked(lesson_figures, [0.3, 1]) == (fingerprint, picture)
    assert marked(lesson_figures, [0.3, 1], colour="red")[0] != fingerprint


def test_a_known_figure_is_not_drawn(lesson_figures):
    fingerprint, _ = marked(lesson_figures, [1, 2])
    DRAWN.clear()
    lesson_figures.expect([fingerprint])
    bars([1, 2])
    assert shown() == [(fingerprint, b"")]
    assert DRAWN == []


def test_a_figure_of_other_data_is_drawn(lesson_figures):
    fingerprint, _ = marked(lesson_figures, [1, 2])
    lesson_figures.expect([fingerprint])
    bars([1, 3])
    bars([1, 2])
    ((none, picture), place) = shown()
    assert (none, picture[:4]) == ("", b"\x89PNG")
    assert place == (fingerprint, b"")  # in its order


def test_the_next_cell_knows_nothing_of_it(lesson_figures):
    fingerprint, _ = marked(lesson_figures, [1, 2])
    lesson_figures.expect([fingerprint])
    lesson_figures.expect()
    bars([1, 2])
    assert shown()[0][0] == ""
    assert DRAWN


def test_another_style_is_another_figure(lesson_figures):
    fingerprint, _ = marked(lesson_figures, [1, 2])
    lesson_figures.expect([fingerprint])
    plt.rcParams["axes.facecolor"] = "black"
    bars([1, 2])
    ((none, picture),) = shown()
    assert (none, picture[:4]) == ("", b"\x89PNG")


def test_what_is_not_plain_data_is_drawn_without_a_mark(lesson_figures):
    lesson_figures.expect(marks=True)
    bars([np.float64(1), 2], colour=(0.1, 0.2, 0.3))
    assert shown()[0][0]
    lesson_figures.expect(marks=True)
    bars(np.array([1, 2], dtype=object))
    assert shown()[0][0] == ""


def test_a_place_is_no_empty_figure(lesson_figures):
    """IPython shows nothing for a figure without axes and lines."""
    fingerprint, _ = marked(lesson_figures, [1, 2])
    lesson_figures.expect([fingerprint])
    bars([1, 2])
    assert plt.gcf().lines
    plt.close("all")


def lent(lesson_figures, *args, **kwargs):
    lesson_figures.expect(lends=True)
    bars(*args, **kwargs)
    return lesson_figures.lent


def test_a_figure_is_lent_and_drawn_elsewhere_as_it_would_have_been(lesson_figures):
    fingerprint, picture = marked(lesson_figures, np.array([1.0, 2.0]), colour="red")
    DRAWN.clear()
    orders = lent(lesson_figures, np.array([1.0, 2.0]), colour="red")
    assert shown() == [(fingerprint, b"")]
    assert DRAWN == []
    assert list(orders) == [fingerprint]
    lesson_figures.expect()
    draw_lent(orders[fingerprint])
    assert shown() == [("", picture)]


def test_what_the_host_knows_is_not_lent(lesson_figures):
    fingerprint, _ = marked(lesson_figures, [1, 2])
    lesson_figures.expect([fingerprint], lends=True)
    bars([1, 2])
    assert lesson_figures.lent == {}


def test_what_is_not_plain_data_is_not_lent(lesson_figures):
    assert lent(lesson_figures, np.array([1, 2], dtype=object)) == {}
    assert lent(lesson_figures, [np.float32(1), 2], colour=(0.1, 0.2, 0.3))
    assert len(DRAWN) == 1


def test_no_more_than_some_are_lent(lesson_figures):
    lesson_figures.expect(lends=True)
    DRAWN.clear()
    for height in range(MOST_LENT + 2):
        plt.close("all")
        bars([height])
    assert len(lesson_figures.lent) == MOST_LENT
    assert DRAWN == [[MOST_LENT], [MOST_LENT + 1]]


def test_a_figure_that_nobody_has_marked_is_not_drawn():
    with pytest.raises(KeyError):
        draw_lent(["lecturelib.plots.style.new_axes", {"t": "tuple", "v": []}, {"t": "dict", "v": []}])
