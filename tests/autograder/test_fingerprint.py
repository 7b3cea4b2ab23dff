"""Fingerprints of plain data: the same for what looks the same, another for everything else, none for code."""

from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.confined.fingerprint import NotPlainError, fingerprint


class Record(NamedTuple):
    losses: np.ndarray
    name: str


ALIKE = [
    (0.1 + 0.2, 0.3),
    (np.array([0.1, 0.2]).sum(), 0.3),
    (0.0, -0.0),
    (np.zeros(3), -np.zeros(3)),
    (np.ones(3, np.float32), np.ones(3)),
    ([1.0, 2.0], (1.0, 2.0)),
    (True, np.True_),
    (Record(np.ones(2), "a"), (np.ones(2), "a")),
    (np.nan, np.array(np.nan)),
    (np.inf, np.array(np.inf)),
    (-np.float64(np.nan), np.nan),
    (1e-60 / 3, 1 / 3e60),
]
UNLIKE = [
    (0.3, 0.3001),
    (1, "1"),
    (None, ""),
    (1e-60, 1e-80),  # a logarithmic axis shows them apart
    (1e-60, 0.0),
    (1e300, 2e300),
    (1e300, np.inf),
    (np.inf, -np.inf),
    (np.nan, np.inf),
    (16_777_216, 16_777_217),  # a title shows every digit of a count
    (1, 1.5),
    (None, "none"),
    ("", []),
    (np.ones((2, 3)), np.ones((3, 2))),
    ([np.ones(2), np.ones(3)], [np.ones(3), np.ones(2)]),
    ([1.0, [2.0]], [[1.0], 2.0]),
    (["ab", "c"], ["a", "bc"]),
    ({"a": 1, "b": 2}, {"b": 2, "a": 1}),  # a legend has an order
    ({"a": 1}, {"a": 2}),
    ({"a": 1}, ["a", 1]),
    ([], {}),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_alike(one, other):
    assert fingerprint("bars", one) == fingerprint("bars", other)


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_unlike(one, other):
    assert fingerprint("bars", one) != fingerprint("bars", other)


def test_the_name_counts():
    assert fingerprint("bars", [1, 2]) != fingerprint("dots", [1, 2])


@pytest.mark.parametrize(
    "value", [len, [len], {"f": len}, object(), 1j, np.array([1j]), np.array([None]), np.array(["a"]), {1, 2}]
)
def test_what_is_not_plain_has_none(value):
    with pytest.raises(NotPlainError, match="is not plain data"):
        fingerprint("bars", value)


@settings(deadline=None)
@given(st.lists(st.floats(0.1, 1e6), min_size=1, max_size=20), st.randoms(use_true_random=False))
def test_the_order_of_a_sum_does_not_show(terms, random):
    shuffled = random.sample(terms, len(terms))
    rounded = np.round(np.frexp([sum(terms), sum(shuffled)])[0] * 2**24)
    assert (fingerprint("sum", sum(terms)) == fingerprint("sum", sum(shuffled))) == (rounded[0] == rounded[1])
