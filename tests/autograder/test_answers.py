"""Answers taken apart, and what is said of those that are something else."""

import pytest

from autograder.checks.answers import pair_of, returned_by_name, several
from autograder.subjects import SubjectRefusedError


def test_a_pair_is_a_value_and_a_function():
    value, backward = pair_of((3.0, abs))
    assert (value, backward) == (3.0, abs)
    assert pair_of([3.0, abs]) == (3.0, abs)


@pytest.mark.parametrize("answer", [3.0, (3.0,), (3.0, abs, 1), (3.0, 4.0)])
def test_what_is_no_pair_is_refused(answer):
    with pytest.raises(SubjectRefusedError, match="no pair of a value and a backward function"):
        pair_of(answer)


def test_a_forgotten_return_is_named():
    with pytest.raises(SubjectRefusedError, match="is there a return"):
        pair_of(None)


def test_several_values_get_their_names():
    assert several((1, 2), ("d_x", "d_W"), "backward returns") == {"d_x": 1, "d_W": 2}


@pytest.mark.parametrize(("answer", "got"), [((1, 2, 3), "3 values"), (1, "a single value"), (None, "a single value")])
def test_another_number_of_values_is_refused(answer, got):
    with pytest.raises(SubjectRefusedError, match=f"backward returns {got} where 2 are expected: d_x, d_W"):
        several(answer, ("d_x", "d_W"), "backward returns")


def test_one_returned_value_comes_bare():
    assert returned_by_name(None, ("y",), "the function") == {"y": None}
    assert returned_by_name((1, 2), ("y", "z"), "the function") == {"y": 1, "z": 2}


def test_nothing_where_several_are_expected_is_a_forgotten_return():
    with pytest.raises(SubjectRefusedError, match="backward returns None: is there a return"):
        returned_by_name(None, ("d_x", "d_W"), "backward")
