"""lecturelib.losses.categorical: against loops at any size, empty batches, and what is refused."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.losses import softmax_cross_entropy
from tests.lecturelib.losses.of_one_row import loss_and_slopes

reductions = st.sampled_from(["mean", "sum"])
seeds = st.integers(0, 2**31)


@given(st.integers(0, 4), st.integers(1, 4), reductions, seeds)
def test_row_by_row(n, k, reduction, seed):
    rng = np.random.default_rng(seed)
    scores, labels = rng.normal(scale=3, size=(n, k)), rng.integers(0, k, n)
    rows = [loss_and_slopes(row, label) for row, label in zip(scores.tolist(), labels, strict=True)]
    divisor = max(n, 1) if reduction == "mean" else 1
    loss, backward = softmax_cross_entropy(scores, labels, reduction)
    assert np.isclose(loss, sum(each for each, _ in rows) / divisor, rtol=1e-9, atol=1e-12)
    expected = np.reshape([slopes for _, slopes in rows], (n, k)) * 3 / divisor
    assert np.allclose(backward(3.0), expected, rtol=1e-9, atol=1e-12)


def test_the_mean_is_the_default():
    loss, backward = softmax_cross_entropy(np.zeros((2, 2)), np.array([0, 1]))
    assert np.isclose(loss, math.log(2), rtol=1e-15)
    assert backward(1.0).tolist() == [[-0.25, 0.25], [0.25, -0.25]]


def test_huge_scores_cost_their_distance():
    scores = np.array([[1e4, -1e4], [1e4, -1e4]], np.float32)
    loss, backward = softmax_cross_entropy(scores, np.array([0, 1]), "sum")
    assert (loss, loss.dtype) == (2e4, np.float32)
    assert backward(1.0).tolist() == [[0, 0], [1, -1]]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("n", [0, 2])
def test_dtypes_are_kept(dtype, n):
    loss, backward = softmax_cross_entropy(np.zeros((n, 3), dtype), np.zeros(n, int))
    assert loss.dtype == backward(1.0).dtype == dtype and backward(1.0).shape == (n, 3)


def test_backward_may_be_called_again():
    _, backward = softmax_cross_entropy(np.zeros((1, 2)), np.array([1]), "sum")
    assert backward(2.0).tolist() == backward(2.0).tolist() == [[1, -1]]


def test_bad_arguments_are_named():
    scores, labels = np.zeros((2, 3)), np.array([0, 2])
    with pytest.raises(ValueError, match=r"^scores must have shape \(N, K\); got shape \(3,\)$"):
        softmax_cross_entropy(np.zeros(3), labels)
    with pytest.raises(ValueError, match=r"^scores must be an array of floating-point numbers; got dtype int64$"):
        softmax_cross_entropy(np.zeros((2, 3), int), labels)
    with pytest.raises(ValueError, match=r"^labels must have shape \(2,\); got shape \(3,\)$"):
        softmax_cross_entropy(scores, np.array([0, 1, 2]))
    with pytest.raises(ValueError, match=r"^labels must lie in \[0, 3\); got 3$"):
        softmax_cross_entropy(scores, np.array([0, 3]))
    with pytest.raises(ValueError, match=r"^labels must be an array of whole numbers; got dtype float64$"):
        softmax_cross_entropy(scores, np.array([0.0, 1.0]))
    with pytest.raises(ValueError, match=r"^reduction must be 'mean' or 'sum'; got 'none'$"):
        softmax_cross_entropy(scores, labels, "none")
