"""The lesson's own figures in a submission's process: drawn, lent, or a mark in their place."""

import io

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest

from autograder.confined import figures
from autograder.confined.figure_marks import MOST_LENT, found_mark
from autograder.confined.lesson_figures import LessonFigures, draw_lent
from autograder.confined.plain_data import MAX_ITEMS
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
    """Return what a notebook would show, fingerprints or pictures, and close the figures."""
    found = []
    for number in plt.get_fignums():
        file = io.BytesIO()
        plt.figure(number).canvas.print_figure(file, bbox_inches="tight")
        found.append(found_mark(file.getvalue()) or file.getvalue())
    plt.close("all")
    return found


def drawn(lesson_figures, *args, **kwargs):
    """Return the picture that is drawn without an order, and forget that it was."""
    lesson_figures.expect()
    bars(*args, **kwargs)
    (picture,) = shown()
    assert picture.startswith(b"\x89PNG")
    DRAWN.clear()
    return picture


def lent(lesson_figures, *args, **kwargs):
    """Return what is lent of a figure: a dict of orders by fingerprint. What is shown is closed."""
    lesson_figures.expect(lends=True)
    bars(*args, **kwargs)
    places = shown()
    assert all(place == found for place, found in zip(places, lesson_figures.lent, strict=False))
    return lesson_figures.lent


def fingerprint_of(lesson_figures, *args, **kwargs):
    (found,) = lent(lesson_figures, *args, **kwargs)
    DRAWN.clear()
    return found


def test_a_figure_is_lent_and_drawn_elsewhere_as_it_would_have_been(lesson_figures):
    picture = drawn(lesson_figures, np.array([1.0, 2.0]), colour="red")
    orders = lent(lesson_figures, np.array([1.0, 2.0]), colour="red")
    assert DRAWN == []
    (order,) = orders.values()
    lesson_figures.expect()
    draw_lent(order)
    assert shown() == [picture]


def test_a_fingerprint_is_that_of_the_data(lesson_figures):
    found = fingerprint_of(lesson_figures, [0.1 + 0.2, 1])
    assert fingerprint_of(lesson_figures, np.array([0.3, 1.0])) != found  # a list is no array
    assert fingerprint_of(lesson_figures, [0.3, 1]) == found
    assert fingerprint_of(lesson_figures, [0.3, 1], colour="red") != found


def test_a_known_figure_is_neither_drawn_nor_lent(lesson_figures):
    found = fingerprint_of(lesson_figures, [1, 2])
    lesson_figures.expect([found], lends=True)
    bars([1, 2])
    assert shown() == [found]
    assert lesson_figures.lent == {}
    assert DRAWN == []


def test_a_figure_of_other_data_is_drawn_where_none_is_lent(lesson_figures):
    found = fingerprint_of(lesson_figures, [1, 2])
    lesson_figures.expect([found])
    bars([1, 3])
    bars([1, 2])
    picture, place = shown()
    assert picture.startswith(b"\x89PNG")
    assert place == found  # in its order


def test_the_next_cell_knows_nothing_of_it(lesson_figures):
    lesson_figures.expect([fingerprint_of(lesson_figures, [1, 2])])
    assert drawn(lesson_figures, [1, 2])
    assert lesson_figures.lent == {}


def test_another_style_is_another_figure(lesson_figures):
    lesson_figures.expect([fingerprint_of(lesson_figures, [1, 2])], lends=True)
    plt.rcParams["axes.facecolor"] = "black"
    bars([1, 2])
    (picture,) = shown()
    assert picture.startswith(b"\x89PNG")
    assert lesson_figures.lent == {}


def test_what_is_not_plain_data_is_drawn(lesson_figures):
    assert lent(lesson_figures, np.array([1, 2], dtype=object)) == {}
    assert len(DRAWN) == 1
    assert lent(lesson_figures, [np.float32(1), 2], colour=(0.1, 0.2, 0.3))
    assert len(DRAWN) == 1


def test_what_is_too_much_for_the_line_is_drawn(lesson_figures):
    assert lent(lesson_figures, [1] * (MAX_ITEMS + 1)) == {}
    assert len(DRAWN) == 1


def test_no_more_than_some_are_lent(lesson_figures):
    lesson_figures.expect(lends=True)
    for height in range(MOST_LENT + 2):
        plt.close("all")
        bars([height])
    assert len(lesson_figures.lent) == MOST_LENT
    assert DRAWN == [[MOST_LENT], [MOST_LENT + 1]]


def test_a_figure_that_nobody_has_marked_is_not_drawn():
    with pytest.raises(KeyError):
        draw_lent(["lecturelib.plots.style.new_axes", {"t": "tuple", "v": []}, {"t": "dict", "v": []}])


def test_a_place_is_no_empty_figure(lesson_figures):
    """IPython shows nothing for a figure without axes and lines."""
    lesson_figures.expect([fingerprint_of(lesson_figures, [1, 2])])
    bars([1, 2])
    assert plt.gcf().lines
