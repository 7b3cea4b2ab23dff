"""Exercise group_norm: every group of channels of every example normalised by itself."""

from __future__ import annotations

import numpy as np

from autograder.checks.observers import error_raised, gradients, value_of_pair
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.exercises.lesson_07_normalization import group_norm_gradient_mistakes, group_norm_mistakes
from autograder.exercises.lesson_07_normalization.inputs import Array, draw_eps, draw_inputs, draw_scale_and_shift
from lecturelib.normalization import group_norm


def _case(rng: np.random.Generator, label: str, x: Array, groups: int) -> Case:
    gamma, beta = draw_scale_and_shift(rng, (x.shape[1],))
    return Case(label, (x, gamma, beta, groups, draw_eps(rng)), incoming=rng.standard_normal(x.shape))


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw images, sequences and rows in groups of several sizes, from one group to one for each channel."""
    constant = draw_inputs(rng, (3, 4, 2, 2))
    constant[1, 2:] = rng.normal()
    return [
        _case(rng, "six channels in two groups", draw_inputs(rng, (2, 6, 2, 3)), 2),
        _case(rng, "six channels in three groups", draw_inputs(rng, (3, 6, 2, 2)), 3),
        _case(rng, "four channels in two groups", draw_inputs(rng, (2, 4, 3, 2)), 2),
        _case(rng, "one group", draw_inputs(rng, (3, 4, 2, 2)), 1),
        _case(rng, "a group for every channel", draw_inputs(rng, (2, 4, 3, 2)), 4),
        _case(rng, "one image", draw_inputs(rng, (1, 6, 2, 2)), 2),
        _case(rng, "rows", draw_inputs(rng, (4, 6)), 2),
        _case(rng, "rows with a group for every channel", draw_inputs(rng, (4, 3)), 3),
        _case(rng, "a group whose values are all equal", constant, 2),
        _case(rng, "sequences", draw_inputs(rng, (2, 6, 4)), 3),
        _case(rng, "a larger batch", draw_inputs(rng, (6, 12, 4, 4)), 4),
    ]


def draw_groups_that_do_not_fit(rng: np.random.Generator) -> list[Case]:
    """Draw numbers of groups that don't divide the channels, though they divide the values, and one that does."""
    return [
        _case(rng, "six channels in four groups", draw_inputs(rng, (2, 6, 2, 2)), 4),
        _case(rng, "four channels in eight groups", draw_inputs(rng, (2, 4, 2, 2)), 8),
        _case(rng, "six channels in three groups", draw_inputs(rng, (2, 6, 2, 2)), 3),
    ]


EXERCISE = Exercise(
    name="group_norm",
    number="7.4",
    reference=group_norm,
    parts=(
        Part("value", 2, draw_cases, value_of_pair("y")),
        Part("gradient", 2, draw_cases, gradients("d_x", "d_gamma", "d_beta")),
        Part("groups that do not fit", 1, draw_groups_that_do_not_fit, error_raised),
    ),
    wrong_answers=(
        WrongAnswer(
            group_norm_mistakes.takes_the_groups_for_their_size,
            "the number of groups is taken for the number of channels in a group",
        ),
        WrongAnswer(
            group_norm_mistakes.deals_the_channels_out,
            "the channels are dealt out to the groups like cards; a group is made of neighbours",
        ),
        WrongAnswer(
            group_norm_mistakes.shares_statistics_among_examples,
            "the examples share statistics, as in batch norm; here an image must not see the others",
        ),
        WrongAnswer(
            group_norm_mistakes.takes_all_channels_for_one_group,
            "all channels of an example share statistics, whatever the number of groups",
        ),
        WrongAnswer(
            group_norm_mistakes.normalises_every_channel_by_itself,
            "every channel is normalised by itself, whatever the number of groups",
        ),
        WrongAnswer(
            group_norm_mistakes.forgets_to_scale_and_shift,
            "gamma and beta are not used: the normalised values are returned as they are",
        ),
        WrongAnswer(
            group_norm_mistakes.divides_by_one_less,
            "the outputs are divided by the root of the unbiased variance; a group of one value would have none",
        ),
        WrongAnswer(
            group_norm_mistakes.divides_by_the_variance,
            "you divide by the variance: if x is in metres, in what unit is its variance?",
        ),
        WrongAnswer(
            group_norm_mistakes.adds_eps_outside_the_root,
            "eps is added to the standard deviation; to what does the formula add it?",
        ),
        WrongAnswer(
            group_norm_mistakes.forgets_eps,
            "eps is missing: a group whose values are all equal is divided by 0",
        ),
        WrongAnswer(
            group_norm_gradient_mistakes.takes_the_mean_for_a_constant,
            "the mean is taken for a constant: a nudge to one value moves it, and with it all outputs of the group",
        ),
        WrongAnswer(
            group_norm_gradient_mistakes.takes_the_variance_for_a_constant,
            "the variance is taken for a constant: a nudge to one value changes what the whole group is divided by",
        ),
        WrongAnswer(
            group_norm_gradient_mistakes.takes_both_statistics_for_constants,
            "mean and variance are taken for constants: x enters y in three places, and this is only the first of them",
        ),
        WrongAnswer(
            group_norm_gradient_mistakes.takes_gamma_out_of_the_means,
            "gamma is multiplied last; the channels of a group share a mean and have different gammas: what is the "
            "gradient that arrives at x_hat?",
        ),
        WrongAnswer(
            group_norm_mistakes.lets_any_number_of_groups_through,
            "groups that do not divide the channels go through: reshape counts values only, and cut a channel in two",
        ),
    ),
)
