import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.datasets import blobs, moons, spirals, xor

ALL = {"blobs": (blobs, 2), "xor": (xor, 2), "moons": (moons, 2), "spirals": (spirals, 2)}


def rng(seed=0):
    return np.random.default_rng(seed)


@pytest.mark.parametrize("name", ALL)
@given(n=st.integers(0, 40), seed=st.integers(0, 2**31))
def test_shapes_dtypes_and_the_same_points_for_the_same_seed(name, n, seed):
    function, classes = ALL[name]
    x, labels = function(n, rng(seed))
    assert (x.shape, x.dtype, labels.shape, labels.dtype) == ((n, 2), np.float64, (n,), np.int64)
    counts = np.bincount(labels, minlength=classes)
    assert len(counts) == classes
    assert np.ptp(counts) <= (2 if name == "xor" else 1)  # two corners a class
    again_x, again_labels = function(n, rng(seed))
    assert np.array_equal(x, again_x) and np.array_equal(labels, again_labels)


@pytest.mark.parametrize("name", ALL)
def test_points_come_in_random_order(name):
    labels = ALL[name][0](200, rng())[1]
    assert 60 < np.sum(labels[1:] != labels[:-1]) < 140


@pytest.mark.parametrize("name", ALL)
def test_negative_numbers_are_named(name):
    function = ALL[name][0]
    with pytest.raises(ValueError, match=r"^n must be a whole number of at least 0; got -1$"):
        function(-1, rng())
    word = "spread" if name == "blobs" else "noise"
    with pytest.raises(ValueError, match=rf"^{word} must be a number in \[0, inf\); got -0.1$"):
        function(3, rng(), **{word: -0.1})


@pytest.mark.parametrize(
    ("centres", "shape"), [([], "(0,)"), ([(1, 2, 3)], "(1, 3)"), ([1, 2], "(2,)"), (np.zeros((0, 2)), "(0, 2)")]
)
def test_centres_that_are_no_pairs_are_named(centres, shape):
    with pytest.raises(ValueError) as raised:
        blobs(3, rng(), centres=centres)
    assert str(raised.value) == f"centres must have shape (K, 2) with K at least 1; got shape {shape}"


def test_one_centre_and_one_arm_are_enough():
    assert blobs(3, rng(), centres=[(7, 8)], spread=0)[0].tolist() == [[7, 8]] * 3
    assert spirals(3, rng(), classes=1)[1].tolist() == [0, 0, 0]


def test_a_spiral_without_arms_is_named():
    with pytest.raises(ValueError, match=r"^classes must be a whole number of at least 1; got 0$"):
        spirals(3, rng(), classes=0)


def deviation(distances):
    return math.sqrt(np.mean(np.square(distances)))


def test_noise_has_the_deviation_that_is_asked_for():
    x, labels = blobs(4000, rng(), spread=0.3)
    assert deviation(x - np.where(labels[:, None] == 0, [-2, 0], [2, 0])) == pytest.approx(0.3, rel=0.05)
    x, _ = xor(4000, rng(), noise=0.05)
    assert deviation(x - np.round(x)) == pytest.approx(0.05, rel=0.05)
    x, labels = moons(4000, rng(), noise=0.02)
    assert deviation(np.hypot(*x[labels == 0].T) - 1) == pytest.approx(0.02, rel=0.05)
    clean, _ = spirals(4000, rng(), noise=0)
    assert deviation(spirals(4000, rng(), noise=0.04)[0] - clean) == pytest.approx(0.04, rel=0.05)


def test_what_is_meant_if_nothing_is_said():
    assert np.array_equal(blobs(50, rng())[0], blobs(50, rng(), centres=[(-2, 0), (2, 0)], spread=0.5)[0])
    assert np.array_equal(xor(50, rng())[0], xor(50, rng(), noise=0.15)[0])
    assert np.array_equal(moons(50, rng())[0], moons(50, rng(), noise=0.1)[0])
    assert np.array_equal(spirals(50, rng())[0], spirals(50, rng(), classes=2, turns=1.5, noise=0.02)[0])


def test_moons_reach_into_each_other():
    x, labels = moons(2000, rng(), noise=0)
    upper, lower = x[labels == 0], x[labels == 1]
    assert upper.min(axis=0) == pytest.approx([-1, 0], abs=0.01) and upper.max(axis=0) == pytest.approx(
        [1, 1], abs=0.01
    )
    assert lower.min(axis=0) == pytest.approx([0, -0.5], abs=0.01) and lower.max(axis=0) == pytest.approx(
        [2, 0.5], abs=0.01
    )


def test_the_angle_of_a_spiral_grows_with_its_radius():
    x, labels = spirals(60, rng(), classes=3, turns=2, noise=0)
    for (first, second), arm in zip(x, labels, strict=True):
        radius = math.hypot(first, second)
        angle = math.tau * (arm / 3 + 2 * radius)
        assert (first, second) == pytest.approx((radius * math.cos(angle), radius * math.sin(angle)), abs=1e-12)


def test_spirals_lie_evenly_along_their_arms():
    radius = np.hypot(*spirals(4000, rng(), noise=0)[0].T)
    assert np.mean(radius**2) == pytest.approx(0.5, abs=0.02)
    assert radius.max() <= 1
