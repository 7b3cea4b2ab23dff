"""Exercise mlp: affine layers with an activation between them, as many as wanted."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.checks.observers import error_raised, gradients, transformed, value_of_pair
from autograder.exercises.declaration import Case, Exercise, Observation, Part, WrongAnswer
from autograder.exercises.lesson_02_multilayer_perceptrons.mlp_mistakes import (
    activation_after_the_first_layer_only,
    activation_after_the_last_layer,
    applies_the_activation_to_the_inputs,
    forgets_the_biases,
    ignores_what_is_left_over,
    keeps_no_backward_functions,
    no_activation_at_all,
    stops_before_the_last_layer,
)
from autograder.sent_functions import SentFunction
from lecturelib.multilayer import mlp

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Array, Callable[[Array], Any]]
Activation = Callable[[Array], Any]


# The cases bring activations of their own, so that a slip in an earlier exercise costs nothing here. They go into the
# sandbox by their source: NumPy as np, and nothing else.


@SentFunction
def sine(a: Array) -> Any:
    return np.sin(a), lambda d_value: d_value * np.cos(a)


@SentFunction
def squared(a: Array) -> Any:
    return a * a, lambda d_value: d_value * 2 * a


@SentFunction
def shifted(a: Array) -> Any:
    return np.arctan(a) + 1, lambda d_value: d_value / (1 + a * a)


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw networks of one to five layers, of equal and unequal widths."""

    def case(label: str, activation: Activation, rows: int, *widths: int) -> Case:
        weights = tuple(rng.standard_normal(pair) / np.sqrt(pair[0]) for pair in pairwise(widths))
        biases = tuple(rng.standard_normal(width) for width in widths[1:])
        incoming = rng.standard_normal((rows, widths[-1]))
        return Case(label, (rng.standard_normal((rows, widths[0])), weights, biases, activation), incoming=incoming)

    return [
        case("two layers", sine, 4, 3, 5, 2),
        case("three layers, all of one width", shifted, 3, 3, 3, 3, 3),
        case("one layer, which has no activation", sine, 5, 3, 2),
        case("five layers", shifted, 4, 2, 6, 5, 4, 3, 1),
        case("one row", squared, 1, 2, 3, 2),
        case("one unit in each layer", sine, 6, 1, 1, 1),
        case("no row at all", sine, 0, 3, 4, 2),
        case("three layers of several widths", squared, 7, 4, 3, 5, 2),
    ]


def draw_bad_layers(rng: np.random.Generator) -> list[Case]:
    """Draw layers of equal width with a weight matrix or a bias too many, and one network that is in order."""
    W, b, x = rng.standard_normal((3, 3)), rng.standard_normal(3), rng.standard_normal((2, 3))
    return [
        Case("two weight matrices, one bias", (x, (W, W), (b,), sine)),
        Case("two weight matrices, three biases", (x, (W, W), (b, b, b), sine)),
        Case("two of each", (x, (W, W), (b, b), sine)),
    ]


def one_by_one(case: Case, seen: Observation) -> Observation:
    """Name every gradient, so that they can be compared one by one."""
    named = {"d_x": seen["d_x"]}
    for name in ("d_weights", "d_biases"):
        count = len(case.args[1])
        if not isinstance(seen[name], tuple | list) or len(seen[name]) != count:
            raise ValueError(f"{name} must be a tuple of {count} arrays, one for each layer")
        named |= {f"{name}[{layer}]": gradient for layer, gradient in enumerate(seen[name])}
    return named


EXERCISE = Exercise(
    name="mlp",
    number="2.10",
    reference=mlp,
    parts=(
        Part("value", 2, draw_cases, value_of_pair("y")),
        Part("gradient", 1, draw_cases, transformed(gradients("d_x", "d_weights", "d_biases"), one_by_one)),
        Part("bad layers", 1, draw_bad_layers, error_raised),
    ),
    wrong_answers=(
        WrongAnswer(
            activation_after_the_last_layer,
            "the last layer's outputs have gone through the activation, too; what the last sums mean is up to the loss",
        ),
        WrongAnswer(
            no_activation_at_all, "the activation is never used, so all your layers together are one affine map"
        ),
        WrongAnswer(
            activation_after_the_first_layer_only, "only the first layer is followed by the activation; others are, too"
        ),
        WrongAnswer(forgets_the_biases, "the biases play no part in your sums"),
        WrongAnswer(
            applies_the_activation_to_the_inputs,
            "the activation comes before each affine map, so that the very inputs go through it",
        ),
        WrongAnswer(
            stops_before_the_last_layer, "your loop ends a layer early: what comes back are hidden values, not outputs"
        ),
        WrongAnswer(
            keeps_no_backward_functions,
            "the values are right, and the two lists are empty: backward finds nothing to go back through",
        ),
        WrongAnswer(
            ignores_what_is_left_over,
            "zip stops at the shorter of its lists without a word, so a layer that lacks its bias is left out",
        ),
    ),
)
