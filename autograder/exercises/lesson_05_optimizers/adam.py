"""Exercise adam: steps from running averages of the gradient and of its square, corrected for their start."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.declaration import Case, Exercise, Part
from autograder.exercises.lesson_05_optimizers.adam_correction_mistakes import OF_THE_CORRECTION
from autograder.exercises.lesson_05_optimizers.adam_moment_mistakes import OF_THE_MOMENTS
from autograder.exercises.lesson_05_optimizers.steps import (
    as_asked,
    parameters_after_steps,
    run,
    run_with,
    side_by_side,
)
from lecturelib.optimizers import AdamState, adam

LARGE_EPS = 0.1  # in the part on first steps only, so that a slip with eps costs one point


def _settings(rng: np.random.Generator) -> dict[str, Any]:
    return {
        "learning_rate": float(rng.uniform(0.2, 0.6)),
        "beta1": float(rng.uniform(0.5, 0.7)),
        "beta2": float(rng.uniform(0.75, 0.9)),
        "eps": 1e-15,
    }


def draw_first_steps(rng: np.random.Generator) -> list[Case]:
    """Draw first steps, whose length is the learning rate's where eps does not count."""
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
    """Draw runs: a steady gradient, changing signs, a falling rate, two parameters, the signature's settings."""
    settings, steady = _settings(rng), rng.standard_normal(3)
    ordinary = run(rng, "random gradients", (4,), 5, **settings)
    to_and_fro = [sign * rng.uniform(0.5, 1.5, 3) for sign in (1.0, -1.0, 1.0, -1.0)]
    return [
        run_with("the same gradient three times", rng.standard_normal(3), [steady] * 3, **settings),
        run_with("signs that change at every step", rng.standard_normal(3), to_and_fro, **settings),
        ordinary,
        run(rng, "a learning rate that falls", (3,), 3, **settings | {"learning_rate": (0.5, 0.25, 0.1)}),
        side_by_side("two parameters in turn", ordinary, run(rng, "", (2, 2), 5)),
        run_with("the settings of the signature", rng.standard_normal(3), list(rng.uniform(1, 2, (5, 3)))),
    ]


def draw_without_correction(rng: np.random.Generator) -> list[Case]:
    """Draw runs with the moments left as they are."""
    settings = _settings(rng) | {"bias_correction": False}
    ordinary = run(rng, "without correction, random gradients", (4,), 4, **settings)
    return [
        run(rng, "without correction, one step", (3,), 1, **settings),
        ordinary,
        side_by_side("without correction, two parameters in turn", ordinary, run(rng, "", (2, 2), 4)),
    ]


EXERCISE = Exercise(
    name="adam",
    number="5.8",
    reference=as_asked(adam, AdamState),
    parts=(
        Part("first step", 1, draw_first_steps, parameters_after_steps),
        Part("several steps", 3, draw_runs, parameters_after_steps),
        Part("without correction", 1, draw_without_correction, parameters_after_steps),
    ),
    wrong_answers=OF_THE_CORRECTION + OF_THE_MOMENTS,
)
