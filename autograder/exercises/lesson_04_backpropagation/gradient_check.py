"""Exercise gradient_check: an operation's backward against numerical gradients, by a relative error."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.observers import returned, transformed
from autograder.exercises.declaration import Case, Exercise, Observation, Part, WrongAnswer
from autograder.exercises.lesson_04_backpropagation import gradient_check_mistakes as mistakes
from autograder.sent_functions import SentFunction
from lecturelib.gradients import gradient_errors

Array = np.ndarray[Any, np.dtype[Any]]
RIGHT = 1e-6


@SentFunction
def product(x: Array, w: Array) -> Any:
    return x * w, lambda d_y: (d_y * w, d_y * x)


@SentFunction
def product_with_cubes(x: Array, w: Array) -> Any:
    return x**3 * w, lambda d_y: (3 * x**2 * d_y * w, d_y * x**3)


@SentFunction
def matrix_product(x: Array, w: Array) -> Any:
    return x @ w, lambda d_y: (d_y @ w.T, x.T @ d_y)


@SentFunction
def bent_sum(x: Array, b: Array) -> Any:
    y = np.tanh(x + b)
    return y, lambda d_y: (d_y * (1 - y * y), (d_y * (1 - y * y)).sum(axis=0))


@SentFunction
def bent_sum_not_collected(x: Array, b: Array) -> Any:
    y = np.tanh(x + b)
    return y, lambda d_y: (d_y * (1 - y * y), d_y * (1 - y * y))


@SentFunction
def doubled_gradient(x: Array, w: Array) -> Any:
    return x * w, lambda d_y: (2 * d_y * w, d_y * x)


@SentFunction
def reversed_gradient(x: Array, w: Array) -> Any:
    return x @ w, lambda d_y: (d_y @ w.T, -(x.T @ d_y))


@SentFunction
def wrong_in_the_last_entry(x: Array, w: Array) -> Any:
    def backward(d_y: Array) -> Any:
        d_x = d_y * w
        d_x[-1] = 3 * d_x[-1]
        return d_x, d_y * x

    return x * w, backward


@SentFunction
def errors_that_cancel(x: Array, w: Array) -> Any:
    def backward(d_y: Array) -> Any:
        shift = np.zeros(d_y.shape)
        shift[0], shift[-1] = 0.5, -0.5
        return d_y * w + shift, d_y * x

    return x * w, backward


@SentFunction
def second_ignored(x: Array, w: Array) -> Any:
    return x * 3.0 + 0.0 * w, lambda d_y: (3.0 * d_y, 0.0 * d_y)


def _pair(rng: np.random.Generator, scale: float = 1.0, size: int = 4) -> tuple[Array, Array]:
    # Away from zero, so that no gradient is small by luck.
    drawn = rng.uniform(0.5, 1.5, (2, size)) * rng.choice([-1.0, 1.0], (2, size))
    return scale * drawn[0], scale * drawn[1]


def draw_verdicts(rng: np.random.Generator) -> list[Case]:
    """Draw right and wrong operations, with tiny and with huge gradients, and one that does not use an argument."""
    matrices = rng.standard_normal((3, 2)), rng.standard_normal((2, 4))
    batch = rng.standard_normal((3, 2)), rng.standard_normal(2)
    out, both = rng.standard_normal((3, 4)), rng.standard_normal((3, 2))

    def vector() -> Array:
        return _pair(rng)[0]

    return [
        Case("a right product", (product, _pair(rng), vector())),
        Case("a right product with cubes", (product_with_cubes, _pair(rng), vector())),
        Case("a right matrix product", (matrix_product, matrices, out)),
        Case("a right sum through tanh", (bent_sum, batch, both)),
        Case("one gradient twice too large", (doubled_gradient, _pair(rng), vector())),
        Case("one gradient with the wrong sign", (reversed_gradient, matrices, out)),
        Case("one entry wrong", (wrong_in_the_last_entry, _pair(rng), vector())),
        Case("errors that add up to zero", (errors_that_cancel, _pair(rng), vector())),
        Case("tiny gradients, one of them wrong", (doubled_gradient, _pair(rng, 1e-4), 1e-6 * vector())),
        Case("huge gradients, all of them right", (product, _pair(rng, 1e3), 1e6 * vector())),
        Case("an argument without influence", (second_ignored, _pair(rng), vector())),
    ]


def draw_sizes(rng: np.random.Generator) -> list[Case]:
    """Draw wrong operations, whose errors have a size."""
    matrices = rng.standard_normal((3, 2)), rng.standard_normal((2, 4))
    return [
        Case("one gradient twice too large", (doubled_gradient, _pair(rng), _pair(rng)[0])),
        Case("one gradient with the wrong sign", (reversed_gradient, matrices, rng.standard_normal((3, 4)))),
        Case("one entry wrong", (wrong_in_the_last_entry, _pair(rng), _pair(rng)[0])),
    ]


def draw_shapes(rng: np.random.Generator) -> list[Case]:
    """Draw an operation whose second gradient has the wrong shape; broadcasting would hide it."""
    return [
        Case(f"a gradient of shape ({rows}, 2) for a bias of shape (2,)", (bent_sum_not_collected, arguments, d_y))
        for rows in (3, 1)
        for arguments in [(rng.standard_normal((rows, 2)), rng.standard_normal(2))]
        for d_y in [rng.standard_normal((rows, 2))]
    ]


def _errors(case: Case, seen: Observation) -> Array:
    try:
        errors = np.asarray(seen["errors"], dtype=float)
    except (TypeError, ValueError):
        raise ValueError("the errors must be a tuple of numbers, one for each argument") from None
    if errors.shape != (len(case.args[1]),):
        raise ValueError(f"{errors.size} errors came back where {len(case.args[1])} are expected: one an argument")
    return errors


def verdicts(case: Case, seen: Observation) -> Observation:
    """Return which gradients are found right; how small an error is, is left to rounding."""
    return {"found right": _errors(case, seen) < RIGHT}


def sizes(case: Case, seen: Observation) -> Observation:
    """Return the errors, those of right gradients as 0."""
    errors = _errors(case, seen)
    return {"errors": np.where(errors < RIGHT, 0.0, errors)}


def infinite(case: Case, seen: Observation) -> Observation:
    """Return which errors are infinite."""
    return {"infinite": np.isposinf(_errors(case, seen))}


EXERCISE = Exercise(
    name="gradient_check",
    number="4.7",
    reference=gradient_errors,
    parts=(
        Part("right or wrong", 1, draw_verdicts, transformed(returned("errors"), verdicts)),
        Part("size of the error", 1, draw_sizes, transformed(returned("errors"), sizes), tolerance=1e-5),
        Part("wrong shape", 1, draw_shapes, transformed(returned("errors"), infinite)),
    ),
    wrong_answers=(
        WrongAnswer(
            mistakes.measures_the_absolute_error,
            "you return an absolute error: 1e-6 is a lot for a gradient of 1e-6, and nothing for one of a million",
        ),
        WrongAnswer(
            mistakes.divides_zero_by_zero, "where both gradients are zero you divide 0 by 0; two zeros agree perfectly"
        ),
        WrongAnswer(
            mistakes.differentiates_the_sum_of_the_outputs,
            "the numerical side differentiates the plain sum of the outputs, but backward was asked about J; how does "
            "J depend on each output when d_y comes in?",
        ),
        WrongAnswer(
            mistakes.lets_errors_cancel,
            "errors of opposite sign cancel in your sum; too large here and too small there is still wrong",
        ),
        WrongAnswer(
            mistakes.never_looks_at_the_shape,
            "a gradient of the wrong shape goes through, because NumPy stretches it; what shape must a gradient have?",
        ),
        WrongAnswer(
            mistakes.looks_at_one_entry_only,
            "only the first entry of each gradient is compared; a mistake may be elsewhere",
        ),
        WrongAnswer(
            mistakes.compares_with_a_forward_difference,
            "right gradients are called wrong: a forward difference is not exact enough to judge by",
        ),
        WrongAnswer(
            mistakes.divides_by_one_of_the_two,
            "you divide by the size of one gradient alone; the text divides by the sum of both sizes",
        ),
    ),
)
