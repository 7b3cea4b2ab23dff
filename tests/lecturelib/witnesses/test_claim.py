"""lecturelib.witnesses.claim: how far two groups of arrays disagree."""

import dataclasses

import numpy as np
import pytest

from lecturelib.witnesses.claim import Evidence, largest_error, relative_error

both = pytest.mark.parametrize("error", [largest_error, relative_error])


def test_evidence_cannot_be_changed():
    claim = Evidence("neurons.threshold_neuron", "by hand", "AND", 0.0, lambda rng: 0.0)
    with pytest.raises(dataclasses.FrozenInstanceError):
        claim.tolerance = 1.0


@both
def test_equal_groups_agree(error):
    group = (np.arange(3.0), [np.ones((2, 2)), 4.0])
    assert error(group, group) == 0.0
    assert error((), ()) == 0.0
    assert error(np.zeros((0, 3)), np.zeros((0, 3))) == 0.0
    assert isinstance(error(group, group), float)


@both
@pytest.mark.parametrize("wrong", [np.inf, -np.inf, np.nan])
def test_values_that_are_not_finite_never_agree(error, wrong):
    assert error(np.array([wrong, 1.0]), np.array([0.0, 1.0])) == np.inf
    assert error(np.array([wrong]), np.array([wrong])) == np.inf
    assert error((1.0, 1.0), (1.0, wrong)) == np.inf
    assert error((1.0, wrong), (1.0, wrong)) == np.inf


@both
@pytest.mark.parametrize(
    ("got", "expected"),
    [
        ((1.0,), (1.0, 2.0)),
        ((1.0, 2.0), (1.0,)),
        (np.zeros(2), np.zeros(3)),
        (np.zeros((2, 1)), np.zeros(2)),
        ((np.zeros(2), np.zeros(2)), (np.zeros(2), np.zeros(1))),
    ],
)
def test_other_structures_and_shapes_never_agree(error, got, expected):
    assert error(got, expected) == np.inf


class TestLargestError:
    def test_takes_booleans_and_unsigned_numbers(self):
        assert largest_error(np.array([True, False]), np.array([False, False])) == 1.0
        assert largest_error(np.array([1], dtype=np.uint8), np.array([3], dtype=np.uint8)) == 2.0

    def test_is_the_largest_absolute_difference(self):
        assert largest_error(np.array([1.0, -2.0, 3.0]), np.array([1.0, 2.0, 3.5])) == 4.0
        assert largest_error((1.0, (2.0, 7.0)), (1.0, (2.5, 4.0))) == 3.0
        assert largest_error((4.0, 2.0), (1.0, 2.5)) == 3.0

    def test_a_bare_value_is_no_group(self):
        assert largest_error(1.0, (1.0,)) == np.inf
        assert largest_error([1.0], (1.0,)) == 0.0

    def test_complex_numbers_differ_by_their_distance(self):
        assert largest_error(np.array([3 + 4j]), np.array([0j])) == 5.0


class TestRelativeError:
    def test_is_in_units_of_the_largest_value_of_the_leaf(self):
        assert relative_error(np.array([100.0, 2.0]), np.array([100.0, 3.0])) == 0.01
        assert relative_error(np.array([-200.0, 2.0]), np.array([-200.0, 4.0])) == 0.01
        assert relative_error((np.array([100.0]), 3.0), (np.array([100.0]), 4.0)) == 0.25

    def test_small_leaves_count_as_one(self):
        assert relative_error(np.array([0.25]), np.array([0.5])) == 0.25
        assert relative_error(np.array([1.0]), np.array([2.0])) == 0.5

    def test_looks_at_leaves_and_not_at_their_grouping(self):
        assert relative_error([1.0, 2.0], (1.0, (2.0, None))) == 0.0
