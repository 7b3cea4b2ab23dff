"""lecturelib.losses.squared: any shape, both reductions, and what is refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes

from lecturelib.losses import squared_error


@given(array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4), st.sampled_from(["mean", "sum"]))
def test_number_by_number(shape, reduction):
    rng = np.random.default_rng(len(shape))
    predictions, targets = rng.normal(size=shape), rng.normal(size=shape)
    pairs = list(zip(predictions.ravel().tolist(), targets.ravel().tolist(), strict=True))
    batch = shape[0] if shape and reduction == "mean" else 1
    loss, backward = squared_error(predictions, targets, reduction)
    assert np.isclose(loss, sum((p - t) ** 2 for p, t in pairs) / 2 / max(batch, 1), rtol=1e-12)
    expected = np.array([3 * (p - t) / max(batch, 1) for p, t in pairs]).reshape(shape)
    assert np.allclose(backward(3.0), expected, rtol=1e-12) and np.shape(backward(3.0)) == shape


def test_the_mean_is_the_default():
    predictions, targets = np.array([1.0, 3.0]), np.zeros(2)
    loss, backward = squared_error(predictions, targets)
    assert (float(loss), backward(1.0).tolist()) == (2.5, [0.5, 1.5])


@pytest.mark.parametrize("targets", [np.array([1, 2]), np.array([True, False]), np.array([1.0, 2.0])])
def test_targets_do_not_widen_float32(targets):
    loss, backward = squared_error(np.zeros(2, np.float32), targets)
    assert loss.dtype == backward(1.0).dtype == np.float32


def test_bad_arguments_are_named():
    with pytest.raises(ValueError, match=r"^predictions must be an array of floating-point numbers; got dtype int64$"):
        squared_error(np.zeros(2, int), np.zeros(2))
    with pytest.raises(ValueError, match=r"^targets must have shape \(3, 1\); got shape \(3,\)$"):
        squared_error(np.zeros((3, 1)), np.zeros(3))
    with pytest.raises(ValueError, match=r"^reduction must be 'mean' or 'sum'; got 'none'$"):
        squared_error(np.zeros(2), np.zeros(2), "none")
