"""What a wrong answer borrows from its file is found, and nothing else is taken for borrowed."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from autograder.course.borrowed_names import borrowed_names
from autograder.course.prove import prove_exercise
from autograder.exercises import find_exercise
from autograder.exercises.declaration import WrongAnswer

Array = np.ndarray
FACTOR, (LEFT, RIGHT) = 2.0, (0, 1)


def helper(x):
    return x


class Right:
    def value(self, x):
        return x


class WrongAtOnce(Right):
    def value(self, x):
        return helper(x)


def borrows(x: Array, w: Callable[..., Array]) -> Array:
    def within(y):
        return helper(y) * FACTOR + RIGHT

    return within(x)


def stands_alone(x: Array, helper: Callable[..., Array] = np.abs) -> Array:
    FACTOR = np.sum(x)  # a local variable, whatever the file calls so

    def again(n):
        return stands_alone(n - 1) if n else FACTOR

    return helper(again(len(x)))


def test_names_of_the_file_are_found_however_deep():
    assert borrowed_names(borrows) == ("FACTOR", "RIGHT", "helper")
    assert borrowed_names(WrongAtOnce) == ("helper",)


def test_arguments_local_names_annotations_and_imports_are_no_loans():
    assert borrowed_names(stands_alone) == ()
    assert borrowed_names(Right) == ()


def threshold_by_helper(x, w, b):
    return (helper(x) @ w + b >= 0).astype(float)


def test_prove_calls_a_loan_a_flaw():
    exercise = find_exercise("threshold_neuron")
    lender = replace(exercise, wrong_answers=(WrongAnswer(threshold_by_helper, "fires on 0"),))
    *_, proof = prove_exercise(lender, (0,))
    assert proof.flaw == "it uses helper of its file, which no student's cell has: write that into it (seed 0)"
