"""Evidence for `lecturelib.gradients`: what checks derivatives is itself held against derivatives known on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lecturelib.arguments import Array
from lecturelib.evidence._measures import worked
from lecturelib.gradients import (
    central_difference,
    complex_step,
    elementwise_jacobian,
    gradient_check,
    gradient_errors,
    numerical_gradient,
    projection_error,
    vector_jacobian_product,
)
from lecturelib.witnesses.claim import Evidence, largest_error
from lecturelib.witnesses.trial import Sizes, Trial

_SIZES = {"N": (3, 1, 0), "D": (2, 1)}


def _draw(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    return (rng.normal(size=(sizes["N"], sizes["D"])),)


TRIALS = (
    Trial(
        "gradients.numerical_gradient",
        lambda x: numerical_gradient(lambda moved: np.sum(moved * np.sin(moved)), x),
        _draw,
        _SIZES,
        pytorch=lambda torch, x: torch.autograd.grad((x * torch.sin(x)).sum(), x)[0],
        method=None,
        tolerance=1e-8,
    ),
    Trial(
        "gradients.elementwise_jacobian",
        lambda slope: elementwise_jacobian(slope),
        _draw,
        _SIZES,
        pytorch=lambda torch, slope: torch.autograd.functional.jacobian(
            lambda x: x * slope.detach().flatten(), torch.ones_like(slope).flatten()
        ),
        method=None,
    ),
    Trial(
        "gradients.vector_jacobian_product",
        lambda d_y, slope: vector_jacobian_product(d_y, slope),
        lambda rng, sizes: (*_draw(rng, sizes), *_draw(rng, sizes)),
        _SIZES,
        pytorch=lambda torch, d_y, slope: torch.autograd.functional.vjp(
            lambda x: x * slope.detach(), torch.ones_like(slope), d_y.detach()
        )[1],
        method=None,
    ),
)

_ONE, _TWO = np.array([1.0]), np.array([2.0])


def _martins(x: Any) -> Any:
    return np.exp(x) / np.sqrt(np.sin(x) ** 3 + np.cos(x) ** 3)


def _doubled(slope: float) -> Callable[..., Any]:
    """Return the map 2 x with a backward pass that claims another slope."""
    return lambda x: (2 * x, lambda d_y: slope * d_y)


def _projections_by_hand(rng: np.random.Generator) -> float:
    # The slope is 2 but 3 is claimed: |3 - 2| / (3 + 2 + 3), whatever the directions are.
    errors = [
        projection_error(_doubled(slope), [_ONE], rng, method)
        for slope in (3.0, 2.0)
        for method in (complex_step, central_difference)
    ]
    return largest_error(np.array(errors), np.array([0.125, 0.125, 0, 0]))


def _unusable_gradients(rng: np.random.Generator) -> float:
    """Return how many gradients that are missing, of the wrong shape or NaN are not called infinitely wrong."""
    backward_passes = (lambda d_y: None, lambda d_y: np.zeros(2), lambda d_y: d_y * np.nan)
    errors = [projection_error(lambda x, back=back: (x, back), [_ONE], rng) for back in backward_passes]
    return float(len(errors) - errors.count(np.inf))


def _check_by_hand(rng: np.random.Generator) -> float:
    # x w has the gradients w = 1 and x = 2; for the second 1 is claimed: |1 - 2| / (1 + 2 + 1).
    def product(x: Array, w: Array, repeats: int) -> Any:
        return x * w * repeats, lambda d_y: (d_y * w * repeats, d_y * w * repeats)

    errors = gradient_check(product, (_TWO, _ONE, 1), rng).errors
    return largest_error(errors[:2], (0.0, 0.25)) if errors[2] is None else np.inf


def _check_verdicts(rng: np.random.Generator) -> float:
    """Return how many verdicts are wrong: a right operation must pass, and every wrong one must not."""
    passed = [gradient_check(_doubled(slope), (_ONE,), rng).passed for slope in (2.0, 3.0, 2.00001)]
    return largest_error(np.array(passed, float), np.array([1.0, 0.0, 0.0]))


def _errors_by_hand(_: np.random.Generator) -> float:
    # The slope is 2. Claimed are: 2; 4, for which |4 - 2| / (4 + 2); -2, which is wrong altogether; 2 in another shape.
    claims = (lambda d_y: 2 * d_y, lambda d_y: 4 * d_y, lambda d_y: -2 * d_y, lambda d_y: 2 * d_y[None])
    errors = [gradient_errors(lambda x, back=back: (2 * x, back), [_TWO], 3 * _ONE)[0] for back in claims]
    # Two zeros agree, however they are divided.
    still = gradient_errors(lambda x: (0 * x, lambda d_y: 0 * d_y), [_TWO], _ONE)
    return largest_error((*errors[:3], *still), (0.0, 1 / 3, 1.0, 0.0)) if errors[3] == np.inf else np.inf


def _errors_of_a_matrix_product(rng: np.random.Generator) -> float:
    """Compare the errors of a product whose second gradient is twice too large: nothing, and a third."""
    x, w, d_y = rng.normal(size=(3, 2)), rng.normal(size=(2, 4)), rng.normal(size=(3, 4))
    errors = gradient_errors(lambda x, w: (x @ w, lambda d_y: (d_y @ w.T, 2 * x.T @ d_y)), (x, w), d_y)
    return largest_error(errors, (0.0, 1 / 3))


def _jacobian_of_a_sigmoid(rng: np.random.Generator) -> float:
    """Compare a Jacobian with one that is found column by column, by complex step."""
    x = rng.normal(size=4)
    slope = 1 / (2 + np.exp(x) + np.exp(-x))
    columns = [np.imag(1 / (1 + np.exp(-x - 1e-100j * unit))) / 1e-100 for unit in np.eye(4)]
    return largest_error(elementwise_jacobian(slope), np.stack(columns, axis=1))


def _product_with_the_matrix(rng: np.random.Generator) -> float:
    d_y, slope = rng.normal(size=(2, 3)), rng.normal(size=(2, 3))
    matrix = np.zeros((6, 6))
    for place, number in enumerate(slope.ravel()):
        matrix[place, place] = number
    return largest_error(vector_jacobian_product(d_y, slope), (d_y.ravel() @ matrix).reshape(2, 3))


def _quadratic(x: Array) -> Any:
    return x[0, 0] ** 2 + 3 * x[0, 0] * x[0, 1] - x[0, 1]


_CLAIMS = (
    (
        "complex_step",
        "published",
        "Martins, Sturdza and Alonso 2003: exp(x) / sqrt(sin(x)^3 + cos(x)^3) at 1.5",
        1e-14,
        worked(lambda: complex_step(_martins, [np.array(1.5)], [np.array(1.0)]), 4.05342789389862),
    ),
    (
        "complex_step",
        "by hand",
        "x^2 y at (3, 2) along (1, 10)",
        1e-13,
        worked(lambda: complex_step(lambda x, y: x**2 * y, [3 * _ONE, _TWO], [_ONE, 10 * _ONE]), [102]),
    ),
    (
        "central_difference",
        "by hand",
        "exact for a quartic",
        1e-11,
        worked(lambda: central_difference(lambda x: x**4 - x**3, [_TWO], [_ONE]), [20]),
    ),
    (
        "central_difference",
        "by hand",
        "-4 h^4 for the fifth power, whose slope at 0 is 0",
        1e-24,
        worked(lambda: central_difference(lambda x: x**5, [0 * _ONE], [_ONE]), [-4e-12]),
    ),
    ("projection_error", "by hand", "a slope of 2, taken for 3 and for 2", 1e-12, _projections_by_hand),
    ("projection_error", "by hand", "missing, misshapen and NaN", 0.0, _unusable_gradients),
    (
        "numerical_gradient",
        "by hand",
        "exact for a quadratic",
        1e-9,
        worked(lambda: numerical_gradient(_quadratic, np.array([[1.0, 2.0]])), [[8, 2]]),
    ),
    (
        "numerical_gradient",
        "by hand",
        "h^2 too much for the third power, whose slope at 0 is 0",
        1e-15,
        worked(lambda: numerical_gradient(lambda x: x[0] ** 3, 0 * _ONE, step=0.5), [0.25]),
    ),
    (
        "elementwise_jacobian",
        "by hand",
        "two slopes",
        0.0,
        worked(lambda: elementwise_jacobian(np.array([[2.0, 3.0]])), [[2, 0], [0, 3]]),
    ),
    ("elementwise_jacobian", "complex step", "a sigmoid, column by column", 1e-15, _jacobian_of_a_sigmoid),
    (
        "vector_jacobian_product",
        "by hand",
        "two slopes",
        0.0,
        worked(lambda: vector_jacobian_product(np.array([10.0, 100.0]), np.array([2.0, 3.0])), [20, 300]),
    ),
    ("vector_jacobian_product", "loop", "times the whole matrix", 1e-15, _product_with_the_matrix),
    ("gradient_check", "by hand", "one right gradient, one half of what it should be", 1e-10, _check_by_hand),
    ("gradient_check", "by hand", "right, wrong, and wrong by 5 millionths", 0.0, _check_verdicts),
    ("gradient_errors", "by hand", "right, doubled, negative, misshapen, zero", 1e-9, _errors_by_hand),
    ("gradient_errors", "by hand", "one gradient right, one twice too large", 1e-8, _errors_of_a_matrix_product),
)
EVIDENCE = tuple(
    Evidence(f"gradients.{name}", kind, source, tolerance, measure)
    for name, kind, source, tolerance, measure in _CLAIMS
)
