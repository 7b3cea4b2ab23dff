"""Exercise l1_penalty: the sum of absolute values, and its gradient, 0 at the kink."""

from __future__ import annotations

import numpy as np

from autograder.checks.observers import gradients, value_of_pair
from autograder.exercises.declaration import Exercise, Part, WrongAnswer
from autograder.exercises.lesson_06_regularization.weights import Array, Penalty, draw_weights
from lecturelib.regularizers import l1_penalty


def lets_signs_cancel(weights: Array, strength: float) -> Penalty:
    return strength * np.sum(weights), lambda d_penalty: strength * d_penalty * np.ones_like(weights)


def takes_the_size_of_the_sum(weights: Array, strength: float) -> Penalty:
    total = np.sum(weights)
    return strength * abs(total), lambda d_penalty: strength * d_penalty * np.sign(total) * np.ones_like(weights)


def pulls_upwards_only(weights: Array, strength: float) -> Penalty:
    return strength * np.sum(np.abs(weights)), lambda d_penalty: strength * d_penalty * np.ones_like(weights)


def pulls_a_weight_of_zero(weights: Array, strength: float) -> Penalty:
    return strength * np.sum(
        np.abs(weights)
    ), lambda d_penalty: strength * d_penalty * np.where(weights >= 0, 1.0, -1.0)


def divides_zero_by_zero(weights: Array, strength: float) -> Penalty:
    return strength * np.sum(np.abs(weights)), lambda d_penalty: strength * d_penalty * weights / np.abs(weights)


def pulls_in_proportion(weights: Array, strength: float) -> Penalty:
    return strength * np.sum(np.abs(weights)), lambda d_penalty: strength * d_penalty * weights


def pulls_by_the_absolute_value(weights: Array, strength: float) -> Penalty:
    return strength * np.sum(np.abs(weights)), lambda d_penalty: strength * d_penalty * np.abs(weights)


def takes_a_half_with_it(weights: Array, strength: float) -> Penalty:
    return 0.5 * strength * np.sum(np.abs(weights)), lambda d_penalty: 0.5 * strength * d_penalty * np.sign(weights)


def takes_the_mean(weights: Array, strength: float) -> Penalty:
    count = max(weights.size, 1)
    return strength * np.sum(np.abs(weights)) / count, lambda d_penalty: strength * d_penalty * np.sign(weights) / count


def leaves_the_strength_out_of_the_gradient(weights: Array, strength: float) -> Penalty:
    return strength * np.sum(np.abs(weights)), lambda d_penalty: d_penalty * np.sign(weights)


def ignores_what_comes_in(weights: Array, strength: float) -> Penalty:
    return strength * np.sum(np.abs(weights)), lambda d_penalty: strength * np.sign(weights)


EXERCISE = Exercise(
    name="l1_penalty",
    number="6.2",
    reference=l1_penalty,
    parts=(
        Part("value", 1, draw_weights, value_of_pair("the penalty")),
        Part("gradient", 1, draw_weights, gradients("d_weights")),
    ),
    wrong_answers=(
        WrongAnswer(
            lets_signs_cancel, "the weights are added with their signs: 1 and -1 together should not cost nothing"
        ),
        WrongAnswer(
            takes_the_size_of_the_sum,
            "you take the absolute value of the sum; which of the two comes first in the formula?",
        ),
        WrongAnswer(
            pulls_upwards_only,
            "every weight gets the same gradient, so negative ones are driven away from 0: which way is the slope of "
            "|w| to the left of 0?",
        ),
        WrongAnswer(
            pulls_a_weight_of_zero,
            "a weight of exactly 0 is pulled away from where it should stay; the text says what the slope at the kink "
            "is to be",
        ),
        WrongAnswer(divides_zero_by_zero, "w / |w| is the sign of w, except at 0, where you divide 0 by 0"),
        WrongAnswer(
            pulls_in_proportion,
            "the pull grows with the weight in your gradient, as for the sum of squares; how steep is |w|?",
        ),
        WrongAnswer(
            pulls_by_the_absolute_value,
            "the gradient holds the absolute values themselves; how much does |w| change if w grows a little?",
        ),
        WrongAnswer(
            takes_a_half_with_it, "a half stands in front of your sum; it belongs to the squares, where it cancels a 2"
        ),
        WrongAnswer(
            takes_the_mean,
            "you divide by the number of weights: then a weight in a large layer would be pulled less than one in a "
            "small layer",
        ),
        WrongAnswer(
            leaves_the_strength_out_of_the_gradient,
            "your value knows the strength, your gradient does not: differentiate the whole formula",
        ),
        WrongAnswer(
            ignores_what_comes_in,
            "backward returns the same whatever it is given; by what does the chain rule multiply dP/dw?",
        ),
    ),
)
