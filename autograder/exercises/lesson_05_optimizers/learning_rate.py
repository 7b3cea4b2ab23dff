"""Exercise learning_rate: five schedules, from constant to cosine, each as a function of the steps taken so far."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from autograder.checks.observers import returned
from autograder.exercises.declaration import Case, Exercise, Part
from autograder.exercises.lesson_05_optimizers.learning_rate_mistakes import WRONG_ANSWERS
from lecturelib import schedules


def learning_rate(schedule: str, step: int, initial: float, period: int, floor: float = 0.0) -> float:
    """Return the rate of a schedule of `lecturelib`; `period` is the time to half the rate, or to the floor."""
    of_name: dict[str, Callable[[], float]] = {
        "constant": lambda: schedules.constant(step, initial),
        "step_decay": lambda: schedules.step_decay(step, initial, every=period, factor=0.5),
        "inverse_time": lambda: schedules.inverse_time(step, initial, decay=1 / period),
        "exponential": lambda: schedules.exponential(step, initial, factor=math.pow(0.5, 1 / period)),
        "cosine": lambda: schedules.cosine(step, initial, steps=period, floor=floor),
    }
    return of_name[schedule]()


def _cases(rng: np.random.Generator, schedule: str, **settings: float) -> list[Case]:
    """Draw rates at the start, around the period and long after it."""
    initial, period = float(rng.uniform(0.5, 2.0)), int(rng.integers(7, 14))
    places = {
        "the first step, k = 0": 0,
        "the second step, k = 1": 1,
        "the last step before the period": period - 1,
        "the step k = period": period,
        "the step after": period + 1,
        "half of the period": period // 2,
        "two periods and a half": 2 * period + period // 2,
        "long after": int(rng.integers(10, 20)) * period + 3,
    }
    drawn = [Case(f"{schedule}: {words}", (schedule, k, initial, period), settings) for words, k in places.items()]
    return [*drawn, Case(f"{schedule}: a period of 1", (schedule, 1, initial, 1), settings)]


def draw_steps(rng: np.random.Generator) -> list[Case]:
    """Draw rates of the constant schedule and of the one that falls in steps."""
    return [*_cases(rng, "constant"), *_cases(rng, "step_decay")]


def draw_inverse_time(rng: np.random.Generator) -> list[Case]:
    """Draw rates that fall like 1 / k."""
    return _cases(rng, "inverse_time")


def draw_exponential(rng: np.random.Generator) -> list[Case]:
    """Draw rates that fall by a factor at each step."""
    return _cases(rng, "exponential")


def draw_cosine(rng: np.random.Generator) -> list[Case]:
    """Draw rates along half a period of the cosine, with and without a floor, and after its end."""
    return [*_cases(rng, "cosine", floor=float(rng.uniform(0.05, 0.3))), *_cases(rng, "cosine")]


EXERCISE = Exercise(
    name="learning_rate",
    number="5.3",
    reference=learning_rate,
    parts=(
        Part("constant, steps", 1, draw_steps, returned("rate")),
        Part("1 / k", 1, draw_inverse_time, returned("rate")),
        Part("exponential", 1, draw_exponential, returned("rate")),
        Part("cosine", 1, draw_cosine, returned("rate")),
    ),
    wrong_answers=WRONG_ANSWERS,
)
