"""lecturelib.losses.binary: any shape, any logit, soft targets, and what is refused."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes

from lecturelib.losses import binary_cross_entropy_with_logits


@given(array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4), st.sampled_from(["mean", "sum"]))
def test_number_by_number(shape, reduction):
    rng = np.random.default_rng(len(shape))
    logits, targets = rng.normal(scale=4, size=shape), rng.uniform(size=shape)
    batch = max(shape[0] if shape and reduction == "mean" else 1, 1)
    expected, d_expected = 0.0, []
    for z, y in zip(logits.ravel().tolist(), targets.ravel().tolist(), strict=True):
        chance = 1 / (1 + math.exp(-z))
        expected -= (y * math.log(chance) + (1 - y) * math.log(1 - chance)) / batch
        d_expected.append(3 * (chance - y) / batch)
    loss, backward = binary_cross_entropy_with_logits(logits, targets, reduction)
    assert np.isclose(loss, expected, rtol=1e-10)
    assert np.shape(backward(3.0)) == shape
    assert np.allclose(np.ravel(backward(3.0)), d_expected, rtol=1e-10)


def test_the_mean_is_the_default():
    loss, backward = binary_cross_entropy_with_logits(np.zeros(2), np.array([0, 1]))
    assert np.isclose(loss, math.log(2), rtol=1e-15)
    assert backward(1.0).tolist() == [0.25, -0.25]


@pytest.mark.parametrize("target", [0, 1])
def test_a_huge_logit_costs_nothing_or_itself(target):
    sign = 2 * target - 1
    logits = np.array([sign * 1e4, -sign * 1e4], np.float32)
    loss, backward = binary_cross_entropy_with_logits(logits, np.full(2, target), "sum")
    assert (loss, loss.dtype) == (1e4, np.float32)
    assert backward(1.0).tolist() == [0, -sign]


@pytest.mark.parametrize("targets", [np.array([0, 1]), np.array([True, False]), np.array([0.0, 0.5])])
def test_targets_do_not_widen_float32(targets):
    loss, backward = binary_cross_entropy_with_logits(np.zeros(2, np.float32), targets)
    assert loss.dtype == backward(1.0).dtype == np.float32


@pytest.mark.parametrize(
    ("targets", "got"),
    [([-1, 1], "-1"), ([0, 2], "2"), ([0.5, 1.01], "1.01"), ([-0.5, 3], "-0.5"), ([np.nan, 1], "nan")],
)
def test_targets_that_are_no_probabilities_are_refused(targets, got):
    with pytest.raises(ValueError, match=rf"^targets must lie in \[0, 1\]; got {got}$"):
        binary_cross_entropy_with_logits(np.zeros(2), np.array(targets))


def test_bad_arguments_are_named():
    with pytest.raises(ValueError, match=r"^logits must be an array of floating-point numbers; got dtype int64$"):
        binary_cross_entropy_with_logits(np.zeros(2, int), np.zeros(2))
    with pytest.raises(ValueError, match=r"^targets must have shape \(3, 1\); got shape \(3,\)$"):
        binary_cross_entropy_with_logits(np.zeros((3, 1)), np.zeros(3))
    with pytest.raises(ValueError, match=r"^reduction must be 'mean' or 'sum'; got 'none'$"):
        binary_cross_entropy_with_logits(np.zeros(2), np.zeros(2), "none")
