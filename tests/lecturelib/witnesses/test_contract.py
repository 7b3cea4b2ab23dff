"""lecturelib.witnesses.contract: each promise, kept and broken."""

import dataclasses

import numpy as np
import pytest

from lecturelib.witnesses.contract import contract_claims, outcome, with_float_leaves
from lecturelib.witnesses.trial import Trial


def double(x):
    return 2 * x, lambda d_y: 2 * d_y


def trial(call=double, **settings):
    return Trial("powers.double", call, lambda rng, sizes: (rng.standard_normal((3, 2)),), setting="here", **settings)


def error(kind, call, **settings):
    (claim,) = (claim for claim in contract_claims(trial(call, **settings)) if claim.kind == kind)
    with np.errstate(all="ignore"):
        return claim.measure(np.random.default_rng(0))


def test_three_claims():
    claims = contract_claims(trial(float32_tolerance=1e-3))
    assert [(claim.kind, claim.source, claim.tolerance) for claim in claims] == [
        ("float32", "dtypes kept; values as in float64; here", 1e-3),
        ("unchanged inputs", "read-only inputs; the same result twice; here", 0.0),
        ("huge inputs", "finite for inputs of +-10000; here", 0.0),
    ]
    assert {claim.operation for claim in claims} == {"powers.double"}


def test_the_size_of_huge_inputs_is_the_trials():
    assert contract_claims(trial(extreme=100.0))[2].source == "finite for inputs of +-100; here"
    assert [claim.kind for claim in contract_claims(trial(extreme=None))] == ["float32", "unchanged inputs"]


def test_who_keeps_every_promise_passes():
    float32, unchanged, huge = (claim.measure(np.random.default_rng(0)) for claim in contract_claims(trial()))
    assert float32 < 1e-7  # the incoming gradient is rounded too
    assert unchanged == huge == 0.0


class TestFloat32:
    def test_values_that_become_wider_fail(self):
        assert error("float32", lambda x: (2 * x.astype(np.float64), lambda d_y: 2 * d_y)) == np.inf

    def test_values_that_become_narrower_fail(self):
        assert error("float32", lambda x: (2 * x.astype(np.float32), lambda d_y: 2 * d_y)) == np.inf

    def test_gradients_that_become_wider_fail(self):
        assert error("float32", lambda x: (2 * x, lambda d_y: np.float64(2) * d_y)) == np.inf

    def test_whole_numbers_are_no_concern(self):
        assert error("float32", lambda x: (x > 0).sum(), method=None) == 0.0

    def test_another_value_than_in_float64_is_measured(self):
        def coarse(x):
            return np.round(x, 1) if x.dtype == np.float32 else x

        assert 0.01 < error("float32", coarse, method=None) < 0.06

    def test_another_gradient_than_in_float64_is_measured(self):
        def flawed(x):
            return x, lambda d_y: d_y * (1.5 if x.dtype == np.float32 else 1)

        assert error("float32", flawed) > 0.3


class TestUnchangedInputs:
    def test_who_writes_into_an_input_fails(self):
        def writes(x):
            x *= 2
            return x

        assert error("unchanged inputs", writes, method=None) == np.inf

    def test_who_writes_into_an_input_later_fails(self):
        def writes(x):
            def backward(d_y):
                x[...] = 0
                return d_y

            return x + 1, backward

        assert error("unchanged inputs", writes) == np.inf

    def test_another_result_at_the_second_call_is_measured(self):
        results = iter([np.zeros(3), np.full(3, 0.5)])
        assert error("unchanged inputs", lambda x: next(results), method=None) == 0.5

    def test_any_other_error_is_passed_on(self):
        def fails(x):
            raise ValueError("x is too small")

        with pytest.raises(ValueError, match="x is too small"):
            error("unchanged inputs", fails, method=None)

    def test_constants_need_not_be_arrays(self):
        mixed = dataclasses.replace(trial(lambda x, k: k * x, method=None), draw=lambda rng, sizes: (np.ones(2), 3))
        assert contract_claims(mixed)[1].measure(np.random.default_rng(0)) == 0.0


class TestHugeInputs:
    def test_counts_what_is_not_finite_in_value_and_gradient(self):
        assert error("huge inputs", lambda x: (x * np.inf, lambda d_y: d_y)) == 6.0
        assert error("huge inputs", lambda x: (x, lambda d_y: d_y * np.nan)) == 6.0
        assert error("huge inputs", lambda x: (x * np.inf, lambda d_y: d_y * np.nan)) == 12.0

    def test_inputs_are_float32_of_both_signs_and_of_that_size(self):
        seen = []
        error("huge inputs", lambda x: seen.append(x) or x, method=None)
        (x,) = seen
        assert x.dtype == np.float32
        assert set(np.unique(x)) == {-1e4, 1e4}
        # Drawn after the arguments, plus or minus with the same probability.
        rng = np.random.default_rng(0)
        rng.standard_normal((3, 2))
        assert np.array_equal(x < 0, rng.random((3, 2)) < 0.5)


class TestOutcome:
    def test_without_backward_there_are_no_gradients(self):
        values, gradients = outcome(trial(lambda x: (x, (x + 1, None)), method=None), [np.ones(2)])
        assert np.array_equal(values, [[1, 1], [2, 2]])
        assert gradients == []

    def test_incoming_gradients_are_random_and_fixed_one_for_each_part_in_its_dtype(self):
        received = []

        def two_parts(x):
            return (x, x[:, 0]), lambda *d: received.append(d) or d[0]

        values, gradients = outcome(trial(two_parts), [np.ones((3, 2), np.float32)])
        rng = np.random.default_rng(0)
        expected = [rng.standard_normal((3, 2)).astype(np.float32), rng.standard_normal(3).astype(np.float32)]
        assert [part.dtype for part in received[0]] == [np.float32, np.float32]
        assert all(np.array_equal(part, each) for part, each in zip(received[0], expected, strict=True))
        assert [len(values), len(gradients)] == [2, 1]


def test_only_floating_point_leaves_are_changed():
    arguments = (np.ones(2), [np.array([3]), np.array([True])], None, 2.0, 5)
    changed = with_float_leaves(arguments, lambda leaf: leaf / 2)
    assert np.array_equal(changed[0], [0.5, 0.5])
    assert changed[1][0][0] == 3
    assert changed[1][1][0]
    assert changed[2:] == (None, 1.0, 5)
