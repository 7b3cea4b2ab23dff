"""lecturelib.initialization.shapes: what is refused."""

import re

import numpy as np
import pytest

from lecturelib.initialization.shapes import floating, require_sizes


@pytest.mark.parametrize("shape", [(), (1,), (3, 2), (np.int64(2), 3)])
def test_sizes_that_pass(shape):
    require_sizes(shape)


@pytest.mark.parametrize("shape", [3, [3, 2], (0,), (3, 0), (3, -1), (2.0,), None])
def test_sizes_that_do_not(shape):
    message = f"shape must be a tuple of whole numbers of at least 1; got {shape!r}"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        require_sizes(shape)


def test_dtypes():
    assert floating(np.float32) == floating("f4") == np.dtype("float32")
    assert floating(np.float64) == np.dtype("float64")
    for wrong in (int, complex, bool):
        message = f"dtype must be one of floating-point numbers; got {np.dtype(wrong)}"
        with pytest.raises(ValueError, match=f"^{message}$"):
            floating(wrong)
