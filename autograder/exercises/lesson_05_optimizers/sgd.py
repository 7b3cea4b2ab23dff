"""Exercise sgd: one step of gradient descent."""

from __future__ import annotations

import numpy as np

from autograder.checks.observers import error_raised
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
from lecturelib.optimizers import sgd


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw one and several steps, several shapes, a gradient of zero, and rates of zero and of the signature."""
    rate = float(rng.uniform(0.2, 0.8))
    ordinary = run(rng, "three numbers, one step", (3,), 1, learning_rate=rate)
    return [
        ordinary,
        run(rng, "one number", (1,), 2, learning_rate=rate),
        run(rng, "a matrix, three steps", (2, 3), 3, learning_rate=rate),
        run_with("a gradient of zero", rng.standard_normal(3), [np.zeros(3)], learning_rate=rate),
        run(rng, "a learning rate of zero", (3,), 1, learning_rate=0.0),
        run(rng, "no learning rate given: that of the signature", (4,), 2),
        run(rng, "a learning rate that falls", (4,), 3, learning_rate=(0.5, 0.25, rate / 8)),
        side_by_side("two parameters in turn", ordinary, run(rng, "", (2, 2), 1)),
        run_with("no number at all", np.zeros(0), [np.zeros(0)], learning_rate=rate),
    ]


def draw_bad_shapes(rng: np.random.Generator) -> list[Case]:
    """Draw gradients that do not have the parameter's shape, but that NumPy would broadcast, and one that has."""

    def case(label: str, parameter: tuple[int, ...], gradient: tuple[int, ...]) -> Case:
        args = (rng.standard_normal(parameter), rng.standard_normal(gradient), None)
        return Case(label, args, {"learning_rate": 0.5})

    return [
        case("a parameter of shape (3,), a gradient of shape (3, 1)", (3,), (3, 1)),
        case("a parameter of shape (2, 3), a gradient of shape (3,)", (2, 3), (3,)),
        case("a parameter of shape (4,), a gradient of shape (1,)", (4,), (1,)),
        case("a parameter and a gradient of shape (3,)", (3,), (3,)),
    ]


def climbs_the_loss(parameter: Array, gradient: Array, state: None, learning_rate: float = 0.01) -> Step:
    if gradient.shape != parameter.shape:
        raise ValueError("the shapes differ")
    return parameter + learning_rate * gradient, None


def forgets_the_learning_rate(parameter: Array, gradient: Array, state: None, learning_rate: float = 0.01) -> Step:
    if gradient.shape != parameter.shape:
        raise ValueError("the shapes differ")
    return parameter - gradient, None


def returns_the_step_alone(parameter: Array, gradient: Array, state: None, learning_rate: float = 0.01) -> Step:
    if gradient.shape != parameter.shape:
        raise ValueError("the shapes differ")
    return -learning_rate * gradient, None


def scales_the_gradient_to_length_one(
    parameter: Array, gradient: Array, state: None, learning_rate: float = 0.01
) -> Step:
    if gradient.shape != parameter.shape:
        raise ValueError("the shapes differ")
    return parameter - learning_rate * gradient / (np.linalg.norm(gradient) + 1e-12), None


def uses_the_sign_of_the_gradient(parameter: Array, gradient: Array, state: None, learning_rate: float = 0.01) -> Step:
    if gradient.shape != parameter.shape:
        raise ValueError("the shapes differ")
    return parameter - learning_rate * np.sign(gradient), None


def changes_the_parameter_in_place(parameter: Array, gradient: Array, state: None, learning_rate: float = 0.01) -> Step:
    if gradient.shape != parameter.shape:
        raise ValueError("the shapes differ")
    parameter -= learning_rate * gradient
    return parameter, None


def returns_no_state(parameter: Array, gradient: Array, state: None, learning_rate: float = 0.01) -> Array:
    if gradient.shape != parameter.shape:
        raise ValueError("the shapes differ")
    return parameter - learning_rate * gradient


def accepts_any_shape(parameter: Array, gradient: Array, state: None, learning_rate: float = 0.01) -> Step:
    return parameter - learning_rate * gradient, None


EXERCISE = Exercise(
    name="sgd",
    number="5.2",
    reference=as_asked(sgd),
    parts=(
        Part("steps", 1, draw_cases, parameters_after_steps),
        Part("bad shapes", 1, draw_bad_shapes, error_raised),
    ),
    wrong_answers=(
        WrongAnswer(climbs_the_loss, "your step goes along the gradient; which way does the gradient point?"),
        WrongAnswer(forgets_the_learning_rate, "the learning rate plays no part: the step is the whole gradient"),
        WrongAnswer(
            returns_the_step_alone, "you return the step; the rule returns where the parameter is after the step"
        ),
        WrongAnswer(
            scales_the_gradient_to_length_one,
            "every step of yours has the same length; near a minimum the gradient shrinks, and the step should too",
        ),
        WrongAnswer(
            uses_the_sign_of_the_gradient,
            "only the sign of each entry counts in your step; its size should count as well",
        ),
        WrongAnswer(
            changes_the_parameter_in_place,
            "`parameter -= ...` writes into the caller's array; compute a new one",
        ),
        WrongAnswer(
            returns_no_state,
            "the parameter is right, but every rule returns two values; what does this one have to remember?",
        ),
        WrongAnswer(
            accepts_any_shape,
            "a gradient of another shape goes through: NumPy stretches one of the arrays until they fit",
        ),
    ),
)
