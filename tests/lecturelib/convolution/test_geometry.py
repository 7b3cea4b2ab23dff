"""Where a kernel stands: sizes against counting, padding in all its forms, and every complaint."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.convolution.geometry import Geometry, geometry_of, output_size, sides
from lecturelib.evidence.convolution.loops import places


def refuses(function, *arguments, message, **settings):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        function(*arguments, **settings)


@given(
    st.integers(1, 12),
    st.integers(1, 5),
    st.integers(1, 4),
    st.tuples(st.integers(0, 3), st.integers(0, 3)),
    st.integers(1, 3),
)
def test_output_size_counts_the_places(size, kernel, stride, padding, dilation):
    counted = len(places(size, kernel, stride, padding, dilation))
    if counted:
        assert output_size(size, kernel, stride, padding, dilation) == counted
    else:
        with pytest.raises(ValueError, match="kernel must span at most the padded size"):
            output_size(size, kernel, stride, padding, dilation)


def test_output_size_by_default_moves_one_by_one_without_padding():
    assert [output_size(size, 3) for size in (3, 4, 7)] == [1, 2, 5]
    assert type(output_size(np.int64(5), np.int64(2))) is int


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((0, 1), "size must be a whole number of at least 1; got 0"),
        ((5, 0), "kernel must be a whole number of at least 1; got 0"),
        ((5, 3, 0), "stride must be a whole number of at least 1; got 0"),
        ((5, 3, 1, -1), "padding must be a whole number of at least 0, or a pair of them; got -1"),
        ((5, 3, 1, 0, 0), "dilation must be a whole number of at least 1; got 0"),
        ((2, 3), "kernel must span at most the padded size 2; got a span of 3"),
        ((2, 3, 1, (1, 1), 2), "kernel must span at most the padded size 4; got a span of 5"),
    ],
)
def test_output_size_refuses(arguments, message):
    refuses(output_size, *arguments, message=message)


ONE = (1, 1)


@pytest.mark.parametrize(
    ("padding", "expected"),
    [
        (0, ((0, 0), (0, 0))),
        (2, ((2, 2), (2, 2))),
        ((1, 0), ((1, 1), (0, 0))),
        ([0, 3], ((0, 0), (3, 3))),
        (((1, 2), (3, 4)), ((1, 2), (3, 4))),
        ([[1, 2], [3, 4]], ((1, 2), (3, 4))),
        ("same", ((1, 1), (1, 2))),
    ],
)
def test_every_form_of_padding(padding, expected):
    assert sides(padding, (3, 4), ONE, ONE) == expected


def test_same_padding_follows_dilation_and_keeps_the_size():
    assert sides("same", (3, 2), ONE, (2, 3)) == ((2, 2), (1, 2))
    for kernel in [(1, 1), (2, 3), (4, 5)]:
        for dilation in [(1, 1), (2, 3)]:
            assert geometry_of((3, 4), kernel, padding="same", dilation=dilation).places == (3, 4)


@pytest.mark.parametrize(
    "padding", ["valid", -1, 1.5, (1, 2, 3), ((1, 2), (3, -1)), ((1, 2),), (), ((1, 2), (3, 4), (5, 6)), (1, (2, 3))]
)
def test_other_padding_is_refused(padding):
    wanted = "'same', a whole number of at least 0, a pair of them, or ((top, bottom), (left, right))"
    refuses(sides, padding, (3, 3), ONE, ONE, message=f"padding must be {wanted}; got {padding!r}")


@pytest.mark.parametrize("stride", [(2, 1), (1, 2)])
def test_same_padding_needs_stride_1(stride):
    refuses(sides, "same", (3, 3), stride, ONE, message=f"padding 'same' needs stride 1; got stride {stride}")


def test_a_geometry_says_where_everything_is():
    geometry = geometry_of((5, 7), (3, 2), stride=(2, 3), padding=((1, 0), (0, 2)), dilation=(1, 2))
    assert geometry == Geometry((5, 7), (3, 2), (2, 3), ((1, 0), (0, 2)), (1, 2), (2, 3))
    assert geometry.padded == (6, 9)
    assert geometry.inside == (..., slice(1, 6), slice(0, 7))
    assert geometry.corners == (..., slice(0, 3, 2), slice(0, 7, 3))


def test_a_geometry_is_plain_by_default():
    assert geometry_of((5, 7), (3, 2)) == Geometry((5, 7), (3, 2), ONE, ((0, 0), (0, 0)), ONE, (3, 6))


def test_windows_are_what_each_element_of_the_kernel_meets():
    geometry = geometry_of((5, 7), (2, 2), stride=(2, 3), dilation=(3, 1))
    image = np.arange(35).reshape(5, 7)
    windows = geometry.windows(image)
    assert windows.shape == (2, 2, 1, 2)
    assert windows.ravel().tolist() == [0, 3, 1, 4, 21, 24, 22, 25]
    assert np.shares_memory(windows, image) and not windows.flags.writeable


@pytest.mark.parametrize("dtype", [np.int8, np.float64])
def test_windows_of_images_whose_numbers_are_scattered(dtype):
    geometry = geometry_of((5, 7), (3, 2), stride=(1, 3), dilation=(2, 1))
    images = np.arange(2 * 3 * 5 * 7).astype(dtype).reshape(7, 2, 5, 3).transpose(1, 3, 2, 0)[::-1, :, :, ::-1]
    windows = geometry.windows(images)
    assert windows.shape == (2, 3, 3, 2, 1, 2)
    for i, j, row, column in np.ndindex(*windows.shape[2:]):
        assert np.array_equal(windows[:, :, i, j, row, column], images[:, :, row + 2 * i, 3 * column + j])


@pytest.mark.parametrize(("name", "value"), [("stride", 0), ("dilation", (1, 0))])
def test_steps_are_checked(name, value):
    message = f"{name} must be a whole number of at least 1, or a pair of them; got {value!r}"
    refuses(geometry_of, (5, 5), (3, 3), message=message, **{name: value})


def test_each_axis_must_have_room_for_the_kernel():
    refuses(geometry_of, (5, 2), (3, 3), message="kernel must span at most the padded size 2; got a span of 3")
    refuses(geometry_of, (2, 5), (3, 3), message="kernel must span at most the padded size 2; got a span of 3")
