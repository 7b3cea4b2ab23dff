"""Exercise is_equivariant: whether it matters if the input is moved before or after."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.observers import returned, transformed
from autograder.exercises.declaration import Case, Exercise, Observation, Part, WrongAnswer
from autograder.sent_functions import SentFunction
from lecturelib.convolution import is_equivariant

Array = np.ndarray[Any, np.dtype[Any]]
Map = Callable[[Array], Any]


@SentFunction
def differences_on_a_ring(x: Array) -> Any:
    return np.roll(x, -1, axis=-1) - x


@SentFunction
def thirds_of_three_neighbours(x: Array) -> Any:
    return (x[:-2] / 3 + x[1:-1] / 3) + x[2:] / 3


@SentFunction
def differences_inside(x: Array) -> Any:
    return x[1:] - x[:-1]


@SentFunction
def squares(x: Array) -> Any:
    return x**2


@SentFunction
def sums_from_the_left(x: Array) -> Any:
    return np.cumsum(x, axis=-1)


@SentFunction
def ramp(x: Array) -> Any:
    return x * np.arange(x.size).reshape(x.shape)


@SentFunction
def largest_of_pairs(x: Array) -> Any:
    return np.maximum(x[::2], x[1::2])


@SentFunction
def mean_of_all(x: Array) -> Any:
    return np.array([x.mean()])


@SentFunction
def changes_the_last_number(x: Array) -> Any:
    return np.append(x[:-1], x[-1] + 1)


@SentFunction
def sorted_numbers(x: Array) -> Any:
    return np.sort(x)


@SentFunction
def shift_right(x: Array) -> Any:
    return np.roll(x, 1, axis=-1)


@SentFunction
def shift_by_two(x: Array) -> Any:
    return np.roll(x, 2, axis=-1)


@SentFunction
def mirror(x: Array) -> Any:
    return x[::-1]


@SentFunction
def drop_the_first(x: Array) -> Any:
    return x[1:]


@SentFunction
def clear_the_first(x: Array) -> Any:
    return np.append(0.0, x[1:])


@SentFunction
def double(x: Array) -> Any:
    return 2 * x


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw maps that keep a shift, and maps that do not, some of them by a hair."""
    normal = rng.standard_normal
    return [
        Case("differences of neighbours on a ring, shifted", (differences_on_a_ring, shift_right, normal(7))),
        Case("a weight that grows along the signal, shifted", (ramp, shift_right, normal(7))),
        Case("rounding in another order", (thirds_of_three_neighbours, mirror, normal(300))),
        Case("differences of neighbours, mirrored: the sign turns", (differences_inside, mirror, normal(6))),
        Case("only one number out of place", (changes_the_last_number, shift_right, normal(9))),
        Case("the shapes differ", (mean_of_all, drop_the_first, normal(5))),
        Case("the larger of each pair, moved by two places", (largest_of_pairs, shift_by_two, normal(8))),
        Case("a picture, shifted to the side", (differences_on_a_ring, shift_right, normal((3, 5)))),
        Case("sums from the left, shifted", (sums_from_the_left, shift_right, normal((2, 6)))),
        Case("squares, shifted", (squares, shift_right, normal(6))),
        Case("sorting, shifted: the result does not move at all", (sorted_numbers, shift_right, normal(6))),
        Case("doubling, the first number set to zero", (double, clear_the_first, normal(5))),
        Case("squares, doubled", (squares, double, normal(6))),
        Case("differences of neighbours, the first number dropped", (differences_inside, drop_the_first, normal(8))),
    ]


def in_words(_case: Case, seen: Observation) -> Observation:
    """Return the answer as a word, since "off by 1" would be a strange thing to say of True."""
    answer = seen["answer"]
    if not isinstance(answer, bool | np.bool_):
        raise ValueError("the answer should be True or False")
    return {"the answer": "equivariant" if answer else "not equivariant"}


def tests_whether_the_shift_changes_nothing(operation: Map, shift: Map, x: Array) -> bool:
    moved, still = operation(shift(x)), operation(x)
    return bool(moved.shape == still.shape and np.allclose(moved, still))


def shifts_only_after(operation: Map, shift: Map, x: Array) -> bool:
    moved, still = shift(operation(x)), operation(x)
    return bool(moved.shape == still.shape and np.allclose(moved, still))


def asks_for_equality_to_the_last_bit(operation: Map, shift: Map, x: Array) -> bool:
    return bool(np.array_equal(operation(shift(x)), shift(operation(x))))


def is_content_with_one_number(operation: Map, shift: Map, x: Array) -> bool:
    before, after = operation(shift(x)), shift(operation(x))
    return bool(before.shape == after.shape and np.isclose(before, after).any())


def compares_the_sums(operation: Map, shift: Map, x: Array) -> bool:
    before, after = operation(shift(x)), shift(operation(x))
    return bool(before.shape == after.shape and np.isclose(before.sum(), after.sum()))


def compares_the_shapes(operation: Map, shift: Map, x: Array) -> bool:
    return bool(operation(shift(x)).shape == shift(operation(x)).shape)


def lets_broadcasting_hide_a_shape(operation: Map, shift: Map, x: Array) -> bool:
    return bool(np.allclose(operation(shift(x)), shift(operation(x))))


def shifts_twice(operation: Map, shift: Map, x: Array) -> bool:
    before, after = operation(shift(x)), shift(operation(shift(x)))
    return bool(before.shape == after.shape and np.allclose(before, after))


EXERCISE = Exercise(
    name="is_equivariant",
    number="8.5",
    reference=is_equivariant,
    parts=(Part("answer", 2, draw_cases, transformed(returned("answer"), in_words)),),
    wrong_answers=(
        WrongAnswer(
            tests_whether_the_shift_changes_nothing,
            "you ask whether the shift leaves the result as it was: that is invariance; equivariance lets the result "
            "move along",
        ),
        WrongAnswer(
            shifts_only_after,
            "the input is never moved: you compare the result with itself moved, and both sides of f(g(x)) = g(f(x)) "
            "need a g",
        ),
        WrongAnswer(
            asks_for_equality_to_the_last_bit,
            "two ways of adding the same numbers differ in their last digits; equal up to rounding is what is asked",
        ),
        WrongAnswer(is_content_with_one_number, "one number that agrees is enough for you; all of them have to agree"),
        WrongAnswer(
            compares_the_sums, "only the sums are compared: numbers that have changed places have the same sum"
        ),
        WrongAnswer(compares_the_shapes, "only the shapes are compared, not the numbers in them"),
        WrongAnswer(
            lets_broadcasting_hide_a_shape,
            "two results of different shapes pass, because np.allclose stretches one to fit the other",
        ),
        WrongAnswer(shifts_twice, "one side is moved before and after: count the g on each side of f(g(x)) = g(f(x))"),
    ),
)
