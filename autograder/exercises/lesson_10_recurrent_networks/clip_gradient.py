"""Exercise clip_gradient: gradients that are scaled down together when they are too long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.checks.observers import returned
from autograder.exercises.declaration import Case, Exercise, Observation, Part, WrongAnswer
from autograder.exercises.lesson_10_recurrent_networks.layers import Array
from autograder.subjects import Subject, SubjectRefusedError
from lecturelib.regularizers import clip_gradient


def _case(rng: np.random.Generator, label: str, norm: float, max_norm: float, *shapes: tuple[int, ...]) -> Case:
    arrays = [rng.standard_normal(shape) for shape in shapes]
    own = np.sqrt(sum(np.sum(array**2) for array in arrays))
    return Case(label, ([norm / own * array for array in arrays], max_norm))


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw gradients that are too long, and some that are not, down to zero."""
    return [
        Case("gradients of zero", ([np.zeros((2, 2)), np.zeros(3)], 1.0)),
        _case(rng, "four times too long", 4.0, 1.0, (2, 3), (3, 3), (3,)),
        _case(rng, "short enough", 0.5, 2.0, (2, 3), (3,)),
        _case(rng, "one array, ten times too long", 20.0, 2.0, (4,)),
        _case(rng, "a little too long together, each short by itself", 1.1, 1.0, (3, 3), (3, 3)),
        _case(rng, "exploded", 1e8, 5.0, (2, 2), (2,)),
    ]


def clipped(subject: Subject, case: Case) -> Observation:
    """Observe each clipped array."""
    found = returned("clipped", "norm")(subject, case)["clipped"]
    count = len(case.args[0])
    if not isinstance(found, tuple | list) or len(found) != count:
        raise SubjectRefusedError(f"the first of the two returned values should be a list of {count} arrays")
    return {f"array {number}": array for number, array in enumerate(found)}


def norms(subject: Subject, case: Case) -> Observation:
    """Observe the norm."""
    return {"norm": returned("clipped", "norm")(subject, case)["norm"]}


def clips_each_array_by_itself(gradients: Sequence[Array], max_norm: float) -> Any:
    found = []
    for gradient in gradients:
        own = np.sqrt(np.sum(gradient**2))
        found.append(gradient * max_norm / own if own > max_norm else gradient)
    return found, np.sqrt(sum(np.sum(gradient**2) for gradient in gradients))


def clips_each_number(gradients: Sequence[Array], max_norm: float) -> Any:
    norm = np.sqrt(sum(np.sum(gradient**2) for gradient in gradients))
    return [np.clip(gradient, -max_norm, max_norm) for gradient in gradients], norm


def stretches_short_gradients_too(gradients: Sequence[Array], max_norm: float) -> Any:
    norm = np.sqrt(sum(np.sum(gradient**2) for gradient in gradients))
    return [gradient * max_norm / norm for gradient in gradients], norm


def forgets_the_root(gradients: Sequence[Array], max_norm: float) -> Any:
    norm = sum(np.sum(gradient**2) for gradient in gradients)
    if norm > max_norm:
        return [gradient * max_norm / norm for gradient in gradients], norm
    return gradients, norm


def adds_up_the_norms(gradients: Sequence[Array], max_norm: float) -> Any:
    norm = sum(np.sqrt(np.sum(gradient**2)) for gradient in gradients)
    if norm > max_norm:
        return [gradient * max_norm / norm for gradient in gradients], norm
    return gradients, norm


def takes_the_largest_number(gradients: Sequence[Array], max_norm: float) -> Any:
    norm = max(np.abs(gradient).max() for gradient in gradients)
    if norm > max_norm:
        return [gradient * max_norm / norm for gradient in gradients], norm
    return gradients, norm


def divides_by_the_norm_alone(gradients: Sequence[Array], max_norm: float) -> Any:
    norm = np.sqrt(sum(np.sum(gradient**2) for gradient in gradients))
    if norm > max_norm:
        return [gradient / norm for gradient in gradients], norm
    return gradients, norm


def returns_the_norm_after_clipping(gradients: Sequence[Array], max_norm: float) -> Any:
    norm = np.sqrt(sum(np.sum(gradient**2) for gradient in gradients))
    if norm > max_norm:
        return [gradient * max_norm / norm for gradient in gradients], max_norm
    return gradients, norm


def throws_long_gradients_away(gradients: Sequence[Array], max_norm: float) -> Any:
    norm = np.sqrt(sum(np.sum(gradient**2) for gradient in gradients))
    return [np.zeros_like(gradient) if norm > max_norm else gradient for gradient in gradients], norm


EXERCISE = Exercise(
    name="clip_gradient",
    number="10.3",
    reference=clip_gradient,
    parts=(Part("gradients", 2, draw_cases, clipped), Part("norm", 1, draw_cases, norms)),
    wrong_answers=(
        WrongAnswer(
            clips_each_array_by_itself,
            "each array is measured and scaled by itself, which turns the step in another direction; they are the "
            "parts of "
            "one long vector",
        ),
        WrongAnswer(
            clips_each_number,
            "each number is cut off at the limit by itself: then a step downhill becomes a step along a diagonal; what "
            "should stay as it is when the length changes?",
        ),
        WrongAnswer(
            stretches_short_gradients_too,
            "short gradients are stretched to the limit, and those of zero give 0/0; when should nothing happen?",
        ),
        WrongAnswer(forgets_the_root, "this is the square of the length; what does Pythagoras do last?"),
        WrongAnswer(
            adds_up_the_norms,
            "you add up the lengths of the arrays; the length of a vector of two parts is not the sum of theirs (3 "
            "and 4 "
            "give 5)",
        ),
        WrongAnswer(
            takes_the_largest_number,
            "you measure by the largest number; many middling ones make a long gradient as well",
        ),
        WrongAnswer(
            divides_by_the_norm_alone,
            "a gradient that is too long gets the length 1, whatever the limit is",
        ),
        WrongAnswer(
            returns_the_norm_after_clipping,
            "the norm that you return is that of the clipped gradients, which is never news; asked is what it was "
            "before",
        ),
        WrongAnswer(
            throws_long_gradients_away,
            "a gradient that is too long becomes zero, and the step is lost; its direction was still worth something",
        ),
    ),
)
