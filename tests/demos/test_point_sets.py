"""Points for demos: what each kind promises, over many seeds."""

import numpy as np
import pytest

from demos.point_sets import POINT_SETS, point_set

SEEDS = range(60)


def perceptron_converges(points, labels, epochs):
    w = np.zeros(3)
    x = np.column_stack([points, np.ones(len(points))])
    for _ in range(epochs):
        clean = True
        for row, label in zip(x, labels, strict=True):
            if label * (row @ w) <= 0:
                w += label * row
                clean = False
        if clean:
            return True
    return False


@pytest.mark.parametrize("kind", POINT_SETS)
def test_every_kind(kind):
    for seed in SEEDS:
        points, labels = point_set(kind, seed)
        assert points.shape == (24, 2)
        assert sorted(labels) == [-1.0] * 12 + [1.0] * 12
        assert np.abs(points).max() <= 3
        assert np.allclose(points * 10, np.round(points * 10))
        distances = np.linalg.norm(points[:, None] - points, axis=2) + 10 * np.eye(24)
        assert distances.min() > 0.3
        again, _ = point_set(kind, seed)
        assert np.array_equal(points, again)


def test_separable_points_are():
    assert all(perceptron_converges(*point_set("separable", seed), epochs=1000) for seed in SEEDS)


@pytest.mark.parametrize("kind", ["xor", "overlapping"])
def test_the_others_are_not(kind):
    assert not any(perceptron_converges(*point_set(kind, seed), epochs=200) for seed in range(20))


def test_classes_are_mixed_in_the_order_of_visits():
    _, labels = point_set("separable", 0)
    assert 6 < np.count_nonzero(np.diff(labels)) < 18


def test_an_unknown_kind():
    with pytest.raises(ValueError, match="kind must be one of separable, xor, overlapping; got 'ring'"):
        point_set("ring", 0)
