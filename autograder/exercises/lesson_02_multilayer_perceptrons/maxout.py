"""Exercise maxout: the largest of several sums, and a gradient for the winner."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checks.observers import gradients, value_of_pair
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from lecturelib.activations import maxout

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Array, Callable[[Array], Any]]


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw several numbers of pieces, ties, and sums that are all negative."""

    def case(label: str, *shape: int) -> Case:
        return Case(label, (rng.standard_normal(shape),), incoming=rng.standard_normal(shape[:-1]))

    ties = rng.integers(0, 3, (4, 3, 4)).astype(float)
    ties[0, 0], ties[1, 1] = 2.0, [0.0, 1.0, 1.0, 0.0]
    return [
        case("two pieces", 5, 4, 2),
        Case("pieces that tie", (ties,), incoming=rng.standard_normal((4, 3))),
        Case("negative sums", (-1 - rng.random((3, 2, 3)),), incoming=rng.standard_normal((3, 2))),
        case("one piece", 4, 3, 1),
        case("one row", 1, 2, 3),
        case("as many rows, units and pieces", 3, 3, 3),
        case("no row at all", 0, 3, 2),
        case("a larger batch", 20, 5, 4),
    ]


def gradient_to_every_piece(a: Array) -> Pair:
    def backward(d_m: Array) -> Array:
        return np.ones_like(a) * d_m[..., np.newaxis]

    return a.max(axis=-1), backward


def gradient_shared_by_the_pieces(a: Array) -> Pair:
    def backward(d_m: Array) -> Array:
        return np.ones_like(a) * d_m[..., np.newaxis] / a.shape[-1]

    return a.max(axis=-1), backward


def gradient_to_every_winner_of_a_tie(a: Array) -> Pair:
    m = a.max(axis=-1)

    def backward(d_m: Array) -> Array:
        return (a == m[..., np.newaxis]) * d_m[..., np.newaxis]

    return m, backward


def gradient_shared_by_the_winners_of_a_tie(a: Array) -> Pair:
    m = a.max(axis=-1)

    def backward(d_m: Array) -> Array:
        wins = a == m[..., np.newaxis]
        return wins * d_m[..., np.newaxis] / wins.sum(axis=-1, keepdims=True)

    return m, backward


def gradient_to_the_last_winner_of_a_tie(a: Array) -> Pair:
    def backward(d_m: Array) -> Array:
        last = a.shape[-1] - 1 - np.argmax(a[..., ::-1], axis=-1)
        return (np.arange(a.shape[-1]) == last[..., np.newaxis]) * d_m[..., np.newaxis]

    return a.max(axis=-1), backward


def takes_the_maximum_over_the_units(a: Array) -> Pair:
    winner = np.argmax(a, axis=-2)[..., np.newaxis, :]

    def backward(d_m: Array) -> Array:
        return (np.arange(a.shape[-2])[:, np.newaxis] == winner) * d_m[..., np.newaxis]

    return a.max(axis=-2), backward


def returns_which_piece_wins(a: Array) -> Pair:
    winner = np.argmax(a, axis=-1)

    def backward(d_m: Array) -> Array:
        return (np.arange(a.shape[-1]) == winner[..., np.newaxis]) * d_m[..., np.newaxis]

    return winner, backward


def takes_the_largest_without_its_sign(a: Array) -> Pair:
    winner = np.argmax(np.abs(a), axis=-1)[..., np.newaxis]

    def backward(d_m: Array) -> Array:
        return (np.arange(a.shape[-1]) == winner) * d_m[..., np.newaxis]

    return np.take_along_axis(a, winner, axis=-1)[..., 0], backward


def rectifies_the_winner(a: Array) -> Pair:
    m, winner = a.max(axis=-1), np.argmax(a, axis=-1)

    def backward(d_m: Array) -> Array:
        return (np.arange(a.shape[-1]) == winner[..., np.newaxis]) * (d_m * (m > 0))[..., np.newaxis]

    return np.maximum(m, 0), backward


def ignores_the_incoming_gradient(a: Array) -> Pair:
    def backward(d_m: Array) -> Array:
        return (np.arange(a.shape[-1]) == np.argmax(a, axis=-1)[..., np.newaxis]).astype(float)

    return a.max(axis=-1), backward


EXERCISE = Exercise(
    name="maxout",
    number="2.9",
    reference=maxout,
    parts=(
        Part("value", 1, draw_cases, value_of_pair("m")),
        Part("gradient", 2, draw_cases, gradients("d_a")),
    ),
    wrong_answers=(
        WrongAnswer(
            gradient_to_every_piece,
            "every piece gets the gradient, even those that lost: would a nudge to a loser change the maximum?",
        ),
        WrongAnswer(
            gradient_shared_by_the_pieces,
            "the gradient is shared out among all pieces, as if the value were their mean",
        ),
        WrongAnswer(
            gradient_to_every_winner_of_a_tie,
            "where pieces tie, each of them gets the whole gradient; the text names one that gets it all",
        ),
        WrongAnswer(
            gradient_shared_by_the_winners_of_a_tie,
            "where pieces tie, they share the gradient; the text names one that gets it all",
        ),
        WrongAnswer(
            gradient_to_the_last_winner_of_a_tie,
            "where pieces tie, the last of them gets the gradient; the text names another",
        ),
        WrongAnswer(
            takes_the_maximum_over_the_units,
            "the maximum is taken over the units; a unit's pieces lie along the last axis",
        ),
        WrongAnswer(
            returns_which_piece_wins, "the value is the index of the winning piece; the winning sum itself is wanted"
        ),
        WrongAnswer(
            takes_the_largest_without_its_sign,
            "a strongly negative piece beats a weakly positive one: the sign is lost before the comparison",
        ),
        WrongAnswer(rectifies_the_winner, "negative winners become 0; maxout has no rectifier of its own behind it"),
        WrongAnswer(
            ignores_the_incoming_gradient,
            "the winner gets a 1 instead of the gradient that comes in",
        ),
    ),
)
