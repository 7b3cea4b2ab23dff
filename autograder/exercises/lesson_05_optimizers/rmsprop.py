"""Exercise rmsprop: steps divided by the root of a running average of squared gradients."""

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
from lecturelib.optimizers import SquaredGradientState, rmsprop

LARGE_EPS = 0.1  # in the part on first steps only, so that a slip with eps costs one point


def _settings(rng: np.random.Generator) -> dict[str, float]:
    return {
        "learning_rate": float(rng.uniform(0.2, 0.6)),
        "decay": float(rng.uniform(0.6, 0.85)),
        "eps": 1e-15,
    }


def draw_first_steps(rng: np.random.Generator) -> list[Case]:
    """Draw first steps, where the average holds one square only, with an eps that shows and with gradients of zero."""
    sizes = np.array([1e-3, 0.1, 1.0, 50.0]) * rng.choice([-1.0, 1.0], 4)
    return [
        run(rng, "a first step with a large eps", (4,), 1, **_settings(rng) | {"eps": LARGE_EPS}),
        run(rng, "a first step of one number", (1,), 1, **_settings(rng)),
        run(rng, "a first step of a matrix", (2, 3), 1, **_settings(rng)),
        run_with("gradients of very different sizes", rng.standard_normal(4), [sizes], learning_rate=0.5, decay=0.75),
        run_with("a gradient of zero", rng.standard_normal(3), [np.zeros(3)], learning_rate=0.5),
        run_with("no number at all", np.zeros(0), [np.zeros(0)], **_settings(rng)),
    ]


def draw_runs(rng: np.random.Generator) -> list[Case]:
    """Draw runs: a steady gradient, a large one long ago, a falling rate, two parameters, the signature's settings."""
    settings, steady = _settings(rng), rng.standard_normal(3)
    ordinary = run(rng, "random gradients", (4,), 4, **settings)
    shock = [size * rng.uniform(0.5, 1.5, 2) for size in (20.0, 1.0, 1.0, 1.0, 1.0)]
    return [
        run_with("the same gradient three times", rng.standard_normal(3), [steady] * 3, **settings),
        run_with("one large gradient, then small ones", rng.standard_normal(2), shock, **settings),
        ordinary,
        run(rng, "a learning rate that falls", (3,), 3, **settings | {"learning_rate": (0.5, 0.25, 0.1)}),
        side_by_side("two parameters in turn", ordinary, run(rng, "", (2, 2), 4)),
        run_with("the settings of the signature", rng.standard_normal(3), list(rng.uniform(1, 2, (4, 3)))),
    ]


def forgets_nothing_like_adagrad(
    parameter: Array,
    gradient: Array,
    state: Any,
    learning_rate: float = 0.001,
    decay: float = 0.9,
    eps: float = 1e-8,
) -> Step:
    squares = (0 if state is None else state) + gradient**2
    return parameter - learning_rate * gradient / (np.sqrt(squares) + eps), squares


def puts_eps_under_the_root(
    parameter: Array,
    gradient: Array,
    state: Any,
    learning_rate: float = 0.001,
    decay: float = 0.9,
    eps: float = 1e-8,
) -> Step:
    squares = decay * (0 if state is None else state) + (1 - decay) * gradient**2
    return parameter - learning_rate * gradient / np.sqrt(squares + eps), squares


def averages_the_gradient_not_its_square(
    parameter: Array,
    gradient: Array,
    state: Any,
    learning_rate: float = 0.001,
    decay: float = 0.9,
    eps: float = 1e-8,
) -> Step:
    average = decay * (0 if state is None else state) + (1 - decay) * np.abs(gradient)
    return parameter - learning_rate * gradient / (np.sqrt(average) + eps), average


def exchanges_decay_with_its_complement(
    parameter: Array,
    gradient: Array,
    state: Any,
    learning_rate: float = 0.001,
    decay: float = 0.9,
    eps: float = 1e-8,
) -> Step:
    squares = (1 - decay) * (0 if state is None else state) + decay * gradient**2
    return parameter - learning_rate * gradient / (np.sqrt(squares) + eps), squares


def adds_the_whole_square(
    parameter: Array,
    gradient: Array,
    state: Any,
    learning_rate: float = 0.001,
    decay: float = 0.9,
    eps: float = 1e-8,
) -> Step:
    squares = decay * (0 if state is None else state) + gradient**2
    return parameter - learning_rate * gradient / (np.sqrt(squares) + eps), squares


def starts_from_the_first_square(
    parameter: Array,
    gradient: Array,
    state: Any,
    learning_rate: float = 0.001,
    decay: float = 0.9,
    eps: float = 1e-8,
) -> Step:
    squares = gradient**2 if state is None else decay * state + (1 - decay) * gradient**2
    return parameter - learning_rate * gradient / (np.sqrt(squares) + eps), squares


def divides_by_the_average_of_before(
    parameter: Array,
    gradient: Array,
    state: Any,
    learning_rate: float = 0.001,
    decay: float = 0.9,
    eps: float = 1e-8,
) -> Step:
    before = np.zeros_like(parameter) if state is None else state
    return parameter - learning_rate * gradient / (np.sqrt(before) + eps), decay * before + (1 - decay) * gradient**2


def forgets_the_root(
    parameter: Array,
    gradient: Array,
    state: Any,
    learning_rate: float = 0.001,
    decay: float = 0.9,
    eps: float = 1e-8,
) -> Step:
    squares = decay * (0 if state is None else state) + (1 - decay) * gradient**2
    return parameter - learning_rate * gradient / (squares + eps), squares


def does_not_use_the_state(
    parameter: Array,
    gradient: Array,
    state: Any,
    learning_rate: float = 0.001,
    decay: float = 0.9,
    eps: float = 1e-8,
) -> Step:
    squares = (1 - decay) * gradient**2
    return parameter - learning_rate * gradient / (np.sqrt(squares) + eps), squares


EXERCISE = Exercise(
    name="rmsprop",
    number="5.7",
    reference=as_asked(rmsprop, SquaredGradientState),
    parts=(
        Part("first step", 1, draw_first_steps, parameters_after_steps),
        Part("several steps", 2, draw_runs, parameters_after_steps),
    ),
    wrong_answers=(
        WrongAnswer(
            forgets_nothing_like_adagrad,
            "your squares only ever grow, as in Adagrad; RMSprop lets old ones fade, and `decay` says how fast",
        ),
        WrongAnswer(
            puts_eps_under_the_root,
            "eps stands under the root in your code, where its own root counts; the text adds it after the root",
        ),
        WrongAnswer(
            averages_the_gradient_not_its_square,
            "the sizes of the gradients are averaged as they are; the root that follows expects squares",
        ),
        WrongAnswer(
            exchanges_decay_with_its_complement,
            "decay multiplies the new square; with 0.9, how much of the past does your average keep?",
        ),
        WrongAnswer(
            adds_the_whole_square,
            "the old average is scaled down and the new square is not, so the two do not make an average",
        ),
        WrongAnswer(
            starts_from_the_first_square,
            "your average starts as the first square; in the text it starts from zero, like every state here",
        ),
        WrongAnswer(
            divides_by_the_average_of_before,
            "the step divides by the old average, which is zero at first; the new gradient belongs into it before",
        ),
        WrongAnswer(
            forgets_the_root,
            "you divide by the average square itself: in which units is your step, if the gradient is in metres?",
        ),
        WrongAnswer(
            does_not_use_the_state, "the average begins anew at each step: the state that comes in is not used"
        ),
    ),
)
