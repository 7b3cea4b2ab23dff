"""Group and instance normalisation: every divisor, defaults, arguments."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.gradients import projection_error
from lecturelib.normalization import group_norm, instance_norm

ONES = np.ones(6)


@given(st.integers(0, 3), st.sampled_from([1, 2, 3, 6]), st.lists(st.integers(1, 3), max_size=2), st.integers(0, 2**31))
def test_every_divisor(examples, groups, positions, seed):
    rng = np.random.default_rng(seed)
    x, gamma, beta = rng.normal(2, 3, (examples, 6, *positions)), rng.standard_normal(6), rng.standard_normal(6)
    y, _ = group_norm(x, gamma, beta, groups)
    grouped = x.reshape(examples, groups, 6 // groups * int(np.prod(positions)))
    x_hat = (grouped - grouped.mean(axis=2, keepdims=True)) / np.sqrt(grouped.var(axis=2, keepdims=True) + 1e-5)
    shape = (6, *(1 for _ in positions))
    expected = gamma.reshape(shape) * x_hat.reshape(x.shape) + beta.reshape(shape)
    assert np.allclose(y, expected, rtol=1e-11, atol=1e-11)
    assert projection_error(lambda *arguments: group_norm(*arguments, groups), (x, gamma, beta), rng) < 1e-9
    if positions and groups == 6:
        assert np.array_equal(instance_norm(x, gamma, beta)[0], y)


def test_eps_of_instance_norm():
    x = np.array([[[1.0, 5.0]]])
    assert np.array_equal(instance_norm(x, np.ones(1), np.zeros(1), eps=12.0)[0], [[[-0.5, 0.5]]])


def test_one_position_leaves_beta():
    y, backward = instance_norm(np.full((2, 1, 1), 9.0), np.array([2.0]), np.array([0.25]))
    assert np.array_equal(y, np.full((2, 1, 1), 0.25))
    assert np.array_equal(backward(np.ones((2, 1, 1)))[0], np.zeros((2, 1, 1)))


@pytest.mark.parametrize("groups", [np.int64(3), 6])
def test_settings_in_float64_keep_float32(groups):
    x, gamma = np.ones((2, 6, 2), np.float32), np.ones(6, np.float32)
    y, backward = group_norm(x, gamma, gamma, groups, np.float64(1e-5))
    assert {array.dtype for array in (y, *backward(x))} == {np.dtype(np.float32)}


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"x": [[1.0]]}, "x must be an array of floating-point numbers; got list"),
        ({"x": np.ones(6)}, r"x must have shape \(N, C, ...\); got shape \(6,\)"),
        ({"gamma": np.ones(2)}, r"gamma must have shape \(6,\); got shape \(2,\)"),
        ({"beta": np.ones(2)}, r"beta must have shape \(6,\); got shape \(2,\)"),
        ({"eps": 0.0}, r"eps must be a number in \(0, inf\); got 0.0"),
        *(
            ({"groups": wrong}, f"groups must be a divisor of the 6 channels of x; got {wrong!r}")
            for wrong in (0, 4, -1, 2.0, True)
        ),
    ],
)
def test_wrong_arguments_are_a_sentence(changed, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        group_norm(**{"x": np.ones((2, 6, 2)), "gamma": ONES, "beta": ONES, "groups": 2} | changed)


def test_instance_norm_needs_positions():
    message = r"^x must have shape \(N, C, ...\) with an axis of positions at least; got shape \(2, 6\)$"
    with pytest.raises(ValueError, match=message):
        instance_norm(np.ones((2, 6)), ONES, ONES)
    with pytest.raises(ValueError, match=r"^x must be an array of floating-point numbers; got list$"):
        instance_norm([[[1.0]]], ONES, ONES)
