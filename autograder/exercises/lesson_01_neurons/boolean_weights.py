"""Exercise boolean_weights: Boolean functions by one threshold neuron, judged by the truth table of its weights."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np

from autograder.checks.observers import returned, transformed
from autograder.exercises.declaration import Case, Exercise, Observation, Part, WrongAnswer
from lecturelib.boolean_functions import boolean_weights
from lecturelib.neurons import threshold_neuron

Array = np.ndarray[Any, np.dtype[Any]]


def truth_table(case: Case, seen: Observation) -> Observation:
    """Return what a threshold neuron with these weights answers on every input; any weights that do it are right."""
    n = len(case.args[1])
    try:
        w, b = np.asarray(seen["w"], dtype=float), np.asarray(seen["b"], dtype=float)
    except (TypeError, ValueError):
        raise ValueError("the weights must be an array of numbers and the bias a number") from None
    if w.shape != (n,):
        raise ValueError(f"w has shape {w.shape} where ({n},) is expected: one weight for each input")
    if b.shape != ():
        raise ValueError(f"b has shape {b.shape} where one number is expected")
    if not (np.isfinite(w).all() and np.isfinite(b)):
        raise ValueError("the weights and the bias must be finite numbers")
    inputs = np.array(list(product([0.0, 1.0], repeat=n)))
    return {"truth table": threshold_neuron(inputs, w, float(b))}


OBSERVE = transformed(returned("w", "b"), truth_table)


def _plain(function: str, sizes: Sequence[int]) -> list[Case]:
    return [Case(f"{function} of {n} input{'s' if n > 1 else ''}", (function, np.zeros(n, dtype=bool))) for n in sizes]


def draw_or_and(rng: np.random.Generator) -> list[Case]:
    """Draw OR and AND of one to six inputs."""
    return [*_plain("or", (2, 1, 3)), *_plain("and", (2, 1, 3)), *_plain("or", (6,)), *_plain("and", (6,))]


def draw_majority(rng: np.random.Generator) -> list[Case]:
    """Draw majorities of odd and even numbers of inputs."""
    return _plain("majority", (3, 1, 5, 2, 4, int(rng.integers(6, 9))))


def draw_negations(rng: np.random.Generator) -> list[Case]:
    """Draw NOT, and functions of partly negated inputs."""
    drawn = []
    # Fixed numbers of inputs for the majority: whether a mistake about ties shows must not depend on the draw.
    sizes = [("and", 4), ("or", 4), ("majority", 3), ("and", 6), ("or", 5), ("majority", 5)]
    for function, n in sizes:
        negated = rng.permutation(np.arange(n) < rng.integers(1, n))
        drawn.append(Case(f"{function} of {n} inputs, {negated.sum()} of them negated", (function, negated)))
    return [
        Case("NOT x: and of one negated input", ("and", np.array([True]))),
        Case("x1 AND NOT x2", ("and", np.array([False, True]))),
        Case("NOT x1 OR NOT x2", ("or", np.array([True, True]))),
        *drawn,
    ]


def ignores_negations(function: str, negated: Array) -> tuple[Array, float]:
    n = len(negated)
    return np.ones(n), {"or": -0.5, "and": -(n - 0.5), "majority": -0.5 * n}[function]


def flips_the_weight_but_not_the_bias(function: str, negated: Array) -> tuple[Array, float]:
    n = len(negated)
    return np.where(negated, -1.0, 1.0), {"or": -0.5, "and": -(n - 0.5), "majority": -0.5 * n}[function]


def lowers_the_bias_for_negations(function: str, negated: Array) -> tuple[Array, float]:
    n = len(negated)
    bias = {"or": -0.5, "and": -(n - 0.5), "majority": -0.5 * n}[function]
    return np.where(negated, -1.0, 1.0), bias - float(np.sum(negated))


def writes_and_for_two_inputs_only(function: str, negated: Array) -> tuple[Array, float]:
    bias = {"or": -0.5, "and": -1.5, "majority": -0.5 * len(negated)}[function]
    return np.where(negated, -1.0, 1.0), bias + float(np.sum(negated))


def swaps_and_with_or(function: str, negated: Array) -> tuple[Array, float]:
    n = len(negated)
    bias = {"and": -0.5, "or": -(n - 0.5), "majority": -0.5 * n}[function]
    return np.where(negated, -1.0, 1.0), bias + float(np.sum(negated))


def lets_a_tie_win(function: str, negated: Array) -> tuple[Array, float]:
    n = len(negated)
    bias = {"or": -0.5, "and": -(n - 0.5), "majority": -0.5 * n + 0.25}[function]
    return np.where(negated, -1.0, 1.0), bias + float(np.sum(negated))


def asks_for_half_the_inputs_of_three(function: str, negated: Array) -> tuple[Array, float]:
    n = len(negated)
    bias = {"or": -0.5, "and": -(n - 0.5), "majority": -1.5}[function]
    return np.where(negated, -1.0, 1.0), bias + float(np.sum(negated))


EXERCISE = Exercise(
    name="boolean_weights",
    number="1.2",
    reference=boolean_weights,
    parts=(
        Part("or, and", 1, draw_or_and, OBSERVE),
        Part("majority", 1, draw_majority, OBSERVE),
        Part("negations", 2, draw_negations, OBSERVE),
    ),
    wrong_answers=(
        WrongAnswer(ignores_negations, "negated inputs are treated like the others: the second argument is not used"),
        WrongAnswer(
            flips_the_weight_but_not_the_bias,
            "negated inputs have their weight flipped, and the bias stays: write out w (1 - x); what is left over?",
        ),
        WrongAnswer(lowers_the_bias_for_negations, "each negated input moves the bias the wrong way"),
        WrongAnswer(
            writes_and_for_two_inputs_only,
            "the bias of AND fits two inputs only; how large is the sum when all n are 1?",
        ),
        WrongAnswer(swaps_and_with_or, "AND and OR are exchanged"),
        WrongAnswer(
            lets_a_tie_win, "with an even number of inputs a tie counts as a majority; it is not more than half"
        ),
        WrongAnswer(
            asks_for_half_the_inputs_of_three, "the bias of the majority fits three inputs only; let it depend on n"
        ),
    ),
)
