"""Exercise softmax: scores become probabilities of classes that exclude one another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.observers import gradients, value_of_pair
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from lecturelib.activations.normalising import softmax

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Array, Callable[[Array], Any]]


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw scores near 0 and far from it, with the classes along each axis."""

    def case(label: str, *shape: int, shift: Any = 0.0, **axis: int) -> Case:
        return Case(label, (rng.standard_normal(shape) + shift,), axis, incoming=rng.standard_normal(shape))

    return [
        case("one row of scores", 4),
        case("several rows", 5, 3),
        case("classes along axis 0", 4, 3, axis=0),
        case("as many rows as classes", 3, 3),
        case("one class", 3, 1),
        case("three axes, classes along the middle one", 2, 3, 4, axis=1),
        Case("equal scores", (np.full((2, 4), rng.normal()),), incoming=rng.standard_normal((2, 4))),
        case("no row at all", 0, 3),
        case("scores around 1000", 2, 3, shift=1000.0),
        case("a row around 1000 and a row around -1000", 2, 3, shift=np.array([[1000.0], [-1000.0]])),
    ]


def overflows(scores: Array, axis: int = -1) -> Pair:
    with np.errstate(all="ignore"):
        p = np.exp(scores) / np.sum(np.exp(scores), axis=axis, keepdims=True)

    def backward(d_p: Array) -> Any:
        return p * (d_p - np.sum(p * d_p, axis=axis, keepdims=True))

    return p, backward


def subtracts_the_largest_of_all_rows(scores: Array, axis: int = -1) -> Pair:
    exponentials = np.exp(scores - np.max(scores, initial=-np.inf))
    with np.errstate(all="ignore"):
        p = exponentials / np.sum(exponentials, axis=axis, keepdims=True)

    def backward(d_p: Array) -> Any:
        return p * (d_p - np.sum(p * d_p, axis=axis, keepdims=True))

    return p, backward


def sums_over_everything(scores: Array, axis: int = -1) -> Pair:
    exponentials = np.exp(scores - np.max(scores, initial=-np.inf))
    p = exponentials / np.sum(exponentials)

    def backward(d_p: Array) -> Any:
        return p * (d_p - np.sum(p * d_p))

    return p, backward


def always_takes_the_last_axis(scores: Array, axis: int = -1) -> Pair:
    exponentials = np.exp(scores - np.max(scores, axis=-1, keepdims=True))
    p = exponentials / np.sum(exponentials, axis=-1, keepdims=True)

    def backward(d_p: Array) -> Any:
        return p * (d_p - np.sum(p * d_p, axis=-1, keepdims=True))

    return p, backward


def always_takes_the_first_axis(scores: Array, axis: int = -1) -> Pair:
    exponentials = np.exp(scores - np.max(scores, axis=0, keepdims=True, initial=-np.inf))
    with np.errstate(all="ignore"):
        p = exponentials / np.sum(exponentials, axis=0, keepdims=True)

    def backward(d_p: Array) -> Any:
        return p * (d_p - np.sum(p * d_p, axis=0, keepdims=True))

    return p, backward


def squashes_each_score_alone(scores: Array, axis: int = -1) -> Pair:
    p = 0.5 * (1 + np.tanh(0.5 * scores))

    def backward(d_p: Array) -> Any:
        return d_p * p * (1 - p)

    return p, backward


def gradient_keeps_only_the_diagonal(scores: Array, axis: int = -1) -> Pair:
    exponentials = np.exp(scores - np.max(scores, axis=axis, keepdims=True))
    p = exponentials / np.sum(exponentials, axis=axis, keepdims=True)

    def backward(d_p: Array) -> Any:
        return d_p * p * (1 - p)

    return p, backward


def gradient_passes_the_sum_unchanged(scores: Array, axis: int = -1) -> Pair:
    exponentials = np.exp(scores - np.max(scores, axis=axis, keepdims=True))
    p = exponentials / np.sum(exponentials, axis=axis, keepdims=True)

    def backward(d_p: Array) -> Any:
        return p * d_p

    return p, backward


def gradient_sums_without_weights(scores: Array, axis: int = -1) -> Pair:
    exponentials = np.exp(scores - np.max(scores, axis=axis, keepdims=True))
    p = exponentials / np.sum(exponentials, axis=axis, keepdims=True)

    def backward(d_p: Array) -> Any:
        return p * (d_p - np.sum(d_p, axis=axis, keepdims=True))

    return p, backward


def gradient_mixes_the_rows(scores: Array, axis: int = -1) -> Pair:
    exponentials = np.exp(scores - np.max(scores, axis=axis, keepdims=True))
    p = exponentials / np.sum(exponentials, axis=axis, keepdims=True)

    def backward(d_p: Array) -> Any:
        return p * (d_p - np.sum(p * d_p))

    return p, backward


EXERCISE = Exercise(
    name="softmax",
    number="3.3",
    reference=softmax,
    parts=(
        Part("value", 2, draw_cases, value_of_pair("p")),
        Part("gradient", 2, draw_cases, gradients("d_scores")),
    ),
    wrong_answers=(
        WrongAnswer(
            overflows,
            "exp overflows at scores around 1000; softmax stays the same when every score of a row is lowered alike",
        ),
        WrongAnswer(
            subtracts_the_largest_of_all_rows,
            "you subtract the largest score of the whole array: a row far below it turns into 0 / 0",
        ),
        WrongAnswer(
            sums_over_everything, "the whole array sums to 1; each row is a distribution of its own and sums to 1"
        ),
        WrongAnswer(
            always_takes_the_last_axis, "the argument axis is not used: the classes need not lie along the last axis"
        ),
        WrongAnswer(
            always_takes_the_first_axis, "the columns sum to 1 where the rows should: along which axis lie the classes?"
        ),
        WrongAnswer(
            squashes_each_score_alone,
            "each score is squashed on its own, as by a sigmoid; here the classes compete, and raising one lowers all "
            "others",
        ),
        WrongAnswer(
            gradient_keeps_only_the_diagonal,
            "each score is taken to move its own probability only; it moves all of them, because it is in every sum",
        ),
        WrongAnswer(
            gradient_passes_the_sum_unchanged,
            "the gradient takes the sum below the fraction for a constant; every score is part of that sum",
        ),
        WrongAnswer(
            gradient_sums_without_weights,
            "the incoming gradients are added with equal weights; how much of each probability does a score move?",
        ),
        WrongAnswer(
            gradient_mixes_the_rows,
            "the sum in the gradient runs over the whole array; no score moves the probabilities of another row",
        ),
    ),
)
