"""lecturelib.losses.sequences: against loops at any size, empty batches, masks, and what is refused."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.losses import sequence_cross_entropy
from tests.lecturelib.losses.of_one_row import loss_and_slopes

reductions = st.sampled_from(["mean", "sum"])
seeds = st.integers(0, 2**31)


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


def test_the_mean_over_the_batch_is_the_default():
    loss, backward = sequence_cross_entropy(np.zeros((2, 3, 2)), np.zeros((2, 3), int))
    assert np.isclose(loss, 3 * math.log(2), rtol=1e-15)
    assert backward(1.0)[0, 0].tolist() == [-0.25, 0.25]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("n", [0, 2])
def test_dtypes_are_kept(dtype, n):
    loss, backward = sequence_cross_entropy(np.zeros((n, 2, 3), dtype), np.zeros((n, 2), int))
    assert loss.dtype == backward(1.0).dtype == dtype and backward(1.0).shape == (n, 2, 3)


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
