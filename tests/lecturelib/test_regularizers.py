"""lecturelib.regularizers: structures, limits, and what is refused."""

import math
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from lecturelib.regularizers import clip_gradient, clip_gradient_by_value, l1_penalty, l2_penalty

any_shape = array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3)
numbers = arrays(np.float64, any_shape, elements=st.floats(-9, 9, width=16))


class Layer(NamedTuple):
    W: np.ndarray
    b: np.ndarray | None


@given(numbers, st.floats(0, 5))
def test_penalties_number_by_number(weights, strength):
    every = [float(weight) for weight in np.ravel(weights)]
    penalty, backward = l2_penalty(weights, strength)
    assert np.isclose(penalty, strength / 2 * sum(weight**2 for weight in every), rtol=1e-12)
    assert np.allclose(backward(3.0), 3 * strength * weights, rtol=1e-12)
    penalty, backward = l1_penalty(weights, strength)
    assert np.isclose(penalty, strength * sum(map(abs, every)), rtol=1e-12)
    signs = np.array([(weight > 0) - (weight < 0) for weight in every], float).reshape(weights.shape)
    assert np.allclose(backward(3.0), 3 * strength * signs, rtol=1e-12)


def test_l2_tells_apart_what_l1_cannot():
    spread, single = np.full(4, 0.25), np.array([1.0, 0.0, 0.0, 0.0])
    assert l2_penalty(spread, 1.0)[0] == 0.125 and l2_penalty(single, 1.0)[0] == 0.5
    assert l1_penalty(spread, 1.0)[0] == l1_penalty(single, 1.0)[0] == 1


@pytest.mark.parametrize("penalty", [l1_penalty, l2_penalty])
@pytest.mark.parametrize("strength", [0.5, np.float64(0.5)])
def test_penalties_keep_float32(penalty, strength):
    value, backward = penalty(np.ones(3, np.float32), strength)
    assert value.dtype == backward(1.0).dtype == np.float32


@pytest.mark.parametrize("penalty", [l1_penalty, l2_penalty])
def test_bad_penalties_are_named(penalty):
    with pytest.raises(ValueError, match=r"^weights must be an array of floating-point numbers; got dtype int64$"):
        penalty(np.array([1, 2]), 0.1)
    with pytest.raises(ValueError, match=r"^strength must be a number in \[0, inf\); got -0.1$"):
        penalty(np.ones(2), -0.1)
    with pytest.raises(ValueError, match=r"^strength must be a number in \[0, inf\); got inf$"):
        penalty(np.ones(2), np.inf)
    assert penalty(np.ones(2), 0)[0] == 0


@given(st.lists(numbers, max_size=3), st.floats(0.1, 20))
def test_clipping_keeps_the_direction_and_bounds_the_norm(gradients, max_norm):
    expected = math.sqrt(sum(float(number) ** 2 for gradient in gradients for number in np.ravel(gradient)))
    clipped, norm = clip_gradient(gradients, max_norm)
    assert np.isclose(norm, expected, rtol=1e-12)
    factor = min(1.0, max_norm / expected) if expected else 1.0
    for before, after in zip(gradients, clipped, strict=True):
        assert np.allclose(after, before * factor, rtol=1e-12) and np.shape(after) == before.shape


def test_a_norm_at_the_limit_is_left_as_it_is():
    gradients = [np.array([3.0, 4.0])]
    same, norm = clip_gradient(gradients, max_norm=5)
    assert same[0] is gradients[0] and norm == 5
    shorter, _ = clip_gradient(gradients, max_norm=4.999)
    assert np.allclose(shorter[0], [3 * 0.9998, 4 * 0.9998], rtol=1e-12)


