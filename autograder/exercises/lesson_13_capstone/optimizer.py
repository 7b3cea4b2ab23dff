"""Exercise Optimizer: any rule, on any parameters that have names, in place and with a state for each."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.probes import probed
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.exercises.lesson_13_capstone import optimizer_mistakes as mistakes
from autograder.sent_functions import SentFunction
from lecturelib.optimizers import Optimizer


@SentFunction
def after_steps(optimizer: Any, rule_name: str, settings: Any, parameters: Any, steps: Any) -> Any:
    """Return all parameters after some steps, in the arrays that a network would hold and in the dict."""

    def plain(parameter: Any, gradient: Any, state: Any, learning_rate: float = 0.01) -> Any:
        return parameter - learning_rate * gradient, None

    def rolling(parameter: Any, gradient: Any, state: Any, learning_rate: float = 0.01, friction: float = 0.1) -> Any:
        before = np.zeros_like(parameter) if state is None else state
        velocity = (1 - friction) * before - learning_rate * gradient
        return parameter + velocity, velocity

    def slower_and_slower(parameter: Any, gradient: Any, state: Any, learning_rate: float = 0.01) -> Any:
        step = 1 if state is None else state + 1
        return parameter - learning_rate / step * gradient, step

    rules = {"plain": plain, "rolling": rolling, "slower and slower": slower_and_slower}
    held = {name: array.copy() for name, array in parameters.items()}
    own = dict(held)  # what the layers hold
    made = optimizer(rules[rule_name], **settings)
    for gradients in steps:
        made.update_in_place(held, gradients)
    names = sorted(held)
    return tuple(np.concatenate([each[name].ravel() for name in names]) for each in (own, held))


def _case(rng: np.random.Generator, label: str, rule: str, steps: int, **settings: float) -> Case:
    # Shapes that fit each other, so that a mix-up of names is no error but another number.
    shapes = {"0.W": (2, 2), "0.b": (2, 2), "2.W": (2, 2), "2.b": (2, 2)}
    parameters = {name: rng.standard_normal(shape) for name, shape in shapes.items()}
    # The way back meets the last layer first, so the gradients stand in another order than the parameters.
    gradients = [{name: rng.standard_normal(shapes[name]) for name in reversed(shapes)} for _ in range(steps)]
    return Case(label, (rule, settings, parameters, gradients))


def draw_first_steps(rng: np.random.Generator) -> list[Case]:
    """Draw first steps of a rule that remembers nothing."""
    rate = float(rng.uniform(0.2, 0.6))
    return [
        _case(rng, "one step of gradient descent", "plain", 1, learning_rate=rate),
        _case(rng, "one step with the rule's own settings", "plain", 1),
        _case(rng, "a learning rate of zero", "plain", 1, learning_rate=0.0),
    ]


def draw_runs(rng: np.random.Generator) -> list[Case]:
    """Draw several steps of rules that remember an array, or a number."""
    rate, friction = (float(number) for number in rng.uniform(0.2, 0.6, 2))
    return [
        _case(rng, "three steps of a rule that remembers a velocity", "rolling", 3, learning_rate=rate),
        _case(rng, "three steps with both settings", "rolling", 3, learning_rate=rate, friction=friction),
        _case(rng, "four steps of a rule that counts its steps", "slower and slower", 4, learning_rate=rate),
    ]


_SEEN = ("the layers' arrays", "the arrays in the dict")
EXERCISE = Exercise(
    name="Optimizer",
    number="13.3",
    reference=Optimizer,
    parts=(
        Part("first step", 1, draw_first_steps, probed(after_steps, *_SEEN)),
        Part("several steps", 2, draw_runs, probed(after_steps, *_SEEN)),
    ),
    wrong_answers=(
        WrongAnswer(
            mistakes.PutsNewArraysIntoTheDict,
            "the dict gets new arrays, and the layers go on with the old ones: write into the arrays that are there",
        ),
        WrongAnswer(
            mistakes.PairsByPosition,
            "a parameter meets the gradient at the same place of the dict; what should bring the two together?",
        ),
        WrongAnswer(mistakes.ForgetsTheSettings, "the rule always uses its own settings: what became of `**settings`?"),
        WrongAnswer(
            mistakes.ForgetsTheStates,
            "each step begins as if it were the first: the rule returns two values, and the second is lost",
        ),
        WrongAnswer(
            mistakes.SharesOneState,
            "one state goes from parameter to parameter; whose velocity does `0.b` get when `0.W` has moved?",
        ),
        WrongAnswer(
            mistakes.KeepsTheStateOfTheFirstStep,
            "the state of the first step is kept for ever; which one does the next step need?",
        ),
        WrongAnswer(
            mistakes.AddsWhatTheRuleReturns,
            "you add what the rule returns; a rule returns where the parameter is after the step, not the step",
        ),
    ),
)
