"""Exercise encoder_8_3_8: eight inputs through three units, judged by what the trained encoder puts out."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import expit  # type: ignore[import-untyped]

from autograder.checks.observers import returned, transformed
from autograder.exercises.declaration import Case, Exercise, Observation, Part, WrongAnswer
from lecturelib.multilayer import encoder_8_3_8

Array = np.ndarray[Any, np.dtype[Any]]
Weights = tuple[Array, Array, Array, Array]
SHAPES = {"W1": (8, 3), "b1": (3,), "W2": (3, 8), "b2": (8,)}


def outputs(case: Case, seen: Observation) -> Observation:
    """Return what the encoder puts out for the eight inputs; the weights themselves are not compared."""
    weights = {}
    for name, shape in SHAPES.items():
        try:
            weights[name] = np.asarray(seen[name], dtype=float)
        except (TypeError, ValueError):
            raise ValueError(f"{name} must be an array of numbers of shape {shape}") from None
        if weights[name].shape != shape:
            raise ValueError(f"{name} has shape {weights[name].shape} where {shape} is expected")
        if not np.isfinite(weights[name]).all():
            raise ValueError(f"{name} must hold finite numbers")
    codes = expit(weights["W1"] + weights["b1"])
    return {"outputs": expit(codes @ weights["W2"] + weights["b2"])}


def _first_weights(rng: np.random.Generator) -> Weights:
    return rng.uniform(-1, 1, (8, 3)), rng.uniform(-1, 1, 3), rng.uniform(-1, 1, (3, 8)), rng.uniform(-1, 1, 8)


def draw_single_steps(rng: np.random.Generator) -> list[Case]:
    """Draw first weights, and one step or none."""
    return [
        Case("one step", _first_weights(rng), {"eta": 1.0, "steps": 1}),
        Case("no step", _first_weights(rng), {"eta": 1.0, "steps": 0}),
        Case("a learning rate of 0", _first_weights(rng), {"eta": 0.0, "steps": 1}),
        Case("one step at another rate", _first_weights(rng), {"eta": float(rng.uniform(0.3, 2)), "steps": 1}),
    ]


def draw_trainings(rng: np.random.Generator) -> list[Case]:
    """Draw first weights, and a few steps or many."""
    return [
        Case("a few steps", _first_weights(rng), {"eta": float(rng.uniform(0.5, 2)), "steps": 5}),
        Case("a long training", _first_weights(rng), {"eta": 2.0, "steps": 300}),
    ]


def stops_after_one_step(W1: Array, b1: Array, W2: Array, b2: Array, eta: float, steps: int) -> Weights:
    if steps == 0:
        return W1, b1, W2, b2
    x = np.eye(8)
    h = expit(x @ W1 + b1)
    y = expit(h @ W2 + b2)
    d_c = (y - x) * y * (1 - y)
    d_a = d_c @ W2.T * h * (1 - h)
    W1, b1 = W1 - eta * x.T @ d_a, b1 - eta * d_a.sum(axis=0)
    return W1, b1, W2 - eta * h.T @ d_c, b2 - eta * d_c.sum(axis=0)


def trains_the_output_layer_only(W1: Array, b1: Array, W2: Array, b2: Array, eta: float, steps: int) -> Weights:
    x = np.eye(8)
    for _ in range(steps):
        h = expit(x @ W1 + b1)
        y = expit(h @ W2 + b2)
        d_c = (y - x) * y * (1 - y)
        W2, b2 = W2 - eta * h.T @ d_c, b2 - eta * d_c.sum(axis=0)
    return W1, b1, W2, b2


def forgets_the_slope_of_the_hidden_units(
    W1: Array, b1: Array, W2: Array, b2: Array, eta: float, steps: int
) -> Weights:
    x = np.eye(8)
    for _ in range(steps):
        h = expit(x @ W1 + b1)
        y = expit(h @ W2 + b2)
        d_c = (y - x) * y * (1 - y)
        d_a = d_c @ W2.T
        W1, b1 = W1 - eta * x.T @ d_a, b1 - eta * d_a.sum(axis=0)
        W2, b2 = W2 - eta * h.T @ d_c, b2 - eta * d_c.sum(axis=0)
    return W1, b1, W2, b2


def forgets_the_slope_of_the_outputs(W1: Array, b1: Array, W2: Array, b2: Array, eta: float, steps: int) -> Weights:
    x = np.eye(8)
    for _ in range(steps):
        h = expit(x @ W1 + b1)
        y = expit(h @ W2 + b2)
        d_c = y - x
        d_a = d_c @ W2.T * h * (1 - h)
        W1, b1 = W1 - eta * x.T @ d_a, b1 - eta * d_a.sum(axis=0)
        W2, b2 = W2 - eta * h.T @ d_c, b2 - eta * d_c.sum(axis=0)
    return W1, b1, W2, b2


def climbs_the_loss(W1: Array, b1: Array, W2: Array, b2: Array, eta: float, steps: int) -> Weights:
    x = np.eye(8)
    for _ in range(steps):
        h = expit(x @ W1 + b1)
        y = expit(h @ W2 + b2)
        d_c = (y - x) * y * (1 - y)
        d_a = d_c @ W2.T * h * (1 - h)
        W1, b1 = W1 + eta * x.T @ d_a, b1 + eta * d_a.sum(axis=0)
        W2, b2 = W2 + eta * h.T @ d_c, b2 + eta * d_c.sum(axis=0)
    return W1, b1, W2, b2


def hidden_gradient_sees_the_new_weights(W1: Array, b1: Array, W2: Array, b2: Array, eta: float, steps: int) -> Weights:
    x = np.eye(8)
    for _ in range(steps):
        h = expit(x @ W1 + b1)
        y = expit(h @ W2 + b2)
        d_c = (y - x) * y * (1 - y)
        W2, b2 = W2 - eta * h.T @ d_c, b2 - eta * d_c.sum(axis=0)
        d_a = d_c @ W2.T * h * (1 - h)
        W1, b1 = W1 - eta * x.T @ d_a, b1 - eta * d_a.sum(axis=0)
    return W1, b1, W2, b2


def averages_over_the_inputs(W1: Array, b1: Array, W2: Array, b2: Array, eta: float, steps: int) -> Weights:
    x = np.eye(8)
    for _ in range(steps):
        h = expit(x @ W1 + b1)
        y = expit(h @ W2 + b2)
        d_c = (y - x) * y * (1 - y) / 8
        d_a = d_c @ W2.T * h * (1 - h)
        W1, b1 = W1 - eta * x.T @ d_a, b1 - eta * d_a.sum(axis=0)
        W2, b2 = W2 - eta * h.T @ d_c, b2 - eta * d_c.sum(axis=0)
    return W1, b1, W2, b2


def leaves_out_the_half(W1: Array, b1: Array, W2: Array, b2: Array, eta: float, steps: int) -> Weights:
    x = np.eye(8)
    for _ in range(steps):
        h = expit(x @ W1 + b1)
        y = expit(h @ W2 + b2)
        d_c = 2 * (y - x) * y * (1 - y)
        d_a = d_c @ W2.T * h * (1 - h)
        W1, b1 = W1 - eta * x.T @ d_a, b1 - eta * d_a.sum(axis=0)
        W2, b2 = W2 - eta * h.T @ d_c, b2 - eta * d_c.sum(axis=0)
    return W1, b1, W2, b2


def never_moves_the_biases(W1: Array, b1: Array, W2: Array, b2: Array, eta: float, steps: int) -> Weights:
    x = np.eye(8)
    for _ in range(steps):
        h = expit(x @ W1 + b1)
        y = expit(h @ W2 + b2)
        d_c = (y - x) * y * (1 - y)
        d_a = d_c @ W2.T * h * (1 - h)
        W1, W2 = W1 - eta * x.T @ d_a, W2 - eta * h.T @ d_c
    return W1, b1, W2, b2


def updates_after_every_input(W1: Array, b1: Array, W2: Array, b2: Array, eta: float, steps: int) -> Weights:
    for _ in range(steps):
        for x in np.eye(8)[:, np.newaxis]:
            h = expit(x @ W1 + b1)
            y = expit(h @ W2 + b2)
            d_c = (y - x) * y * (1 - y)
            d_a = d_c @ W2.T * h * (1 - h)
            W1, b1 = W1 - eta * x.T @ d_a, b1 - eta * d_a.sum(axis=0)
            W2, b2 = W2 - eta * h.T @ d_c, b2 - eta * d_c.sum(axis=0)
    return W1, b1, W2, b2


EXERCISE = Exercise(
    name="encoder_8_3_8",
    number="2.12",
    reference=encoder_8_3_8,
    parts=(
        Part("one step", 2, draw_single_steps, transformed(returned(*SHAPES), outputs)),
        Part("training", 2, draw_trainings, transformed(returned(*SHAPES), outputs)),
    ),
    wrong_answers=(
        WrongAnswer(
            trains_the_output_layer_only,
            "the first layer never moves, so the code stays the random one it began with",
        ),
        WrongAnswer(
            forgets_the_slope_of_the_hidden_units,
            "on its way to the first layer the gradient skips the hidden units' sigmoid: the chain lacks a link",
        ),
        WrongAnswer(
            forgets_the_slope_of_the_outputs,
            "the gradient skips the output units' sigmoid: the chain lacks a link",
        ),
        WrongAnswer(climbs_the_loss, "the error grows: the step goes uphill"),
        WrongAnswer(
            hidden_gradient_sees_the_new_weights,
            "the second layer moves before the gradient has passed through it; all four should move together",
        ),
        WrongAnswer(averages_over_the_inputs, "the gradient is averaged over the eight inputs; E is a sum over them"),
        WrongAnswer(leaves_out_the_half, "your gradient is twice too large: the loss has a factor that cancels the 2"),
        WrongAnswer(never_moves_the_biases, "the biases stay where they began"),
        WrongAnswer(
            updates_after_every_input,
            "the weights move after every input; one step here looks at all eight first, with the same weights",
        ),
        WrongAnswer(stops_after_one_step, "the first step is right, and no other follows: is the return in the loop?"),
    ),
)
