"""Exercise adagrad: steps divided by the root of the sum of all squared gradients."""

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
from lecturelib.optimizers import SquaredGradientState, adagrad

LARGE_EPS = 0.1  # in the part on first steps only, so that a slip with eps costs one point


def _settings(rng: np.random.Generator) -> dict[str, float]:
    return {"learning_rate": float(rng.uniform(0.2, 0.6)), "eps": 1e-15}


def draw_first_steps(rng: np.random.Generator) -> list[Case]:
    """Draw first steps: with an eps that shows, with gradients of zero, and of very different sizes."""
    sizes = np.array([1e-3, 0.1, 1.0, 50.0]) * rng.choice([-1.0, 1.0], 4)
    return [
        run(rng, "a first step with a large eps", (4,), 1, **_settings(rng) | {"eps": LARGE_EPS}),
        run(rng, "a first step of one number", (1,), 1, **_settings(rng)),
        run(rng, "a first step of a matrix", (2, 3), 1, **_settings(rng)),
        run_with("gradients of very different sizes", rng.standard_normal(4), [sizes], learning_rate=0.5),
        run_with("a gradient of zero", rng.standard_normal(3), [np.zeros(3)], learning_rate=0.5),
        run_with("no number at all", np.zeros(0), [np.zeros(0)], **_settings(rng)),
    ]


def draw_runs(rng: np.random.Generator) -> list[Case]:
    """Draw runs: a steady gradient, a rare one, a falling rate, two parameters, the signature's settings."""
    settings, steady = _settings(rng), rng.standard_normal(3)
    ordinary = run(rng, "random gradients", (4,), 4, **settings)
    rare = [np.array([1.0, now]) * rng.uniform(0.5, 1.5) for now in (1.0, 0.0, 0.0, 1.0)]
    return [
        run_with("the same gradient three times", rng.standard_normal(3), [steady] * 3, **settings),
        run_with("one gradient that is rarely different from 0", rng.standard_normal(2), rare, **settings),
        ordinary,
        run(rng, "a learning rate that falls", (3,), 3, **settings | {"learning_rate": (0.5, 0.25, 0.1)}),
        side_by_side("two parameters in turn", ordinary, run(rng, "", (2, 2), 4)),
        run_with("the settings of the signature", rng.standard_normal(3), list(rng.uniform(1, 2, (4, 3)))),
    ]


def puts_eps_under_the_root(
    parameter: Array, gradient: Array, state: Any, learning_rate: float = 0.01, eps: float = 1e-10
) -> Step:
    squares = (0 if state is None else state) + gradient**2
    return parameter - learning_rate * gradient / np.sqrt(squares + eps), squares


def sums_the_gradient_not_its_square(
    parameter: Array, gradient: Array, state: Any, learning_rate: float = 0.01, eps: float = 1e-10
) -> Step:
    total = (0 if state is None else state) + np.abs(gradient)
    return parameter - learning_rate * gradient / (np.sqrt(total) + eps), total


def sums_the_gradient_with_its_sign(
    parameter: Array, gradient: Array, state: Any, learning_rate: float = 0.01, eps: float = 1e-10
) -> Step:
    total = (0 if state is None else state) + gradient
    with np.errstate(invalid="ignore"):
        return parameter - learning_rate * gradient / (np.sqrt(total) + eps), total


def lets_old_squares_fade(
    parameter: Array, gradient: Array, state: Any, learning_rate: float = 0.01, eps: float = 1e-10
) -> Step:
    squares = gradient**2 if state is None else 0.9 * state + gradient**2
    return parameter - learning_rate * gradient / (np.sqrt(squares) + eps), squares


def forgets_the_root(
    parameter: Array, gradient: Array, state: Any, learning_rate: float = 0.01, eps: float = 1e-10
) -> Step:
    squares = (0 if state is None else state) + gradient**2
    return parameter - learning_rate * gradient / (squares + eps), squares


def divides_by_the_last_gradient_alone(
    parameter: Array, gradient: Array, state: Any, learning_rate: float = 0.01, eps: float = 1e-10
) -> Step:
    return parameter - learning_rate * gradient / (np.abs(gradient) + eps), gradient**2


def takes_the_mean_of_the_squares(
    parameter: Array, gradient: Array, state: Any, learning_rate: float = 0.01, eps: float = 1e-10
) -> Step:
    squares, count = (gradient**2, 1) if state is None else (state[0] + gradient**2, state[1] + 1)
    return parameter - learning_rate * gradient / (np.sqrt(squares / count) + eps), (squares, count)


def one_sum_for_all_parameters(
    parameter: Array, gradient: Array, state: Any, learning_rate: float = 0.01, eps: float = 1e-10
) -> Step:
    squares = (0 if state is None else state) + np.sum(gradient**2)
    return parameter - learning_rate * gradient / (np.sqrt(squares) + eps), squares


def leaves_out_eps(
    parameter: Array, gradient: Array, state: Any, learning_rate: float = 0.01, eps: float = 1e-10
) -> Step:
    squares = (0 if state is None else state) + gradient**2
    with np.errstate(invalid="ignore"):
        return parameter - learning_rate * gradient / np.sqrt(squares), squares


EXERCISE = Exercise(
    name="adagrad",
    number="5.6",
    reference=as_asked(adagrad, SquaredGradientState),
    parts=(
        Part("first step", 1, draw_first_steps, parameters_after_steps),
        Part("several steps", 2, draw_runs, parameters_after_steps),
    ),
    wrong_answers=(
        WrongAnswer(
            puts_eps_under_the_root,
            "eps stands under the root in your code, where its own root counts; the text adds it after the root",
        ),
        WrongAnswer(
            sums_the_gradient_not_its_square,
            "the sizes of the gradients are summed as they are; the root that follows expects squares",
        ),
        WrongAnswer(
            sums_the_gradient_with_its_sign,
            "gradients are summed with their signs, so they cancel, and a negative sum has no root",
        ),
        WrongAnswer(
            lets_old_squares_fade, "old squares fade in your sum; Adagrad forgets nothing (the next rule does)"
        ),
        WrongAnswer(
            forgets_the_root,
            "you divide by the sum of squares itself: in which units is your step, if the gradient is in metres?",
        ),
        WrongAnswer(
            divides_by_the_last_gradient_alone,
            "each step divides by the gradient of the moment only: the state that comes in is not used",
        ),
        WrongAnswer(
            takes_the_mean_of_the_squares,
            "the sum is divided by the number of steps; without that, the steps would shrink, as the text says",
        ),
        WrongAnswer(
            one_sum_for_all_parameters,
            "one sum serves all entries of the parameter; the point of the rule is that each has its own",
        ),
        WrongAnswer(leaves_out_eps, "without eps a gradient of zero divides zero by zero"),
    ),
)
