"""How many images are worked on at once, where their numbers lie, and how matrices are cut into strips."""

import numpy as np
import pytest

from lecturelib.convolution import layout
from lecturelib.convolution.geometry import geometry_of
from lecturelib.convolution.layout import Layout


def test_the_limits():
    """One megabyte in float32, and the size up to which OpenBLAS has kernels for small matrices."""
    assert layout.BLOCK == 262144
    assert layout.SMALL_PRODUCT == 1000000


@pytest.mark.parametrize(
    ("channels", "batch", "expected"),
    [(1, 1000, 455), (1, 454, 454), (2, 1000, 227), (500, 9, 1), (1, 0, 1), (0, 3, 3)],
)
def test_as_many_images_as_fill_a_block(channels, batch, expected):
    # 24 x 24 places of a 1 x 1 kernel: 576 numbers for each channel.
    assert Layout.of(batch, channels, geometry_of((24, 24), (1, 1))).block == expected


def test_a_block_counts_every_element_of_the_kernel():
    assert Layout.of(1000, 1, geometry_of((26, 28), (3, 5))).block == 262144 // (15 * 576)


@pytest.mark.parametrize(
    ("batch", "expected"),
    [(0, False), (1, False), (4, False), (5, True), (6553, True), (6554, False)],
)
def test_the_batch_is_last_where_it_is_longer_than_a_row_and_fits_one_block(batch, expected):
    # 10 rows of 4 places: 262,144 numbers are those of 6553 images.
    assert Layout.of(batch, 1, geometry_of((10, 4), (1, 1))).batch_last is expected


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
    geometry = geometry_of((height, width), (1, 1))
    assert Layout(5, batch_last=False).strips(geometry, weights) == strips
    assert Layout(1, batch_last=True).strips(geometry, weights) == strips


def test_a_strip_of_a_batch_holds_all_of_its_images():
    geometry = geometry_of((12, 10), (1, 1))
    assert Layout(100, batch_last=True).strips(geometry, 83) == 1
    assert Layout(100, batch_last=True).strips(geometry, 84) == 2


def test_matrices_are_views_an_image_after_the_other():
    array = np.arange(2 * 3 * 8).reshape(2, 3, 8)
    matrices = Layout(2, batch_last=False).matrices(array, 4)
    assert matrices.shape == (2, 4, 3, 2)
    assert matrices[1, 3].tolist() == array[1, :, 6:].tolist()
    assert np.shares_memory(matrices, array)
    assert Layout(2, batch_last=False).matrices(array).shape == (2, 1, 3, 8)


def test_matrices_are_views_with_the_images_of_a_place_side_by_side():
    batch_last = Layout(2, batch_last=True)
    array = batch_last.empty((2, 3, 8), np.float32)
    array[...] = np.arange(2 * 3 * 8).reshape(2, 3, 8)
    matrices = batch_last.matrices(array, 4)
    assert matrices.shape == (4, 3, 4)
    assert matrices[3].tolist() == [[each for place in (6, 7) for each in array[:, row, place]] for row in range(3)]
    assert np.shares_memory(matrices, array)
    assert batch_last.matrices(array).shape == (1, 3, 16)
    # Any other array is copied.
    assert np.array_equal(batch_last.matrices(np.ascontiguousarray(array), 4), matrices)


@pytest.mark.parametrize(("batch_last", "order"), [(False, (0, 1, 2)), (True, (1, 2, 0))])
def test_an_array_lies_as_the_layout_says(batch_last, order):
    each = Layout(4, batch_last)
    array = each.empty((4, 2, 3), np.float32)
    assert array.shape == (4, 2, 3) and array.dtype == np.float32
    assert array.transpose(order).flags.c_contiguous
    array[...] = np.arange(24).reshape(4, 2, 3)
    assert np.array_equal(each.flat(array), array.transpose(order).ravel())
    assert np.shares_memory(each.flat(array), array)
