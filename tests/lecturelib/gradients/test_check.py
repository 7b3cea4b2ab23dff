"""lecturelib.gradients.check: verdicts, what is printed, and conventions of what backward returns."""

import numpy as np
import pytest

from lecturelib.gradients import GradientCheck, complex_step, gradient_check
from lecturelib.multilayer import mlp

RNG = np.random.default_rng(0)
X, W, B = RNG.normal(size=(4, 3)), RNG.normal(size=(3, 2)), RNG.normal(size=2)


def affine(x, weights, bias):
    return x @ weights + bias, lambda d_y: (d_y @ weights.T, x.T @ d_y, d_y.sum(axis=0))


def bias_not_summed(x, weights, bias):
    return x @ weights + bias, lambda d_y: (d_y @ weights.T, x.T @ d_y, d_y)


def one_gradient_short(x, weights, bias):
    return x @ weights + bias, lambda d_y: (d_y @ weights.T, x.T @ d_y)


def wrong_weights(x, weights, bias):
    return x @ weights + bias, lambda d_y: (d_y @ weights.T, 2 * (x.T @ d_y), d_y.sum(axis=0))


def check(operation, arguments=(X, W, B), **options):
    return gradient_check(operation, arguments, np.random.default_rng(1), **options)


def test_a_right_operation_passes():
    verdict = check(affine)
    assert verdict.passed is True
    assert verdict.names == ("x", "weights", "bias")
    assert all(error < 1e-10 for error in verdict.errors)
    assert verdict.tolerance == 1e-7


def test_a_wrong_gradient_is_found_where_it_is():
    verdict = check(wrong_weights)
    assert verdict.passed is False
    assert verdict.errors[0] < 1e-10 and verdict.errors[1] > 0.05 and verdict.errors[2] < 1e-10


def test_a_gradient_of_the_wrong_shape_is_infinitely_wrong_alone():
    verdict = check(bias_not_summed)
    assert not verdict.passed
    assert verdict.errors[2] == np.inf and max(verdict.errors[:2]) < 1e-10


def test_a_missing_gradient_leaves_none_that_could_be_told_apart():
    verdict = check(one_gradient_short)
    assert not verdict.passed and verdict.errors == (np.inf, np.inf, np.inf)


def test_constants_have_no_error():
    def scaled(x, times, nothing):
        return x * times, lambda d_y: (d_y * times, None, None)

    def scaled_and_bare(x, times, nothing):
        return x * times, lambda d_y: d_y * times

    for operation in (scaled, scaled_and_bare):
        verdict = check(operation, (X, 3, None))
        assert verdict.passed and verdict.errors[1:] == (None, None)


def test_groups_of_parameters_are_one_argument():
    verdict = check(mlp, (X, (W, W.T), [B, np.ones(3)]))
    assert verdict.passed and verdict.names == ("x", "weights", "biases") and len(verdict.errors) == 3


def test_a_value_of_several_parts():
    def both(x):
        return (2 * x, x**2), lambda d_double, d_square: 2 * d_double + 2 * x * d_square

    assert check(both, (X,)).passed


def test_float32_is_checked_in_double_precision():
    assert max(check(affine, tuple(part.astype(np.float32) for part in (X, W, B))).errors) < 1e-10


def test_the_tolerance_decides():
    def almost(x):
        return 2 * x, lambda d_y: 2.001 * d_y

    # The error is .001 / (2.001 + 2 + 2.001), whatever the directions are.
    assert not check(almost, (np.ones(1),)).passed
    assert not check(almost, (np.ones(1),), tolerance=1.66e-4).passed
    assert check(almost, (np.ones(1),), tolerance=1.67e-4).passed
    assert not check(almost, (np.ones(1),), tolerance=0).passed


def test_complex_step_may_be_asked_for():
    def no_complex_numbers(x):
        return np.real(x), lambda d_y: d_y

    assert max(check(affine, method=complex_step).errors) < 1e-15
    assert not check(no_complex_numbers, (X,), method=complex_step).passed
    assert check(no_complex_numbers, (X,)).passed


def test_an_error_of_exactly_the_tolerance_passes():
    def exact(function, points, directions):
        return directions[0]

    verdict = check(lambda x: (x, lambda d_y: d_y), (np.ones(1),), tolerance=0, method=exact)
    assert verdict.passed and verdict.errors == (0,)


def test_arguments_without_names_are_numbered():
    assert check(lambda *parts: affine(*parts)).names == ("parts", "argument 1", "argument 2")

    class Unreadable:
        __signature__ = "none"

        def __call__(self, x):
            return x, lambda d_y: d_y

    assert check(Unreadable(), (X,)).names == ("argument 0",)


def test_what_is_printed():
    printed = str(GradientCheck(False, ("x", "w", "b", "n"), (1e-9, 0.25, np.inf, None), 1e-7))
    assert printed.splitlines() == [
        "gradient check failed: tolerance 1e-07",
        "  x: right, error 1.0e-09",
        "  w: wrong, error 2.5e-01",
        "  b: wrong, the gradient is missing, has the wrong shape or is not finite",
        "  n: a constant",
    ]
    assert str(GradientCheck(True, ("x",), (1e-7,), 1e-7)).splitlines() == [
        "gradient check passed: tolerance 1e-07",
        "  x: right, error 1.0e-07",
    ]


def test_a_negative_tolerance_is_refused():
    with pytest.raises(ValueError, match=r"^tolerance must be a number in \[0, inf\); got -1$"):
        check(affine, tolerance=-1)


def test_single_precision_is_checked_in_double():
    found = check(affine, tuple(array.astype(np.float32) for array in (X, W, B)))
    assert found.passed
    assert max(found.errors) < 1e-12


def test_single_precision_is_differentiated_in_double():
    cube = lambda x: (x**3, lambda d_y: 3 * x**2 * d_y)  # noqa: E731
    x = np.array([0.1, 0.7], dtype=np.float32)
    check = gradient_check(cube, [x], np.random.default_rng(0), method=complex_step)
    assert check.errors[0] < 1e-14
