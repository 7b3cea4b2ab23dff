import re

import numpy as np

from autograder.checks.difference import difference_of
from autograder.checks.draw import TOO_LARGE, TOO_SMALL, draw


def drawing_of(errors):
    return draw(difference_of("d_w", np.random.default_rng(0).standard_normal(errors.shape), errors))


def test_a_mark_for_each_wrong_entry_at_its_place():
    drawing = drawing_of(np.array([[0.0, 4.0], [-1.0, 0.0], [0.0, 2.0]]))
    assert (drawing.width, drawing.height) == (2, 3)
    by_colour = {}
    for path, colour, opacity in drawing.marks:
        by_colour.setdefault(colour, []).append((path, opacity))
    assert [path for path, _ in by_colour[TOO_SMALL]] == ["M0.5 1.32l0.18 0.18 -0.18 0.18 -0.18 -0.18z"]
    large = sorted(by_colour[TOO_LARGE], key=lambda mark: mark[1])
    assert [path for path, _ in large] == ["M1.22 2.22h0.56v0.56h-0.56z", "M1.02 0.02h0.96v0.96h-0.96z"]
    assert large[0][1] < large[1][1] == 1.0


def test_what_a_reader_is_told_who_does_not_see_it():
    drawing = drawing_of(np.array([[0.0, 4.0], [-1.0, 0.0], [0.0, 2.0]]))
    assert drawing.words == "Where d_w of shape (3, 2) is wrong: 3 of 6 entries, 2 too large and 1 too small"
    assert drawing.explanation == ("Axis 0 runs down, axis 1 across.",)


def test_axes_panels_and_blocks_are_explained():
    assert drawing_of(np.ones(4)).explanation == ("The entries stand from left to right.",)
    assert drawing_of(np.ones((2, 3, 4))).explanation[1] == "Each panel is one entry of axis 0."
    assert drawing_of(np.ones((2, 3, 4, 5))).explanation[1] == "Of the panels, axis 1 runs across and axis 0 down."
    assert "axes 0 to 1 together down" in drawing_of(np.ones((2, 2, 3, 4, 5))).explanation[1]
    large = drawing_of(np.ones((100, 33)))
    assert large.explanation[1] == "A square stands for up to 4 × 2 entries and shows the worst."
    assert "squares" in large.words


def test_lines_divide_panels():
    drawing = drawing_of(np.ones((2, 3, 4, 5)))
    assert drawing.panels == "M5 0v8M10 0v8M0 4h15"
    assert drawing_of(np.ones((4, 5))).panels == ""


def test_the_largest_picture_is_a_few_kilobytes():
    drawing = drawing_of(np.random.default_rng(1).standard_normal((400, 400)))
    assert (drawing.width, drawing.height) == (31, 31)
    assert sum(len(path) for path, _, _ in drawing.marks) < 60_000
    assert len(drawing.marks) <= 8
    assert all(re.fullmatch(r"[Mhvlz0-9. -]+", path) for path, _, _ in drawing.marks)
