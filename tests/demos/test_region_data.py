"""Points that no line parts."""

import numpy as np
import pytest

from demos.region_data import FARTHEST, KINDS, POINTS, region_points


@pytest.mark.parametrize("kind", KINDS)
def test_points_fill_the_picture_and_no_line_parts_them(kind):
    points, labels = region_points(kind, 0)
    assert points.shape == (POINTS, 2)
    assert sorted(set(labels)) == [-1, 1]
    assert abs(labels.sum()) <= 2
    assert np.abs(points).max() == pytest.approx(FARTHEST)
    angles = np.linspace(0, np.pi, 60)
    sums = points @ np.array([np.cos(angles), np.sin(angles)])  # of every point, in every direction
    fewest = min(
        min(np.sum((column > edge) != (labels > 0)), np.sum((column > edge) == (labels > 0)))
        for column in sums.T
        for edge in column
    )
    assert fewest >= 4


def test_the_seed_makes_the_points():
    assert np.array_equal(region_points("rings", 3)[0], region_points("rings", 3)[0])
    assert not np.array_equal(region_points("rings", 3)[0], region_points("rings", 4)[0])


def test_an_unknown_kind_is_named():
    with pytest.raises(ValueError, match="kind must be one of xor, rings, moons, spirals; got 'stars'"):
        region_points("stars", 0)
