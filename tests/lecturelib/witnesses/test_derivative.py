"""lecturelib.witnesses.derivative: a right backward passes, a wrong one does not, at typical sizes and at others."""

import dataclasses

import numpy as np

from lecturelib.gradients import central_difference
from lecturelib.witnesses.derivative import derivative_claims
from lecturelib.witnesses.trial import Trial


def scaled_square(factor):
    return lambda x: (x**2, lambda d_y: factor * x * d_y)


def trial(call, **settings):
    return Trial(
        "powers.square",
        call,
        lambda rng, sizes: (rng.standard_normal(sizes["N"]),),
        {"N": (4, 1, 0)},
        **settings,
    )


def errors(claims, seed=0):
    return [claim.measure(np.random.default_rng(seed)) for claim in claims]


def test_two_claims_by_complex_step():
    typical, awkward = derivative_claims(trial(scaled_square(2), tolerance=1e-11, setting="here"))
    assert (typical.kind, typical.source, typical.tolerance) == ("complex step", "Squire and Trapp 1998; here", 1e-11)
    assert (awkward.kind, awkward.source) == ("sizes 0 and 1", "complex step, awkward sizes; here")
    assert awkward.tolerance == 1e-11
    assert typical.operation == awkward.operation == "powers.square"


def test_two_claims_by_central_difference():
    typical, awkward = derivative_claims(trial(scaled_square(2), method=central_difference))
    assert (typical.kind, typical.source) == ("central difference", "Abramowitz and Stegun, table 25.2")
    assert awkward.source == "central difference, awkward sizes"
    assert max(errors([typical, awkward])) < 1e-9


def test_none_without_a_derivative():
    assert derivative_claims(trial(lambda x: x > 0, method=None)) == ()


def test_a_right_backward_passes():
    assert max(errors(derivative_claims(trial(scaled_square(2))))) < 1e-15


def test_a_wrong_backward_fails():
    typical, awkward = derivative_claims(trial(scaled_square(3)))
    assert min(typical.measure(np.random.default_rng(seed)) for seed in range(5)) > 0.01
    # A batch of nothing has no gradient that could be wrong.
    assert max(awkward.measure(np.random.default_rng(seed)) for seed in range(5)) > 0.01


def test_backward_may_be_wrong_at_awkward_sizes_only():
    def wrong_for_one(x):
        return x**2, lambda d_y: (3 if len(x) == 1 else 2) * x * d_y

    typical, awkward = derivative_claims(trial(wrong_for_one))
    assert typical.measure(np.random.default_rng(0)) < 1e-15
    assert max(awkward.measure(np.random.default_rng(seed)) for seed in range(9)) > 0.01


def test_complex_step_is_kept_from_what_it_cannot_do():
    """np.real is no analytic function: complex step sees no derivative, the central difference does."""

    def call(x):
        return np.real(x), lambda d_y: d_y

    assert min(errors(derivative_claims(trial(call)), seed=1)) > 0.1
    assert max(errors(derivative_claims(trial(call, method=central_difference)))) < 1e-9


def test_the_claim_calls_the_operation_of_its_trial():
    first = derivative_claims(trial(scaled_square(2)))
    flawed = derivative_claims(dataclasses.replace(trial(scaled_square(2)), call=scaled_square(-2)))
    assert errors(first)[0] < 1e-15 < errors(flawed)[0]
