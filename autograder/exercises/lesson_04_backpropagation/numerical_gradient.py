"""Exercise numerical_gradient: central differences, one entry of the array at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.observers import returned
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.sent_functions import SentFunction
from lecturelib.gradients import numerical_gradient

Array = np.ndarray[Any, np.dtype[Any]]
Function = Callable[[Array], Any]


@SentFunction
def cubes(x: Array) -> Any:
    return np.sum(x**3 - x)


@SentFunction
def waves(x: Array) -> Any:
    return np.sum(np.sin(x)) * np.sum(np.cos(2 * x))


@SentFunction
def product_of_sums(x: Array) -> Any:
    return np.prod(1 + x.sum(axis=-1)) + np.exp(0.3 * x).sum()


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw functions of vectors, matrices, one number and no number, with small steps and with large ones."""
    normal = rng.standard_normal
    return [
        Case("a vector", (waves, normal(4)), {"step": 1e-3}),
        Case("a large step", (cubes, normal(3)), {"step": 0.5}),
        Case("the usual step", (product_of_sums, normal(3))),
        Case("one number", (cubes, normal(1)), {"step": 0.1}),
        Case("a number without axes", (cubes, normal(())), {"step": 0.1}),
        Case("a matrix", (product_of_sums, normal((3, 2))), {"step": 0.01}),
        Case("an array of three axes", (waves, normal((2, 1, 3))), {"step": 0.01}),
        Case("no number at all", (cubes, np.zeros(0)), {"step": 0.1}),
        Case("a larger vector", (product_of_sums, normal(9)), {"step": 0.05}),
    ]


def takes_a_forward_difference(function: Function, x: Array, step: float = 1e-5) -> Array:
    gradient = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        above = x.copy()
        above[place] += step
        gradient[place] = (function(above) - function(x)) / step
    return gradient


def divides_by_one_step(function: Function, x: Array, step: float = 1e-5) -> Array:
    gradient = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[place] += step
        below[place] -= step
        gradient[place] = (function(above) - function(below)) / step
    return gradient


def forgets_to_divide(function: Function, x: Array, step: float = 1e-5) -> Array:
    gradient = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[place] += step
        below[place] -= step
        gradient[place] = function(above) - function(below)
    return gradient


def multiplies_where_it_should_divide(function: Function, x: Array, step: float = 1e-5) -> Array:
    gradient = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[place] += step
        below[place] -= step
        gradient[place] = (function(above) - function(below)) / 2 * step
    return gradient


def moves_all_entries_at_once(function: Function, x: Array, step: float = 1e-5) -> Array:
    return np.full(x.shape, (function(x + step) - function(x - step)) / (2 * step))


def never_puts_an_entry_back(function: Function, x: Array, step: float = 1e-5) -> Array:
    gradient = np.zeros_like(x)
    above, below = x.copy(), x.copy()
    for place in np.ndindex(x.shape):
        above[place] += step
        below[place] -= step
        gradient[place] = (function(above) - function(below)) / (2 * step)
    return gradient


def has_the_sign_reversed(function: Function, x: Array, step: float = 1e-5) -> Array:
    gradient = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[place] += step
        below[place] -= step
        gradient[place] = (function(below) - function(above)) / (2 * step)
    return gradient


def ignores_the_step(function: Function, x: Array, step: float = 1e-5) -> Array:
    gradient = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[place] += 1e-5
        below[place] -= 1e-5
        gradient[place] = (function(above) - function(below)) / 2e-5
    return gradient


EXERCISE = Exercise(
    name="numerical_gradient",
    number="4.1",
    reference=numerical_gradient,
    parts=(Part("value", 2, draw_cases, returned("gradient")),),
    wrong_answers=(
        WrongAnswer(
            takes_a_forward_difference,
            "you look ahead of x only: that is a forward difference, whose error shrinks with h and not with h squared",
        ),
        WrongAnswer(
            divides_by_one_step, "everything is twice too large; how far apart are the two places that you compare?"
        ),
        WrongAnswer(forgets_to_divide, "you return how much the function changes; a slope is a change for a distance"),
        WrongAnswer(
            multiplies_where_it_should_divide,
            "the result is far too small: in Python a / 2 * h is a half of a, times h; where do brackets belong?",
        ),
        WrongAnswer(
            moves_all_entries_at_once,
            "you move all entries of x together; a partial derivative moves one and keeps the others where they are",
        ),
        WrongAnswer(
            never_puts_an_entry_back,
            "the first entry is right, the later ones are not: what you moved for one stays moved for the next",
        ),
        WrongAnswer(
            has_the_sign_reversed, "every sign is reversed; which of the two values is to be taken from which?"
        ),
        WrongAnswer(ignores_the_step, "the argument `step` is not used: your steps have a length of their own"),
    ),
)
