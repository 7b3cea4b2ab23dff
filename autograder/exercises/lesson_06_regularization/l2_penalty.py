"""Exercise l2_penalty: half the sum of squares, and its gradient."""

from __future__ import annotations

import numpy as np

from autograder.checks.observers import gradients, value_of_pair
from autograder.exercises.declaration import Exercise, Part, WrongAnswer
from autograder.exercises.lesson_06_regularization.weights import (
    Array,
    Penalty,
    draw_strengths,
    draw_weights,
    the_refusal,
)
from lecturelib.regularizers import l2_penalty


def forgets_the_half(weights: Array, strength: float) -> Penalty:
    if strength < 0:
        raise ValueError("negative strength")
    return strength * np.sum(weights**2), lambda d_penalty: 2 * strength * weights * d_penalty


def halves_the_gradient_too(weights: Array, strength: float) -> Penalty:
    if strength < 0:
        raise ValueError("negative strength")
    return 0.5 * strength * np.sum(weights**2), lambda d_penalty: 0.5 * strength * weights * d_penalty


def takes_the_mean(weights: Array, strength: float) -> Penalty:
    if strength < 0:
        raise ValueError("negative strength")
    value = 0.5 * strength * np.sum(weights**2) / max(weights.size, 1)
    return value, lambda d_penalty: strength * weights * d_penalty / max(weights.size, 1)


def takes_the_length(weights: Array, strength: float) -> Penalty:
    if strength < 0:
        raise ValueError("negative strength")
    length = np.sqrt(np.sum(weights**2))
    return 0.5 * strength * length, lambda d_penalty: 0.5 * strength * weights * d_penalty / length


def sums_before_squaring(weights: Array, strength: float) -> Penalty:
    if strength < 0:
        raise ValueError("negative strength")
    return 0.5 * strength * np.sum(weights) ** 2, lambda d_penalty: strength * np.sum(weights) * d_penalty + 0 * weights


def squares_the_strength(weights: Array, strength: float) -> Penalty:
    if strength < 0:
        raise ValueError("negative strength")
    return 0.5 * np.sum((strength * weights) ** 2), lambda d_penalty: strength**2 * weights * d_penalty


def leaves_the_strength_out_of_the_gradient(weights: Array, strength: float) -> Penalty:
    if strength < 0:
        raise ValueError("negative strength")
    return 0.5 * strength * np.sum(weights**2), lambda d_penalty: weights * d_penalty


def ignores_what_comes_in(weights: Array, strength: float) -> Penalty:
    if strength < 0:
        raise ValueError("negative strength")
    return 0.5 * strength * np.sum(weights**2), lambda d_penalty: strength * weights


def returns_the_smaller_weights(weights: Array, strength: float) -> Penalty:
    if strength < 0:
        raise ValueError("negative strength")
    return 0.5 * strength * np.sum(weights**2), lambda d_penalty: weights - strength * weights * d_penalty


def accepts_a_negative_strength(weights: Array, strength: float) -> Penalty:
    return 0.5 * strength * np.sum(weights**2), lambda d_penalty: strength * weights * d_penalty


EXERCISE = Exercise(
    name="l2_penalty",
    number="6.1",
    reference=l2_penalty,
    parts=(
        Part("value", 1, draw_weights, value_of_pair("the penalty")),
        Part("gradient", 1, draw_weights, gradients("d_weights")),
        Part("bad strength", 1, draw_strengths, the_refusal),
    ),
    wrong_answers=(
        WrongAnswer(
            forgets_the_half,
            "the sum of squares is there, but where is the one half in front of it? Its gradient would have a 2",
        ),
        WrongAnswer(
            halves_the_gradient_too,
            "the one half also stands in your gradient; what does the derivative of a square do to it?",
        ),
        WrongAnswer(
            takes_the_mean,
            "you divide by the number of weights: then a weight in a large layer would be pulled less than one in a "
            "small layer",
        ),
        WrongAnswer(
            takes_the_length,
            "you take the root of the sum of squares; then the pull on a weight depends on all the others",
        ),
        WrongAnswer(
            sums_before_squaring,
            "the weights are added before they are squared, so 1 and -1 together cost nothing",
        ),
        WrongAnswer(
            squares_the_strength, "the strength is squared together with the weights; it should stand outside the sum"
        ),
        WrongAnswer(
            leaves_the_strength_out_of_the_gradient,
            "your value knows the strength, your gradient does not: differentiate the whole formula",
        ),
        WrongAnswer(
            ignores_what_comes_in,
            "backward returns the same whatever it is given; by what does the chain rule multiply dP/dw?",
        ),
        WrongAnswer(
            returns_the_smaller_weights,
            "backward returns the weights after a step; the step is taken by the optimizer, and backward returns the "
            "gradient alone",
        ),
        WrongAnswer(
            accepts_a_negative_strength,
            "a negative strength goes through: it would reward large weights, and no minimum would be left",
        ),
    ),
)
