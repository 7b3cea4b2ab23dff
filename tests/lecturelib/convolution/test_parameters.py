"""Parameter counts against the layers' own arrays, and what is refused."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.convolution import (
    dense_parameter_count,
    local_parameter_count,
    parameter_count,
    shared_parameter_count,
)

small = st.integers(1, 9)
pairs = st.tuples(small, small)


@given(small, small, pairs, pairs, small, small)
def test_counts_are_products_of_shapes(inputs, units, places, kernel, channels, filters):
    rows, columns = places
    weights = filters * channels * kernel[0] * kernel[1]
    assert dense_parameter_count(inputs, units) == dense_parameter_count(inputs, units, bias=False) + units
    assert dense_parameter_count(inputs, units, bias=False) == inputs * units
    assert shared_parameter_count(kernel, channels, filters) == weights + filters
    assert shared_parameter_count(kernel, channels, filters, bias=False) == weights
    assert local_parameter_count(places, kernel, channels, filters) == rows * columns * (weights + filters)
    assert local_parameter_count(places, kernel, channels, filters, bias=False) == rows * columns * weights


@given(pairs, pairs, pairs, small, small, st.booleans())
def test_connections_choose_the_count(image, places, kernel, channels, filters, bias):
    sizes = image, places, kernel, channels, filters, bias
    inputs, outputs = channels * image[0] * image[1], filters * places[0] * places[1]
    assert parameter_count("dense", *sizes) == dense_parameter_count(inputs, outputs, bias)
    assert parameter_count("local", *sizes) == local_parameter_count(places, kernel, channels, filters, bias)
    assert parameter_count("shared", *sizes) == shared_parameter_count(kernel, channels, filters, bias)


def test_one_channel_one_filter_and_a_bias_by_default():
    assert dense_parameter_count(3, 5) == 20
    assert shared_parameter_count(3) == 10
    assert local_parameter_count((4, 5), (3, 2)) == 140
    assert [parameter_count(each, (4, 3), (2, 2), (3, 2)) for each in ("dense", "local", "shared")] == [52, 28, 7]


@pytest.mark.parametrize(
    ("count", "arguments", "message"),
    [
        (dense_parameter_count, (0, 1), "inputs must be a whole number of at least 1; got 0"),
        (dense_parameter_count, (1, 0), "units must be a whole number of at least 1; got 0"),
        (dense_parameter_count, (1.5, 1), "inputs must be a whole number of at least 1; got 1.5"),
        (shared_parameter_count, (0,), "kernel must be a whole number of at least 1, or a pair of them; got 0"),
        (shared_parameter_count, (1, 0), "channels must be a whole number of at least 1; got 0"),
        (shared_parameter_count, (1, 1, 0), "filters must be a whole number of at least 1; got 0"),
        (
            local_parameter_count,
            ((1, 0), 1),
            "places must be a whole number of at least 1, or a pair of them; got (1, 0)",
        ),
        (local_parameter_count, (1, 0), "kernel must be a whole number of at least 1, or a pair of them; got 0"),
        (local_parameter_count, (1, 1, 0), "channels must be a whole number of at least 1; got 0"),
        (local_parameter_count, (1, 1, 1, 0), "filters must be a whole number of at least 1; got 0"),
        (parameter_count, ("full", 1, 1, 1), "connections must be 'dense', 'local' or 'shared'; got 'full'"),
        (
            parameter_count,
            ("dense", 0, 1, 1),
            "image must be a whole number of at least 1, or a pair of them; got 0",
        ),
        (
            parameter_count,
            ("shared", 1, (1, 0), 1),
            "places must be a whole number of at least 1, or a pair of them; got (1, 0)",
        ),
        (parameter_count, ("dense", 1, 1, 1, 0), "channels must be a whole number of at least 1; got 0"),
        (parameter_count, ("dense", 1, 1, 1, 1, 0), "filters must be a whole number of at least 1; got 0"),
    ],
)
def test_what_is_no_size_is_named(count, arguments, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        count(*arguments)
