"""Exercise batch_norm: channels normalised over the batch, in training and at inference."""

from __future__ import annotations

import numpy as np

from autograder.checks.observers import error_raised, gradients, transformed, value_of_pair
from autograder.exercises.declaration import Case, Exercise, Observation, Part
from autograder.exercises.lesson_07_normalization.batch_norm_sentences import WRONG_ANSWERS
from autograder.exercises.lesson_07_normalization.inputs import Array, draw_eps, draw_inputs, draw_scale_and_shift
from lecturelib.normalization import batch_norm


def _case(rng: np.random.Generator, label: str, x: Array, training: bool = True, momentum: float | None = None) -> Case:
    channels = x.shape[1]
    gamma, beta = draw_scale_and_shift(rng, (channels,))
    running_mean, running_var = rng.standard_normal(channels), rng.uniform(0.5, 3, channels)
    settings = {
        "training": training,
        "momentum": float(rng.uniform(0.1, 0.3)) if momentum is None else momentum,
        "eps": draw_eps(rng),
    }
    arguments = (x, gamma, beta, running_mean, running_var)
    return Case(label, arguments, settings, incoming=rng.standard_normal(x.shape))


def draw_in_training(rng: np.random.Generator) -> list[Case]:
    """Draw batches of rows, sequences and images, with a channel that never changes among them."""
    constant = draw_inputs(rng, (5, 3))
    constant[:, 1] = rng.normal()
    return [
        _case(rng, "rows", draw_inputs(rng, (6, 3))),
        _case(rng, "two rows", draw_inputs(rng, (2, 3))),
        _case(rng, "one channel", draw_inputs(rng, (5, 1))),
        _case(rng, "as many rows as channels", draw_inputs(rng, (4, 4))),
        _case(rng, "a channel whose values are all equal", constant),
        _case(rng, "images", draw_inputs(rng, (3, 4, 2, 3))),
        _case(rng, "one image", draw_inputs(rng, (1, 3, 2, 3))),
        _case(rng, "sequences", draw_inputs(rng, (4, 3, 5))),
        _case(rng, "a larger batch of images", draw_inputs(rng, (8, 5, 4, 4))),
    ]


def draw_in_training_and_far_from_zero(rng: np.random.Generator) -> list[Case]:
    """Draw the batches of training, and one whose mean is ten million times its deviation."""
    return [
        *draw_in_training(rng),
        _case(rng, "values around ten million", draw_inputs(rng, (6, 3), around=1e7)),
    ]


def draw_at_inference(rng: np.random.Generator) -> list[Case]:
    """Draw batches for a trained layer, a single value among them."""
    return [
        _case(rng, "one row, at inference", draw_inputs(rng, (1, 3)), training=False),
        _case(rng, "one value, at inference", draw_inputs(rng, (1, 1)), training=False),
        _case(rng, "rows, at inference", draw_inputs(rng, (6, 3)), training=False),
        _case(rng, "images, at inference", draw_inputs(rng, (3, 4, 2, 3)), training=False),
        _case(rng, "sequences, at inference", draw_inputs(rng, (4, 3, 5)), training=False),
    ]


def draw_for_running_statistics(rng: np.random.Generator) -> list[Case]:
    """Draw batches that move the running statistics, one that takes their place, and some that must not move them."""
    return [
        *draw_in_training(rng),
        _case(rng, "a momentum of 1", draw_inputs(rng, (5, 3)), momentum=1.0),
        _case(rng, "a momentum of 0", draw_inputs(rng, (5, 3)), momentum=0.0),
        *draw_at_inference(rng),
    ]


def draw_single_values(rng: np.random.Generator) -> list[Case]:
    """Draw batches with one value for each channel, and others that differ from them in one respect."""
    return [
        _case(rng, "one row", draw_inputs(rng, (1, 3))),
        _case(rng, "one image of one pixel", draw_inputs(rng, (1, 3, 1, 1))),
        _case(rng, "one row, at inference", draw_inputs(rng, (1, 3)), training=False),
        _case(rng, "one image of four pixels", draw_inputs(rng, (1, 3, 2, 2))),
        _case(rng, "two rows", draw_inputs(rng, (2, 3))),
    ]


def _three(seen: Observation) -> Observation:
    value = seen["value"]
    if not isinstance(value, tuple | list) or len(value) != 3:
        raise ValueError("the value should be three arrays, (y, running_mean, running_var), in a pair with backward")
    return dict(zip(("y", "running_mean", "running_var"), value, strict=True))


def _outputs(_: Case, seen: Observation) -> Observation:
    return {"y": _three(seen)["y"]}


def _running_statistics(_: Case, seen: Observation) -> Observation:
    three = _three(seen)
    return {name: three[name] for name in ("running_mean", "running_var")}


_VALUE = value_of_pair("value")
_GRADIENTS = gradients("d_x", "d_gamma", "d_beta")

EXERCISE = Exercise(
    name="batch_norm",
    number="7.1",
    reference=batch_norm,
    parts=(
        Part("value in training", 2, draw_in_training_and_far_from_zero, transformed(_VALUE, _outputs)),
        Part("running statistics", 1, draw_for_running_statistics, transformed(_VALUE, _running_statistics)),
        Part("value at inference", 1, draw_at_inference, transformed(_VALUE, _outputs)),
        Part("single values", 1, draw_single_values, error_raised),
        Part("gradient in training", 3, draw_in_training, _GRADIENTS),
        Part("gradient at inference", 1, draw_at_inference, _GRADIENTS),
    ),
    wrong_answers=WRONG_ANSWERS,
)
