"""The picture of a difference: what it shows, how it is laid out, and what cannot be read from it."""

import json
from dataclasses import asdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.checks.compare import compare
from autograder.checks.difference import LEVELS, SIDE, Difference, difference_of, gives_away

RNG = np.random.default_rng(0)


def picture(errors):
    return difference_of("d", RNG.standard_normal(errors.shape), errors)


def test_signs_and_quarters_of_the_largest_error():
    errors = np.array([[0.0, 4.0, 1.0], [-4.0, -1.01, 0.001]])
    assert picture(errors).rows == ((0, 4, 1), (-4, -2, 1))


@pytest.mark.parametrize(
    ("shape", "size", "panel", "block"),
    [
        ((5,), (1, 5), (1, 5), (1, 1)),
        ((32, 32), (32, 32), (32, 32), (1, 1)),
        ((100, 33), (25, 17), (25, 17), (4, 2)),
        ((3, 4, 5), (4, 15), (4, 5), (1, 1)),
        ((2, 3, 4, 5), (8, 15), (4, 5), (1, 1)),
        ((2, 2, 3, 4, 5), (16, 15), (4, 5), (1, 1)),
        ((8, 3, 28, 28), (32, 30), (4, 10), (7, 3)),
        ((100, 5, 5), (5, 25), (5, 1), (1, 20)),
        ((1000, 1, 1, 1), (32, 1), (1, 1), (32, 1)),
    ],
)
def test_layout_of_every_number_of_axes(shape, size, panel, block):
    found = picture(np.ones(shape))
    assert (len(found.rows), len(found.rows[0])) == size
    assert (found.panel, found.block, found.shape) == (panel, block, shape)
    assert {level for row in found.rows for level in row} == {LEVELS}


def test_four_axes_stand_in_panels_of_the_last_two():
    errors = np.zeros((2, 3, 4, 5))
    errors[1, 2, 3, 4] = 1.0
    errors[0, 1, 2, 3] = -1.0
    rows = np.array(picture(errors).rows)
    assert rows[1 * 4 + 3, 2 * 5 + 4] == LEVELS and rows[0 * 4 + 2, 1 * 5 + 3] == -LEVELS
    assert np.count_nonzero(rows) == 2


@given(st.lists(st.integers(1, 70), min_size=1, max_size=5), st.integers(0, 2**31))
def test_a_picture_is_small_and_no_error_is_lost(shape, seed):
    if np.prod(shape) > 100_000 or np.prod(shape) < 4:
        return
    rng = np.random.default_rng(seed)
    errors = np.zeros(shape)
    errors.flat[rng.integers(errors.size)] = -1e-9
    errors.flat[rng.integers(errors.size)] = 3.0
    found = difference_of("d", rng.standard_normal(shape), errors)
    levels = [level for row in found.rows for level in row]
    assert len(found.rows) <= SIDE and len(found.rows[0]) <= SIDE
    assert LEVELS in levels
    assert len([level for level in levels if level]) <= 2


def test_the_worst_of_a_block_is_shown_whatever_its_sign():
    errors = np.zeros(64)
    errors[0], errors[1], errors[2], errors[63] = 0.3, -1.0, 0.3, 0.3
    assert picture(errors).rows[0][:3] == (-4, 2, 0)


def test_the_tiniest_error_beside_the_largest_is_still_one():
    assert picture(np.array([1e308, 5e-324, 0.0, -1.0])).rows == ((4, 1, 0, -1),)


@pytest.mark.parametrize(
    "expected",
    [
        np.array([True, False, True, True]),
        np.array([0.0, 1.0, 1.0, 0.0]),
        np.array([0.0, 0.0, 2.5, 0.0]),
        np.array([3, 1, 2, 0]),
        np.array([3.0, 1.0, 2.0, 0.0]),
    ],
)
def test_where_a_place_would_tell_the_answer_there_is_none(expected):
    got = expected.copy()
    got[2] = 0 if expected[2] else 1
    assert gives_away(expected, 1.0)
    mismatch = compare("d", expected, got, 1e-6)
    assert mismatch.sentence == "d is wrong at 1 of 4 entries"
    assert difference_of("d", expected, mismatch.errors) is None


def test_whole_numbers_far_off_are_shown():
    assert difference_of("d", np.arange(4.0), np.array([100.0, 0.0, 0.0, 20.0])).rows == ((4, 0, 0, 1),)


@pytest.mark.parametrize("errors", [None, np.zeros(8), np.ones(3), np.float64(1.0)])
def test_nothing_to_see(errors):
    assert difference_of("d", np.zeros(()) if errors is None else np.ones_like(errors), errors) is None


def test_of_complex_numbers_there_is_no_picture():
    assert difference_of("d", np.exp(1j * np.arange(5)), np.ones(5)) is None


@given(st.integers(0, 2**31), st.floats(-0.12, 0.12))
def test_the_answer_cannot_be_read_back(seed, shift):
    """Two right answers that differ by up to an eighth of the largest error look the same from one wrong answer.

    So whoever sees picture and sentence, and knows what their own function gave, cannot tell the two apart.
    """
    rng = np.random.default_rng(seed)
    got = rng.standard_normal(12)
    errors = rng.choice([-1, 1], 12) * rng.choice([0.125, 0.375, 0.625, 0.875], 12)
    errors[0] = 1.0  # the largest, of which the sentence tells that it lies between 1 and 10
    others = np.where(np.arange(12) == 0, errors, errors + shift)
    one, other = (compare("d", got - each, got, 1e-9) for each in (errors, others))
    assert one.sentence == other.sentence
    assert difference_of("d", got - errors, one.errors) == difference_of("d", got - others, other.errors)


def test_the_largest_error_is_told_to_its_power_of_ten_only():
    expected, got = np.array([0.1, 0.25, 0.4, 0.7]), np.array([0.1, 0.25, 0.4, 0.123456])
    assert compare("d", expected, got, 1e-6).sentence == (
        "d is wrong at 1 of 4 entries; the largest error, between 0.1 and 1, is at d[3]"
    )


def test_it_survives_json():
    found = picture(RNG.standard_normal((3, 4, 5)))
    assert Difference.from_json(json.loads(json.dumps(asdict(found)))) == found
