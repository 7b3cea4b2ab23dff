import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.checks.compare import compare


@pytest.mark.parametrize(
    ("expected", "got", "kind"),
    [
        (np.zeros(3), None, "type"),
        (np.zeros(3), (1.0, 2.0, 3.0), "type"),
        (np.zeros(3), "zeros", "type"),
        (1.0, lambda: 1.0, "type"),
        (np.zeros(3), np.zeros((3, 1)), "shape"),
        (np.zeros(3), 0.0, "shape"),
        (np.zeros(3), np.zeros(3, dtype=bool), "dtype"),
        (np.zeros(3), np.zeros(3, dtype=int), "dtype"),
        (np.zeros(3), np.zeros(3, dtype=complex), "dtype"),
        (np.zeros(2), np.array([0.0, np.nan]), "finite"),
        (np.zeros(2), np.array([np.inf, 0.0]), "finite"),
        (np.ones(2), np.array([1.0, 1.0 + 1e-4]), "values"),
        (1.0, 1.1, "values"),
        ("ValueError", "TypeError", "type"),
        ("ValueError", np.zeros(2), "type"),
    ],
)
def test_the_first_thing_wrong(expected, got, kind):
    assert compare("x", expected, got, 1e-6).kind == kind


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        (1.0, 1),
        (1.0, np.float32(1.0)),
        (np.zeros((0, 3)), np.zeros((0, 3))),
        (np.array([1e6, 1.0]), np.array([1e6, 1.0 + 1e-3])),
        (np.array([1.0, 2.0]), np.array([1.0, 2.0], dtype=np.float32) * np.float32(1 + 1e-5)),
        (np.array([1, 0]), np.array([1, 0])),
        ("ValueError", "ValueError"),
    ],
)
def test_what_counts_as_equal(expected, got):
    assert compare("x", expected, got, 1e-6) is None


@given(st.integers(0, 2**31), st.floats(1e-3, 1e3))
def test_an_error_beyond_tolerance_is_found_wherever_it_is(seed, size):
    rng = np.random.default_rng(seed)
    expected = rng.standard_normal((3, 4))
    got = expected.copy()
    place = tuple(rng.integers(0, expected.shape))
    got[place] += size
    mismatch = compare("x", expected, got, 1e-6)
    assert f"x[{place[0]}, {place[1]}]" in mismatch.sentence
    assert np.count_nonzero(mismatch.errors) == 1


def test_the_expected_numbers_are_never_in_the_sentence():
    sentence = compare("w", np.array([0.123456789, 2.0]), np.array([0.5, 2.0]), 1e-6).sentence
    assert "0.123" not in sentence
