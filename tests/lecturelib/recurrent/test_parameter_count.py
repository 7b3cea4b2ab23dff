"""lecturelib.recurrent.parameter_count: counts, and what is refused."""

import re

import numpy as np
import pytest

from lecturelib.recurrent import recurrent_parameter_count


@pytest.mark.parametrize(("kind", "count"), [("rnn", 3), ("lstm", 12), ("gru", 9)])
def test_the_smallest_layers_have_three_numbers_a_block(kind, count):
    assert recurrent_parameter_count(kind, 1, 1) == count


def test_counts_of_larger_layers():
    assert recurrent_parameter_count("lstm", 64, 128) == 4 * (8192 + 16384 + 128)
    assert recurrent_parameter_count("gru", 2, 5) == 3 * (10 + 25 + 5)
    count = recurrent_parameter_count("rnn", np.int64(2), np.int64(5))
    assert count == 40
    assert type(count) is int


@pytest.mark.parametrize("kind", ["RNN", "transformer", ""])
def test_unknown_kinds_are_named(kind):
    with pytest.raises(ValueError, match=f"^kind must be 'rnn', 'lstm' or 'gru'; got '{kind}'$"):
        recurrent_parameter_count(kind, 1, 1)


@pytest.mark.parametrize("size", [0, -1, 1.0, True, "2"])
def test_sizes_are_whole_numbers_of_at_least_one(size):
    got = re.escape(repr(size))
    with pytest.raises(ValueError, match=f"^inputs must be a whole number of at least 1; got {got}$"):
        recurrent_parameter_count("gru", size, 2)
    with pytest.raises(ValueError, match=f"^hidden must be a whole number of at least 1; got {got}$"):
        recurrent_parameter_count("gru", 2, size)
