"""lecturelib.losses.categorical: against loops at any size, empty batches, masks, and what is refused."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.losses import sequence_cross_entropy, softmax_cross_entropy

reductions = st.sampled_from(["mean", "sum"])
seeds = st.integers(0, 2**31)


def loss_and_slopes(scores, label):
    """Return the loss of one row and its gradient, by the textbook."""
    total = sum(math.exp(score) for score in scores)
    chances = [math.exp(score) / total for score in scores]
    return -math.log(chances[label]), [chance - (k == label) for k, chance in enumerate(chances)]


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


@given(st.integers(0, 3), st.integers(0, 3), st.integers(1, 3), reductions, st.booleans(), seeds)
def test_step_by_step(n, t, k, reduction, masked, seed):
    rng = np.random.default_rng(seed)
    scores, labels = rng.normal(scale=3, size=(n, t, k)), rng.integers(0, k, (n, t))
    mask = rng.random((n, t)) < 0.5 if masked else np.ones((n, t), bool)
    divisor = max(n, 1) if reduction == "mean" else 1
    expected, d_expected = 0.0, np.zeros((n, t, k))
    for place in np.argwhere(mask):
        one, slopes = loss_and_slopes(scores[tuple(place)].tolist(), labels[tuple(place)])
        expected += one / divisor
        d_expected[tuple(place)] = 3 * np.array(slopes) / divisor
    labels[~mask] = -100
    scores[~mask] = np.inf
    loss, backward = sequence_cross_entropy(scores, labels, mask if masked else None, reduction)
    assert np.isclose(loss, expected, rtol=1e-9, atol=1e-12)
    assert np.allclose(backward(3.0), d_expected, rtol=1e-9, atol=1e-12)


def test_the_mean_is_the_default():
    loss, backward = softmax_cross_entropy(np.zeros((2, 2)), np.array([0, 1]))
    assert np.isclose(loss, math.log(2), rtol=1e-15)
    assert backward(1.0).tolist() == [[-0.25, 0.25], [0.25, -0.25]]
    loss, backward = sequence_cross_entropy(np.zeros((2, 3, 2)), np.zeros((2, 3), int))
    assert np.isclose(loss, 3 * math.log(2), rtol=1e-15)
    assert backward(1.0)[0, 0].tolist() == [-0.25, 0.25]


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
    loss, backward = sequence_cross_entropy(np.zeros((n, 2, 3), dtype), np.zeros((n, 2), int))
    assert loss.dtype == backward(1.0).dtype == dtype and backward(1.0).shape == (n, 2, 3)


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


def test_bad_sequences_are_named():
    scores, labels, mask = np.zeros((2, 3, 4)), np.zeros((2, 3), int), np.ones((2, 3), bool)
    with pytest.raises(ValueError, match=r"^scores must have shape \(N, T, K\); got shape \(2, 3\)$"):
        sequence_cross_entropy(np.zeros((2, 3)), labels)
    with pytest.raises(ValueError, match=r"^scores must be an array of floating-point numbers; got dtype int64$"):
        sequence_cross_entropy(np.zeros((2, 3, 4), int), labels)
    with pytest.raises(ValueError, match=r"^labels must have shape \(2, 3\); got shape \(3, 2\)$"):
        sequence_cross_entropy(scores, labels.T)
    with pytest.raises(ValueError, match=r"^mask must have shape \(2, 3\); got shape \(3, 2\)$"):
        sequence_cross_entropy(scores, labels, mask.T)
    with pytest.raises(ValueError, match=r"^mask must be an array of bool; got dtype int64$"):
        sequence_cross_entropy(scores, labels, mask.astype(int))
    with pytest.raises(ValueError, match=r"^labels must lie in \[0, 4\); got -1$"):
        sequence_cross_entropy(scores, labels - 1, mask)
    with pytest.raises(ValueError, match=r"^reduction must be 'mean' or 'sum'; got 'none'$"):
        sequence_cross_entropy(scores, labels, reduction="none")
