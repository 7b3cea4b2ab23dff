"""Exercise relu: the positive part, and a gate for the gradient."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.observers import gradients, value_of_pair
from autograder.exercises.declaration import Exercise, Part, WrongAnswer
from autograder.exercises.lesson_02_multilayer_perceptrons.weighted_sums import cases_for_each_sum
from lecturelib.activations import relu

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Array, Callable[[Array], Any]]


def takes_slope_1_at_zero(a: Array) -> Pair:
    def backward(d_r: Array) -> Array:
        return d_r * (a >= 0)

    return np.maximum(a, 0), backward


def lets_every_gradient_through(a: Array) -> Pair:
    def backward(d_r: Array) -> Array:
        return d_r

    return np.maximum(a, 0), backward


def cuts_negative_gradients(a: Array) -> Pair:
    def backward(d_r: Array) -> Array:
        return np.maximum(d_r, 0)

    return np.maximum(a, 0), backward


def multiplies_by_the_value(a: Array) -> Pair:
    r = np.maximum(a, 0)

    def backward(d_r: Array) -> Array:
        return d_r * r

    return r, backward


def returns_the_slope_alone(a: Array) -> Pair:
    def backward(d_r: Array) -> Array:
        return (a > 0).astype(float)

    return np.maximum(a, 0), backward


def keeps_the_negative_part(a: Array) -> Pair:
    def backward(d_r: Array) -> Array:
        return d_r * (a < 0)

    return np.minimum(a, 0), backward


def turns_the_sign_of_negative_sums(a: Array) -> Pair:
    def backward(d_r: Array) -> Array:
        return d_r * np.sign(a)

    return np.abs(a), backward


def writes_into_its_argument(a: Array) -> Pair:
    positive = a > 0
    a[~positive] = 0

    def backward(d_r: Array) -> Array:
        return d_r * positive

    return a, backward


EXERCISE = Exercise(
    name="relu",
    number="2.3",
    reference=relu,
    parts=(
        Part("value", 1, cases_for_each_sum, value_of_pair("r")),
        Part("gradient", 1, cases_for_each_sum, gradients("d_a")),
    ),
    wrong_answers=(
        WrongAnswer(
            takes_slope_1_at_zero,
            "your slope at exactly 0 is 1; there is no derivative there, and the text says which of the two slopes is "
            "used",
        ),
        WrongAnswer(
            lets_every_gradient_through,
            "backward hands on the whole gradient; what does a small nudge of a negative sum change in the value?",
        ),
        WrongAnswer(
            cuts_negative_gradients,
            "backward asks whether the gradient is positive; the gate is set by the sum that went in",
        ),
        WrongAnswer(
            multiplies_by_the_value,
            "backward multiplies by the value; the slope is the same at a = 1 and at a = 100",
        ),
        WrongAnswer(
            returns_the_slope_alone,
            "backward returns the slope alone; the gradient that comes in belongs to the chain",
        ),
        WrongAnswer(keeps_the_negative_part, "you keep the negative sums and drop the positive ones"),
        WrongAnswer(turns_the_sign_of_negative_sums, "negative sums come out positive: that is the absolute value"),
        WrongAnswer(
            writes_into_its_argument,
            "the zeros are written into the array that was handed in, which belongs to the caller",
        ),
    ),
)
