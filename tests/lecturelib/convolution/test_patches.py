"""How images are cut into blocks and strips, which no result may depend on."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.convolution import layout
from lecturelib.convolution.geometry import geometry_of
from lecturelib.convolution.patches import Patches, correlate, kernel_gradients, spread
from lecturelib.evidence.convolution import loops


@given(st.integers(0, 5), st.sampled_from([1, 30, 200, 2**18]), st.sampled_from([1, 50, 10**6]), st.integers(0, 2**31))
def test_results_do_not_depend_on_blocks_and_strips(batch, block, small, seed):
    rng = np.random.default_rng(seed)
    x, kernels = rng.standard_normal((batch, 2, 5, 4)), rng.standard_normal((3, 2, 2, 3))
    bias, sides = rng.standard_normal(3), ((1, 0), (1, 2))
    geometry = geometry_of((5, 4), (2, 3), (1, 2), sides)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "BLOCK", block)
        patch.setattr(layout, "SMALL_PRODUCT", small)
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
    monkeypatch.setattr(layout, "BLOCK", 2 * 9 * 9)
    rng = np.random.default_rng(0)
    x, kernels = rng.standard_normal((5, 1, 5, 5)), rng.standard_normal((1, 1, 3, 3))
    geometry = geometry_of((5, 5), (3, 3))
    expected, d_expected = correlate(Patches(x, geometry), kernels, None), spread(x[:, :, :3, :3], kernels, geometry)
    x[1] = np.nan
    others = [0, 2, 3, 4]
    assert np.array_equal(correlate(Patches(x, geometry), kernels, None)[others], expected[others])
    assert np.array_equal(spread(x[:, :, :3, :3], kernels, geometry)[2:], d_expected[2:])


@pytest.mark.parametrize(("batch", "order"), [(4, (0, 1, 2, 3)), (5, (1, 2, 3, 0))])
def test_images_lie_in_rows_but_many_small_ones_number_by_number(batch, order):
    """Places of 4 x 4: a run along a batch of 5 is longer than one along a row."""
    rng = np.random.default_rng(0)
    x, kernels = rng.standard_normal((batch, 2, 5, 5)), rng.standard_normal((3, 2, 2, 2))
    geometry = geometry_of((5, 5), (2, 2))
    y = correlate(Patches(x, geometry), kernels, None)
    d_kernels, d_bias = kernel_gradients(Patches(x, geometry), y)
    assert y.transpose(order).flags.c_contiguous
    assert spread(y, kernels, geometry).transpose(order).flags.c_contiguous
    assert d_kernels.flags.c_contiguous and d_bias.flags.c_contiguous


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 0, 1), (1, 2, 3, 0)])
def test_results_do_not_depend_on_where_the_arguments_lie(order):
    rng = np.random.default_rng(0)
    x, kernels, geometry = (
        rng.standard_normal((6, 2, 5, 5)),
        rng.standard_normal((3, 2, 2, 2)),
        geometry_of((5, 5), (2, 2)),
    )
    d_y = rng.standard_normal((6, 3, 4, 4))
    moved_x, moved_d_y = (np.ascontiguousarray(a.transpose(order)).transpose(np.argsort(order)) for a in (x, d_y))
    for moved, expected in (
        (correlate(Patches(moved_x, geometry), kernels, None), correlate(Patches(x, geometry), kernels, None)),
        (spread(moved_d_y, kernels, geometry), spread(d_y, kernels, geometry)),
        (kernel_gradients(Patches(moved_x, geometry), moved_d_y)[0], kernel_gradients(Patches(x, geometry), d_y)[0]),
    ):
        assert np.array_equal(moved, expected)


@pytest.mark.parametrize("batch", [2, 6])
def test_dtypes_are_those_of_the_arguments_together(batch):
    x, kernels, geometry = (
        np.ones((batch, 1, 4, 4), np.float32),
        np.ones((1, 1, 2, 2), np.float32),
        geometry_of((4, 4), (2, 2)),
    )
    d_y = np.ones((batch, 1, 3, 3), np.float32)
    for dtype in (np.float32, np.float64, np.complex64):
        assert correlate(Patches(x, geometry), kernels.astype(dtype), None).dtype == dtype
        assert correlate(Patches(x.astype(dtype), geometry), kernels, None).dtype == dtype
        assert spread(d_y, kernels.astype(dtype), geometry).dtype == dtype
        assert spread(d_y.astype(dtype), kernels, geometry).dtype == dtype
        assert {a.dtype for a in kernel_gradients(Patches(x.astype(dtype), geometry), d_y)} == {np.dtype(dtype)}
        assert {a.dtype for a in kernel_gradients(Patches(x, geometry), d_y.astype(dtype))} == {np.dtype(dtype)}


def test_one_block_is_kept_and_several_are_laid_out_anew():
    geometry, x = geometry_of((24, 24), (1, 1)), np.zeros((455, 1, 24, 24), np.float32)
    one = Patches(x, geometry)
    assert [columns is again for (_, columns), (_, again) in zip(one, one, strict=True)] == [True]
    several = Patches(np.zeros((456, 1, 24, 24), np.float32), geometry)
    first, second = list(several), list(several)
    assert [images for images, _ in first] == [slice(0, 455), slice(455, 910)]
    assert not any(np.shares_memory(columns, again) for (_, columns), (_, again) in zip(first, second, strict=True))
