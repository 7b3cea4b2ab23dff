"""Exercise delta_bar_delta: a learning rate for every parameter, raised by a sum and lowered by a factor."""

from __future__ import annotations

import numpy as np

from autograder.exercises.declaration import Case, Exercise, Part
from autograder.exercises.lesson_05_optimizers.delta_bar_delta_mistakes import WRONG_ANSWERS
from autograder.exercises.lesson_05_optimizers.steps import (
    as_asked,
    parameters_after_steps,
    run,
    run_with,
    side_by_side,
)
from lecturelib.optimizers import DeltaBarDeltaState, delta_bar_delta


def _settings(rng: np.random.Generator) -> dict[str, float]:
    return {
        "learning_rate": float(rng.uniform(0.3, 0.6)),
        "kappa": float(rng.uniform(0.1, 0.2)),
        "phi": float(rng.uniform(0.2, 0.4)),
        "theta": float(rng.uniform(0.6, 0.8)),
    }


def draw_first_steps(rng: np.random.Generator) -> list[Case]:
    """Draw first steps: there is no past to agree with, so every rate is the given one."""
    return [
        run(rng, "a first step", (4,), 1, **_settings(rng)),
        run(rng, "a first step of one number", (1,), 1, **_settings(rng)),
        run(rng, "a first step of a matrix", (2, 3), 1, **_settings(rng)),
        run_with("a first gradient of zero", rng.standard_normal(3), [np.zeros(3)], **_settings(rng)),
        run_with("no number at all", np.zeros(0), [np.zeros(0)], **_settings(rng)),
    ]


def draw_runs(rng: np.random.Generator) -> list[Case]:
    """Draw runs: signs that stay, that change, that change for one step only, and gradients of zero in between."""
    settings, sizes = _settings(rng), rng.uniform(0.5, 1.0, (5, 3))
    up, to_and_fro = np.ones((4, 1)), np.array([[1.0], [-1.0], [1.0], [-1.0]])
    # The average keeps the sign of the large first gradient while small ones of the other sign pass.
    brief = np.array([[4.0], [-0.2], [0.3], [-0.2], [0.3]])
    ordinary = run(rng, "random gradients", (12,), 6, **settings)
    return [
        run_with("signs that stay", rng.standard_normal(3), list(up * sizes[:4]), **settings),
        run_with("signs that change at every step", rng.standard_normal(3), list(to_and_fro * sizes[:4]), **settings),
        run_with("small gradients against a large past", rng.standard_normal(3), list(brief * sizes), **settings),
        run_with(
            "a gradient of zero in between", rng.standard_normal(3), [sizes[0], np.zeros(3), sizes[1]], **settings
        ),
        ordinary,
        side_by_side("two parameters in turn", ordinary, run(rng, "", (3, 4), 6)),
        run_with("the settings of the signature", rng.standard_normal(3), list(200 * up * sizes[:4])),
    ]


EXERCISE = Exercise(
    name="delta_bar_delta",
    number="5.5",
    reference=as_asked(delta_bar_delta, DeltaBarDeltaState),
    parts=(
        Part("first step", 1, draw_first_steps, parameters_after_steps),
        Part("several steps", 3, draw_runs, parameters_after_steps),
    ),
    wrong_answers=WRONG_ANSWERS,
)
