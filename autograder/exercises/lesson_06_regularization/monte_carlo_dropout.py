"""Exercise monte_carlo_dropout: mean and spread of a random network's outputs, by probes that bring the network."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.probes import probed
from autograder.exercises.declaration import Case, Exercise, Part
from autograder.exercises.lesson_06_regularization.monte_carlo_mistakes import WRONG_ANSWERS
from autograder.sent_functions import SentFunction
from lecturelib.layers import monte_carlo_dropout


@SentFunction
def estimate(monte_carlo_dropout: Any, x: Any, W: Any, rate: float, passes: int, seed: int) -> Any:
    """Return the estimate, and how often the network was asked."""
    asked = []

    def forward(x: Any, rng: Any) -> Any:
        asked.append(1)
        hidden = np.tanh(x) * (rng.random(x.shape) >= rate) / (1 - rate)
        return hidden @ W

    mean, deviation = monte_carlo_dropout(forward, x, passes, np.random.default_rng(seed))
    return mean, deviation, len(asked)


@SentFunction
def mean_of(monte_carlo_dropout: Any, x: Any, W: Any, rate: float, passes: int, seed: int) -> Any:
    """Return the mean alone: a deviation that is not right yet costs its own point only."""

    def forward(x: Any, rng: Any) -> Any:
        return (np.tanh(x) * (rng.random(x.shape) >= rate) / (1 - rate)) @ W

    mean, _ = monte_carlo_dropout(forward, x, passes, np.random.default_rng(seed))
    return mean


def _case(rng: np.random.Generator, label: str, rows: int, passes: int, outputs: int = 3, rate: float = 0.5) -> Case:
    units = 6
    x, W = rng.uniform(0.5, 2.0, (rows, units)), rng.standard_normal((units, outputs))
    return Case(label, (x, W, rate, passes, int(rng.integers(10**6))))


def draw_estimates(rng: np.random.Generator) -> list[Case]:
    """Draw one pass, few and many, one example and several, and a network that drops nothing."""
    return [
        _case(rng, "one pass", 2, 1),
        _case(rng, "two passes", 3, 2),
        _case(rng, "one example, one output", 1, 7, outputs=1),
        _case(rng, "four examples, 20 passes", 4, 20),
        _case(rng, "five examples, 5 passes", 5, 5, outputs=5, rate=0.3),
        _case(rng, "a rate of 0: all passes agree", 2, 4, rate=0.0),
    ]


EXERCISE = Exercise(
    name="monte_carlo_dropout",
    number="6.6",
    reference=monte_carlo_dropout,
    parts=(
        Part("mean", 1, draw_estimates, probed(mean_of, "the mean")),
        Part(
            "deviation",
            1,
            draw_estimates,
            probed(estimate, "the mean", "the standard deviation", "how often forward was called"),
        ),
    ),
    wrong_answers=WRONG_ANSWERS,
)
