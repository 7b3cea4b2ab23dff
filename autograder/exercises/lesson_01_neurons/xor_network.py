"""Exercise xor_network: XOR by two layers of threshold neurons, judged by the truth table of the network."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.observers import returned, transformed
from autograder.exercises.declaration import Case, Exercise, Observation, Part, WrongAnswer
from lecturelib.boolean_functions import xor_network
from lecturelib.neurons import threshold_neuron

Array = np.ndarray[Any, np.dtype[Any]]
INPUTS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
SHAPES = {"W1": (2, 2), "b1": (2,), "w2": (2,), "b2": ()}


def truth_table(case: Case, seen: Observation) -> Observation:
    """Return the network's answers on the four inputs; any weights that compute XOR are right."""
    weights = {}
    for name, shape in SHAPES.items():
        try:
            weights[name] = np.asarray(seen[name], dtype=float)
        except (TypeError, ValueError):
            raise ValueError(f"{name} must be an array of numbers of shape {shape}") from None
        if weights[name].shape != shape:
            raise ValueError(f"{name} has shape {weights[name].shape} where {shape or 'one number'} is expected")
        if not np.isfinite(weights[name]).all():
            raise ValueError(f"{name} must hold finite numbers")
    hidden = np.column_stack(
        [threshold_neuron(INPUTS, weights["W1"][:, unit], float(weights["b1"][unit])) for unit in range(2)]
    )
    return {"truth table": threshold_neuron(hidden, weights["w2"], float(weights["b2"]))}


def draw_cases(_: np.random.Generator) -> list[Case]:
    """Return the one case there is: the four inputs."""
    return [Case("the four inputs of XOR", ())]


def computes_or() -> tuple[Array, Array, Array, float]:
    return np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([-0.5, -0.5]), np.array([1.0, 1.0]), -0.5


def computes_and() -> tuple[Array, Array, Array, float]:
    return np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([-0.5, -0.5]), np.array([1.0, 1.0]), -1.5


def output_unit_is_an_and() -> tuple[Array, Array, Array, float]:
    return np.array([[1.0, -1.0], [-1.0, 1.0]]), np.array([-0.5, -0.5]), np.array([1.0, 1.0]), -1.5


def hidden_biases_too_high() -> tuple[Array, Array, Array, float]:
    return np.array([[1.0, -1.0], [-1.0, 1.0]]), np.array([0.5, 0.5]), np.array([1.0, 1.0]), -0.5


def both_hidden_units_alike() -> tuple[Array, Array, Array, float]:
    return np.array([[1.0, 1.0], [-1.0, -1.0]]), np.array([-0.5, -0.5]), np.array([1.0, 1.0]), -0.5


def computes_equality() -> tuple[Array, Array, Array, float]:
    return np.array([[1.0, -1.0], [-1.0, 1.0]]), np.array([-0.5, -0.5]), np.array([-1.0, -1.0]), 0.5


EXERCISE = Exercise(
    name="xor_network",
    number="1.5",
    reference=xor_network,
    parts=(Part("value", 2, draw_cases, transformed(returned(*SHAPES), truth_table)),),
    wrong_answers=(
        WrongAnswer(
            computes_or,
            "your network computes OR: the input (1, 1) gets through; each of your hidden units sees one input only",
        ),
        WrongAnswer(computes_and, "your network computes AND; follow the input (1, 0) through both layers"),
        WrongAnswer(
            output_unit_is_an_and,
            "your network never fires: the output unit waits for both hidden units, and they never fire together",
        ),
        WrongAnswer(hidden_biases_too_high, "your network always fires: some hidden unit fires on every input"),
        WrongAnswer(
            both_hidden_units_alike, "your network fires on (1, 0) only, as one unit could; where is its mirror image?"
        ),
        WrongAnswer(computes_equality, "your network fires where the inputs are equal: the reverse of XOR"),
    ),
)
