"""Exercise kl_divergence: what predicting q costs beyond the entropy of p."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.observers import gradients, transformed, value_of_pair
from autograder.exercises.declaration import Case, Exercise, Observation, Part, WrongAnswer
from autograder.exercises.lesson_03_losses import kl_divergence_mistakes as mistakes
from lecturelib.losses import kl_divergence

Array = np.ndarray[Any, np.dtype[Any]]


def infinities_apart(_: Case, seen: Observation) -> Observation:
    """Return where the divergence is infinite, and its value elsewhere: a comparison of numbers refuses infinity."""
    try:
        divergence = np.asarray(seen["divergence"], dtype=float)
    except (TypeError, ValueError):
        raise ValueError("the divergence must be a number, or an array of numbers") from None
    infinite = np.isposinf(divergence)
    return {"divergence": np.where(infinite, 0.0, divergence), "infinite": infinite}


def _positive(rng: np.random.Generator, *shape: int) -> Array:
    p = rng.uniform(0.5, 3.0, shape)
    return np.asarray(p / p.sum(axis=-1, keepdims=True))


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw pairs of distributions with and without zeros in each of them."""

    def case(label: str, *shape: int) -> Case:
        return Case(label, (_positive(rng, *shape), _positive(rng, *shape)))

    some, others, same = _positive(rng, 3), _positive(rng, 3), _positive(rng, 2, 4)
    return [
        case("one pair", 4),
        case("several pairs", 5, 3),
        Case("p and q alike", (same, same.copy())),
        Case("outcomes that never happen under p", (np.array([0.0, *some]), _positive(rng, 4))),
        Case("a certain outcome", (rng.permutation(np.eye(3)), _positive(rng, 3, 3))),
        Case("an outcome of probability 0 under both", (np.array([*some, 0.0]), np.array([*others, 0.0]))),
        Case("q excludes what happens under p", (_positive(rng, 2, 4), np.array([[*some, 0.0], [0.0, *others]]))),
        case("as many pairs as outcomes", 3, 3),
        case("three axes", 2, 3, 4),
    ]


def draw_gradient_cases(rng: np.random.Generator) -> list[Case]:
    """Draw pairs without zeros, where the slopes are finite, with an incoming gradient for each."""

    def case(label: str, *shape: int) -> Case:
        pair = (_positive(rng, *shape), _positive(rng, *shape))
        return Case(label, pair, incoming=np.array(rng.uniform(0.5, 2, shape[:-1])))

    return [
        case("one pair", 4),
        case("several pairs", 5, 3),
        case("as many pairs as outcomes", 3, 3),
        case("three axes", 2, 3, 4),
    ]


EXERCISE = Exercise(
    name="kl_divergence",
    number="3.7",
    reference=kl_divergence,
    parts=(
        Part("value", 2, draw_cases, transformed(value_of_pair("divergence"), infinities_apart)),
        Part("gradient", 2, draw_gradient_cases, gradients("d_p", "d_q")),
    ),
    wrong_answers=(
        WrongAnswer(
            mistakes.swaps_p_and_q,
            "p and q are exchanged: the outcomes happen, and are weighted, as p says; q is the prediction",
        ),
        WrongAnswer(
            mistakes.takes_the_logarithm_of_0,
            "an outcome of probability 0 under p gives 0 times -infinity, which is NaN; it adds nothing to the mean",
        ),
        WrongAnswer(
            mistakes.adds_a_little_to_every_probability,
            "a small number added inside the logarithm hides an infinite divergence: q called impossible what happens",
        ),
        WrongAnswer(
            mistakes.skips_what_q_excludes,
            "outcomes that q excludes are left out; if they happen under p, the prediction was infinitely wrong",
        ),
        WrongAnswer(
            mistakes.forgets_the_entropy,
            "this is the cross-entropy of p and q; it is not 0 where they agree: what is left to subtract?",
        ),
        WrongAnswer(mistakes.measures_in_bits, "the divergence is in bits, with logarithms to base 2; use nats"),
        WrongAnswer(mistakes.has_the_wrong_sign, "your divergences are negative: is the fraction upside down?"),
        WrongAnswer(
            mistakes.takes_both_directions, "the two directions are averaged; here only one of them is asked for"
        ),
        WrongAnswer(
            mistakes.sums_over_everything, "there is one divergence for each pair; your sum runs over all of them"
        ),
        WrongAnswer(
            mistakes.gradient_takes_the_logarithm_for_a_constant,
            "p stands in p log p twice, and d_p moves only one of the two: use the product rule",
        ),
        WrongAnswer(
            mistakes.gradient_of_q_forgets_the_weight,
            "d_q has the slope of the logarithm and not its weight: how often does the outcome happen?",
        ),
        WrongAnswer(mistakes.swaps_the_gradients, "the gradients come in the wrong order: first p, then q"),
        WrongAnswer(
            mistakes.ignores_the_incoming_gradient,
            "the gradient that comes in is not used: backward answers as if J were the sum of the divergences",
        ),
    ),
)
