"""What the norms return is as wide as the widest of what they are given."""

import numpy as np
import pytest

from lecturelib.normalization import batch_norm, group_norm, layer_norm

SINGLE, DOUBLE = np.float32, np.float64
X = np.random.default_rng(0).standard_normal((3, 2, 4))


def batch(x, gamma, beta):
    return batch_norm(x, gamma, beta, np.zeros(2, x.dtype), np.ones(2, x.dtype), training=True)[0][0]


def group(x, gamma, beta):
    return group_norm(x, gamma, beta, 1)[0]


def layer(x, gamma, beta):
    return layer_norm(x.swapaxes(1, 2), gamma, beta)[0]


@pytest.mark.parametrize("norm", [batch, group, layer])
@pytest.mark.parametrize(
    ("dtypes", "expected"),
    [
        ((SINGLE, SINGLE, SINGLE), SINGLE),
        ((DOUBLE, SINGLE, SINGLE), DOUBLE),
        ((SINGLE, DOUBLE, SINGLE), DOUBLE),
        ((SINGLE, SINGLE, DOUBLE), DOUBLE),
    ],
)
def test_the_widest_dtype_decides(norm, dtypes, expected):
    x, gamma, beta = (array.astype(dtype) for array, dtype in zip((X, np.ones(2), np.zeros(2)), dtypes, strict=True))
    assert norm(x, gamma, beta).dtype == expected
