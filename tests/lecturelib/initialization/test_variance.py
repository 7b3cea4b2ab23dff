"""lecturelib.initialization.variance: fans, and the scales of Glorot and He."""

import math

import numpy as np
import pytest

from lecturelib.initialization import fans, glorot_normal, glorot_uniform, he_normal, he_uniform, normal, uniform
from tests.lecturelib.initialization.of_every_initialization import assert_keeps_promises, defaults_of


@pytest.mark.parametrize("initialize", [glorot_normal, glorot_uniform, he_normal, he_uniform])
@pytest.mark.parametrize("shape", [(1, 1), (3, 2), (2, 3, 4, 5)])
def test_promises(initialize, shape):
    assert_keeps_promises(initialize, shape)


def test_fans():
    assert fans((3, 5)) == (3, 5)
    assert fans((2, 3, 5, 7)) == (105, 70)
    for shape in ((), (3,), (2, 3, 4), (1, 2, 3, 4, 5)):
        with pytest.raises(ValueError, match=r"^shape must be \(D, M\) or \(F, C, KH, KW\); got \("):
            fans(shape)
    with pytest.raises(ValueError, match=r"^shape must be a tuple of whole numbers of at least 1; got \(3, 0\)$"):
        fans((3, 0))


@pytest.mark.parametrize(("shape", "fan_in", "fan_out"), [((3, 5), 3, 5), ((2, 3, 5, 7), 105, 70)])
def test_scales(shape, fan_in, fan_out):
    def same():
        return np.random.default_rng(3)

    unit_normal, unit_uniform = normal(shape, same(), standard_deviation=1), uniform(shape, same(), limit=1)
    total = fan_in + fan_out
    for got, expected in (
        (glorot_normal(shape, same()), unit_normal * math.sqrt(2 / total)),
        (glorot_uniform(shape, same()), unit_uniform * math.sqrt(6 / total)),
        (he_normal(shape, same()), unit_normal * math.sqrt(2 / fan_in)),
        (he_uniform(shape, same()), unit_uniform * math.sqrt(6 / fan_in)),
        (he_normal(shape, same(), slope=3), unit_normal * math.sqrt(0.2 / fan_in)),
        (he_uniform(shape, same(), slope=3), unit_uniform * math.sqrt(0.6 / fan_in)),
    ):
        np.testing.assert_allclose(got, expected, rtol=1e-14)


@pytest.mark.parametrize("initialize", [he_normal, he_uniform])
def test_the_slope(initialize):
    assert defaults_of(initialize) == {"dtype": np.float64, "slope": 0.0}
    with pytest.raises(ValueError, match=r"^slope must be a number in \(-inf, inf\); got nan$"):
        initialize((2, 2), np.random.default_rng(0), slope=math.nan)


def test_signals_shrink_without_the_factor_two():
    """Through ten layers of ReLU Glorot's weights lose a factor of about 2 in each, He's keep the mean square."""
    rng = np.random.default_rng(0)
    sizes = {}
    for initialize in (glorot_normal, he_normal):
        x = rng.standard_normal((50, 300))
        for _ in range(10):
            x = np.maximum(x @ initialize((300, 300), rng), 0)
        sizes[initialize] = np.mean(x**2)
    assert 0.3 < sizes[he_normal] < 3
    assert sizes[glorot_normal] * 2**10 == pytest.approx(sizes[he_normal], rel=1)
