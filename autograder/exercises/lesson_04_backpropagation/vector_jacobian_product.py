"""Exercise vector_jacobian_product: through an element-wise map without building its Jacobian."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.observers import returned
from autograder.checks.probes import probed
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.sent_functions import SentFunction
from lecturelib.gradients import vector_jacobian_product

Array = np.ndarray[Any, np.dtype[Any]]


@SentFunction
def memory_in_arrays(function: Any, d_y: Array, slope: Array) -> Any:
    """Return whether the call took more memory than twenty arrays like the gradient, and what it took it for."""
    import tracemalloc

    was_tracing = tracemalloc.is_tracing()
    tracemalloc.start()
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    answer = function(d_y, slope)
    peak = tracemalloc.get_traced_memory()[1] - before
    if not was_tracing:
        tracemalloc.stop()
    # Little memory for a wrong product is no feat: the first numbers of the answer count as well.
    return bool(peak > 20 * d_y.nbytes), answer[:8] if np.shape(answer) == d_y.shape else np.zeros(0)


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw gradients and slopes of several shapes."""

    def case(label: str, *shape: int) -> Case:
        return Case(label, (rng.standard_normal(shape), rng.standard_normal(shape)))

    return [
        case("a vector", 4),
        case("one number", 1),
        case("a batch", 3, 5),
        case("a square batch", 3, 3),
        case("one row", 1, 4),
        case("no number at all", 0),
        case("a batch of pictures", 2, 3, 4),
    ]


def draw_large(rng: np.random.Generator) -> list[Case]:
    """Draw the lesson's layer of 2048 units."""
    return [Case("2048 units", (rng.standard_normal(2048), rng.standard_normal(2048)))]


def builds_the_jacobian(d_y: Array, slope: Array) -> Array:
    jacobian = np.diag(slope.ravel())
    return (d_y.ravel() @ jacobian).reshape(d_y.shape)


def multiplies_as_matrices(d_y: Array, slope: Array) -> Array:
    return d_y @ slope.T


def sums_the_products(d_y: Array, slope: Array) -> Any:
    return np.sum(d_y * slope)


def returns_the_slope_alone(d_y: Array, slope: Array) -> Array:
    return slope.copy()


def returns_the_jacobian(d_y: Array, slope: Array) -> Array:
    return np.diag((d_y * slope).ravel())


def divides_by_the_slope(d_y: Array, slope: Array) -> Array:
    return d_y / slope


EXERCISE = Exercise(
    name="vector_jacobian_product",
    number="4.8",
    reference=vector_jacobian_product,
    parts=(
        Part("value", 1, draw_cases, returned("d_x")),
        Part(
            "memory",
            1,
            draw_large,
            probed(memory_in_arrays, "more memory than 20 gradients", "the first numbers of d_x"),
        ),
    ),
    wrong_answers=(
        WrongAnswer(
            builds_the_jacobian,
            "the product is right, but you build the matrix for it: 2048 numbers need one of 34 MB; what stands "
            "beside its diagonal?",
        ),
        WrongAnswer(
            multiplies_as_matrices,
            "you multiply the two as matrices, which mixes the units; an element-wise map treats every number alone",
        ),
        WrongAnswer(
            sums_the_products, "the products are summed up to one number; every input wants a gradient of its own"
        ),
        WrongAnswer(returns_the_slope_alone, "the gradient that comes in is not used: this is the diagonal alone"),
        WrongAnswer(returns_the_jacobian, "you return a square matrix; a gradient has the shape of what it belongs to"),
        WrongAnswer(
            divides_by_the_slope,
            "you divide by the slope; if y moves twice as far as x, is J twice or half as sensitive to x?",
        ),
    ),
)
