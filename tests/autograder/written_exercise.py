"""An exercise invented to try `autograder new-exercise`: what its author writes where the template says TODO."""

import re

LESSON, NAME, NUMBER = "03-losses", "huber_loss", "3.8"
COMMAND = ("new-exercise", LESSON, NAME, "--points", "3", "--signature", "residuals, delta=1.0")
DECLARATION = f"autograder/exercises/lesson_03_losses/{NAME}.py"
SCRIPT = f"solutions/{LESSON}.py"
TEST = f"tests/autograder/test_lesson_03_{NAME}.py"

DECLARED = '''"""Exercise huber_loss: a square for small residuals, a straight line for large ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.observers import gradients, value_of_pair
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Any, Callable[[float], Any]]


def huber_loss(residuals: Array, delta: float = 1.0) -> Pair:
    """Return Huber's loss of residuals r, summed, and the function that differentiates it.

    L = sum of r^2 / 2 where abs(r) <= delta, and of delta (abs(r) - delta / 2) elsewhere.
    Huber, "Robust estimation of a location parameter", 1964.
    """
    sizes = np.abs(residuals)

    def backward(d_loss: float) -> Any:
        return d_loss * np.clip(residuals, -delta, delta)

    return np.sum(np.where(sizes <= delta, residuals**2 / 2, delta * (sizes - delta / 2))), backward


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw residuals on either side of delta, and delta itself."""

    def case(label: str, residuals: Array, **delta: float) -> Case:
        return Case(label, (residuals,), delta, incoming=float(rng.uniform(0.5, 2)))

    signs = rng.permutation([-1.0, 1.0, -1.0, 1.0])
    return [
        case("exactly delta", np.array([1.0, -1.0])),
        case("one residual of 0", np.zeros(1)),
        case("small residuals", rng.uniform(-0.9, 0.9, 5)),
        case("large residuals of both signs", signs * rng.uniform(2, 9, 4)),
        case("another delta", signs * rng.uniform(4, 9, 4), delta=float(rng.uniform(1.5, 3))),
    ]


def squares_large_residuals_too(residuals: Array, delta: float = 1.0) -> Pair:
    def backward(d_loss: float) -> Any:
        return d_loss * residuals

    return np.sum(residuals**2) / 2, backward


def line_does_not_meet_the_curve(residuals: Array, delta: float = 1.0) -> Pair:
    sizes = np.abs(residuals)

    def backward(d_loss: float) -> Any:
        return d_loss * np.clip(residuals, -delta, delta)

    return np.sum(np.where(sizes <= delta, residuals**2 / 2, delta * sizes)), backward


def slope_without_its_sign(residuals: Array, delta: float = 1.0) -> Pair:
    sizes = np.abs(residuals)

    def backward(d_loss: float) -> Any:
        return d_loss * np.where(sizes <= delta, residuals, delta)

    return np.sum(np.where(sizes <= delta, residuals**2 / 2, delta * (sizes - delta / 2))), backward


EXERCISE = Exercise(
    name="huber_loss",
    number="3.8",
    reference=huber_loss,
    parts=(
        Part("value", 1, draw_cases, value_of_pair("loss")),
        Part("gradient", 2, draw_cases, gradients("d_residuals")),
    ),
    wrong_answers=(
        WrongAnswer(squares_large_residuals_too, "large residuals are squared, too: what should stop their growth?"),
        WrongAnswer(line_does_not_meet_the_curve, "your curve jumps at delta: where must the line begin to meet it?"),
        WrongAnswer(slope_without_its_sign, "below -delta the loss falls as a residual grows; your slope is positive"),
    ),
)
'''

CELLS = '''# %% [markdown]
# ### Exercise 3.8: huber_loss (3 points)
#
# One wild measurement moves a squared error more than all the others. Huber's loss is a square near 0 and a straight
# line beyond $\\\\delta$, so that no residual pulls harder than $\\\\delta$.
#
# **In:** `residuals` of shape `(N,)`, a number `delta`. **Out:** the number `loss`, and `backward`.
#
# **By hand**, with $\\\\delta = 1$: the residuals $(0.5, -3)$ cost $0.125 + 2.5 = 2.625$.


# %% solution="huber_loss"
def huber_loss(residuals, delta=1.0):
    """Return the sum of r^2 / 2 where abs(r) <= delta, else of delta (abs(r) - delta / 2), and its backward.

    Parameters
    ----------
    residuals : ndarray, shape (N,)
        Predictions minus targets.
    delta : float
        Where the line begins.

    Returns
    -------
    loss : float
        The sum.
    backward : callable
        Maps d_loss, a number, to the gradient of `residuals`.
    """
    ### BEGIN SOLUTION
    sizes = np.abs(residuals)
    loss = np.sum(np.where(sizes <= delta, residuals**2 / 2, delta * (sizes - delta / 2)))
    ### END SOLUTION

    def backward(d_loss):
        ### BEGIN SOLUTION
        return d_loss * np.clip(residuals, -delta, delta)
        ### END SOLUTION

    return loss, backward


# %% check="huber_loss"
'''

TESTED = '''"""Exercise huber_loss: its reference against what others found."""

import numpy as np

from autograder.exercises.lesson_03_losses.huber_loss import huber_loss


def test_a_case_worked_by_hand():
    loss, backward = huber_loss(np.array([0.5, -3.0]))
    assert loss == 0.125 + 2.5
    assert list(backward(2.0)) == [1.0, -2.0]
'''


def write_it(root):
    """Write in the course at `root` what its author would."""
    (root / DECLARATION).write_text(DECLARED, encoding="utf-8")
    (root / TEST).write_text(TESTED, encoding="utf-8")
    script = root / SCRIPT
    block = re.compile(rf"# %% \[markdown\]\n# ### Exercise {NUMBER}: .*?# %% check=\"{NAME}\"\n", re.DOTALL)
    script.write_text(block.sub(CELLS, script.read_text(encoding="utf-8"), count=1), encoding="utf-8")
