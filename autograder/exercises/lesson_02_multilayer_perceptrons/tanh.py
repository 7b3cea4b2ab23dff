"""Exercise tanh: a sigmoid stretched to the range from -1 to 1."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.observers import gradients, value_of_pair
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.exercises.lesson_02_multilayer_perceptrons.weighted_sums import cases_for_each_sum
from lecturelib.activations import tanh

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Array, Callable[[Array], Any]]


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw sums of every size, some of them beyond what the exponential function can bear."""
    huge = rng.permutation([-1.0, 1.0, -1.0, 1.0]) * rng.uniform(750, 2000, 4)
    return [*cases_for_each_sum(rng), Case("huge sums of both signs", (huge,), incoming=rng.standard_normal(4))]


def does_not_double_the_sum(a: Array) -> Pair:
    t = 2 * (0.5 * (1 + np.tanh(a / 2))) - 1

    def backward(d_t: Array) -> Array:
        return d_t * (1 - t * t)

    return t, backward


def forgets_to_subtract_1(a: Array) -> Pair:
    t = 1 + np.tanh(a)

    def backward(d_t: Array) -> Array:
        return d_t * (1 - t * t)

    return t, backward


def overflows_for_huge_sums(a: Array) -> Pair:
    t = (np.exp(a) - np.exp(-a)) / (np.exp(a) + np.exp(-a))

    def backward(d_t: Array) -> Array:
        return d_t * (1 - t * t)

    return t, backward


def takes_the_slope_of_the_sigmoid(a: Array) -> Pair:
    t = np.tanh(a)

    def backward(d_t: Array) -> Array:
        return d_t * t * (1 - t)

    return t, backward


def does_not_square_the_value(a: Array) -> Pair:
    t = np.tanh(a)

    def backward(d_t: Array) -> Array:
        return d_t * (1 - t)

    return t, backward


def squares_the_sum(a: Array) -> Pair:
    t = np.tanh(a)

    def backward(d_t: Array) -> Array:
        return d_t * (1 - a * a)

    return t, backward


def forgets_the_inner_derivative(a: Array) -> Pair:
    g = 0.5 * (1 + np.tanh(a))

    def backward(d_t: Array) -> Array:
        return d_t * 2 * g * (1 - g)

    return 2 * g - 1, backward


def ignores_the_incoming_gradient(a: Array) -> Pair:
    t = np.tanh(a)

    def backward(d_t: Array) -> Array:
        return 1 - t * t

    return t, backward


EXERCISE = Exercise(
    name="tanh",
    number="2.2",
    reference=tanh,
    parts=(
        Part("value", 1, draw_cases, value_of_pair("t")),
        Part("gradient", 1, draw_cases, gradients("d_a")),
    ),
    wrong_answers=(
        WrongAnswer(
            does_not_double_the_sum,
            "your curve is half as steep at 0 as it should be: what goes into the sigmoid in the identity?",
        ),
        WrongAnswer(forgets_to_subtract_1, "your values lie between 0 and 2, not centred on 0"),
        WrongAnswer(
            overflows_for_huge_sums,
            "for huge sums your quotient is infinity over infinity; a form whose parts stay finite is wanted",
        ),
        WrongAnswer(
            takes_the_slope_of_the_sigmoid,
            "you use the slope of the sigmoid; at a = 0 it would be 0, where tanh is steepest",
        ),
        WrongAnswer(
            does_not_square_the_value,
            "your slope is not the same at a and -a; the curve's two halves mirror each other",
        ),
        WrongAnswer(squares_the_sum, "the slope is written in terms of the value; you have put the sum in its place"),
        WrongAnswer(
            forgets_the_inner_derivative,
            "your slope is half of what it should be: the chain rule passes through the sum on its way, too",
        ),
        WrongAnswer(
            ignores_the_incoming_gradient,
            "backward returns the slope alone; the gradient that comes in belongs to the chain",
        ),
    ),
)
