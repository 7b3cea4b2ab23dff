"""Exercise two_layer_gradients: the delta recursion for one hidden layer."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.observers import returned
from autograder.exercises.declaration import Case, Exercise, Observation, Part, WrongAnswer
from autograder.subjects import Subject
from lecturelib.activations import sigmoid
from lecturelib.multilayer import two_layer_gradients

Array = np.ndarray[Any, np.dtype[Any]]
Gradients = tuple[Array, ...]
NAMES = ("d_W1", "d_b1", "d_W2", "d_b2")


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw networks of several shapes, with inputs and targets."""

    def case(label: str, rows: int, inputs: int, hidden: int, outputs: int) -> Case:
        sizes = ((rows, inputs), (rows, outputs), (inputs, hidden), hidden, (hidden, outputs), outputs)
        return Case(label, tuple(rng.standard_normal(size) for size in sizes))

    return [
        case("several rows", 5, 3, 4, 2),
        case("one row", 1, 2, 3, 2),
        case("one hidden unit", 4, 3, 1, 2),
        case("one output", 4, 2, 3, 1),
        case("all sizes alike", 3, 3, 3, 3),
        case("a larger network", 12, 6, 8, 4),
    ]


def observe_output_layer(subject: Subject, case: Case) -> Observation:
    """Observe the gradients of the last layer."""
    seen = returned(*NAMES)(subject, case)
    return {name: seen[name] for name in NAMES[2:]}


def observe_hidden_layer(subject: Subject, case: Case) -> Observation:
    """Observe the gradients of the first layer."""
    seen = returned(*NAMES)(subject, case)
    return {name: seen[name] for name in NAMES[:2]}


def forgets_the_slope_of_the_sigmoid(x: Array, targets: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> Gradients:
    z, _ = sigmoid(x @ W1 + b1)
    delta_2 = z @ W2 + b2 - targets
    delta_1 = delta_2 @ W2.T
    return x.T @ delta_1, delta_1.sum(axis=0), z.T @ delta_2, delta_2.sum(axis=0)


def takes_z_for_its_slope(x: Array, targets: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> Gradients:
    z, _ = sigmoid(x @ W1 + b1)
    delta_2 = z @ W2 + b2 - targets
    delta_1 = (delta_2 @ W2.T) * z
    return x.T @ delta_1, delta_1.sum(axis=0), z.T @ delta_2, delta_2.sum(axis=0)


def reverses_the_error(x: Array, targets: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> Gradients:
    z, sigmoid_backward = sigmoid(x @ W1 + b1)
    delta_2 = targets - z @ W2 - b2
    delta_1 = sigmoid_backward(delta_2 @ W2.T)
    return x.T @ delta_1, delta_1.sum(axis=0), z.T @ delta_2, delta_2.sum(axis=0)


def does_not_weigh_the_errors(x: Array, targets: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> Gradients:
    z, sigmoid_backward = sigmoid(x @ W1 + b1)
    delta_2 = z @ W2 + b2 - targets
    delta_1 = sigmoid_backward(delta_2.sum(axis=1, keepdims=True) * np.ones_like(z))
    return x.T @ delta_1, delta_1.sum(axis=0), z.T @ delta_2, delta_2.sum(axis=0)


def puts_a_sigmoid_on_the_output(x: Array, targets: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> Gradients:
    z, backward_of_z = sigmoid(x @ W1 + b1)
    y, backward_of_y = sigmoid(z @ W2 + b2)
    delta_2 = backward_of_y(y - targets)
    delta_1 = backward_of_z(delta_2 @ W2.T)
    return x.T @ delta_1, delta_1.sum(axis=0), z.T @ delta_2, delta_2.sum(axis=0)


def averages_over_the_batch(x: Array, targets: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> Gradients:
    z, sigmoid_backward = sigmoid(x @ W1 + b1)
    delta_2 = (z @ W2 + b2 - targets) / len(x)
    delta_1 = sigmoid_backward(delta_2 @ W2.T)
    return x.T @ delta_1, delta_1.sum(axis=0), z.T @ delta_2, delta_2.sum(axis=0)


def bias_gradients_not_summed(x: Array, targets: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> Gradients:
    z, sigmoid_backward = sigmoid(x @ W1 + b1)
    delta_2 = z @ W2 + b2 - targets
    delta_1 = sigmoid_backward(delta_2 @ W2.T)
    return x.T @ delta_1, delta_1, z.T @ delta_2, delta_2


def transposes_the_weight_gradients(x: Array, targets: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> Gradients:
    z, sigmoid_backward = sigmoid(x @ W1 + b1)
    delta_2 = z @ W2 + b2 - targets
    delta_1 = sigmoid_backward(delta_2 @ W2.T)
    return delta_1.T @ x, delta_1.sum(axis=0), delta_2.T @ z, delta_2.sum(axis=0)


def doubles_the_error(x: Array, targets: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> Gradients:
    z, sigmoid_backward = sigmoid(x @ W1 + b1)
    delta_2 = 2 * (z @ W2 + b2 - targets)
    delta_1 = sigmoid_backward(delta_2 @ W2.T)
    return x.T @ delta_1, delta_1.sum(axis=0), z.T @ delta_2, delta_2.sum(axis=0)


EXERCISE = Exercise(
    name="two_layer_gradients",
    number="4.5",
    reference=two_layer_gradients,
    parts=(
        Part("output layer", 1, draw_cases, observe_output_layer),
        Part("hidden layer", 2, draw_cases, observe_hidden_layer),
    ),
    wrong_answers=(
        WrongAnswer(
            forgets_the_slope_of_the_sigmoid,
            "the errors pass the hidden units unchanged: a link of the chain is missing between W2 and W1",
        ),
        WrongAnswer(takes_z_for_its_slope, "the slope of the sigmoid is taken to be z; how steep is it where z is 1?"),
        WrongAnswer(
            reverses_the_error, "every gradient has the wrong sign: differentiate (y - t)^2 / 2 by y once more"
        ),
        WrongAnswer(
            does_not_weigh_the_errors,
            "each hidden unit receives the plain sum of the output errors; how strongly does it speak to each output?",
        ),
        WrongAnswer(
            puts_a_sigmoid_on_the_output, "there is a sigmoid on your output layer; here the outputs are linear"
        ),
        WrongAnswer(averages_over_the_batch, "the gradients are averaged over the rows; E is a sum over them"),
        WrongAnswer(
            bias_gradients_not_summed,
            "the gradients of the biases have a row for every example: one bias serves all rows",
        ),
        WrongAnswer(
            transposes_the_weight_gradients,
            "the gradients of the weights are transposed; a gradient has the shape of what it belongs to",
        ),
        WrongAnswer(doubles_the_error, "everything is twice too large: what becomes of the one half in E?"),
    ),
)
