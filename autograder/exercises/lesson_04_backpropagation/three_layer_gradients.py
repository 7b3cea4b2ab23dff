"""Exercise three_layer_gradients: one more step of the delta recursion, and a sum over paths."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.observers import returned
from autograder.exercises.declaration import Case, Exercise, Observation, Part, WrongAnswer
from autograder.subjects import Subject
from lecturelib.activations import sigmoid
from lecturelib.multilayer import three_layer_gradients

Array = np.ndarray[Any, np.dtype[Any]]
Gradients = tuple[Array, ...]
NAMES = ("d_W1", "d_b1", "d_W2", "d_b2", "d_W3", "d_b3")


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw networks of several shapes, with inputs and targets."""

    def case(label: str, rows: int, inputs: int, first: int, second: int, outputs: int) -> Case:
        layers = ((inputs, first), first, (first, second), second, (second, outputs), outputs)
        return Case(label, tuple(rng.standard_normal(size) for size in ((rows, inputs), (rows, outputs), *layers)))

    return [
        case("several rows", 5, 3, 4, 2, 3),
        case("one row", 1, 2, 3, 4, 2),
        case("one unit in the first hidden layer", 4, 2, 1, 3, 2),
        case("two paths: two units in the second hidden layer", 3, 1, 1, 2, 1),
        case("all sizes alike", 3, 3, 3, 3, 3),
        case("a larger network", 10, 6, 5, 7, 4),
    ]


def observe_last_layers(subject: Subject, case: Case) -> Observation:
    """Observe the gradients of the last two layers."""
    seen = returned(*NAMES)(subject, case)
    return {name: seen[name] for name in NAMES[2:]}


def observe_first_layer(subject: Subject, case: Case) -> Observation:
    """Observe the gradients of the first layer."""
    seen = returned(*NAMES)(subject, case)
    return {name: seen[name] for name in NAMES[:2]}


def follows_one_path_of_several(
    x: Array, targets: Array, W1: Array, b1: Array, W2: Array, b2: Array, W3: Array, b3: Array
) -> Gradients:
    z1, backward_of_z1 = sigmoid(x @ W1 + b1)
    z2, backward_of_z2 = sigmoid(z1 @ W2 + b2)
    delta_3 = z2 @ W3 + b3 - targets
    delta_2 = backward_of_z2(delta_3 @ W3.T)
    delta_1 = backward_of_z1(delta_2[:, :1] @ W2[:, :1].T)
    rest = z1.T @ delta_2, delta_2.sum(axis=0), z2.T @ delta_3, delta_3.sum(axis=0)
    return x.T @ delta_1, delta_1.sum(axis=0), *rest


def averages_the_paths(
    x: Array, targets: Array, W1: Array, b1: Array, W2: Array, b2: Array, W3: Array, b3: Array
) -> Gradients:
    z1, backward_of_z1 = sigmoid(x @ W1 + b1)
    z2, backward_of_z2 = sigmoid(z1 @ W2 + b2)
    delta_3 = z2 @ W3 + b3 - targets
    delta_2 = backward_of_z2(delta_3 @ W3.T)
    delta_1 = backward_of_z1(delta_2 @ W2.T / W2.shape[1])
    rest = z1.T @ delta_2, delta_2.sum(axis=0), z2.T @ delta_3, delta_3.sum(axis=0)
    return x.T @ delta_1, delta_1.sum(axis=0), *rest


def forgets_the_slope_of_the_first_layer(
    x: Array, targets: Array, W1: Array, b1: Array, W2: Array, b2: Array, W3: Array, b3: Array
) -> Gradients:
    z1, _ = sigmoid(x @ W1 + b1)
    z2, backward_of_z2 = sigmoid(z1 @ W2 + b2)
    delta_3 = z2 @ W3 + b3 - targets
    delta_2 = backward_of_z2(delta_3 @ W3.T)
    delta_1 = delta_2 @ W2.T
    rest = z1.T @ delta_2, delta_2.sum(axis=0), z2.T @ delta_3, delta_3.sum(axis=0)
    return x.T @ delta_1, delta_1.sum(axis=0), *rest


