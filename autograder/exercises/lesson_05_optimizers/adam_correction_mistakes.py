"""Mistakes in adam that concern the correction for the start, runnable and named."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.declaration import WrongAnswer
from autograder.exercises.lesson_05_optimizers.steps import Array, Step


def leaves_the_moments_biased(
    parameter: Array,
    gradient: Array,
    state: Any,
    learning_rate: float = 0.001,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
    bias_correction: bool = True,
) -> Step:
    m, v = (np.zeros_like(parameter), np.zeros_like(parameter)) if state is None else state
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    return parameter - learning_rate * m / (np.sqrt(v) + eps), (m, v)


def corrects_even_when_told_not_to(
    parameter: Array,
    gradient: Array,
    state: Any,
    learning_rate: float = 0.001,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
    bias_correction: bool = True,
) -> Step:
    m, v, t = (np.zeros_like(parameter), np.zeros_like(parameter), 0) if state is None else state
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    t = t + 1
    c1, c2 = 1 - beta1**t, 1 - beta2**t
    return parameter - learning_rate * (m / c1) / (np.sqrt(v / c2) + eps), (m, v, t)


def counts_steps_from_zero(
    parameter: Array,
    gradient: Array,
    state: Any,
    learning_rate: float = 0.001,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
    bias_correction: bool = True,
) -> Step:
    m, v, t = (np.zeros_like(parameter), np.zeros_like(parameter), 0) if state is None else state
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    with np.errstate(divide="ignore", invalid="ignore"):
        first = m / np.float64(1 - beta1**t) if bias_correction else m
        second = v / np.float64(1 - beta2**t) if bias_correction else v
        after = parameter - learning_rate * first / (np.sqrt(second) + eps)
    return after, (m, v, t + 1)


def never_advances_the_step_count(
    parameter: Array,
    gradient: Array,
    state: Any,
    learning_rate: float = 0.001,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
    bias_correction: bool = True,
) -> Step:
    m, v = (np.zeros_like(parameter), np.zeros_like(parameter)) if state is None else state
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    c1, c2 = (1 - beta1, 1 - beta2) if bias_correction else (1.0, 1.0)
    return parameter - learning_rate * (m / c1) / (np.sqrt(v / c2) + eps), (m, v)


def corrects_the_first_moment_only(
    parameter: Array,
    gradient: Array,
    state: Any,
    learning_rate: float = 0.001,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
    bias_correction: bool = True,
) -> Step:
    m, v, t = (np.zeros_like(parameter), np.zeros_like(parameter), 0) if state is None else state
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    t = t + 1
    c1 = 1 - beta1**t if bias_correction else 1.0
    return parameter - learning_rate * (m / c1) / (np.sqrt(v) + eps), (m, v, t)


def keeps_the_corrected_moments(
    parameter: Array,
    gradient: Array,
    state: Any,
    learning_rate: float = 0.001,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
    bias_correction: bool = True,
) -> Step:
    m, v, t = (np.zeros_like(parameter), np.zeros_like(parameter), 0) if state is None else state
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    t = t + 1
    c1, c2 = (1 - beta1**t, 1 - beta2**t) if bias_correction else (1.0, 1.0)
    m, v = m / c1, v / c2
    return parameter - learning_rate * m / (np.sqrt(v) + eps), (m, v, t)


OF_THE_CORRECTION = (
    WrongAnswer(
        leaves_the_moments_biased,
        "the moments are never corrected: they start from zero, and for a long time they show it",
    ),
    WrongAnswer(corrects_even_when_told_not_to, "the moments are corrected although `bias_correction` is False"),
    WrongAnswer(
        counts_steps_from_zero,
        "t is 0 at your first step, so the correction divides by 1 - 1; t counts the step under way",
    ),
    WrongAnswer(
        never_advances_the_step_count,
        "t stays at 1, so the correction of the first step goes on for ever; where is t kept between steps?",
    ),
    WrongAnswer(
        corrects_the_first_moment_only, "the first moment is corrected and the second is not: it starts from zero too"
    ),
    WrongAnswer(
        keeps_the_corrected_moments,
        "the corrected moments are kept as the state, so they are corrected again at the next step",
    ),
)
