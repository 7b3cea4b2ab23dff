"""Exercise bump: two sigmoid units and a bias make a bump."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.observers import gradients, value_of_pair
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from lecturelib.universal_approximation import bump

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Array, Callable[[Array], Any]]
Levels = tuple[float, float, float]


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw soft and steep bumps, and places far away, where a careless exponential overflows."""

    def case(label: str, x: Array, steepness: float, **levels: Levels) -> Case:
        left, right = -float(rng.uniform(0.3, 2)), float(rng.uniform(0.5, 3))
        return Case(label, (x, left, right, steepness), levels, incoming=rng.standard_normal(x.shape))

    a, b, c = (float(level) for level in rng.permutation([-2.0, 1.0, 3.0]) + rng.uniform(-0.4, 0.4, 3))
    return [
        case("levels 0, 1, 0, used when none are given", rng.uniform(-4, 4, 7), 3.0),
        case("three levels", rng.uniform(-4, 4, 9), 2.0, levels=(a, b, c)),
        case("a step: the last two levels agree", rng.uniform(-4, 4, 8), 2.5, levels=(a, b, b)),
        case("one place", rng.uniform(-1, 1, 1), 1.5, levels=(b, c, a)),
        case("a steep bump", rng.uniform(-4, 4, 12), 40.0, levels=(c, a, b)),
        case("no place at all", np.zeros(0), 2.0),
        case("places in rows", rng.uniform(-4, 4, (4, 5)), 1.0, levels=(a, b, c)),
    ]


def both_steps_rise(x: Array, left: float, right: float, steepness: float, levels: Levels = (0.0, 1.0, 0.0)) -> Pair:
    a, b, c = levels
    first = 0.5 * (1 + np.tanh(steepness * (x - left) / 2))
    second = 0.5 * (1 + np.tanh(steepness * (x - right) / 2))

    def backward(d_y: Array) -> Array:
        slope = (a - b) * first * (1 - first) + (c - b) * second * (1 - second)
        return d_y * steepness * slope

    return b + (a - b) * first + (c - b) * second, backward


def output_weights_have_the_wrong_sign(
    x: Array, left: float, right: float, steepness: float, levels: Levels = (0.0, 1.0, 0.0)
) -> Pair:
    a, b, c = levels
    fall = 0.5 * (1 + np.tanh(-steepness * (x - left) / 2))
    rise = 0.5 * (1 + np.tanh(steepness * (x - right) / 2))

    def backward(d_y: Array) -> Array:
        return d_y * steepness * (-(b - a) * fall * (1 - fall) + (b - c) * rise * (1 - rise))

    return b + (b - a) * fall + (b - c) * rise, backward


def forgets_the_output_bias(
    x: Array, left: float, right: float, steepness: float, levels: Levels = (0.0, 1.0, 0.0)
) -> Pair:
    a, b, c = levels
    fall = 0.5 * (1 + np.tanh(-steepness * (x - left) / 2))
    rise = 0.5 * (1 + np.tanh(steepness * (x - right) / 2))

    def backward(d_y: Array) -> Array:
        return d_y * steepness * (-(a - b) * fall * (1 - fall) + (c - b) * rise * (1 - rise))

    return (a - b) * fall + (c - b) * rise, backward


def levels_instead_of_differences(
    x: Array, left: float, right: float, steepness: float, levels: Levels = (0.0, 1.0, 0.0)
) -> Pair:
    a, b, c = levels
    fall = 0.5 * (1 + np.tanh(-steepness * (x - left) / 2))
    rise = 0.5 * (1 + np.tanh(steepness * (x - right) / 2))

    def backward(d_y: Array) -> Array:
        return d_y * steepness * (-a * fall * (1 - fall) + c * rise * (1 - rise))

    return b + a * fall + c * rise, backward


def bias_without_the_steepness(
    x: Array, left: float, right: float, steepness: float, levels: Levels = (0.0, 1.0, 0.0)
) -> Pair:
    a, b, c = levels
    fall = 0.5 * (1 + np.tanh((-steepness * x + left) / 2))
    rise = 0.5 * (1 + np.tanh((steepness * x - right) / 2))

    def backward(d_y: Array) -> Array:
        return d_y * steepness * (-(a - b) * fall * (1 - fall) + (c - b) * rise * (1 - rise))

    return b + (a - b) * fall + (c - b) * rise, backward


