"""is_equivariant: on the library's own operations, and how much rounding it forgives."""

import numpy as np
import pytest

from lecturelib.convolution import conv2d, is_equivariant
from lecturelib.pooling import max_pool2d


def shift(a):
    return np.roll(a, 1, axis=-1)


def same(a):
    return a


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_convolution_is_equivariant_and_pooling_is_not(dtype):
    rng = np.random.default_rng(0)
    image, kernels = np.zeros((1, 1, 8, 12), dtype), rng.standard_normal((2, 1, 3, 3)).astype(dtype)
    image[:, :, 2:6, 3:8] = rng.standard_normal((1, 1, 4, 5))
    answer = is_equivariant(lambda x: conv2d(x, kernels, padding=1), shift, image)
    assert answer is True
    assert is_equivariant(max_pool2d, shift, image) is False
    assert is_equivariant(lambda x: max_pool2d(x, 2, stride=1), shift, image) is True


def test_a_flip_is_no_shift():
    image, kernels = np.random.default_rng(0).standard_normal((1, 1, 5, 5)), np.array([[[[1.0, 2.0, 4.0]]]])
    assert is_equivariant(lambda x: conv2d(x, kernels), lambda a: a[..., ::-1], image) is False
    assert is_equivariant(lambda x: conv2d(x, kernels), lambda a: a[..., ::-1, :], image) is True


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("largest", [1.0, -1000.0])
def test_a_thousand_roundings_are_forgiven_and_no_more(dtype, largest):
    x = np.array([largest, 0.0, 0.0], dtype)
    forgiven = 1000 * np.finfo(dtype).eps * abs(largest)
    for excess, expected in ((0.9, True), (1.1, False)):
        # Added on one of the two ways only: where x comes first unshifted.
        error = np.where(x != 0, dtype(excess * forgiven), dtype(0))
        assert is_equivariant(lambda a, e=error: a + e * (a[0] == x[0]), shift, x) is expected


def test_whole_numbers_and_sizes_are_compared_exactly():
    x = np.arange(4)
    assert is_equivariant(lambda a: a * a, shift, x) is True
    assert is_equivariant(lambda a: a + (a[0] == 0), shift, x) is False
    assert is_equivariant(lambda a: a[a > a[0]], shift, x) is False
    assert is_equivariant(same, same, np.zeros((0, 3))) is True


def test_what_is_not_a_number_is_not_equal():
    with np.errstate(invalid="ignore"):
        assert is_equivariant(lambda a: a * np.nan, shift, np.ones(3)) is False


def test_what_is_forgiven_shrinks_with_the_numbers():
    tiny = np.array([1e-30, 0.0, 0.0])
    assert is_equivariant(lambda a: a + 1e-31 * (a[0] != 0), shift, tiny) is False
    assert is_equivariant(np.zeros_like, shift, tiny) is True
