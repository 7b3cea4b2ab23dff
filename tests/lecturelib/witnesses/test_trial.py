"""lecturelib.witnesses.trial: what is drawn, called and claimed."""

import dataclasses

import numpy as np
import pytest

from lecturelib.gradients import complex_step
from lecturelib.witnesses.trial import Trial


def square(x):
    return x**2, lambda d_y: 2 * x * d_y


TRIAL = Trial(
    "powers.square",
    lambda x: square(x),
    lambda rng, sizes: (rng.standard_normal((sizes["N"], sizes["D"])),),
    {"N": (4, 1, 0), "D": (3, 1)},
)


def test_what_is_not_said_has_a_value():
    bare = Trial("powers.square", square, lambda rng, sizes: ())
    assert (bare.sizes, bare.setting, bare.pytorch, bare.method) == ({}, "", None, complex_step)
    assert (bare.tolerance, bare.float32_tolerance, bare.extreme) == (1e-12, 1e-4, 1e4)
    assert bare.typical(np.random.default_rng(0)) == bare.any_size(np.random.default_rng(0)) == ()
    with pytest.raises(dataclasses.FrozenInstanceError):
        bare.setting = "other"


def test_the_title_names_the_setting_if_there_is_one():
    assert TRIAL.title == "powers.square"
    assert dataclasses.replace(TRIAL, setting="stride 2").title == "powers.square, stride 2"


def test_typical_arguments_have_the_first_sizes():
    (x,) = TRIAL.typical(np.random.default_rng(3))
    assert np.array_equal(x, np.random.default_rng(3).standard_normal((4, 3)))


def test_any_size_draws_each_size_from_its_choices():
    rng = np.random.default_rng(0)
    shapes = {TRIAL.any_size(rng)[0].shape for _ in range(100)}
    assert shapes == {(n, d) for n in (4, 1, 0) for d in (3, 1)}


def test_run_returns_value_and_backward():
    value, backward = TRIAL.run([np.array([3.0])])
    assert value == 9.0
    assert backward(np.array([1.0])) == 6.0


def test_an_operation_without_derivative_returns_its_bare_value():
    bare = dataclasses.replace(TRIAL, call=lambda x: x > 0, method=None)
    assert bare.run([1.0]) == (True, None)


def test_a_claim_says_which_setting_it_was_tried_with():
    def measure(rng):
        return 0.5

    claim = TRIAL.claim("loop", "by the book", 0.25, measure)
    assert claim == type(claim)("powers.square", "loop", "by the book", 0.25, measure)
    assert dataclasses.replace(TRIAL, setting="no bias").claim("loop", "by the book", 0, measure).source == (
        "by the book; no bias"
    )
