"""lecturelib.initialization.fixed: zeros, constant."""

import numpy as np
import pytest

from lecturelib.initialization import constant, zeros
from tests.lecturelib.initialization.of_every_initialization import defaults_of


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("shape", [(), (3,), (2, 1, 4)])
def test_values(shape, dtype):
    for got, number in ((zeros(shape, None, dtype), 0), (constant(shape, None, dtype, value=-2), -2)):
        assert got.shape == shape and got.dtype == dtype
        assert (got == number).all()


def test_the_generator_is_left_alone():
    rng = np.random.default_rng(0)
    zeros((3,), rng), constant((3,), rng)
    assert rng.random() == np.random.default_rng(0).random()


def test_defaults():
    assert constant((1,)).item() == 0.01
    assert defaults_of(zeros) == {"rng": None, "dtype": np.float64}
    assert defaults_of(constant) == {"rng": None, "dtype": np.float64, "value": 0.01}


@pytest.mark.parametrize("initialize", [zeros, constant])
def test_what_is_refused(initialize):
    with pytest.raises(ValueError, match=r"^shape must be a tuple of whole numbers of at least 1; got \(0,\)$"):
        initialize((0,))
    with pytest.raises(ValueError, match=r"^dtype must be one of floating-point numbers; got int64$"):
        initialize((1,), None, int)


@pytest.mark.parametrize("value", [np.inf, np.nan, "1"])
def test_only_finite_numbers(value):
    with pytest.raises(ValueError, match=r"^value must be a number in \(-inf, inf\); got "):
        constant((1,), value=value)
