"""Exercise momentum: a velocity that remembers the gradients of before."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.exercises.lesson_05_optimizers.steps import (
    Array,
    Step,
    as_asked,
    parameters_after_steps,
    run,
    run_with,
    side_by_side,
)
from lecturelib.optimizers import MomentumState, momentum


def _settings(rng: np.random.Generator) -> dict[str, float]:
    return {"learning_rate": float(rng.uniform(0.2, 0.6)), "momentum": float(rng.uniform(0.4, 0.8))}


def draw_first_steps(rng: np.random.Generator) -> list[Case]:
    """Draw steps from rest, where the velocity is that of plain gradient descent."""
    return [
        run(rng, "a first step", (4,), 1, **_settings(rng)),
        run(rng, "a first step of one number", (1,), 1, **_settings(rng)),
        run(rng, "a first step of a matrix", (2, 3), 1, **_settings(rng)),
        run_with("a first gradient of zero", rng.standard_normal(3), [np.zeros(3)], **_settings(rng)),
        run_with("no number at all", np.zeros(0), [np.zeros(0)], **_settings(rng)),
    ]


def draw_runs(rng: np.random.Generator) -> list[Case]:
    """Draw runs: a steady gradient, a gradient that ends, a changing rate, momentum 0, two parameters."""
    settings, steady = _settings(rng), rng.standard_normal(3)
    ordinary = run(rng, "random gradients", (4,), 4, **settings)
    return [
        run_with("the same gradient three times", rng.standard_normal(3), [steady] * 3, **settings),
        run_with(
            "a push, then no gradient", rng.standard_normal(3), [steady, np.zeros(3), np.zeros(3)], **_settings(rng)
        ),
        ordinary,
        run(rng, "a momentum of zero", (3,), 3, learning_rate=0.5, momentum=0.0),
        run(rng, "a learning rate that falls", (3,), 3, **settings | {"learning_rate": (0.5, 0.25, 0.0)}),
        side_by_side("two parameters in turn", ordinary, run(rng, "", (2, 2), 4)),
        run(rng, "the settings of the signature", (3,), 4),
    ]


def adds_the_gradient(
    parameter: Array, gradient: Array, state: Any, learning_rate: float = 0.01, momentum: float = 0.9
) -> Step:
    before = np.zeros_like(parameter) if state is None else state
    velocity = momentum * before + learning_rate * gradient
    return parameter + velocity, velocity


def brakes_instead_of_rolling(
    parameter: Array, gradient: Array, state: Any, learning_rate: float = 0.01, momentum: float = 0.9
) -> Step:
    before = np.zeros_like(parameter) if state is None else state
    velocity = -momentum * before - learning_rate * gradient
    return parameter + velocity, velocity


def looks_ahead_like_nesterov(
    parameter: Array, gradient: Array, state: Any, learning_rate: float = 0.01, momentum: float = 0.9
) -> Step:
    before = np.zeros_like(parameter) if state is None else state
    velocity = momentum * before - learning_rate * gradient
    return parameter + momentum * velocity - learning_rate * gradient, velocity


def forgets_the_velocity(
    parameter: Array, gradient: Array, state: Any, learning_rate: float = 0.01, momentum: float = 0.9
) -> Step:
    velocity = -learning_rate * gradient
    return parameter + velocity, velocity


def remembers_the_last_gradient_only(
    parameter: Array, gradient: Array, state: Any, learning_rate: float = 0.01, momentum: float = 0.9
) -> Step:
    before = np.zeros_like(parameter) if state is None else state
    return parameter + momentum * before - learning_rate * gradient, -learning_rate * gradient


def averages_the_gradients(
    parameter: Array, gradient: Array, state: Any, learning_rate: float = 0.01, momentum: float = 0.9
) -> Step:
    before = np.zeros_like(parameter) if state is None else state
    velocity = momentum * before - (1 - momentum) * learning_rate * gradient
    return parameter + velocity, velocity


def multiplies_the_whole_velocity_by_the_rate(
    parameter: Array, gradient: Array, state: Any, learning_rate: float = 0.01, momentum: float = 0.9
) -> Step:
    before = np.zeros_like(parameter) if state is None else state
    velocity = momentum * before - gradient
    return parameter + learning_rate * velocity, velocity


def moves_by_the_velocity_of_before(
    parameter: Array, gradient: Array, state: Any, learning_rate: float = 0.01, momentum: float = 0.9
) -> Step:
    before = np.zeros_like(parameter) if state is None else state
    return parameter + before, momentum * before - learning_rate * gradient


EXERCISE = Exercise(
    name="momentum",
    number="5.4",
    reference=as_asked(momentum, MomentumState),
    parts=(
        Part("first step", 1, draw_first_steps, parameters_after_steps),
        Part("several steps", 2, draw_runs, parameters_after_steps),
    ),
    wrong_answers=(
        WrongAnswer(
            adds_the_gradient, "the gradient enters the velocity with the wrong sign: the ball rolls up the hill"
        ),
        WrongAnswer(
            brakes_instead_of_rolling, "the old velocity enters with the wrong sign: every step undoes part of the last"
        ),
        WrongAnswer(
            looks_ahead_like_nesterov,
            "this is Nesterov's momentum, a good rule, but another one; here the parameter moves by the new velocity",
        ),
        WrongAnswer(
            forgets_the_velocity, "each step begins at rest: is the state that comes in used, and not only returned?"
        ),
        WrongAnswer(
            remembers_the_last_gradient_only,
            "your state is the last gradient's step, so the one before it is forgotten; what should be kept?",
        ),
        WrongAnswer(
            averages_the_gradients,
            "the new gradient is scaled down by 1 - m; that makes an average, where the velocity is a sum that fades",
        ),
        WrongAnswer(
            multiplies_the_whole_velocity_by_the_rate,
            "the rate multiplies the whole velocity; when the rate changes, so does the weight of gradients long past. "
            "In the text each gradient enters with the rate of its own step",
        ),
        WrongAnswer(
            moves_by_the_velocity_of_before,
            "the parameter moves by the old velocity, so each gradient acts one step late",
        ),
    ),
)
