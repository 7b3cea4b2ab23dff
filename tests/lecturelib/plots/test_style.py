import numpy as np
import pytest

from lecturelib.plots.style import GREEN, grid_around, mark_classes, new_axes, shade_region, without_frame
from tests.lecturelib.plots.conftest import overlapping


def test_axes_are_numbered_row_by_row(drawn):
    axes = new_axes(2, (6.0, 4.0), rows=3)
    assert len(axes) == 6
    assert drawn().get_size_inches().tolist() == [6.0, 4.0]
    places = [ax.get_subplotspec() for ax in axes]
    assert [(place.rowspan.start, place.colspan.start) for place in places] == [
        (r, c) for r in range(3) for c in (0, 1)
    ]


def test_what_stands_between_axes_gets_its_inches(drawn):
    axes = new_axes(2, (6.0, 4.0), rows=2, between=(1.0, 0.5))
    places = [ax.get_position() for ax in axes]
    assert (places[1].x0 - places[0].x1) * 6 == pytest.approx(1.0)
    assert (places[0].y0 - places[2].y1) * 4 == pytest.approx(0.5)
    drawn()


def test_axes_without_numbers_fill_the_figure():
    (ax,) = new_axes(1, (6.0, 4.0), labelled=False)
    assert ax.get_position().bounds == pytest.approx((0, 0, 1, 1))


def test_axes_on_each_other_are_seen():
    crowded = new_axes(2, (4.0, 2.0), between=(0.05, 0))
    for ax, title in zip(crowded, "AB", strict=True):
        ax.set(title=title, ylabel="height")
    assert overlapping(crowded[0].figure) == [("A", "B")]


def test_only_two_edges_are_left():
    (ax,) = new_axes(1, (2.0, 2.0))
    without_frame(ax)
    assert {side for side, spine in ax.spines.items() if spine.get_visible()} == {"left", "bottom"}


def test_a_grid_surrounds_its_points():
    first, second, rows = grid_around(np.array([[0.0, -1.0], [2.0, 3.0]]), margin=0.5)
    assert (first.min(), first.max(), second.min(), second.max()) == (-0.5, 2.5, -1.5, 3.5)
    assert first.shape == second.shape == (200, 200)
    assert rows.shape == (40_000, 2)
    assert np.array_equal(rows[201], [first[1, 1], second[1, 1]])


def test_a_border_is_drawn_where_there_is_one():
    with_border, all_of_it = new_axes(2, (4.0, 2.0))
    first, second, rows = grid_around(np.zeros((1, 2)), margin=1.0)
    shade_region(with_border, rows[:, 0].reshape(first.shape), (first, second), GREEN, "--")
    shade_region(all_of_it, np.ones_like(first), (first, second))
    assert len(with_border.collections) == 2
    assert len(all_of_it.collections) == 1


def test_the_two_classes_are_marked_apart():
    (ax,) = new_axes(1, (2.0, 2.0))
    mark_classes(ax, np.array([[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]]), np.array([True, False, False]))
    filled, hollow = ax.collections
    assert filled.get_offsets().tolist() == [[0, 1]]
    assert hollow.get_offsets().tolist() == [[2, 3], [4, 5]]
    assert hollow.get_facecolor().tolist() == [[1, 1, 1, 1]]
