"""Exercise train_sigmoid_neuron: gradient descent on squared error."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.observers import returned
from autograder.exercises.declaration import Case, Exercise, Observation, Part, WrongAnswer
from autograder.subjects import Subject
from lecturelib.activations import sigmoid
from lecturelib.neurons import train_sigmoid_neuron

Array = np.ndarray[Any, np.dtype[Any]]
Result = tuple[Array, float, Array]


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw one step, several steps, one row, and targets between 0 and 1."""

    def case(label: str, rows: int, columns: int, steps: int) -> Case:
        x, y = rng.standard_normal((rows, columns)), rng.integers(0, 2, rows).astype(float)
        first = (rng.standard_normal(columns), float(rng.normal()))
        return Case(label, (x, y, *first), {"eta": float(rng.uniform(0.2, 0.8)), "steps": steps})

    soft = case("targets between 0 and 1", 4, 2, 3)
    return [
        case("one step", 5, 3, 1),
        case("several steps", 6, 2, 4),
        case("one row", 1, 3, 3),
        Case(soft.label, (soft.args[0], rng.uniform(0.1, 0.9, 4), *soft.args[2:]), soft.kwargs),
        case("a longer training", 8, 3, 25),
    ]


def draw_loss_cases(rng: np.random.Generator) -> list[Case]:
    """Draw cases whose losses do not depend on the update: a first step, and steps of length zero.

    So a mistake in the update costs the points for the update only.
    """
    drawn = draw_cases(rng)
    first_steps = [Case("the loss before the first step", case.args, {**case.kwargs, "steps": 1}) for case in drawn]
    still = drawn[1]
    return [*first_steps, Case("a learning rate of 0", still.args, {"eta": 0.0, "steps": 4})]


def observe_parameters(subject: Subject, case: Case) -> Observation:
    """Observe the trained weights and bias."""
    seen = returned("w", "b", "losses")(subject, case)
    return {"w": seen["w"], "b": seen["b"]}


def observe_losses(subject: Subject, case: Case) -> Observation:
    """Observe the losses."""
    return {"losses": returned("w", "b", "losses")(subject, case)["losses"]}


def takes_the_mean(x: Array, y: Array, w: Array, b: float, eta: float, steps: int) -> Result:
    losses = []
    for _ in range(steps):
        g, _ = sigmoid(x @ w + b)
        losses.append(0.5 * np.sum((y - g) ** 2))
        delta = (y - g) * g * (1 - g)
        w, b = w + eta * (delta @ x) / len(x), b + eta * np.mean(delta)
    return w, b, np.array(losses)


def takes_g_for_its_derivative(x: Array, y: Array, w: Array, b: float, eta: float, steps: int) -> Result:
    losses = []
    for _ in range(steps):
        g, _ = sigmoid(x @ w + b)
        losses.append(0.5 * np.sum((y - g) ** 2))
        delta = (y - g) * g
        w, b = w + eta * (delta @ x), b + eta * np.sum(delta)
    return w, b, np.array(losses)


def leaves_out_the_derivative(x: Array, y: Array, w: Array, b: float, eta: float, steps: int) -> Result:
    losses = []
    for _ in range(steps):
        g, _ = sigmoid(x @ w + b)
        losses.append(0.5 * np.sum((y - g) ** 2))
        delta = y - g
        w, b = w + eta * (delta @ x), b + eta * np.sum(delta)
    return w, b, np.array(losses)


def climbs_the_loss(x: Array, y: Array, w: Array, b: float, eta: float, steps: int) -> Result:
    losses = []
    for _ in range(steps):
        g, _ = sigmoid(x @ w + b)
        losses.append(0.5 * np.sum((y - g) ** 2))
        delta = (y - g) * g * (1 - g)
        w, b = w - eta * (delta @ x), b - eta * np.sum(delta)
    return w, b, np.array(losses)


def forgets_the_bias(x: Array, y: Array, w: Array, b: float, eta: float, steps: int) -> Result:
    losses = []
    for _ in range(steps):
        g, _ = sigmoid(x @ w + b)
        losses.append(0.5 * np.sum((y - g) ** 2))
        delta = (y - g) * g * (1 - g)
        w = w + eta * (delta @ x)
    return w, b, np.array(losses)


def updates_after_every_row(x: Array, y: Array, w: Array, b: float, eta: float, steps: int) -> Result:
    losses = []
    for _ in range(steps):
        g, _ = sigmoid(x @ w + b)
        losses.append(0.5 * np.sum((y - g) ** 2))
        for row, target in zip(x, y):
            g, _ = sigmoid(row @ w + b)
            delta = (target - g) * g * (1 - g)
            w, b = w + eta * delta * row, b + eta * delta
    return w, b, np.array(losses)


def bias_sees_the_new_weights(x: Array, y: Array, w: Array, b: float, eta: float, steps: int) -> Result:
    losses = []
    for _ in range(steps):
        g, _ = sigmoid(x @ w + b)
        losses.append(0.5 * np.sum((y - g) ** 2))
        w = w + eta * ((y - g) * g * (1 - g)) @ x
        g, _ = sigmoid(x @ w + b)
        b = b + eta * np.sum((y - g) * g * (1 - g))
    return w, b, np.array(losses)


def forgets_the_half(x: Array, y: Array, w: Array, b: float, eta: float, steps: int) -> Result:
    losses = []
    for _ in range(steps):
        g, _ = sigmoid(x @ w + b)
        losses.append(np.sum((y - g) ** 2))
        delta = (y - g) * g * (1 - g)
        w, b = w + eta * (delta @ x), b + eta * np.sum(delta)
    return w, b, np.array(losses)


def records_the_loss_after_the_step(x: Array, y: Array, w: Array, b: float, eta: float, steps: int) -> Result:
    losses = []
    for _ in range(steps):
        g, _ = sigmoid(x @ w + b)
        delta = (y - g) * g * (1 - g)
        w, b = w + eta * (delta @ x), b + eta * np.sum(delta)
        g, _ = sigmoid(x @ w + b)
        losses.append(0.5 * np.sum((y - g) ** 2))
    return w, b, np.array(losses)


EXERCISE = Exercise(
    name="train_sigmoid_neuron",
    number="1.7",
    reference=train_sigmoid_neuron,
    parts=(
        Part("weights", 3, draw_cases, observe_parameters),
        Part("losses", 1, draw_loss_cases, observe_losses),
    ),
    wrong_answers=(
        WrongAnswer(
            takes_the_mean, "the update takes the mean over the examples; the loss is a sum, and so is its gradient"
        ),
        WrongAnswer(
            takes_g_for_its_derivative, "the slope of the sigmoid is taken to be g; differentiate it once more"
        ),
        WrongAnswer(leaves_out_the_derivative, "delta is the bare error: the slope of the sigmoid is missing from it"),
        WrongAnswer(climbs_the_loss, "the loss rises: the step goes uphill"),
        WrongAnswer(forgets_the_bias, "the bias is never updated"),
        WrongAnswer(
            updates_after_every_row,
            "the weights move after every row; one step here looks at all rows first, with the same weights",
        ),
        WrongAnswer(
            bias_sees_the_new_weights, "the bias is updated with outputs of the new weights; both move at once"
        ),
        WrongAnswer(forgets_the_half, "the losses lack the factor 1/2"),
        WrongAnswer(
            records_the_loss_after_the_step,
            "the losses are recorded after the step; the text asks for the loss before it",
        ),
    ),
)
