"""Exercise squared_error: half the squared distance between predictions and targets, averaged over the batch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.observers import error_raised, gradients, value_of_pair
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from lecturelib.losses import squared_error

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Any, Callable[[float], Any]]


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw batches of several shapes, averaged and summed, with an incoming gradient for each."""

    def case(label: str, *shape: int, **reduction: str) -> Case:
        predictions, targets = rng.standard_normal((2, *shape))
        return Case(label, (predictions, targets), reduction, incoming=float(rng.uniform(0.5, 2)))

    return [
        case("one output for each row", 4),
        case("several outputs for each row", 5, 3),
        case("several outputs, summed", 5, 3, reduction="sum"),
        case("one row", 1, 4),
        case("one number", 1),
        case("as many outputs as rows", 3, 3),
        case("no row at all, summed", 0, 2, reduction="sum"),
        case("a picture for each row", 2, 3, 4),
    ]


def draw_bad_shapes(rng: np.random.Generator) -> list[Case]:
    """Draw targets whose shape is not that of the predictions, though NumPy would stretch it, and one that fits."""
    rows = int(rng.integers(3, 7))
    column, flat = rng.standard_normal((rows, 1)), rng.standard_normal(rows)
    return [
        Case("predictions (N, 1), targets (N,)", (column, flat)),
        Case("predictions (N,), targets (N, 1)", (flat, column)),
        Case("one target for all rows", (rng.standard_normal((rows, 2)), rng.standard_normal((1, 2)))),
        Case("5 predictions, 3 targets", (rng.standard_normal(5), rng.standard_normal(3))),
        Case("shapes that fit", (flat, rng.standard_normal(rows))),
    ]


def forgets_the_half(predictions: Array, targets: Array, reduction: str = "mean") -> Pair:
    if predictions.shape != targets.shape:
        raise ValueError("shapes differ")
    n = len(predictions) if reduction == "mean" else 1
    errors = predictions - targets

    def backward(d_loss: float) -> Any:
        return 2 * errors * d_loss / n

    return np.sum(errors**2) / n, backward


def keeps_the_2_in_the_gradient(predictions: Array, targets: Array, reduction: str = "mean") -> Pair:
    if predictions.shape != targets.shape:
        raise ValueError("shapes differ")
    n = len(predictions) if reduction == "mean" else 1
    errors = predictions - targets

    def backward(d_loss: float) -> Any:
        return 2 * errors * d_loss / n

    return 0.5 * np.sum(errors**2) / n, backward


def averages_over_everything(predictions: Array, targets: Array, reduction: str = "mean") -> Pair:
    if predictions.shape != targets.shape:
        raise ValueError("shapes differ")
    n = predictions.size if reduction == "mean" else 1
    errors = predictions - targets

    def backward(d_loss: float) -> Any:
        return errors * d_loss / n

    return 0.5 * np.sum(errors**2) / n, backward


def always_sums(predictions: Array, targets: Array, reduction: str = "mean") -> Pair:
    if predictions.shape != targets.shape:
        raise ValueError("shapes differ")
    errors = predictions - targets

    def backward(d_loss: float) -> Any:
        return errors * d_loss

    return 0.5 * np.sum(errors**2), backward


def always_averages(predictions: Array, targets: Array, reduction: str = "mean") -> Pair:
    if predictions.shape != targets.shape:
        raise ValueError("shapes differ")
    n = max(len(predictions), 1)
    errors = predictions - targets

    def backward(d_loss: float) -> Any:
        return errors * d_loss / n

    return 0.5 * np.sum(errors**2) / n, backward


def gradient_not_divided_by_n(predictions: Array, targets: Array, reduction: str = "mean") -> Pair:
    if predictions.shape != targets.shape:
        raise ValueError("shapes differ")
    n = len(predictions) if reduction == "mean" else 1
    errors = predictions - targets

    def backward(d_loss: float) -> Any:
        return errors * d_loss

    return 0.5 * np.sum(errors**2) / n, backward


def gradient_points_to_the_target(predictions: Array, targets: Array, reduction: str = "mean") -> Pair:
    if predictions.shape != targets.shape:
        raise ValueError("shapes differ")
    n = len(predictions) if reduction == "mean" else 1
    errors = targets - predictions

    def backward(d_loss: float) -> Any:
        return errors * d_loss / n

    return 0.5 * np.sum(errors**2) / n, backward


def ignores_the_incoming_gradient(predictions: Array, targets: Array, reduction: str = "mean") -> Pair:
    if predictions.shape != targets.shape:
        raise ValueError("shapes differ")
    n = len(predictions) if reduction == "mean" else 1
    errors = predictions - targets

    def backward(d_loss: float) -> Any:
        return errors / n

    return 0.5 * np.sum(errors**2) / n, backward


def takes_absolute_errors(predictions: Array, targets: Array, reduction: str = "mean") -> Pair:
    if predictions.shape != targets.shape:
        raise ValueError("shapes differ")
    n = len(predictions) if reduction == "mean" else 1
    errors = predictions - targets

    def backward(d_loss: float) -> Any:
        return np.sign(errors) * d_loss / n

    return np.sum(np.abs(errors)) / n, backward


def accepts_any_shapes(predictions: Array, targets: Array, reduction: str = "mean") -> Pair:
    n = len(predictions) if reduction == "mean" else 1
    errors = predictions - targets

    def backward(d_loss: float) -> Any:
        return errors * d_loss / n

    return 0.5 * np.sum(errors**2) / n, backward


EXERCISE = Exercise(
    name="squared_error",
    number="3.1",
    reference=squared_error,
    parts=(
        Part("value", 1, draw_cases, value_of_pair("loss")),
        Part("gradient", 2, draw_cases, gradients("d_predictions")),
        Part("bad shapes", 1, draw_bad_shapes, error_raised),
    ),
    wrong_answers=(
        WrongAnswer(forgets_the_half, "the factor 1/2 is missing from the loss"),
        WrongAnswer(
            keeps_the_2_in_the_gradient,
            "the gradient still carries the 2 of the square; what does the 1/2 in the loss do to it?",
        ),
        WrongAnswer(
            averages_over_everything,
            "you divide by the number of entries; the outputs of one row add up, and only the rows are averaged over",
        ),
        WrongAnswer(always_sums, "you sum the rows and never average: by which number does the mean divide?"),
        WrongAnswer(always_averages, "you divide by the number of rows even where the sum is asked for"),
        WrongAnswer(
            gradient_not_divided_by_n,
            "the loss is averaged and its gradient is not: a factor of the loss is a factor of every derivative",
        ),
        WrongAnswer(
            gradient_points_to_the_target,
            "the gradient has the wrong sign: does the loss rise or fall when a prediction above its target grows?",
        ),
        WrongAnswer(
            ignores_the_incoming_gradient,
            "the gradient that comes in is not used: backward answers as if J were the loss itself",
        ),
        WrongAnswer(takes_absolute_errors, "the errors enter by their size; this loss squares them"),
        WrongAnswer(
            accepts_any_shapes,
            "arrays of different shapes go through: NumPy stretches (N, 1) and (N,) to N times N differences",
        ),
    ),
)
