"""lecturelib.recurrent.through_time: what is refused, and how arrays are laid out."""

import re

import numpy as np
import pytest

from lecturelib.recurrent.through_time import (
    join_blocks,
    require_cell,
    require_parameters,
    require_sequences,
    skipped_steps,
    split_blocks,
    time_first,
    with_first_state,
)


def group(blocks=3, d=2, h=5):
    return np.zeros((d, blocks * h)), np.zeros((h, blocks * h)), np.zeros(blocks * h)


def says(sentence):
    return pytest.raises(ValueError, match=f"^{re.escape(sentence)}$")


def test_parameters_that_fit_tell_the_number_of_hidden_units():
    assert [require_parameters(group(blocks), blocks, 2) for blocks in (1, 3, 4)] == [5, 5, 5]


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        (None, "parameters must be a tuple of U, W and b; got NoneType"),
        (list(group()), "parameters must be a tuple of U, W and b; got list"),
        (group()[:2], "parameters must be a tuple of U, W and b; got 2 of them"),
        ((*group(), None), "parameters must be a tuple of U, W and b; got 4 of them"),
        ((np.zeros((2, 15)), np.zeros(15), np.zeros(15)), "W must have shape (H, M); got shape (15,)"),
        ((np.zeros((2, 15)), np.zeros((5, 14)), np.zeros(15)), "W must have shape (5, 15); got shape (5, 14)"),
        ((np.zeros((3, 15)), np.zeros((5, 15)), np.zeros(15)), "U must have shape (2, 15); got shape (3, 15)"),
        ((np.zeros((2, 5)), np.zeros((5, 15)), np.zeros(15)), "U must have shape (2, 15); got shape (2, 5)"),
        ((np.zeros((2, 15)), np.zeros((5, 15)), np.zeros(5)), "b must have shape (15,); got shape (5,)"),
    ],
)
def test_parameters_that_do_not_fit(parameters, sentence):
    with says(sentence):
        require_parameters(parameters, 3, 2)
    with says(sentence):
        require_cell(np.zeros((7, 2)), {}, parameters, 3)
    with says(sentence):
        require_sequences(np.zeros((7, 4, 2)), {}, parameters, 3, None)


def test_a_cell_whose_arguments_fit():
    assert require_cell(np.zeros((7, 2)), {"h": np.zeros((7, 5)), "c": np.zeros((7, 5))}, group(), 3) == 5


@pytest.mark.parametrize(
    ("x", "h", "sentence"),
    [
        (np.zeros(2), np.zeros((7, 5)), "x must have shape (N, D); got shape (2,)"),
        (np.zeros((7, 2), int), np.zeros((7, 5)), "x must be an array of floating-point numbers; got dtype int64"),
        (np.zeros((7, 2)), np.zeros((1, 5)), "h must have shape (7, 5); got shape (1, 5)"),
        (np.zeros((7, 2)), np.zeros((7, 4)), "h must have shape (7, 5); got shape (7, 4)"),
        (np.zeros((7, 2)), None, "h must be an array of numbers of shape (7, 5); got NoneType"),
    ],
)
def test_a_cell_whose_arguments_do_not_fit(x, h, sentence):
    with says(sentence):
        require_cell(x, {"h": h}, group(), 3)


def test_sequences_that_fit():
    assert require_sequences(np.zeros((7, 4, 2)), {"h0": None}, group(), 3, None) == 5
    assert require_sequences(np.zeros((7, 4, 2)), {"h0": np.zeros((7, 5))}, group(), 3, np.zeros((7, 4), bool)) == 5


@pytest.mark.parametrize(
    ("x", "h0", "mask", "sentence"),
    [
        (np.zeros((7, 2)), None, None, "x must have shape (N, T, D); got shape (7, 2)"),
        (np.zeros((7, 4, 2), int), None, None, "x must be an array of floating-point numbers; got dtype int64"),
        (np.zeros((7, 4, 2)), np.zeros(5), None, "h0 must have shape (7, 5); got shape (5,)"),
        (np.zeros((7, 4, 2)), None, np.ones((4, 7), bool), "mask must have shape (7, 4); got shape (4, 7)"),
        (np.zeros((7, 4, 2)), None, np.ones((7, 4)), "mask must be an array of booleans; got dtype float64"),
        (np.zeros((7, 4, 2)), None, np.ones((7, 4), int), "mask must be an array of booleans; got dtype int64"),
    ],
)
def test_sequences_that_do_not_fit(x, h0, mask, sentence):
    with says(sentence):
        require_sequences(x, {"h0": h0}, group(), 3, mask)


def test_time_first_is_its_own_inverse_and_never_shares_memory():
    for shape in ((2, 3, 4), (1, 3, 4), (2, 1, 4)):
        array = np.arange(np.prod(shape)).reshape(shape)
        moved = time_first(array)
        assert np.array_equal(moved, array.transpose(1, 0, 2))
        assert np.array_equal(time_first(moved), array)
        assert moved.flags.c_contiguous
        assert not np.shares_memory(moved, array)


def test_skipped_steps():
    assert skipped_steps(None) is None
    skipped = skipped_steps(np.array([[True, False, False], [True, True, False]]))
    assert skipped.shape == (3, 2, 1)
    assert skipped[:, :, 0].tolist() == [[False, False], [True, False], [True, True]]


def test_the_first_state():
    assert with_first_state(None, (3, 2, 1), np.float32)[0].tolist() == [[0], [0]]
    states = with_first_state(np.array([[1.0], [2.0]]), (3, 2, 1), np.float32)
    assert (states.shape, states.dtype) == ((3, 2, 1), np.float32)
    assert states[0].tolist() == [[1], [2]]


def test_blocks_are_split_and_joined():
    weights = np.arange(12).reshape(2, 6)
    blocks = split_blocks(weights, 3)
    assert blocks.tolist() == [[[0, 1], [6, 7]], [[2, 3], [8, 9]], [[4, 5], [10, 11]]]
    assert blocks.flags.c_contiguous
    # Two steps, three blocks, four sequences, two units: a number's digits are its step, block, sequence and unit.
    digits = np.meshgrid([1, 2], [1, 2, 3], [1, 2, 3, 4], [1, 2], indexing="ij")
    joined = join_blocks(sum(10**power * digit for power, digit in zip((3, 2, 1, 0), digits, strict=True)))
    assert joined[:2].tolist() == [[1111, 1112, 1211, 1212, 1311, 1312], [1121, 1122, 1221, 1222, 1321, 1322]]
    assert joined[:, 0].tolist() == [1111, 1121, 1131, 1141, 2111, 2121, 2131, 2141]
