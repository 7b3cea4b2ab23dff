"""Exercise entropy: the mean surprise of a distribution, where what never happens surprises nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.observers import error_raised, gradients, value_of_pair
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from lecturelib.losses import entropy

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Any, Callable[[Array], Any]]


def _with_zeros(rng: np.random.Generator) -> Array:
    """Draw three distributions over five outcomes, each with outcomes that never happen."""
    return np.array([rng.permutation(np.concatenate([[0.0, 0.0], rng.dirichlet(np.ones(3))])) for _ in range(3)])


def _positive(rng: np.random.Generator, *shape: int) -> Array:
    p = rng.uniform(0.5, 3.0, shape)
    return np.asarray(p / p.sum(axis=-1, keepdims=True))


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw distributions with and without zeros, one, several and a grid of them."""
    return [
        Case("one distribution", (_positive(rng, 4),)),
        Case("several distributions", (_positive(rng, 5, 3),)),
        Case("outcomes of probability 0", (_with_zeros(rng),)),
        Case("a certain outcome", (rng.permutation(np.eye(4))[0],)),
        Case("all outcomes alike", (np.full((2, 8), 1 / 8),)),
        Case("one outcome", (np.ones((3, 1)),)),
        Case("as many distributions as outcomes", (_positive(rng, 3, 3),)),
        Case("three axes", (_positive(rng, 2, 3, 4),)),
    ]


def draw_gradient_cases(rng: np.random.Generator) -> list[Case]:
    """Draw distributions without zeros, where the slope is finite, with an incoming gradient for each."""

    def case(label: str, *shape: int) -> Case:
        return Case(label, (_positive(rng, *shape),), incoming=rng.standard_normal(shape[:-1]))

    return [
        Case("one distribution", (_positive(rng, 4),), incoming=np.array(rng.uniform(0.5, 2))),
        case("several distributions", 5, 3),
        case("as many distributions as outcomes", 3, 3),
        case("three axes", 2, 3, 4),
    ]


def draw_what_is_no_distribution(rng: np.random.Generator) -> list[Case]:
    """Draw scores, counts, a negative probability, and distributions that are in order."""
    return [
        Case("counts, which sum to more than 1", (rng.integers(1, 9, (2, 4)).astype(float),)),
        Case("scores, some of them negative", (np.array([[-1.5, 0.5, 1.0 + rng.uniform()]]),)),
        Case("a negative probability in a sum of 1", (np.array([0.8, -0.3, 0.5]),)),
        Case("the columns sum to 1 instead of the rows", (np.asarray(_positive(rng, 2, 4).T),)),
        Case("distributions", (np.asarray(_positive(rng, 2, 4)),)),
    ]


def takes_the_logarithm_of_0(p: Array) -> Pair:
    if (p < 0).any() or (np.abs(p.sum(axis=-1) - 1) > 1e-6).any():
        raise ValueError("no distribution")

    def backward(d_h: Array) -> Any:
        return np.expand_dims(d_h, -1) * (-np.log(p) - 1)

    with np.errstate(all="ignore"):
        return -np.sum(p * np.log(p), axis=-1), backward


def measures_in_bits(p: Array) -> Pair:
    if (p < 0).any() or (np.abs(p.sum(axis=-1) - 1) > 1e-6).any():
        raise ValueError("no distribution")

    def backward(d_h: Array) -> Any:
        return np.expand_dims(d_h, -1) * (-np.log(p) - 1) / np.log(2)

    return -np.sum(p * np.log2(np.where(p > 0, p, 1)), axis=-1), backward


def forgets_the_minus(p: Array) -> Pair:
    if (p < 0).any() or (np.abs(p.sum(axis=-1) - 1) > 1e-6).any():
        raise ValueError("no distribution")

    def backward(d_h: Array) -> Any:
        return np.expand_dims(d_h, -1) * (np.log(p) + 1)

    return np.sum(p * np.log(np.where(p > 0, p, 1)), axis=-1), backward


def adds_the_surprises_unweighted(p: Array) -> Pair:
    if (p < 0).any() or (np.abs(p.sum(axis=-1) - 1) > 1e-6).any():
        raise ValueError("no distribution")

    def backward(d_h: Array) -> Any:
        return -np.expand_dims(d_h, -1) / p

    return -np.sum(np.log(np.where(p > 0, p, 1)), axis=-1), backward


