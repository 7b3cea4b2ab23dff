"""Exercise sigmoid: a smooth step, its slope, and no overflow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.observers import gradients, value_of_pair, without_overflow
from autograder.exercises.declaration import Exercise, Part, WrongAnswer
from autograder.exercises.lesson_02_multilayer_perceptrons.weighted_sums import cases_for_each_sum, huge_sums
from lecturelib.activations import sigmoid

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Array, Callable[[Array], Any]]


def overflows_for_large_negative_sums(a: Array) -> Pair:
    g = 1 / (1 + np.exp(-a))

    def backward(d_g: Array) -> Array:
        return d_g * g * (1 - g)

    return g, backward


def overflows_for_large_positive_sums(a: Array) -> Pair:
    g = np.exp(a) / (1 + np.exp(a))

    def backward(d_g: Array) -> Array:
        return d_g * g * (1 - g)

    return g, backward


def computes_both_branches(a: Array) -> Pair:
    g = np.where(a > 0, 1 / (1 + np.exp(-a)), np.exp(a) / (1 + np.exp(a)))

    def backward(d_g: Array) -> Array:
        return d_g * g * (1 - g)

    return g, backward


def falls_instead_of_rising(a: Array) -> Pair:
    g = 0.5 * (1 - np.tanh(a / 2))

    def backward(d_g: Array) -> Array:
        return d_g * g * (1 - g)

    return g, backward


def takes_g_for_its_derivative(a: Array) -> Pair:
    g = 0.5 * (1 + np.tanh(a / 2))

    def backward(d_g: Array) -> Array:
        return d_g * g

    return g, backward


def takes_the_slope_at_g(a: Array) -> Pair:
    g = 0.5 * (1 + np.tanh(a / 2))

    def backward(d_g: Array) -> Array:
        again = 0.5 * (1 + np.tanh(g / 2))
        return d_g * again * (1 - again)

    return g, backward


def takes_the_slope_at_the_sum(a: Array) -> Pair:
    g = 0.5 * (1 + np.tanh(a / 2))

    def backward(d_g: Array) -> Array:
        return d_g * a * (1 - a)

    return g, backward


def ignores_the_incoming_gradient(a: Array) -> Pair:
    g = 0.5 * (1 + np.tanh(a / 2))

    def backward(d_g: Array) -> Array:
        return g * (1 - g)

    return g, backward


EXERCISE = Exercise(
    name="sigmoid",
    number="2.1",
    reference=sigmoid,
    parts=(
        Part("value", 1, cases_for_each_sum, value_of_pair("g")),
        Part("gradient", 1, cases_for_each_sum, gradients("d_a")),
        Part("huge sums", 1, huge_sums, without_overflow(value_of_pair("g"))),
    ),
    wrong_answers=(
        WrongAnswer(
            overflows_for_large_negative_sums,
            "for a large negative sum your exponential is too large to store; how large is exp(-a) at a = -1000?",
        ),
        WrongAnswer(
            overflows_for_large_positive_sums,
            "for a large positive sum your exponential is too large to store, and infinity over infinity is no number",
        ),
        WrongAnswer(
            computes_both_branches,
            "each formula has its branch, but np.where computes both of them for every sum, and one overflows",
        ),
        WrongAnswer(falls_instead_of_rising, "your curve falls from 1 to 0: look at the sign in the exponent"),
        WrongAnswer(
            takes_g_for_its_derivative, "the slope is taken to be g itself; how steep is the curve where g is near 1?"
        ),
        WrongAnswer(
            takes_the_slope_at_g,
            "backward applies the sigmoid to g, which has been through it already: its slope is wanted at a, and g "
            "is at hand",
        ),
        WrongAnswer(
            takes_the_slope_at_the_sum, "the slope is written in terms of the value; you have put the sum in its place"
        ),
        WrongAnswer(
            ignores_the_incoming_gradient,
            "backward returns the slope alone; the gradient that comes in belongs to the chain",
        ),
    ),
)
