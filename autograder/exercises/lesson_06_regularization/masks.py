"""What a pass of dropout shows of its mask: which numbers are dropped, by what the others are multiplied."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.declaration import Case, Observation
from autograder.exercises.lesson_06_regularization.weights import Array
from autograder.sent_functions import SentFunction
from autograder.subjects import Subject, SubjectRefusedError

SIGMAS = 6  # how far a share may be from its probability: by chance once in five hundred million passes


@SentFunction
def forward_passes(dropout: Any, x: Array, rate: float, seed: int, training: bool, form: str) -> Any:
    """Return a pass, the same from a new generator of the same seed, and three more from the first generator."""
    rng = np.random.default_rng(seed)
    first, _ = dropout(x, rate, rng, training, form)
    again, _ = dropout(x, rate, np.random.default_rng(seed), training, form)
    return [first, again, *(dropout(x, rate, rng, training, form)[0] for _ in range(3))]


@SentFunction
def backward_pass(dropout: Any, x: Array, rate: float, seed: int, training: bool, form: str, d_y: Array) -> Any:
    y, backward = dropout(x, rate, np.random.default_rng(seed), training, form)
    return [y, backward(d_y)]


def the_forward_passes(subject: Subject, case: Case) -> Observation:
    """Observe the outputs' shape, the factor of what is kept, and the mask in words."""
    x, rate, *_ = case.args
    passes = [_factors(y, x, "y") for y in _listed(subject.run(forward_passes, *case.args), 5)]
    first, again, *others = passes
    seen: dict[str, Any] = {
        "the numbers that come out": first.size,
        "the smallest and largest factor": _least_and_largest(first),
        "the mask": _mask_in_words(passes[:1] + others, rate),
    }
    if 0 < np.count_nonzero(first) < first.size and first.size > 100:
        seen["a generator with the same seed"] = "the same mask" if np.array_equal(first, again) else "another mask"
        renewed = not np.array_equal(first, others[0])
        seen["the next pass"] = "another mask" if renewed else "the same mask"
    return seen


def the_backward_pass(subject: Subject, case: Case) -> Observation:
    """Observe by what the incoming gradient is multiplied, and whether it goes through the mask of the forward pass."""
    x = case.args[0]
    y, d_x = _listed(subject.run(backward_pass, *case.args, case.incoming), 2)
    forward, back = _factors(y, x, "y"), _factors(d_x, case.incoming, "d_x")
    same = np.array_equal(forward == 0, back == 0)
    return {
        "the mask of backward": "that of the forward pass" if same else "another one",
        "the smallest and largest factor in backward": _least_and_largest(back),
    }


def _listed(found: Any, length: int) -> list[Any]:
    if not isinstance(found, list) or len(found) != length:
        raise SubjectRefusedError("the function's answer cannot be used here")
    return found


def _factors(y: Any, x: Array, name: str) -> Array:
    """Return by what every number was multiplied."""
    if not isinstance(y, np.ndarray) or y.shape != x.shape:
        got = f"has shape {np.shape(y)}" if isinstance(y, np.ndarray) else "is no array"
        raise SubjectRefusedError(f"{name} {got} where an array of shape {x.shape} is expected")
    if y.dtype.kind != "f" or not np.isfinite(y).all():
        raise SubjectRefusedError(f"{name} should hold finite floating-point numbers only")
    factors: Array = y / x
    return factors


def _least_and_largest(factors: Array) -> Array:
    kept = factors[factors != 0]
    return np.array([kept.min(), kept.max()]) if kept.size else np.zeros(0)


def _mask_in_words(passes: list[Array], rate: float) -> str:
    """Say what is wrong with the masks of several passes, the plainest thing first."""
    dropped = passes[0] == 0
    if not dropped.any():
        return "nothing is dropped"
    if dropped.all():
        return "everything is dropped"
    if dropped.ndim > 1:
        rows = dropped.reshape(len(dropped), -1)
        if len(rows) > 1 and (rows == rows[0]).all():
            return "every row has the same one"
        if rows.shape[1] > 1 and (rows == rows[:, :1]).all():
            return "whole rows are dropped"
    counts = [int(np.sum(factors == 0)) for factors in passes]
    if len(counts) > 2 and len(set(counts)) == 1 and dropped.size > 1000 and not _all_equal(passes):
        return "always the same number is dropped, so it is not chance that decides for each"
    for words, probability in (("each number for itself, at the rate asked", rate), ("at 1 - rate", 1 - rate)):
        deviation = np.sqrt(probability * (1 - probability) * dropped.size)
        if abs(counts[0] - probability * dropped.size) <= SIGMAS * deviation:
            return words
    return f"about {counts[0] / dropped.size:.0%} of the numbers are dropped"


def _all_equal(passes: list[Array]) -> bool:
    return all(np.array_equal(passes[0], other) for other in passes[1:])
