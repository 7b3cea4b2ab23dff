"""Mistakes in dropout: what is kept is multiplied by the wrong number, or at the wrong time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.exercises.declaration import WrongAnswer
from autograder.exercises.lesson_06_regularization.weights import Array

Generator = np.random.Generator
Result = tuple[Any, Callable[[Array], Array]]


def scales_by_rate(x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted") -> Result:
    if not 0 <= rate < 1:
        raise ValueError("bad rate")
    if training:
        scale: Any = (rng.random(x.shape) >= rate) / (rate if form == "inverted" else 1.0)
    else:
        scale = rate if form == "standard" else 1.0
    return x * scale, lambda d_y: d_y * scale


def takes_rate_for_the_probability_of_keeping(
    x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted"
) -> Result:
    if not 0 <= rate < 1:
        raise ValueError("bad rate")
    if training:
        scale: Any = (rng.random(x.shape) < rate) / (rate if form == "inverted" else 1.0)
    else:
        scale = rate if form == "standard" else 1.0
    return x * scale, lambda d_y: d_y * scale


def keeps_what_it_should_drop(
    x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted"
) -> Result:
    if not 0 <= rate < 1:
        raise ValueError("bad rate")
    if training:
        scale: Any = (rng.random(x.shape) < rate) / (1 - rate if form == "inverted" else 1.0)
    else:
        scale = 1 - rate if form == "standard" else 1.0
    return x * scale, lambda d_y: d_y * scale


def forgets_the_scale_in_backward(
    x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted"
) -> Result:
    if not 0 <= rate < 1:
        raise ValueError("bad rate")
    if training:
        kept: Any = rng.random(x.shape) >= rate
        return x * kept / (1 - rate if form == "inverted" else 1.0), lambda d_y: d_y * kept
    return x * (1 - rate if form == "standard" else 1.0), lambda d_y: d_y


def never_scales(x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted") -> Result:
    if not 0 <= rate < 1:
        raise ValueError("bad rate")
    scale: Any = (rng.random(x.shape) >= rate) * 1.0 if training else 1.0
    return x * scale, lambda d_y: d_y * scale


def scales_in_training_and_afterwards(
    x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted"
) -> Result:
    if not 0 <= rate < 1:
        raise ValueError("bad rate")
    scale: Any = (rng.random(x.shape) >= rate) / (1 - rate) if training else 1 - rate
    return x * scale, lambda d_y: d_y * scale


def knows_the_inverted_form_only(
    x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted"
) -> Result:
    if not 0 <= rate < 1:
        raise ValueError("bad rate")
    scale: Any = (rng.random(x.shape) >= rate) / (1 - rate) if training else 1.0
    return x * scale, lambda d_y: d_y * scale


def exchanges_the_forms(x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted") -> Result:
    if not 0 <= rate < 1:
        raise ValueError("bad rate")
    if training:
        scale: Any = (rng.random(x.shape) >= rate) / (1 - rate if form == "standard" else 1.0)
    else:
        scale = 1 - rate if form == "inverted" else 1.0
    return x * scale, lambda d_y: d_y * scale


def divides_by_what_happened_to_be_kept(
    x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted"
) -> Result:
    if not 0 <= rate < 1:
        raise ValueError("bad rate")
    if training:
        kept: Any = rng.random(x.shape) >= rate
        scale: Any = kept / (max(kept.mean(), 1e-9) if form == "inverted" and kept.size else 1.0)
    else:
        scale = 1 - rate if form == "standard" else 1.0
    return x * scale, lambda d_y: d_y * scale


SCALE_MISTAKES = (
    WrongAnswer(
        scales_by_rate,
        "you scale by rate, the probability of dropping; which share of the inputs is still there on average?",
    ),
    WrongAnswer(
        takes_rate_for_the_probability_of_keeping,
        "rate is taken for the probability of keeping, as in the paper of 2014; in this course it is that of dropping",
    ),
    WrongAnswer(
        keeps_what_it_should_drop,
        "the comparison with rate points the wrong way: a rate of 0.2 should drop a fifth, and you keep a fifth",
    ),
    WrongAnswer(
        forgets_the_scale_in_backward,
        "what is kept was divided on the way forward, and the gradient is not: by what does the chain rule multiply?",
    ),
    WrongAnswer(
        never_scales,
        "nothing is ever scaled, so after training the next layer receives larger sums than it has learned to expect",
    ),
    WrongAnswer(
        scales_in_training_and_afterwards,
        "you scale in training and once more afterwards; each form needs it in one of the two places",
    ),
    WrongAnswer(knows_the_inverted_form_only, "the argument form changes nothing: where does the classic form scale?"),
    WrongAnswer(exchanges_the_forms, "the two forms have changed places: which of them leaves the test alone?"),
    WrongAnswer(
        divides_by_what_happened_to_be_kept,
        "you divide by the share that this mask happened to keep; the expectation asks for the probability",
    ),
)
