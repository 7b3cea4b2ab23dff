"""How pooling passes over images: blocks, parts, and putting parts together."""

import re

import numpy as np
import pytest

from lecturelib.convolution.geometry import geometry_of
from lecturelib.pooling import avg_pool2d, max_pool2d, sweep
from lecturelib.pooling.sweep import assemble, blocks_of, parts_of, pooling_geometry


def test_the_limit():
    """One megabyte in float32."""
    assert sweep.BLOCK == 262144


@pytest.mark.parametrize(
    ("shape", "blocks"),
    [
        ((5, 1, 512, 256), [(0, 2), (2, 4), (4, 6)]),
        ((2, 2, 512, 512), [(0, 1), (1, 2)]),
        ((2, 1, 8, 8), [(0, 4096)]),
        ((0, 1, 8, 8), []),
        ((2, 0, 8, 8), [(0, 262144)]),
    ],
)
def test_as_many_images_as_fill_a_block(shape, blocks):
    assert [(part.start, part.stop) for part in blocks_of(np.empty(shape, np.int8))] == blocks


def test_parts_are_the_elements_of_every_window():
    x = np.arange(12.0).reshape(1, 1, 3, 4)
    parts = [part[0, 0].tolist() for part in parts_of(x, geometry_of((3, 4), (1, 2), (2, 1)), 0.0)]
    assert parts == [[[0, 1, 2], [8, 9, 10]], [[1, 2, 3], [9, 10, 11]]]


def test_padding_has_the_value_that_is_asked_for():
    parts = parts_of(np.ones((1, 1, 1, 1), np.float32), geometry_of((1, 1), (2, 2), padding=1), -7.0)
    assert next(parts)[0, 0].tolist() == [[-7.0, -7.0], [-7.0, 1.0]]
    assert next(parts).dtype == np.float32


@pytest.mark.parametrize(
    ("window", "stride", "expected"),
    [
        ((1, 2), (1, 2), [[1.0, 2.0, 1.0, 2.0, 0.0]]),
        ((1, 2), (1, 1), [[1.0, 3.0, 3.0, 3.0, 2.0]]),
        ((1, 1), (1, 3), [[1.0, 0.0, 0.0, 1.0, 0.0]]),
    ],
)
def test_parts_are_put_together_and_added_where_windows_overlap(window, stride, expected):
    geometry = geometry_of((1, 5), window, stride)
    like = np.zeros((1, 1, *geometry.places), np.float32)
    images = np.full((1, 1, 1, 5), np.nan, np.float32)
    assemble([like + 1 + number for number in range(window[1])], images, geometry)
    assert images[0, 0].tolist() == expected


def test_windows_that_overlap_on_one_axis_only_are_added():
    columns = geometry_of((2, 3), (1, 2), (1, 1))
    rows = geometry_of((3, 2), (2, 1), (1, 1))
    for geometry in (columns, rows):
        like = np.ones((1, 1, 2, 2))
        images = np.full((1, 1, *geometry.image), np.nan)
        assemble([like, like], images, geometry)
        assert images.sum() == 8


@pytest.mark.parametrize("operation", [max_pool2d, avg_pool2d])
def test_results_do_not_depend_on_blocks(operation, monkeypatch):
    x = np.random.default_rng(0).standard_normal((5, 2, 5, 6))
    whole, backward = operation(x, 3, 2, 1)
    monkeypatch.setattr(sweep, "BLOCK", 2 * 2 * 5 * 6)
    blocks, blocks_backward = operation(x, 3, 2, 1)
    assert np.array_equal(whole, blocks)
    assert np.array_equal(backward(whole), blocks_backward(whole))


X = np.zeros((2, 3, 4, 5))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((X[0], 2, None, 0), "x must have shape (N, C, H, W); got shape (3, 4, 5)"),
        ((X.astype(int), 2, None, 0), "x must be an array of floating-point numbers; got dtype int64"),
        ((X, 0, None, 0), "size must be a whole number of at least 1, or a pair of them; got 0"),
        ((X, 2, 0, 0), "stride must be a whole number of at least 1, or a pair of them; got 0"),
        ((X, 2, None, -1), "padding must be a whole number of at least 0, or a pair of them; got -1"),
        ((X, 3, None, 2), "padding must be at most half of the window (3, 3); got (2, 2)"),
        ((X, (4, 1), None, (2, 1)), "padding must be at most half of the window (4, 1); got (2, 1)"),
        ((X, (1, 4), None, (1, 2)), "padding must be at most half of the window (1, 4); got (1, 2)"),
        ((X, (5, 1), None, 0), "kernel must span at most the padded size 4; got a span of 5"),
    ],
)
def test_what_does_not_fit_is_named(arguments, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        pooling_geometry(*arguments)


def test_windows_lie_side_by_side_unless_a_stride_is_given():
    assert pooling_geometry(X, (2, 3), None, 0) == geometry_of((4, 5), (2, 3), (2, 3))
    assert pooling_geometry(X, (4, 3), 1, (2, 1)) == geometry_of((4, 5), (4, 3), 1, (2, 1))


@pytest.mark.parametrize("operation", [max_pool2d, avg_pool2d])
@pytest.mark.parametrize("settings", [(2,), (3, 2, 1), (2, 3)])
@pytest.mark.parametrize("order", [(0, 1, 2, 3), (1, 2, 3, 0), (0, 2, 3, 1)])
def test_results_lie_in_memory_as_the_images_do(operation, settings, order):
    straight = np.random.default_rng(0).standard_normal((5, 2, 4, 6)).astype(np.float32)
    x = np.ascontiguousarray(straight.transpose(order)).transpose(np.argsort(order))
    (y, backward), (expected, expected_backward) = operation(x, *settings), operation(straight, *settings)
    assert np.array_equal(y, expected)
    assert np.array_equal(backward(expected), expected_backward(expected))
    for result in (y, backward(y), backward(expected)):
        assert result.dtype == np.float32
        assert result.transpose(order).flags.c_contiguous


def test_padded_parts_lie_in_memory_as_the_images_do():
    x = np.ones((2, 3, 3, 5)).transpose(3, 0, 1, 2)
    part = next(parts_of(x, geometry_of((3, 3), (1, 1), padding=1), 0.0))
    assert part.shape == (5, 2, 5, 5)
    assert part.transpose(1, 2, 3, 0).flags.c_contiguous


def test_rows_left_over_get_zeros():
    for image, window in [((1, 5), (1, 2)), ((5, 1), (2, 1)), ((5, 4), (2, 2)), ((4, 5), (2, 2))]:
        geometry = geometry_of(image, window, window)
        images = np.full((1, 1, *image), np.nan)
        assemble([np.ones((1, 1, *geometry.places))] * (window[0] * window[1]), images, geometry)
        assert images.sum() == 4 * (window[0] * window[1] == 2) + 16 * (window == (2, 2))
