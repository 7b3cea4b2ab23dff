"""Exercise log_softmax: log-probabilities that stay finite, whatever the scores."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.observers import gradients, value_of_pair
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from lecturelib.activations.normalising import log_softmax

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Array, Callable[[Array], Any]]


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw scores near 0, far from it and far apart, with the classes along each axis."""

    def case(label: str, *shape: int, shift: Any = 0.0, **axis: int) -> Case:
        return Case(label, (rng.standard_normal(shape) + shift,), axis, incoming=rng.standard_normal(shape))

    return [
        case("one row of scores", 4),
        case("several rows", 5, 3),
        case("classes along axis 0", 4, 3, axis=0),
        case("as many rows as classes", 3, 3),
        case("one class", 3, 1),
        case("three axes, classes along the middle one", 2, 3, 4, axis=1),
        case("no row at all", 0, 3),
        case("scores around 1000", 2, 3, shift=1000.0),
        case("scores that lie 2000 apart", 2, 3, shift=np.array([1000.0, 0.0, -1000.0])),
    ]


def takes_the_logarithm_of_softmax(scores: Array, axis: int = -1) -> Pair:
    exponentials = np.exp(scores - np.max(scores, axis=axis, keepdims=True))
    p = exponentials / np.sum(exponentials, axis=axis, keepdims=True)

    def backward(d_log_p: Array) -> Any:
        return d_log_p - p * np.sum(d_log_p, axis=axis, keepdims=True)

    with np.errstate(all="ignore"):
        return np.log(p), backward


def overflows(scores: Array, axis: int = -1) -> Pair:
    with np.errstate(all="ignore"):
        log_p = scores - np.log(np.sum(np.exp(scores), axis=axis, keepdims=True))

    def backward(d_log_p: Array) -> Any:
        return d_log_p - np.exp(log_p) * np.sum(d_log_p, axis=axis, keepdims=True)

    return log_p, backward


def does_not_add_the_largest_back(scores: Array, axis: int = -1) -> Pair:
    shifted = scores - np.max(scores, axis=axis, keepdims=True)
    p = np.exp(shifted) / np.sum(np.exp(shifted), axis=axis, keepdims=True)

    def backward(d_log_p: Array) -> Any:
        return d_log_p - p * np.sum(d_log_p, axis=axis, keepdims=True)

    return scores - np.log(np.sum(np.exp(shifted), axis=axis, keepdims=True)), backward


def leaves_out_the_logarithm_of_the_sum(scores: Array, axis: int = -1) -> Pair:
    shifted = scores - np.max(scores, axis=axis, keepdims=True)
    p = np.exp(shifted) / np.sum(np.exp(shifted), axis=axis, keepdims=True)

    def backward(d_log_p: Array) -> Any:
        return d_log_p - p * np.sum(d_log_p, axis=axis, keepdims=True)

    return shifted, backward


def measures_in_bits(scores: Array, axis: int = -1) -> Pair:
    shifted = scores - np.max(scores, axis=axis, keepdims=True)
    log_p = shifted - np.log(np.sum(np.exp(shifted), axis=axis, keepdims=True))

    def backward(d_log_p: Array) -> Any:
        return (d_log_p - np.exp(log_p) * np.sum(d_log_p, axis=axis, keepdims=True)) / np.log(2)

    return log_p / np.log(2), backward


def always_takes_the_last_axis(scores: Array, axis: int = -1) -> Pair:
    shifted = scores - np.max(scores, axis=-1, keepdims=True)
    log_p = shifted - np.log(np.sum(np.exp(shifted), axis=-1, keepdims=True))

    def backward(d_log_p: Array) -> Any:
        return d_log_p - np.exp(log_p) * np.sum(d_log_p, axis=-1, keepdims=True)

    return log_p, backward


def gradient_keeps_only_the_diagonal(scores: Array, axis: int = -1) -> Pair:
    shifted = scores - np.max(scores, axis=axis, keepdims=True)
    log_p = shifted - np.log(np.sum(np.exp(shifted), axis=axis, keepdims=True))

    def backward(d_log_p: Array) -> Any:
        return d_log_p * (1 - np.exp(log_p))

    return log_p, backward


def gradient_is_that_of_softmax(scores: Array, axis: int = -1) -> Pair:
    shifted = scores - np.max(scores, axis=axis, keepdims=True)
    log_p = shifted - np.log(np.sum(np.exp(shifted), axis=axis, keepdims=True))
    p = np.exp(log_p)

    def backward(d_log_p: Array) -> Any:
        return p * (d_log_p - np.sum(p * d_log_p, axis=axis, keepdims=True))

    return log_p, backward


def gradient_forgets_the_sum(scores: Array, axis: int = -1) -> Pair:
    shifted = scores - np.max(scores, axis=axis, keepdims=True)
    log_p = shifted - np.log(np.sum(np.exp(shifted), axis=axis, keepdims=True))

    def backward(d_log_p: Array) -> Any:
        return d_log_p - np.exp(log_p)

    return log_p, backward


EXERCISE = Exercise(
    name="log_softmax",
    number="3.4",
    reference=log_softmax,
    parts=(
        Part("value", 2, draw_cases, value_of_pair("log_p")),
        Part("gradient", 1, draw_cases, gradients("d_scores")),
    ),
    wrong_answers=(
        WrongAnswer(
            takes_the_logarithm_of_softmax,
            "a probability that is rounded to 0 has the logarithm -infinity; take the logarithm on paper, before exp",
        ),
        WrongAnswer(overflows, "exp overflows at scores around 1000: shift the scores of each row first"),
        WrongAnswer(
            does_not_add_the_largest_back,
            "the largest score is subtracted inside the logarithm of the sum and not outside: the two must balance",
        ),
        WrongAnswer(
            leaves_out_the_logarithm_of_the_sum,
            "you return the shifted scores: their exponentials do not sum to 1 yet",
        ),
        WrongAnswer(measures_in_bits, "the log-probabilities are in bits: take the natural logarithm"),
        WrongAnswer(
            always_takes_the_last_axis, "the argument axis is not used: the classes need not lie along the last axis"
        ),
        WrongAnswer(
            gradient_keeps_only_the_diagonal,
            "each score is taken to move its own log-probability only; it moves all of them",
        ),
        WrongAnswer(
            gradient_is_that_of_softmax,
            "this is the gradient of softmax; what came in is the derivative with respect to its logarithm",
        ),
        WrongAnswer(
            gradient_forgets_the_sum,
            "your gradient counts the log-sum-exp once; it stands in the log-probability of every class, and each "
            "passes on its share",
        ),
    ),
)
