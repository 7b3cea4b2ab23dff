"""Mistakes in dropout: masks that are drawn, kept or used in the wrong way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.exercises.declaration import WrongAnswer
from autograder.exercises.lesson_06_regularization.weights import Array

Generator = np.random.Generator
Result = tuple[Any, Callable[[Array], Array]]


def same_mask_for_all_rows(
    x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted"
) -> Result:
    if not 0 <= rate < 1:
        raise ValueError("bad rate")
    if training:
        scale: Any = (rng.random(x.shape[1:]) >= rate) / (1 - rate if form == "inverted" else 1.0)
    else:
        scale = 1 - rate if form == "standard" else 1.0
    return x * scale, lambda d_y: d_y * scale


def drops_whole_rows(x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted") -> Result:
    if not 0 <= rate < 1:
        raise ValueError("bad rate")
    if training:
        kept: Any = rng.random((len(x),) + (1,) * (x.ndim - 1)) >= rate
        scale: Any = kept / (1 - rate if form == "inverted" else 1.0)
    else:
        scale = 1 - rate if form == "standard" else 1.0
    return x * scale, lambda d_y: d_y * scale


def new_mask_in_backward(
    x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted"
) -> Result:
    if not 0 <= rate < 1:
        raise ValueError("bad rate")
    if not training:
        scale = 1 - rate if form == "standard" else 1.0
        return x * scale, lambda d_y: d_y * scale

    def mask() -> Any:
        return (rng.random(x.shape) >= rate) / (1 - rate if form == "inverted" else 1.0)

    return x * mask(), lambda d_y: d_y * mask()


def lets_the_gradient_pass_everywhere(
    x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted"
) -> Result:
    if not 0 <= rate < 1:
        raise ValueError("bad rate")
    if training:
        scale: Any = (rng.random(x.shape) >= rate) / (1 - rate if form == "inverted" else 1.0)
    else:
        scale = 1 - rate if form == "standard" else 1.0
    return x * scale, lambda d_y: d_y


def drops_at_test_time(x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted") -> Result:
    if not 0 <= rate < 1:
        raise ValueError("bad rate")
    scale: Any = (rng.random(x.shape) >= rate) / (1 - rate if form == "inverted" else 1.0)
    return x * scale, lambda d_y: d_y * scale


def drops_an_exact_number(
    x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted"
) -> Result:
    if not 0 <= rate < 1:
        raise ValueError("bad rate")
    if training:
        kept: Any = rng.permutation(x.size).reshape(x.shape) >= round(rate * x.size)
        scale: Any = kept / (1 - rate if form == "inverted" else 1.0)
    else:
        scale = 1 - rate if form == "standard" else 1.0
    return x * scale, lambda d_y: d_y * scale


def makes_a_generator_of_its_own(
    x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted"
) -> Result:
    if not 0 <= rate < 1:
        raise ValueError("bad rate")
    if training:
        scale: Any = (np.random.default_rng().random(x.shape) >= rate) / (1 - rate if form == "inverted" else 1.0)
    else:
        scale = 1 - rate if form == "standard" else 1.0
    return x * scale, lambda d_y: d_y * scale


def draws_the_same_mask_every_time(
    x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted"
) -> Result:
    if not 0 <= rate < 1:
        raise ValueError("bad rate")
    if training:
        scale: Any = (np.random.default_rng(0).random(x.shape) >= rate) / (1 - rate if form == "inverted" else 1.0)
    else:
        scale = 1 - rate if form == "standard" else 1.0
    return x * scale, lambda d_y: d_y * scale


def accepts_any_rate(x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted") -> Result:
    if training:
        scale: Any = (rng.random(x.shape) >= rate) / (1 - rate if form == "inverted" and rate != 1 else 1.0)
    else:
        scale = 1 - rate if form == "standard" else 1.0
    return x * scale, lambda d_y: d_y * scale


MASK_MISTAKES = (
    WrongAnswer(
        same_mask_for_all_rows,
        "one mask serves all rows of the batch; each example should meet a network of its own",
    ),
    WrongAnswer(
        drops_whole_rows, "whole rows are dropped, that is, examples; dropout is meant for every number by itself"
    ),
    WrongAnswer(
        new_mask_in_backward,
        "backward draws a new mask, so the gradient belongs to another network than the output did",
    ),
    WrongAnswer(
        lets_the_gradient_pass_everywhere,
        "the gradient passes through dropped units too; does the output depend on an input that was dropped?",
    ),
    WrongAnswer(drops_at_test_time, "units are dropped after training too: what is the argument training there for?"),
    WrongAnswer(
        drops_an_exact_number,
        "exactly the same number is dropped every time; chance should decide for each number by itself",
    ),
    WrongAnswer(
        makes_a_generator_of_its_own,
        "the mask does not come from the generator rng that was handed in, so nobody can repeat your training",
    ),
    WrongAnswer(
        draws_the_same_mask_every_time,
        "every pass gets the same mask: then only one of the many networks is ever trained",
    ),
    WrongAnswer(
        accepts_any_rate,
        "a rate of 1 or more, or a negative one, goes through; which rates are probabilities you can "
        "divide by 1 - rate of?",
    ),
)
