"""Mistakes in adam that concern the moments and the step, runnable and named."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.declaration import WrongAnswer
from autograder.exercises.lesson_05_optimizers.steps import Array, Step


def puts_eps_under_the_root(
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
    return parameter - learning_rate * (m / c1) / np.sqrt(v / c2 + eps), (m, v, t)


def averages_the_gradient_not_its_square(
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
    v = beta2 * v + (1 - beta2) * np.abs(gradient)
    t = t + 1
    c1, c2 = (1 - beta1**t, 1 - beta2**t) if bias_correction else (1.0, 1.0)
    return parameter - learning_rate * (m / c1) / (np.sqrt(v / c2) + eps), (m, v, t)


def squares_the_first_moment(
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
    v = beta2 * v + (1 - beta2) * m**2
    t = t + 1
    c1, c2 = (1 - beta1**t, 1 - beta2**t) if bias_correction else (1.0, 1.0)
    return parameter - learning_rate * (m / c1) / (np.sqrt(v / c2) + eps), (m, v, t)


def second_moment_uses_the_updated_parameter(
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
    t = t + 1
    c1, c2 = (1 - beta1**t, 1 - beta2**t) if bias_correction else (1.0, 1.0)
    after = parameter - learning_rate * (m / c1) / (np.sqrt(v / c2) + eps)
    return after, (m, beta2 * v + (1 - beta2) * after**2, t)


def exchanges_the_two_betas(
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
    m = beta2 * m + (1 - beta2) * gradient
    v = beta1 * v + (1 - beta1) * gradient**2
    t = t + 1
    c1, c2 = (1 - beta2**t, 1 - beta1**t) if bias_correction else (1.0, 1.0)
    return parameter - learning_rate * (m / c1) / (np.sqrt(v / c2) + eps), (m, v, t)


def climbs_the_loss(
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
    return parameter + learning_rate * (m / c1) / (np.sqrt(v / c2) + eps), (m, v, t)


OF_THE_MOMENTS = (
    WrongAnswer(
        puts_eps_under_the_root,
        "eps stands under the root in your code, where its own root counts; the text adds it after the root",
    ),
    WrongAnswer(
        averages_the_gradient_not_its_square,
        "the second moment averages the sizes of the gradients; it should average their squares",
    ),
    WrongAnswer(
        squares_the_first_moment,
        "the second moment squares the average; it should average the squares: think of signs that change",
    ),
    WrongAnswer(
        second_moment_uses_the_updated_parameter,
        "the second moment is made from the new parameter, after the step; what is it the average of?",
    ),
    WrongAnswer(
        exchanges_the_two_betas, "beta1 and beta2 are exchanged: which of the two moments has the longer memory?"
    ),
    WrongAnswer(climbs_the_loss, "your step goes up the hill: the sign is wrong"),
)
