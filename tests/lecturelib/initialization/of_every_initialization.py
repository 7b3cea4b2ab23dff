"""What the tests of every initialization ask."""

import inspect

import numpy as np
import pytest


def assert_keeps_promises(initialize, shape):
    """Shape, dtype, the same numbers for the same seed in every dtype, other numbers the next time; what is refused."""
    first = initialize(shape, np.random.default_rng(5))
    assert first.shape == shape and first.dtype == np.float64
    rng = np.random.default_rng(5)
    for dtype in (np.float64, np.float32, "float32"):
        again = initialize(shape, np.random.default_rng(5), dtype)
        assert again.dtype == np.dtype(dtype)
        np.testing.assert_array_equal(again, first.astype(dtype))
    np.testing.assert_array_equal(initialize(shape, rng), first)
    assert not np.array_equal(initialize(shape, rng), first)
    with pytest.raises(ValueError, match=r"^shape must be a tuple of whole numbers of at least 1; got \(3, 0\)$"):
        initialize((3, 0), rng)
    with pytest.raises(ValueError, match=r"^dtype must be one of floating-point numbers; got int64$"):
        initialize(shape, rng, int)


def defaults_of(initialize):
    parameters = inspect.signature(initialize).parameters.values()
    return {each.name: each.default for each in parameters if each.default is not each.empty}
