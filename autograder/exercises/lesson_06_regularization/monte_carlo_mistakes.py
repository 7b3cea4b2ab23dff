"""Mistakes in monte_carlo_dropout, runnable and named."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograder.exercises.declaration import WrongAnswer
from autograder.exercises.lesson_06_regularization.weights import Array

Generator = np.random.Generator
Forward = Callable[[Array, Generator], Array]
Estimate = tuple[Array, Array]


def repeats_one_pass(forward: Forward, x: Array, passes: int, rng: Generator) -> Estimate:
    output = forward(x, rng)
    outputs = np.stack([output] * passes)
    return outputs.mean(axis=0), outputs.std(axis=0)


def begins_the_chance_anew_in_every_pass(forward: Forward, x: Array, passes: int, rng: Generator) -> Estimate:
    seed = rng.integers(1000)
    outputs = np.stack([forward(x, np.random.default_rng(seed)) for _ in range(passes)])
    return outputs.mean(axis=0), outputs.std(axis=0)


def averages_over_the_examples(forward: Forward, x: Array, passes: int, rng: Generator) -> Estimate:
    outputs = np.stack([forward(x, rng) for _ in range(passes)])
    return outputs.mean(axis=1), outputs.std(axis=1)


def averages_everything(forward: Forward, x: Array, passes: int, rng: Generator) -> Estimate:
    outputs = np.stack([forward(x, rng) for _ in range(passes)])
    return outputs.mean(), outputs.std()


def adds_without_dividing(forward: Forward, x: Array, passes: int, rng: Generator) -> Estimate:
    outputs = np.stack([forward(x, rng) for _ in range(passes)])
    return outputs.sum(axis=0), outputs.std(axis=0)


def takes_the_median(forward: Forward, x: Array, passes: int, rng: Generator) -> Estimate:
    outputs = np.stack([forward(x, rng) for _ in range(passes)])
    return np.median(outputs, axis=0), outputs.std(axis=0)


def runs_one_pass_too_few(forward: Forward, x: Array, passes: int, rng: Generator) -> Estimate:
    outputs = np.stack([forward(x, rng) for _ in range(1, max(passes, 2))])
    return outputs.mean(axis=0), outputs.std(axis=0)


def returns_the_variance(forward: Forward, x: Array, passes: int, rng: Generator) -> Estimate:
    outputs = np.stack([forward(x, rng) for _ in range(passes)])
    return outputs.mean(axis=0), outputs.var(axis=0)


def divides_by_one_less(forward: Forward, x: Array, passes: int, rng: Generator) -> Estimate:
    outputs = np.stack([forward(x, rng) for _ in range(passes)])
    deviations = outputs - outputs.mean(axis=0)
    return outputs.mean(axis=0), np.sqrt(np.sum(deviations**2, axis=0) / (passes - 1))


def returns_the_error_of_the_mean(forward: Forward, x: Array, passes: int, rng: Generator) -> Estimate:
    outputs = np.stack([forward(x, rng) for _ in range(passes)])
    return outputs.mean(axis=0), outputs.std(axis=0) / np.sqrt(passes)


def draws_the_passes_twice(forward: Forward, x: Array, passes: int, rng: Generator) -> Estimate:
    mean = np.mean([forward(x, rng) for _ in range(passes)], axis=0)
    return mean, np.std([forward(x, rng) for _ in range(passes)], axis=0)


def exchanges_mean_and_deviation(forward: Forward, x: Array, passes: int, rng: Generator) -> Estimate:
    outputs = np.stack([forward(x, rng) for _ in range(passes)])
    return outputs.std(axis=0), outputs.mean(axis=0)


WRONG_ANSWERS = (
    WrongAnswer(
        repeats_one_pass,
        "the network is asked once, and its answer is averaged with itself; every pass needs a mask of its own",
    ),
    WrongAnswer(
        begins_the_chance_anew_in_every_pass,
        "every pass gets a new generator with the same seed, and so the same mask; hand the one you got to all of them",
    ),
    WrongAnswer(
        averages_over_the_examples,
        "you average over the examples of the batch; which axis of the stacked outputs counts the passes?",
    ),
    WrongAnswer(
        averages_everything, "one number comes out for all examples; each output has a mean of its own, over the passes"
    ),
    WrongAnswer(adds_without_dividing, "the outputs are added up; more passes would mean a larger answer"),
    WrongAnswer(takes_the_median, "you take the middle one of the outputs, which is not their mean"),
    WrongAnswer(runs_one_pass_too_few, "one pass is missing: count how often your loop calls forward"),
    WrongAnswer(
        returns_the_variance,
        "you return the variance; in which units is it, and in which is the output?",
    ),
    WrongAnswer(
        divides_by_one_less,
        "you divide by T - 1, which statisticians do for another purpose; the text's formula divides by T, and with "
        "one pass the deviation is 0",
    ),
    WrongAnswer(
        returns_the_error_of_the_mean,
        "your deviation shrinks as passes are added: that is how well the mean is known, and not how far the networks "
        "disagree",
    ),
    WrongAnswer(
        draws_the_passes_twice,
        "mean and deviation come from different passes; run them once and use their outputs for both",
    ),
    WrongAnswer(exchanges_mean_and_deviation, "mean and deviation are returned in the wrong order"),
)