def test_the_structure_is_kept():
    tens = np.full(4, 10.0)
    clipped, norm = clip_gradient(Layer(tens, None), 1.0)
    assert isinstance(clipped, Layer) and clipped.b is None and clipped.W.tolist() == [0.5] * 4 and norm == 20
    clipped, _ = clip_gradient({"first": tens, "layers": (Layer(tens, tens), [tens])}, 2.0)
    assert list(clipped) == ["first", "layers"] and isinstance(clipped["layers"][1], list)
    assert [part.tolist() for part in clipped["layers"][0]] == [[0.5] * 4] * 2
    clipped, _ = clip_gradient(tens, 1.0)
    assert clipped.tolist() == [0.5] * 4


@pytest.mark.parametrize("gradients", [(), [], {}, (None,), [np.zeros(3)], [np.zeros((0, 2))]])
def test_nothing_has_norm_0(gradients):
    clipped, norm = clip_gradient(gradients, 1.0)
    assert type(clipped) is type(gradients) and len(clipped) == len(gradients)
    assert norm == 0


def test_zero_keeps_its_dtype_too():
    assert clip_gradient([np.zeros(2, np.float32)], 1.0)[1].dtype == np.float32


@pytest.mark.parametrize("unit", [1e-38, 1e-20, 1.0, 1e4, 1e20, 1e37])
def test_float32_neither_overflows_nor_vanishes(unit):
    gradients = [np.array([3.0, 0.0], np.float32) * np.float32(unit), np.array([-4.0], np.float32) * np.float32(unit)]
    clipped, norm = clip_gradient(gradients, np.float64(unit))
    assert norm.dtype == clipped[0].dtype == np.float32
    assert np.allclose([norm / np.float32(unit), *(np.concatenate(clipped) / np.float32(unit))], [5, 0.6, 0, -0.8])


def test_one_float64_among_float32_changes_no_dtype():
    clipped, norm = clip_gradient([np.full(2, 3, np.float32), np.full(2, 4.0)], 1.0)
    assert [part.dtype for part in clipped] == [np.float32, np.float64]
    assert np.isclose(norm, math.sqrt(50), rtol=1e-7)


@pytest.mark.parametrize("bad", [np.nan, np.inf])
@pytest.mark.parametrize("place", [0, 1])
def test_gradients_that_are_not_finite_are_refused(bad, place):
    gradients = [np.ones(2), np.ones(2)]
    gradients[place] = np.array([1.0, bad])
    with pytest.raises(ValueError, match=f"^gradients must be finite; got {bad}$"):
        clip_gradient(gradients, 1.0)


def test_bad_clipping_is_named():
    with pytest.raises(
        ValueError, match=r"^every gradient must be an array of floating-point numbers; got dtype int64$"
    ):
        clip_gradient([np.array([1, 2])], 1.0)
    with pytest.raises(ValueError, match=r"^every gradient must be an array of floating-point numbers; got str$"):
        clip_gradient({"a": "b"}, 1.0)
    with pytest.raises(ValueError, match=r"^max_norm must be a number in \(0, inf\); got 0$"):
        clip_gradient([np.ones(2)], 0)
    with pytest.raises(ValueError, match=r"^limit must be a number in \(0, inf\); got 0$"):
        clip_gradient_by_value(np.ones(2), 0)
    with pytest.raises(ValueError, match=r"^gradient must be an array of floating-point numbers; got list$"):
        clip_gradient_by_value([1.0], 1.0)


@given(numbers, st.floats(0.1, 5))
def test_clipping_by_value_number_by_number(gradient, limit):
    clipped = clip_gradient_by_value(gradient, limit)
    assert np.ravel(clipped).tolist() == [max(-limit, min(limit, number)) for number in np.ravel(gradient).tolist()]
    assert np.shape(clipped) == gradient.shape


def test_clipping_by_value_keeps_float32_and_its_argument():
    gradient = np.array([-3.0, 3.0], np.float32)
    clipped = clip_gradient_by_value(gradient, np.float64(2.0))
    assert clipped.dtype == np.float32 and clipped.tolist() == [-2, 2] and gradient.tolist() == [-3, 3]
