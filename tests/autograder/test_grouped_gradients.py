"""Gradients that come in groups are observed under their names, and what is no such group is a sentence."""

import numpy as np
import pytest

from autograder.checks.grouped_gradients import Group, grouped_gradients
from autograder.exercises.declaration import Case
from autograder.subjects import LocalSubject, SubjectRefusedError

CASE = Case("any", (), incoming=2.0)
OF_A_LAYER = Group("d_parameters", ("d_W", "d_b"))
OBSERVE = grouped_gradients("d_x", OF_A_LAYER)


def returning(gradients):
    return LocalSubject(lambda: (0.0, lambda d_value: gradients))


@pytest.mark.parametrize("group", [(2.0, 3.0), [2.0, 3.0]])
def test_members_of_a_group_are_named(group):
    assert OBSERVE(returning((1.0, group)), CASE) == {"d_x": 1.0, "d_W": 2.0, "d_b": 3.0}


def test_the_incoming_gradient_reaches_backward():
    subject = LocalSubject(lambda: (0.0, lambda d_value: (d_value, (3 * d_value, np.ones(2)))))
    seen = OBSERVE(subject, CASE)
    assert (seen["d_x"], seen["d_W"], seen["d_b"].tolist()) == (2.0, 6.0, [1.0, 1.0])


def test_several_incoming_gradients_are_handed_over_one_by_one():
    subject = LocalSubject(lambda: (0.0, lambda d_state, d_cell: (d_state - d_cell, (d_state, d_cell))))
    assert OBSERVE(subject, Case("any", (), incoming=(5.0, 2.0))) == {"d_x": 3.0, "d_W": 5.0, "d_b": 2.0}


def test_members_of_several_groups_are_told_apart():
    observe = grouped_gradients(Group("d_encoder", ("d_b",)), Group("d_decoder", ("d_b",)))
    assert observe(returning(((1.0,), (2.0,))), CASE) == {"d_b in d_encoder": 1.0, "d_b in d_decoder": 2.0}


def test_a_group_may_come_alone():
    assert grouped_gradients(OF_A_LAYER)(returning((2.0, 3.0)), CASE) == {"d_W": 2.0, "d_b": 3.0}


@pytest.mark.parametrize(
    ("group", "sentence"),
    [
        (2.0, "d_parameters holds a single value where 2 are expected: d_W, d_b"),
        ((2.0,), "d_parameters holds 1 values where 2 are expected: d_W, d_b"),
        ((2.0, 3.0, 4.0), "d_parameters holds 3 values where 2 are expected: d_W, d_b"),
        (None, "d_parameters holds a single value where 2 are expected: d_W, d_b"),
    ],
)
def test_what_is_no_group_is_a_sentence(group, sentence):
    with pytest.raises(SubjectRefusedError) as refusal:
        OBSERVE(returning((1.0, group)), CASE)
    assert refusal.value.sentence == sentence


def test_gradients_laid_out_in_a_row_are_a_sentence():
    with pytest.raises(SubjectRefusedError) as refusal:
        OBSERVE(returning((1.0, 2.0, 3.0)), CASE)
    assert "backward returns 3 values where 2 are expected: d_x, d_parameters" in refusal.value.sentence