def bias_has_the_wrong_sign(
    x: Array, left: float, right: float, steepness: float, levels: Levels = (0.0, 1.0, 0.0)
) -> Pair:
    a, b, c = levels
    fall = 0.5 * (1 + np.tanh(-steepness * (x + left) / 2))
    rise = 0.5 * (1 + np.tanh(steepness * (x + right) / 2))

    def backward(d_y: Array) -> Array:
        return d_y * steepness * (-(a - b) * fall * (1 - fall) + (c - b) * rise * (1 - rise))

    return b + (a - b) * fall + (c - b) * rise, backward


def swaps_the_outer_levels(
    x: Array, left: float, right: float, steepness: float, levels: Levels = (0.0, 1.0, 0.0)
) -> Pair:
    c, b, a = levels
    fall = 0.5 * (1 + np.tanh(-steepness * (x - left) / 2))
    rise = 0.5 * (1 + np.tanh(steepness * (x - right) / 2))

    def backward(d_y: Array) -> Array:
        return d_y * steepness * (-(a - b) * fall * (1 - fall) + (c - b) * rise * (1 - rise))

    return b + (a - b) * fall + (c - b) * rise, backward


def gradient_forgets_the_steepness(
    x: Array, left: float, right: float, steepness: float, levels: Levels = (0.0, 1.0, 0.0)
) -> Pair:
    a, b, c = levels
    fall = 0.5 * (1 + np.tanh(-steepness * (x - left) / 2))
    rise = 0.5 * (1 + np.tanh(steepness * (x - right) / 2))

    def backward(d_y: Array) -> Array:
        return d_y * (-(a - b) * fall * (1 - fall) + (c - b) * rise * (1 - rise))

    return b + (a - b) * fall + (c - b) * rise, backward


def gradient_lets_both_steps_rise(
    x: Array, left: float, right: float, steepness: float, levels: Levels = (0.0, 1.0, 0.0)
) -> Pair:
    a, b, c = levels
    fall = 0.5 * (1 + np.tanh(-steepness * (x - left) / 2))
    rise = 0.5 * (1 + np.tanh(steepness * (x - right) / 2))

    def backward(d_y: Array) -> Array:
        return d_y * steepness * ((a - b) * fall * (1 - fall) + (c - b) * rise * (1 - rise))

    return b + (a - b) * fall + (c - b) * rise, backward


EXERCISE = Exercise(
    name="bump",
    number="2.11",
    reference=bump,
    parts=(
        Part("value", 2, draw_cases, value_of_pair("y")),
        Part("gradient", 1, draw_cases, gradients("d_x")),
    ),
    wrong_answers=(
        WrongAnswer(
            both_steps_rise,
            "both of your units fire on the right of their places; the first one has to fire on the left of its own",
        ),
        WrongAnswer(
            output_weights_have_the_wrong_sign,
            "your bump points the wrong way: far to the left, where the first unit fires, the levels a and b should "
            "leave a",
        ),
        WrongAnswer(
            forgets_the_output_bias, "where neither unit fires, your output is 0; which level should it have there?"
        ),
        WrongAnswer(
            levels_instead_of_differences,
            "where a unit fires, its output weight comes on top of the bias, and your level is too high by the bias",
        ),
        WrongAnswer(
            bias_without_the_steepness,
            "your steps are in the wrong places: at x = left, is the first unit's sum 0?",
        ),
        WrongAnswer(
            bias_has_the_wrong_sign, "your steps are mirrored at 0: a sum should vanish at its place, not at minus it"
        ),
        WrongAnswer(swaps_the_outer_levels, "the first and the last level are exchanged"),
        WrongAnswer(gradient_forgets_the_steepness, "the gradient lacks a factor: x enters each unit with a weight"),
        WrongAnswer(
            gradient_lets_both_steps_rise, "in the gradient both steps rise; the first unit's weight is negative"
        ),
    ),
)