def sums_over_everything(p: Array) -> Pair:
    if (p < 0).any() or (np.abs(p.sum(axis=-1) - 1) > 1e-6).any():
        raise ValueError("no distribution")

    def backward(d_h: Array) -> Any:
        return np.sum(d_h) * (-np.log(p) - 1)

    return -np.sum(p * np.log(np.where(p > 0, p, 1))), backward


def averages_over_the_outcomes(p: Array) -> Pair:
    if (p < 0).any() or (np.abs(p.sum(axis=-1) - 1) > 1e-6).any():
        raise ValueError("no distribution")

    def backward(d_h: Array) -> Any:
        return np.expand_dims(d_h, -1) * (-np.log(p) - 1) / p.shape[-1]

    return -np.mean(p * np.log(np.where(p > 0, p, 1)), axis=-1), backward


def gradient_takes_the_logarithm_for_a_constant(p: Array) -> Pair:
    if (p < 0).any() or (np.abs(p.sum(axis=-1) - 1) > 1e-6).any():
        raise ValueError("no distribution")

    def backward(d_h: Array) -> Any:
        return np.expand_dims(d_h, -1) * -np.log(p)

    return -np.sum(p * np.log(np.where(p > 0, p, 1)), axis=-1), backward


def ignores_the_incoming_gradient(p: Array) -> Pair:
    if (p < 0).any() or (np.abs(p.sum(axis=-1) - 1) > 1e-6).any():
        raise ValueError("no distribution")

    def backward(d_h: Array) -> Any:
        return -np.log(p) - 1

    return -np.sum(p * np.log(np.where(p > 0, p, 1)), axis=-1), backward


def accepts_what_is_no_distribution(p: Array) -> Pair:
    def backward(d_h: Array) -> Any:
        return np.expand_dims(d_h, -1) * (-np.log(p) - 1)

    return -np.sum(p * np.log(np.where(p > 0, p, 1)), axis=-1), backward


def accepts_negative_probabilities(p: Array) -> Pair:
    if (np.abs(p.sum(axis=-1) - 1) > 1e-6).any():
        raise ValueError("no distribution")

    def backward(d_h: Array) -> Any:
        return np.expand_dims(d_h, -1) * (-np.log(p) - 1)

    return -np.sum(p * np.log(np.where(p > 0, p, 1)), axis=-1), backward


EXERCISE = Exercise(
    name="entropy",
    number="3.6",
    reference=entropy,
    parts=(
        Part("value", 1, draw_cases, value_of_pair("h")),
        Part("gradient", 1, draw_gradient_cases, gradients("d_p")),
        Part("no distribution", 1, draw_what_is_no_distribution, error_raised),
    ),
    wrong_answers=(
        WrongAnswer(
            takes_the_logarithm_of_0,
            "an outcome of probability 0 gives 0 times -infinity, which is NaN; what does p log p tend to as p falls?",
        ),
        WrongAnswer(measures_in_bits, "the entropy is in bits, with logarithms to base 2; the text asks for nats"),
        WrongAnswer(forgets_the_minus, "your entropies are negative: the logarithm of a probability is at most 0"),
        WrongAnswer(
            adds_the_surprises_unweighted,
            "the surprises are added as if all outcomes were alike: how often does each of them happen?",
        ),
        WrongAnswer(sums_over_everything, "there is one entropy for each distribution; your sum runs over all of them"),
        WrongAnswer(
            averages_over_the_outcomes,
            "you divide by the number of outcomes; the probabilities are the weights of the mean already",
        ),
        WrongAnswer(
            gradient_takes_the_logarithm_for_a_constant,
            "p stands in p log p twice, and your gradient moves only one of the two: use the product rule",
        ),
        WrongAnswer(
            ignores_the_incoming_gradient,
            "the gradient that comes in is not used: backward answers as if J were the sum of the entropies",
        ),
        WrongAnswer(
            accepts_what_is_no_distribution,
            "scores and counts go through as if they were probabilities, and get a number that means nothing",
        ),
        WrongAnswer(accepts_negative_probabilities, "a sum of 1 is not enough: a negative number is no probability"),
    ),
)
