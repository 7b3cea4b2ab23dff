"""Exercise binary_cross_entropy_with_logits: the loss of yes-or-no answers, from log-odds, finite for all of them."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.observers import error_raised, gradients, value_of_pair
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.exercises.lesson_03_losses import binary_cross_entropy_mistakes as mistakes
from lecturelib.losses import binary_cross_entropy_with_logits


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw batches of several shapes, averaged and summed, near 0 and far from it."""

    def case(label: str, *shape: int, targets: Any = None, **reduction: str) -> Case:
        logits = 2 * rng.standard_normal(shape)
        y = rng.permutation(np.arange(logits.size) % 2).reshape(shape) if targets is None else targets
        return Case(label, (logits, y.astype(float)), reduction, incoming=float(rng.uniform(0.5, 2)))

    far = rng.uniform(0.5e4, 2e4, 4) * np.array([1, 1, -1, -1])
    return [
        case("several rows", 6),
        case("a target of 1", 1, targets=np.ones(1)),
        case("a target of 0", 1, targets=np.zeros(1)),
        Case("logits of exactly 0", (np.zeros(2), np.array([0.0, 1.0])), incoming=1.5),
        case("summed", 4, reduction="sum"),
        case("several answers for each row", 4, 3),
        case("several answers, summed", 3, 3, reduction="sum"),
        case("targets between 0 and 1", 3, targets=rng.uniform(0.1, 0.9, 3)),
        Case("logits of ten thousand", (far, np.array([1.0, 0.0, 1.0, 0.0])), incoming=0.5),
    ]


def draw_bad_targets(rng: np.random.Generator) -> list[Case]:
    """Draw targets that are no probabilities, and some that are."""
    logits = rng.standard_normal(4)
    return [
        Case("targets -1 and +1", (logits, np.array([-1.0, 1.0, 1.0, -1.0]))),
        Case("a target of 2", (logits, np.array([0.0, 1.0, 2.0, 1.0]))),
        Case("targets in per cent", (logits, np.round(rng.uniform(2, 98, 4)))),
        Case("targets 0 and 1", (logits, rng.permutation(np.array([0.0, 1.0, 0.0, 1.0])))),
    ]


EXERCISE = Exercise(
    name="binary_cross_entropy_with_logits",
    number="3.2",
    reference=binary_cross_entropy_with_logits,
    parts=(
        Part("value", 2, draw_cases, value_of_pair("loss")),
        Part("gradient", 2, draw_cases, gradients("d_logits")),
        Part("bad targets", 1, draw_bad_targets, error_raised),
    ),
    wrong_answers=(
        WrongAnswer(
            mistakes.takes_the_logarithm_of_the_sigmoid,
            "far from 0 the sigmoid is rounded to 0 or 1 and its logarithm is infinite: leave the sigmoid out of it",
        ),
        WrongAnswer(
            mistakes.clips_the_probability,
            "clipping keeps the loss finite and makes it wrong: at a logit of -10,000 a yes costs 10,000 nats",
        ),
        WrongAnswer(
            mistakes.lets_exp_overflow,
            "exp overflows for large logits; which exponent can never be positive?",
        ),
        WrongAnswer(
            mistakes.takes_logits_for_probabilities,
            "the logits are treated as probabilities: they are log-odds, and may be negative or above 1",
        ),
        WrongAnswer(
            mistakes.squashes_twice, "the sigmoid is applied twice: its output is treated as a logit once more"
        ),
        WrongAnswer(
            mistakes.counts_only_the_yes_answers,
            "rows whose target is 0 cost nothing: half of the likelihood is missing",
        ),
        WrongAnswer(mistakes.measures_in_bits, "the loss is in bits: take the natural logarithm"),
        WrongAnswer(
            mistakes.averages_over_everything,
            "you divide by the number of entries; the answers of one row add up, and only the rows are averaged over",
        ),
        WrongAnswer(mistakes.always_sums, "you sum the rows and never average: by which number does the mean divide?"),
        WrongAnswer(mistakes.always_averages, "you divide by the number of rows even where the sum is asked for"),
        WrongAnswer(
            mistakes.gradient_not_divided_by_n,
            "the loss is averaged and its gradient is not: a factor of the loss is a factor of every derivative",
        ),
        WrongAnswer(
            mistakes.keeps_the_slope_of_the_sigmoid,
            "the slope of the sigmoid is in your gradient; differentiate the logarithm too, and see what cancels",
        ),
        WrongAnswer(
            mistakes.gradient_points_to_the_target,
            "the gradient has the wrong sign: does the loss rise or fall when the logit of a no grows?",
        ),
        WrongAnswer(
            mistakes.ignores_the_incoming_gradient,
            "the gradient that comes in is not used: backward answers as if J were the loss itself",
        ),
        WrongAnswer(
            mistakes.accepts_any_targets,
            "targets outside [0, 1] go through; labelled -1, a no could drive the loss below 0, without end",
        ),
    ),
)
