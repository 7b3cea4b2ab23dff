"""Exercise instance_norm: every channel of every example normalised by itself."""

from __future__ import annotations

import numpy as np

from autograder.checks.observers import error_raised, gradients, value_of_pair
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.exercises.lesson_07_normalization import instance_norm_gradient_mistakes, instance_norm_mistakes
from autograder.exercises.lesson_07_normalization.inputs import Array, draw_eps, draw_inputs, draw_scale_and_shift
from lecturelib.normalization import instance_norm


def _case(rng: np.random.Generator, label: str, x: Array) -> Case:
    gamma, beta = draw_scale_and_shift(rng, (x.shape[1],))
    return Case(label, (x, gamma, beta, draw_eps(rng)), incoming=rng.standard_normal(x.shape))


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw images and sequences, down to one position."""
    constant = draw_inputs(rng, (3, 2, 2, 3))
    constant[1, 0] = rng.normal()
    return [
        _case(rng, "images", draw_inputs(rng, (3, 2, 4, 3))),
        _case(rng, "one image", draw_inputs(rng, (1, 3, 2, 4))),
        _case(rng, "one channel", draw_inputs(rng, (3, 1, 2, 2))),
        _case(rng, "one position", draw_inputs(rng, (2, 3, 1))),
        _case(rng, "as many columns as channels", draw_inputs(rng, (2, 3, 4, 3))),
        _case(rng, "a channel of one image whose values are all equal", constant),
        _case(rng, "sequences", draw_inputs(rng, (2, 3, 5))),
        _case(rng, "a larger batch", draw_inputs(rng, (6, 4, 5, 5))),
    ]


def draw_without_positions(rng: np.random.Generator) -> list[Case]:
    """Draw rows, which have no position, and what has one."""
    return [
        _case(rng, "rows", draw_inputs(rng, (4, 3))),
        _case(rng, "sequences of one step", draw_inputs(rng, (4, 3, 1))),
        _case(rng, "images", draw_inputs(rng, (2, 3, 2, 2))),
    ]


EXERCISE = Exercise(
    name="instance_norm",
    number="7.3",
    reference=instance_norm,
    parts=(
        Part("value", 1, draw_cases, value_of_pair("y")),
        Part("gradient", 1, draw_cases, gradients("d_x", "d_gamma", "d_beta")),
        Part("no positions", 1, draw_without_positions, error_raised),
    ),
    wrong_answers=(
        WrongAnswer(
            instance_norm_mistakes.shares_statistics_among_examples,
            "the examples share statistics, as in batch norm; here an image must not see the others",
        ),
        WrongAnswer(
            instance_norm_mistakes.shares_statistics_among_channels,
            "the channels of an image share statistics, as in layer norm; here each channel has its own",
        ),
        WrongAnswer(
            instance_norm_mistakes.takes_the_last_axis_alone,
            "every row of an image has statistics of its own; how many axes of positions does an image have?",
        ),
        WrongAnswer(
            instance_norm_mistakes.scales_along_the_last_axis,
            "gamma is multiplied along the last axis, where NumPy puts it by itself; which axis of x counts channels?",
        ),
        WrongAnswer(
            instance_norm_mistakes.forgets_to_scale_and_shift,
            "gamma and beta are not used: the normalised values are returned as they are",
        ),
        WrongAnswer(
            instance_norm_mistakes.divides_by_one_less,
            "the outputs are divided by the root of the unbiased variance; a channel with one position would have none",
        ),
        WrongAnswer(
            instance_norm_mistakes.divides_by_the_variance,
            "you divide by the variance: if x is in metres, in what unit is its variance?",
        ),
        WrongAnswer(
            instance_norm_mistakes.adds_eps_outside_the_root,
            "eps is added to the standard deviation; to what does the formula add it?",
        ),
        WrongAnswer(
            instance_norm_mistakes.forgets_eps,
            "eps is missing: an image of one colour is divided by 0",
        ),
        WrongAnswer(
            instance_norm_gradient_mistakes.takes_the_mean_for_a_constant,
            "the mean is taken for a constant: a nudge to one pixel moves it, and with it all pixels of the channel",
        ),
        WrongAnswer(
            instance_norm_gradient_mistakes.takes_the_variance_for_a_constant,
            "the variance is taken for a constant: a nudge to one pixel changes what all of them are divided by",
        ),
        WrongAnswer(
            instance_norm_gradient_mistakes.takes_both_statistics_for_constants,
            "mean and variance are taken for constants: x enters y in three places, and this is only the first of them",
        ),
        WrongAnswer(
            instance_norm_gradient_mistakes.forgets_gamma_in_d_x,
            "gamma is missing from d_x: a channel that is scaled up feels a nudge more",
        ),
        WrongAnswer(
            instance_norm_gradient_mistakes.a_gamma_for_every_example,
            "d_gamma and d_beta have a row for every example; statistics are an example's own, but who owns gamma?",
        ),
        WrongAnswer(
            instance_norm_gradient_mistakes.sums_over_the_batch_alone,
            "d_gamma and d_beta are summed over the examples only; every pixel of a channel used the same gamma",
        ),
        WrongAnswer(
            instance_norm_mistakes.lets_rows_through,
            "inputs without positions go through: each number is then its own mean, and every output is beta",
        ),
    ),
)
