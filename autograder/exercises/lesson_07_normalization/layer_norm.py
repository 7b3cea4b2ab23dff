"""Exercise layer_norm: every example normalised by itself, over its features."""

from __future__ import annotations

import numpy as np

from autograder.checks.observers import gradients, value_of_pair
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.exercises.lesson_07_normalization import layer_norm_gradient_mistakes, layer_norm_mistakes
from autograder.exercises.lesson_07_normalization.inputs import Array, draw_eps, draw_inputs, draw_scale_and_shift
from lecturelib.normalization import layer_norm


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw rows, sequences and images; gamma has the axes that share statistics."""

    def case(label: str, x: Array, features: tuple[int, ...]) -> Case:
        gamma, beta = draw_scale_and_shift(rng, features)
        return Case(label, (x, gamma, beta, draw_eps(rng)), incoming=rng.standard_normal(x.shape))

    constant = draw_inputs(rng, (4, 3))
    constant[1] = rng.normal()
    return [
        case("rows", draw_inputs(rng, (5, 4)), (4,)),
        case("one row", draw_inputs(rng, (1, 4)), (4,)),
        case("one feature", draw_inputs(rng, (3, 1)), (1,)),
        case("as many rows as features", draw_inputs(rng, (4, 4)), (4,)),
        case("a row whose values are all equal", constant, (3,)),
        case("sequences", draw_inputs(rng, (2, 3, 4)), (4,)),
        case("images, with a gamma for every pixel", draw_inputs(rng, (3, 2, 2, 3)), (2, 2, 3)),
        case("a larger batch", draw_inputs(rng, (20, 8)), (8,)),
    ]


EXERCISE = Exercise(
    name="layer_norm",
    number="7.2",
    reference=layer_norm,
    parts=(
        Part("value", 1, draw_cases, value_of_pair("y")),
        Part("gradient", 2, draw_cases, gradients("d_x", "d_gamma", "d_beta")),
    ),
    wrong_answers=(
        WrongAnswer(
            layer_norm_mistakes.normalises_over_the_batch,
            "every feature is normalised over the examples, as in batch norm; here an example must not see the others",
        ),
        WrongAnswer(
            layer_norm_mistakes.takes_the_last_axis_alone,
            "only the last axis shares statistics; look at the shape of gamma: how many axes are an example's own?",
        ),
        WrongAnswer(
            layer_norm_mistakes.takes_one_mean_for_all_examples,
            "one mean and one variance serve the whole batch; every example has its own",
        ),
        WrongAnswer(
            layer_norm_mistakes.takes_every_axis_but_the_first,
            "all axes but the first share statistics; in a sequence every step has its own: look at the shape of gamma",
        ),
        WrongAnswer(
            layer_norm_mistakes.forgets_to_scale_and_shift,
            "gamma and beta are not used: the normalised values are returned as they are",
        ),
        WrongAnswer(
            layer_norm_mistakes.divides_by_one_less,
            "the outputs are divided by the root of the unbiased variance; an example with one feature would have none",
        ),
        WrongAnswer(
            layer_norm_mistakes.divides_by_the_variance,
            "you divide by the variance: if x is in metres, in what unit is its variance?",
        ),
        WrongAnswer(
            layer_norm_mistakes.adds_eps_outside_the_root,
            "eps is added to the standard deviation; to what does the formula add it?",
        ),
        WrongAnswer(
            layer_norm_mistakes.forgets_eps,
            "eps is missing: an example whose values are all equal is divided by 0",
        ),
        WrongAnswer(
            layer_norm_gradient_mistakes.takes_the_mean_for_a_constant,
            "the mean is taken for a constant: a nudge to one feature moves it, and so all outputs of the example",
        ),
        WrongAnswer(
            layer_norm_gradient_mistakes.takes_the_variance_for_a_constant,
            "the variance is taken for a constant: a nudge to one feature changes what all of them are divided by",
        ),
        WrongAnswer(
            layer_norm_gradient_mistakes.takes_both_statistics_for_constants,
            "mean and variance are taken for constants: x enters y in three places, and this is only the first of them",
        ),
        WrongAnswer(
            layer_norm_gradient_mistakes.takes_gamma_out_of_the_means,
            "gamma is multiplied last, as batch norm may do it; here the features that share a mean have different "
            "gammas: what is the gradient that arrives at x_hat?",
        ),
        WrongAnswer(
            layer_norm_gradient_mistakes.forgets_gamma_in_d_x,
            "gamma is missing from d_x: a feature that is scaled up feels a nudge more",
        ),
        WrongAnswer(
            layer_norm_gradient_mistakes.sums_over_the_features,
            "d_gamma and d_beta are summed over the features; each feature has a gamma of its own, and the examples "
            "share it",
        ),
        WrongAnswer(
            layer_norm_gradient_mistakes.sums_over_the_first_axis_alone,
            "d_gamma and d_beta are summed over the first axis only; in a sequence every step used the same gamma",
        ),
        WrongAnswer(
            layer_norm_gradient_mistakes.returns_d_beta_before_d_gamma,
            "the gradients come in the wrong order: first x, then gamma, then beta",
        ),
    ),
)