def forgets_the_slope_of_the_second_layer(
    x: Array, targets: Array, W1: Array, b1: Array, W2: Array, b2: Array, W3: Array, b3: Array
) -> Gradients:
    z1, backward_of_z1 = sigmoid(x @ W1 + b1)
    z2, _ = sigmoid(z1 @ W2 + b2)
    delta_3 = z2 @ W3 + b3 - targets
    delta_2 = delta_3 @ W3.T
    delta_1 = backward_of_z1(delta_2 @ W2.T)
    rest = z1.T @ delta_2, delta_2.sum(axis=0), z2.T @ delta_3, delta_3.sum(axis=0)
    return x.T @ delta_1, delta_1.sum(axis=0), *rest


def sends_the_raw_errors_back(
    x: Array, targets: Array, W1: Array, b1: Array, W2: Array, b2: Array, W3: Array, b3: Array
) -> Gradients:
    z1, backward_of_z1 = sigmoid(x @ W1 + b1)
    z2, backward_of_z2 = sigmoid(z1 @ W2 + b2)
    delta_3 = z2 @ W3 + b3 - targets
    delta_2 = backward_of_z2(delta_3 @ W3.T)
    delta_1 = backward_of_z1(delta_3 @ W3.T @ W2.T)
    rest = z1.T @ delta_2, delta_2.sum(axis=0), z2.T @ delta_3, delta_3.sum(axis=0)
    return x.T @ delta_1, delta_1.sum(axis=0), *rest


def takes_the_layers_input_from_above(
    x: Array, targets: Array, W1: Array, b1: Array, W2: Array, b2: Array, W3: Array, b3: Array
) -> Gradients:
    z1, backward_of_z1 = sigmoid(x @ W1 + b1)
    z2, backward_of_z2 = sigmoid(z1 @ W2 + b2)
    delta_3 = z2 @ W3 + b3 - targets
    delta_2 = backward_of_z2(delta_3 @ W3.T)
    delta_1 = backward_of_z1(delta_2 @ W2.T)
    rest = z2.T @ delta_2, delta_2.sum(axis=0), (z2 @ W3 + b3).T @ delta_3, delta_3.sum(axis=0)
    return z1.T @ delta_1, delta_1.sum(axis=0), *rest


def reverses_the_error(
    x: Array, targets: Array, W1: Array, b1: Array, W2: Array, b2: Array, W3: Array, b3: Array
) -> Gradients:
    z1, backward_of_z1 = sigmoid(x @ W1 + b1)
    z2, backward_of_z2 = sigmoid(z1 @ W2 + b2)
    delta_3 = targets - z2 @ W3 - b3
    delta_2 = backward_of_z2(delta_3 @ W3.T)
    delta_1 = backward_of_z1(delta_2 @ W2.T)
    rest = z1.T @ delta_2, delta_2.sum(axis=0), z2.T @ delta_3, delta_3.sum(axis=0)
    return x.T @ delta_1, delta_1.sum(axis=0), *rest


EXERCISE = Exercise(
    name="three_layer_gradients",
    number="4.6",
    reference=three_layer_gradients,
    parts=(
        Part("last two layers", 1, draw_cases, observe_last_layers),
        Part("first layer", 2, draw_cases, observe_first_layer),
    ),
    wrong_answers=(
        WrongAnswer(
            follows_one_path_of_several,
            "the first layer hears of one unit of the second hidden layer only; its gradient is a sum over all paths",
        ),
        WrongAnswer(averages_the_paths, "the paths to the first layer are averaged; every one of them counts in full"),
        WrongAnswer(
            forgets_the_slope_of_the_first_layer,
            "the errors pass the first hidden layer unchanged: which slope lies between W2 and W1?",
        ),
        WrongAnswer(
            forgets_the_slope_of_the_second_layer,
            "the errors pass the second hidden layer unchanged: which slope lies between W3 and W2?",
        ),
        WrongAnswer(
            sends_the_raw_errors_back,
            "the first layer receives the output errors through both weight matrices, but not through the slope "
            "between them: which delta does the recursion start from?",
        ),
        WrongAnswer(
            takes_the_layers_input_from_above,
            "the deltas are multiplied by what comes out of their layer; a weight is multiplied by what goes in",
        ),
        WrongAnswer(reverses_the_error, "every gradient has the wrong sign: the error is output minus target"),
    ),
)
