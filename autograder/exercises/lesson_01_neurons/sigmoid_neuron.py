"""Exercise sigmoid_neuron: a smooth neuron and its gradient."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.observers import gradients, value_of_pair
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from lecturelib.activations import sigmoid
from lecturelib.neurons import sigmoid_neuron

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Array, Callable[[Array], Any]]


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw batches of several shapes, with an incoming gradient for each."""

    def case(label: str, rows: int, columns: int, scale: float = 1.0) -> Case:
        x, w = scale * rng.standard_normal((rows, columns)), rng.standard_normal(columns)
        return Case(label, (x, w, float(rng.normal())), incoming=rng.standard_normal(rows))

    return [
        case("several rows", 5, 3),
        case("one row", 1, 4),
        case("one input", 6, 1),
        case("as many rows as inputs", 3, 3),
        case("large sums, where the neuron saturates", 4, 2, scale=20.0),
        case("no row at all", 0, 2),
        case("a larger batch", 30, 7),
    ]


def forgets_the_bias(x: Array, w: Array, b: float) -> Pair:
    g, sigmoid_backward = sigmoid(x @ w)

    def backward(d_g: Array) -> Any:
        d_a = sigmoid_backward(d_g)
        return np.outer(d_a, w), d_a @ x, d_a.sum()

    return g, backward


def returns_the_weighted_sum(x: Array, w: Array, b: float) -> Pair:
    a = x @ w + b
    _, sigmoid_backward = sigmoid(a)

    def backward(d_g: Array) -> Any:
        d_a = sigmoid_backward(d_g)
        return np.outer(d_a, w), d_a @ x, d_a.sum()

    return a, backward


def takes_g_for_its_derivative(x: Array, w: Array, b: float) -> Pair:
    g, _ = sigmoid(x @ w + b)

    def backward(d_g: Array) -> Any:
        d_a = d_g * g
        return np.outer(d_a, w), d_a @ x, d_a.sum()

    return g, backward


def forgets_the_derivative_of_the_sigmoid(x: Array, w: Array, b: float) -> Pair:
    g, _ = sigmoid(x @ w + b)

    def backward(d_g: Array) -> Any:
        return np.outer(d_g, w), d_g @ x, d_g.sum()

    return g, backward


def ignores_the_incoming_gradient(x: Array, w: Array, b: float) -> Pair:
    g, sigmoid_backward = sigmoid(x @ w + b)

    def backward(d_g: Array) -> Any:
        d_a = sigmoid_backward(np.ones_like(d_g))
        return np.outer(d_a, w), d_a @ x, d_a.sum()

    return g, backward


def averages_over_the_rows(x: Array, w: Array, b: float) -> Pair:
    g, sigmoid_backward = sigmoid(x @ w + b)

    def backward(d_g: Array) -> Any:
        d_a = sigmoid_backward(d_g)
        rows = max(len(x), 1)
        return np.outer(d_a, w), d_a @ x / rows, d_a.sum() / rows

    return g, backward


def bias_gradient_not_summed(x: Array, w: Array, b: float) -> Pair:
    g, sigmoid_backward = sigmoid(x @ w + b)

    def backward(d_g: Array) -> Any:
        d_a = sigmoid_backward(d_g)
        return np.outer(d_a, w), d_a @ x, d_a

    return g, backward


def swaps_the_gradients_of_w_and_x(x: Array, w: Array, b: float) -> Pair:
    g, sigmoid_backward = sigmoid(x @ w + b)

    def backward(d_g: Array) -> Any:
        d_a = sigmoid_backward(d_g)
        return d_a @ x, np.outer(d_a, w), d_a.sum()

    return g, backward


EXERCISE = Exercise(
    name="sigmoid_neuron",
    number="1.6",
    reference=sigmoid_neuron,
    parts=(
        Part("value", 1, draw_cases, value_of_pair("g")),
        Part("gradient", 3, draw_cases, gradients("d_x", "d_w", "d_b")),
    ),
    wrong_answers=(
        WrongAnswer(forgets_the_bias, "the bias is missing from the weighted sum"),
        WrongAnswer(returns_the_weighted_sum, "the value is the weighted sum itself; the sigmoid is missing"),
        WrongAnswer(
            takes_g_for_its_derivative, "the slope of the sigmoid is taken to be g; how steep is it where g is near 1?"
        ),
        WrongAnswer(
            forgets_the_derivative_of_the_sigmoid,
            "the gradient passes the sigmoid unchanged: a link of the chain is missing",
        ),
        WrongAnswer(
            ignores_the_incoming_gradient,
            "the gradient that comes in is not used: backward answers as if J were the sum of the outputs",
        ),
        WrongAnswer(
            averages_over_the_rows,
            "the gradients of w and b are averaged over the rows; each row adds its share, and means are up to J",
        ),
        WrongAnswer(
            bias_gradient_not_summed,
            "d_b has an entry for every row; one bias serves all rows, so what becomes of the shares?",
        ),
        WrongAnswer(swaps_the_gradients_of_w_and_x, "the gradients come in the wrong order: first x, then w, then b"),
    ),
)
