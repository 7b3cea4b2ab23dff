"""How images are cut into blocks and strips, which no result may depend on."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.convolution import patches
from lecturelib.convolution.geometry import geometry_of
from lecturelib.convolution.patches import (
    Patches,
    _images_in_a_block,
    _split,
    _strips,
    correlate,
    kernel_gradients,
    spread,
)
from lecturelib.evidence.convolution import loops


def test_the_limits():
    """One megabyte in float32, and the size up to which OpenBLAS has kernels for small matrices."""
    assert patches.BLOCK == 262144
    assert patches.SMALL_PRODUCT == 1000000


@pytest.mark.parametrize(
    ("channels", "batch", "expected"),
    [(1, 1000, 455), (1, 454, 454), (2, 1000, 227), (500, 9, 1), (1, 0, 1), (0, 3, 3)],
)
def test_as_many_images_as_fill_a_block(channels, batch, expected):
    # 24 x 24 places of a 1 x 1 kernel: 576 numbers for each channel.
    geometry = geometry_of((24, 24), (1, 1))
    assert _images_in_a_block(np.empty((batch, channels, 24, 24), np.int8), geometry) == expected


def test_a_block_counts_every_element_of_the_kernel():
    geometry = geometry_of((26, 28), (3, 5))
    assert _images_in_a_block(np.empty((1000, 1, 26, 28), np.int8), geometry) == 262144 // (15 * 576)


@pytest.mark.parametrize(
    ("height", "width", "weights", "strips"),
    [
        (12, 10, 8333, 1),  # 12 rows give 999,960 multiplications
        (12, 10, 8334, 2),  # 1,000,080, so 6 rows each
        (12, 10, 25000, 3),  # 4 rows give exactly a million
        (12, 10, 25001, 4),
        (12, 10, 100000, 12),
        (12, 10, 10**9, 12),  # not even one row is small: one row each
        (7, 10, 20000, 7),  # a prime number of rows cannot be halved
    ],
)
def test_strips_are_equally_high_and_give_small_products(height, width, weights, strips):
    assert _strips(geometry_of((height, width), (1, 1)), weights) == strips


def test_strips_are_views():
    matrices = np.arange(2 * 3 * 8).reshape(2, 3, 8)
    split = _split(matrices, 4)
    assert split.shape == (2, 4, 3, 2)
    assert split[1, 3].tolist() == matrices[1, :, 6:].tolist()
    assert np.shares_memory(split, matrices)


@given(st.integers(0, 5), st.sampled_from([1, 30, 200, 2**18]), st.sampled_from([1, 50, 10**6]), st.integers(0, 2**31))
def test_results_do_not_depend_on_blocks_and_strips(batch, block, small, seed):
    rng = np.random.default_rng(seed)
    x, kernels = rng.standard_normal((batch, 2, 5, 4)), rng.standard_normal((3, 2, 2, 3))
    bias, sides = rng.standard_normal(3), ((1, 0), (1, 2))
    geometry = geometry_of((5, 4), (2, 3), (1, 2), sides)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(patches, "BLOCK", block)
        patch.setattr(patches, "SMALL_PRODUCT", small)
        y = correlate(Patches(x, geometry), kernels, bias)
        without_bias = correlate(Patches(x, geometry), kernels, None)
        d_y = rng.standard_normal(y.shape)
        d_x = spread(d_y, kernels, geometry)
        d_kernels, d_bias = kernel_gradients(Patches(x, geometry), d_y)
    expected = loops.correlation(x, kernels, bias, (1, 2), sides)
    assert np.allclose(y, expected, rtol=0, atol=1e-12)
    assert np.allclose(without_bias, expected - bias[:, None, None], rtol=0, atol=1e-12)
    transposed = loops.transposed_correlation(d_y, kernels, np.zeros(2), (1, 2), sides, (0, 0), (1, 1))
    # Columns that no kernel reaches get no gradient.
    assert np.allclose(d_x[:, :, :, : transposed.shape[3]], transposed, rtol=0, atol=1e-12)
    assert not d_x[:, :, :, transposed.shape[3] :].any()
    # Correlation is linear in kernels and bias: <d_kernels, kernels> + <d_bias, bias> = <d_y, y>.
    assert np.isclose(np.sum(d_kernels * kernels) + d_bias @ bias, np.sum(d_y * y), rtol=1e-10, atol=1e-10)
    assert np.allclose(d_bias, d_y.sum(axis=(0, 2, 3)), rtol=0, atol=1e-12)


def test_an_image_that_is_not_a_number_spoils_no_other(monkeypatch):
    """Blocks are written over one another; nothing of one image may be left when the next ones come."""
    monkeypatch.setattr(patches, "BLOCK", 2 * 9 * 9)
    rng = np.random.default_rng(0)
    x, kernels = rng.standard_normal((5, 1, 5, 5)), rng.standard_normal((1, 1, 3, 3))
    geometry = geometry_of((5, 5), (3, 3))
    expected, d_expected = correlate(Patches(x, geometry), kernels, None), spread(x[:, :, :3, :3], kernels, geometry)
    x[1] = np.nan
    others = [0, 2, 3, 4]
    assert np.array_equal(correlate(Patches(x, geometry), kernels, None)[others], expected[others])
    assert np.array_equal(spread(x[:, :, :3, :3], kernels, geometry)[2:], d_expected[2:])


def test_gradients_are_laid_out_in_rows():
    rng = np.random.default_rng(0)
    x, kernels = rng.standard_normal((2, 2, 5, 4)), rng.standard_normal((3, 2, 2, 3))
    geometry = geometry_of((5, 4), (2, 3), padding=1)
    y = correlate(Patches(x, geometry), kernels, None)
    d_kernels, d_bias = kernel_gradients(Patches(x, geometry), y)
    assert all(a.flags.c_contiguous for a in (y, spread(y, kernels, geometry), d_kernels, d_bias))


def test_one_block_is_kept_and_several_are_laid_out_anew():
    geometry, x = geometry_of((24, 24), (1, 1)), np.zeros((455, 1, 24, 24), np.float32)
    one = Patches(x, geometry)
    assert [columns is again for (_, columns), (_, again) in zip(one, one, strict=True)] == [True]
    several = Patches(np.zeros((456, 1, 24, 24), np.float32), geometry)
    first, second = list(several), list(several)
    assert [images for images, _ in first] == [slice(0, 455), slice(455, 910)]
    assert not any(np.shares_memory(columns, again) for (_, columns), (_, again) in zip(first, second, strict=True))
