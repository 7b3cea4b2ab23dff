"""Gradients that come in groups are observed under their names, and what is no such group is a sentence."""

import numpy as np
import pytest

from autograder.checks.grouped_gradients import grouped_gradients
from autograder.exercises.declaration import Case
from autograder.subjects import LocalSubject, SubjectRefusedError

CASE = Case("any", (), incoming=2.0)
OBSERVE = grouped_gradients("d_x", ("d_W", "d_b"))


def returning(gradients):
    return LocalSubject(lambda: (0.0, lambda d_value: gradients))


@pytest.mark.parametrize("group", [(2.0, 3.0), [2.0, 3.0]])
def test_members_of_a_group_are_named(group):
    assert OBSERVE(returning((1.0, group)), CASE) == {"d_x": 1.0, "d_W": 2.0, "d_b": 3.0}


def test_the_incoming_gradient_reaches_backward():
    subject = LocalSubject(lambda: (0.0, lambda d_value: (d_value, (3 * d_value, np.ones(2)))))
    seen = OBSERVE(subject, CASE)
    assert (seen["d_x"], seen["d_W"], seen["d_b"].tolist()) == (2.0, 6.0, [1.0, 1.0])


@pytest.mark.parametrize("group", [2.0, (2.0,), (2.0, 3.0, 4.0), None])
def test_what_is_no_group_is_a_sentence(group):
    with pytest.raises(SubjectRefusedError) as refusal:
        OBSERVE(returning((1.0, group)), CASE)
    assert refusal.value.sentence == "d_parameters should be 2 gradients: d_W, d_b"


def test_gradients_laid_out_in_a_row_are_a_sentence():
    with pytest.raises(SubjectRefusedError) as refusal:
        OBSERVE(returning((1.0, 2.0, 3.0)), CASE)
    assert "backward returns 3 values where 2 are expected: d_x, d_parameters" in refusal.value.sentence
