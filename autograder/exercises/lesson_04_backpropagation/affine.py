"""Exercise affine: a layer's weighted sums and their gradients."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.observers import gradients, value_of_pair
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from lecturelib.layers import affine

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Array, Callable[[Array], Any]]


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw batches of several shapes, with an incoming gradient for each."""

    def case(label: str, rows: int, inputs: int, outputs: int) -> Case:
        sizes = ((rows, inputs), (inputs, outputs), outputs)
        return Case(label, tuple(rng.standard_normal(s) for s in sizes), incoming=rng.standard_normal((rows, outputs)))

    return [
        case("several rows", 5, 3, 4),
        case("one row", 1, 3, 2),
        case("one input", 4, 1, 3),
        case("one output", 4, 3, 1),
        case("as many rows as inputs and outputs", 3, 3, 3),
        case("no row at all", 0, 2, 3),
        case("a larger batch", 20, 6, 5),
    ]


def forgets_the_bias(x: Array, W: Array, b: Array) -> Pair:
    def backward(d_y: Array) -> Any:
        return d_y @ W.T, x.T @ d_y, d_y.sum(axis=0)

    return x @ W, backward


def transposes_the_weight_gradient(x: Array, W: Array, b: Array) -> Pair:
    def backward(d_y: Array) -> Any:
        return d_y @ W.T, d_y.T @ x, d_y.sum(axis=0)

    return x @ W + b, backward


def bias_gradient_not_summed(x: Array, W: Array, b: Array) -> Pair:
    def backward(d_y: Array) -> Any:
        return d_y @ W.T, x.T @ d_y, d_y

    return x @ W + b, backward


def keeps_the_axis_of_the_batch(x: Array, W: Array, b: Array) -> Pair:
    def backward(d_y: Array) -> Any:
        return d_y @ W.T, x.T @ d_y, d_y.sum(axis=0, keepdims=True)

    return x @ W + b, backward


def sums_the_bias_gradient_over_the_outputs(x: Array, W: Array, b: Array) -> Pair:
    def backward(d_y: Array) -> Any:
        return d_y @ W.T, x.T @ d_y, d_y.sum(axis=1)

    return x @ W + b, backward


def averages_over_the_batch(x: Array, W: Array, b: Array) -> Pair:
    def backward(d_y: Array) -> Any:
        rows = max(len(x), 1)
        return d_y @ W.T, x.T @ d_y / rows, d_y.sum(axis=0) / rows

    return x @ W + b, backward


def forgets_to_transpose_the_weights(x: Array, W: Array, b: Array) -> Pair:
    def backward(d_y: Array) -> Any:
        return d_y @ W, x.T @ d_y, d_y.sum(axis=0)

    return x @ W + b, backward


def ignores_the_incoming_gradient(x: Array, W: Array, b: Array) -> Pair:
    def backward(d_y: Array) -> Any:
        ones = np.ones_like(d_y)
        return ones @ W.T, x.T @ ones, ones.sum(axis=0)

    return x @ W + b, backward


def returns_the_gradients_in_another_order(x: Array, W: Array, b: Array) -> Pair:
    def backward(d_y: Array) -> Any:
        return x.T @ d_y, d_y.sum(axis=0), d_y @ W.T

    return x @ W + b, backward


EXERCISE = Exercise(
    name="affine",
    number="4.4",
    reference=affine,
    parts=(
        Part("value", 1, draw_cases, value_of_pair("y")),
        Part("gradient", 2, draw_cases, gradients("d_x", "d_W", "d_b")),
    ),
    wrong_answers=(
        WrongAnswer(forgets_the_bias, "the bias is missing from the weighted sums"),
        WrongAnswer(
            transposes_the_weight_gradient,
            "d_W is transposed: a gradient has the shape of what it belongs to; which index of W counts the inputs?",
        ),
        WrongAnswer(
            bias_gradient_not_summed,
            "d_b has a row for every example; one bias served them all, so what becomes of their shares?",
        ),
        WrongAnswer(
            keeps_the_axis_of_the_batch, "d_b is summed over the batch but keeps its axis; b itself has only one axis"
        ),
        WrongAnswer(
            sums_the_bias_gradient_over_the_outputs,
            "d_b is summed over the outputs; each output has a bias of its own, and the rows share it",
        ),
        WrongAnswer(
            averages_over_the_batch,
            "the gradients of W and b are averaged over the rows; whether a loss is a mean is for the loss to say",
        ),
        WrongAnswer(
            forgets_to_transpose_the_weights,
            "on the way back the weights are used as on the way forward: write out which outputs the input d reaches",
        ),
        WrongAnswer(
            ignores_the_incoming_gradient,
            "the gradient that comes in is not used: backward answers as if J were the sum of the outputs",
        ),
        WrongAnswer(
            returns_the_gradients_in_another_order, "the gradients come in the wrong order: first x, then W, then b"
        ),
    ),
)
