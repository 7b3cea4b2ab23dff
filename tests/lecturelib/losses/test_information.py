"""lecturelib.losses.information: zeros, infinities, and what is no distribution."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecturelib.gradients import numerical_gradient
from lecturelib.losses import cross_entropy, entropy, kl_divergence

counts = st.lists(st.lists(st.integers(0, 5), min_size=3, max_size=3).filter(any), max_size=4)


def distributions(of_counts):
    array = np.array(of_counts, float).reshape(-1, 3)
    return array / array.sum(axis=1, keepdims=True)


def times_log(p, x):
    return 0.0 if p == 0 else math.inf if x == 0 else -p * math.log(x)


@given(counts)
def test_entropy_term_by_term(of_counts):
    p = distributions(of_counts)
    expected = [sum(times_log(one, one) for one in row) for row in p.tolist()]
    assert np.allclose(entropy(p)[0], expected, rtol=1e-12, atol=1e-15)


@given(st.lists(st.tuples(*[st.lists(st.integers(0, 5), min_size=3, max_size=3).filter(any)] * 2), max_size=4))
def test_cross_entropy_and_divergence_term_by_term(pairs):
    p, q = distributions([pair[0] for pair in pairs]), distributions([pair[1] for pair in pairs])
    both = list(zip(p.tolist(), q.tolist(), strict=True))
    cross = np.array([sum(map(times_log, one, other)) for one, other in both])
    own = np.array([sum(map(times_log, one, one)) for one, _ in both])
    assert np.allclose(cross_entropy(p, q)[0], cross, rtol=1e-12, atol=1e-15)
    assert np.allclose(kl_divergence(p, q)[0], cross - own, rtol=1e-12, atol=1e-12)


def test_a_certain_outcome_has_no_entropy_and_no_minus_sign():
    value, _ = entropy(np.array([[1.0, 0.0], [0.0, 1.0]]))
    assert value.tolist() == [0, 0] and not np.signbit(value).any()
    value, _ = cross_entropy(np.array([1.0, 0.0]), np.array([1.0, 0.0]))
    assert value == 0 and not np.signbit(value)


def test_infinite_slopes_do_not_spoil_what_no_gradient_reaches():
    certain, coin = np.array([[1.0, 0.0], [0.5, 0.5]]), np.array([[0.5, 0.5], [1.0, 0.0]])
    d_p = entropy(certain)[1](np.array([1.0, 0.0]))
    assert d_p.tolist() == [[-1, math.inf], [0, 0]]
    d_p, d_q = cross_entropy(certain, coin)[1](np.array([0.0, 1.0]))
    assert d_p.tolist() == [[0, 0], [0, math.inf]] and d_q.tolist() == [[0, 0], [-0.5, -math.inf]]
    d_p, d_q = kl_divergence(certain, coin)[1](np.array([1.0, 0.0]))
    assert np.allclose(d_p[0], [math.log(2) + 1, -math.inf]) and d_p[1].tolist() == [0, 0]
    assert d_q.tolist() == [[-2, 0], [0, 0]]


def test_slopes_of_a_divergence_where_an_outcome_is_impossible():
    d_p, d_q = kl_divergence(np.array([1.0, 0.0]), np.array([1.0, 0.0]))[1](1.0)
    assert (d_p.tolist(), d_q.tolist()) == ([1, 1], [-1, 0])
    d_p, d_q = kl_divergence(np.array([0.5, 0.5]), np.array([1.0, 0.0]))[1](1.0)
    assert np.allclose(d_p, [1 - math.log(2), math.inf]) and d_q.tolist() == [-0.5, -math.inf]
    d_p, d_q = cross_entropy(np.array([1.0, 0.0]), np.array([1.0, 0.0]))[1](1.0)
    assert d_p.tolist() == [0, math.inf] and d_q.tolist() == [-1, 0]


def test_a_tiny_probability_is_no_warning():
    tiny = np.array([1.0, 1e-310])
    assert np.isinf(cross_entropy(np.array([0.5, 0.5]), tiny)[1](1.0)[1][1]) == np.isinf(0.5 / 1e-310)


def test_a_numerical_gradient_may_leave_the_distributions_a_little():
    p, q = np.array([0.2, 0.3, 0.5]), np.array([0.6, 0.3, 0.1])
    assert np.allclose(numerical_gradient(lambda moved: entropy(moved)[0], p), entropy(p)[1](1.0), atol=1e-8)
    d_p, d_q = kl_divergence(p, q)[1](1.0)
    assert np.allclose(numerical_gradient(lambda moved: kl_divergence(moved, q)[0], p), d_p, atol=1e-8)
    assert np.allclose(numerical_gradient(lambda moved: kl_divergence(p, moved)[0], q), d_q, atol=1e-8)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("n", [0, 2])
def test_dtypes_and_shapes_are_kept(dtype, n):
    p = np.full((n, 2), 0.5, dtype)
    value, backward = entropy(p)
    assert value.dtype == backward(value).dtype == dtype and backward(value).shape == (n, 2)
    for operation in (cross_entropy, kl_divergence):
        value, backward = operation(p, p)
        assert {part.dtype for part in (value, *backward(value))} == {np.dtype(dtype)}
        assert [part.shape for part in backward(value)] == [(n, 2), (n, 2)]


@pytest.mark.parametrize("sum_of_all", [0.9375, 1.0625])
def test_sums_close_to_1_pass(sum_of_all):
    entropy(np.array([[0.5, 0.5], [0.5, sum_of_all - 0.5]]))


ENTROPY = (lambda p: entropy(p), "p")
OTHERS = [
    (
        lambda p, operation=operation, first=first: operation(*((p, right(p)) if first else (right(p), p))),
        "pq"[1 - first],
    )
    for operation in (cross_entropy, kl_divergence)
    for first in (True, False)
]


def right(p):
    shape = np.shape(p)
    return np.full(shape, 1 / shape[-1]) if shape and shape[-1] else np.array([1.0])


@pytest.mark.parametrize(("call", "name"), [ENTROPY, *OTHERS])
def test_what_is_no_distribution_is_refused(call, name):
    with pytest.raises(ValueError, match=rf"^{name} must be an array of floating-point numbers; got dtype int64$"):
        call(np.array([1, 0]))
    with pytest.raises(
        ValueError, match=rf"^{name} must have at least one axis, along which it sums to 1; got shape \(\)$"
    ):
        call(np.array(1.0))
    with pytest.raises(ValueError, match=rf"^{name} must hold probabilities of at least 0; got -0.25$"):
        call(np.array([[0.5, 0.5], [1.25, -0.25]]))
    with pytest.raises(ValueError, match=rf"^{name} must hold probabilities of at least 0; got nan$"):
        call(np.array([[0.5, np.nan]]))
    with pytest.raises(ValueError, match=rf"^{name} must sum to 1 along the last axis; got a sum of 1.064$"):
        call(np.array([[0.5, 0.5], [0.5, 0.564]]))
    with pytest.raises(ValueError, match=rf"^{name} must sum to 1 along the last axis; got a sum of 0.5$"):
        call(np.array([[0.5, 0.0], [0.5, 0.5625]]))
    with pytest.raises(ValueError, match=rf"^{name} must sum to 1 along the last axis; got a sum of 0$"):
        call(np.zeros((1, 0)))


@pytest.mark.parametrize("operation", [cross_entropy, kl_divergence])
def test_distributions_over_other_outcomes_are_refused(operation):
    with pytest.raises(ValueError, match=r"^q must have shape \(2, 2\); got shape \(2, 4\)$"):
        operation(np.full((2, 2), 0.5), np.full((2, 4), 0.25))
