"""lecturelib.initialization.random_numbers: normal, uniform."""

import numpy as np
import pytest

from lecturelib.initialization import normal, uniform
from tests.lecturelib.initialization.of_every_initialization import assert_keeps_promises, defaults_of


@pytest.mark.parametrize("initialize", [normal, uniform])
@pytest.mark.parametrize("shape", [(1,), (3, 2), (2, 3, 4, 5)])
def test_promises(initialize, shape):
    assert_keeps_promises(initialize, shape)


def test_defaults_and_scales():
    assert defaults_of(normal) == {"dtype": np.float64, "standard_deviation": 0.01}
    assert defaults_of(uniform) == {"dtype": np.float64, "limit": 0.05}
    same = lambda: np.random.default_rng(1)  # noqa: E731
    np.testing.assert_allclose(normal((4,), same(), standard_deviation=3), 300 * normal((4,), same()))
    np.testing.assert_allclose(uniform((4,), same(), limit=3), 60 * uniform((4,), same()))


def test_a_spread_of_zero_is_allowed_and_a_negative_one_is_not():
    rng = np.random.default_rng(0)
    assert not normal((3,), rng, standard_deviation=0).any() and not uniform((3,), rng, limit=0).any()
    with pytest.raises(ValueError, match=r"^standard_deviation must be a number in \[0, inf\); got -1$"):
        normal((3,), rng, standard_deviation=-1)
    with pytest.raises(ValueError, match=r"^limit must be a number in \[0, inf\); got -1$"):
        uniform((3,), rng, limit=-1)


def test_uniform_numbers_fill_both_sides():
    got = uniform((10_000,), np.random.default_rng(0), limit=2)
    assert -2 <= got.min() < -1.99 and 1.99 < got.max() <= 2
    assert abs(got.mean()) < 0.05


def test_normal_numbers_lie_as_often_within_one_deviation_as_they_should():
    got = normal((100_000,), np.random.default_rng(0), standard_deviation=2)
    assert np.mean(np.abs(got) < 2) == pytest.approx(0.6827, abs=0.005)
    assert abs(got.mean()) < 0.03
