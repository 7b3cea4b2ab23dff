"""Mistakes in dropout, runnable and named."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograder.exercises.declaration import WrongAnswer
from autograder.exercises.lesson_06_regularization.weights import Array

Generator = np.random.Generator
Result = tuple[Array, Callable[[Array], Array]]


def scales_by_rate(x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted") -> Result:
    if not 0 <= rate < 1:
        raise ValueError("bad rate")
    if training:
        scale = (rng.random(x.shape) >= rate) / (rate if form == "inverted" else 1.0)
    else:
        scale = rate if form == "standard" else 1.0
    return x * scale, lambda d_y: d_y * scale


def takes_rate_for_the_probability_of_keeping(
    x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted"
) -> Result:
    if not 0 <= rate < 1:
        raise ValueError("bad rate")
    if training:
        scale = (rng.random(x.shape) < rate) / (rate if form == "inverted" else 1.0)
    else:
        scale = rate if form == "standard" else 1.0
    return x * scale, lambda d_y: d_y * scale


def keeps_what_it_should_drop(
    x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted"
) -> Result:
    if not 0 <= rate < 1:
        raise ValueError("bad rate")
    if training:
        scale = (rng.random(x.shape) < rate) / (1 - rate if form == "inverted" else 1.0)
    else:
        scale = 1 - rate if form == "standard" else 1.0
    return x * scale, lambda d_y: d_y * scale


def same_mask_for_all_rows(
    x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted"
) -> Result:
    if not 0 <= rate < 1:
        raise ValueError("bad rate")
    if training:
        scale = (rng.random(x.shape[1:]) >= rate) / (1 - rate if form == "inverted" else 1.0)
    else:
        scale = 1 - rate if form == "standard" else 1.0
    return x * scale, lambda d_y: d_y * scale


def drops_whole_rows(x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted") -> Result:
    if not 0 <= rate < 1:
        raise ValueError("bad rate")
    if training:
        kept = rng.random((len(x),) + (1,) * (x.ndim - 1)) >= rate
        scale = kept / (1 - rate if form == "inverted" else 1.0)
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

    def mask() -> Array:
        return (rng.random(x.shape) >= rate) / (1 - rate if form == "inverted" else 1.0)

    return x * mask(), lambda d_y: d_y * mask()


def lets_the_gradient_pass_everywhere(
    x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted"
) -> Result:
    if not 0 <= rate < 1:
        raise ValueError("bad rate")
    if training:
        scale = (rng.random(x.shape) >= rate) / (1 - rate if form == "inverted" else 1.0)
    else:
        scale = 1 - rate if form == "standard" else 1.0
    return x * scale, lambda d_y: d_y


def forgets_the_scale_in_backward(
    x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted"
) -> Result:
    if not 0 <= rate < 1:
        raise ValueError("bad rate")
    if training:
        kept = rng.random(x.shape) >= rate
        return x * kept / (1 - rate if form == "inverted" else 1.0), lambda d_y: d_y * kept
    return x * (1 - rate if form == "standard" else 1.0), lambda d_y: d_y


def drops_at_test_time(x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted") -> Result:
    if not 0 <= rate < 1:
        raise ValueError("bad rate")
    scale = (rng.random(x.shape) >= rate) / (1 - rate if form == "inverted" else 1.0)
    return x * scale, lambda d_y: d_y * scale


def never_scales(x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted") -> Result:
    if not 0 <= rate < 1:
        raise ValueError("bad rate")
    scale = (rng.random(x.shape) >= rate) * 1.0 if training else 1.0
    return x * scale, lambda d_y: d_y * scale


def scales_in_training_and_afterwards(
    x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted"
) -> Result:
    if not 0 <= rate < 1:
        raise ValueError("bad rate")
    scale = (rng.random(x.shape) >= rate) / (1 - rate) if training else 1 - rate
    return x * scale, lambda d_y: d_y * scale


def knows_the_inverted_form_only(
    x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted"
) -> Result:
    if not 0 <= rate < 1:
        raise ValueError("bad rate")
    scale = (rng.random(x.shape) >= rate) / (1 - rate) if training else 1.0
    return x * scale, lambda d_y: d_y * scale


def exchanges_the_forms(x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted") -> Result:
    if not 0 <= rate < 1:
        raise ValueError("bad rate")
    if training:
        scale = (rng.random(x.shape) >= rate) / (1 - rate if form == "standard" else 1.0)
    else:
        scale = 1 - rate if form == "inverted" else 1.0
    return x * scale, lambda d_y: d_y * scale


def divides_by_what_happened_to_be_kept(
    x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted"
) -> Result:
    if not 0 <= rate < 1:
        raise ValueError("bad rate")
    if training:
        kept = rng.random(x.shape) >= rate
        scale = kept / (max(kept.mean(), 1e-9) if form == "inverted" and kept.size else 1.0)
    else:
        scale = 1 - rate if form == "standard" else 1.0
    return x * scale, lambda d_y: d_y * scale


def drops_an_exact_number(
    x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted"
) -> Result:
    if not 0 <= rate < 1:
        raise ValueError("bad rate")
    if training:
        kept = rng.permutation(x.size).reshape(x.shape) >= round(rate * x.size)
        scale = kept / (1 - rate if form == "inverted" else 1.0)
    else:
        scale = 1 - rate if form == "standard" else 1.0
    return x * scale, lambda d_y: d_y * scale


def makes_a_generator_of_its_own(
    x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted"
) -> Result:
    if not 0 <= rate < 1:
        raise ValueError("bad rate")
    if training:
        scale = (np.random.default_rng().random(x.shape) >= rate) / (1 - rate if form == "inverted" else 1.0)
    else:
        scale = 1 - rate if form == "standard" else 1.0
    return x * scale, lambda d_y: d_y * scale


def draws_the_same_mask_every_time(
    x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted"
) -> Result:
    if not 0 <= rate < 1:
        raise ValueError("bad rate")
    if training:
        scale = (np.random.default_rng(0).random(x.shape) >= rate) / (1 - rate if form == "inverted" else 1.0)
    else:
        scale = 1 - rate if form == "standard" else 1.0
    return x * scale, lambda d_y: d_y * scale


def accepts_any_rate(x: Array, rate: float, rng: Generator, training: bool = True, form: str = "inverted") -> Result:
    if training:
        scale = (rng.random(x.shape) >= rate) / (1 - rate if form == "inverted" and rate != 1 else 1.0)
    else:
        scale = 1 - rate if form == "standard" else 1.0
    return x * scale, lambda d_y: d_y * scale


WRONG_ANSWERS = (
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
    WrongAnswer(
        forgets_the_scale_in_backward,
        "what is kept was divided on the way forward, and the gradient is not: by what does the chain rule multiply?",
    ),
    WrongAnswer(drops_at_test_time, "units are dropped after training too: what is the argument training there for?"),
    WrongAnswer(
        never_scales,
        "nothing is ever scaled, so after training the sums that the next layer receives are larger than it has learned",
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
