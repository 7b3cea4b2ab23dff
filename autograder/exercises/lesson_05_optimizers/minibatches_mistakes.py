"""Mistakes in minibatches, runnable and named."""

from __future__ import annotations

import numpy as np

from autograder.exercises.declaration import WrongAnswer
from autograder.exercises.lesson_05_optimizers.steps import Array

Batches = list[tuple[Array, Array]]


def drops_the_last_short_batch(x: Array, y: Array, batch_size: int, seed: int) -> Batches:
    if len(x) != len(y):
        raise ValueError("x and y differ in length")
    order = np.random.default_rng(seed).permutation(len(x))
    stop = len(x) - len(x) % batch_size
    return [(x[order[i : i + batch_size]], y[order[i : i + batch_size]]) for i in range(0, stop, batch_size)]


def shuffles_inputs_and_labels_apart(x: Array, y: Array, batch_size: int, seed: int) -> Batches:
    if len(x) != len(y):
        raise ValueError("x and y differ in length")
    rng = np.random.default_rng(seed)
    x, y = x[rng.permutation(len(x))], y[rng.permutation(len(y))]
    return [(x[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(x), batch_size)]


def same_order_every_epoch(x: Array, y: Array, batch_size: int, seed: int) -> Batches:
    if len(x) != len(y):
        raise ValueError("x and y differ in length")
    order = np.random.default_rng(0).permutation(len(x))
    return [(x[order[i : i + batch_size]], y[order[i : i + batch_size]]) for i in range(0, len(x), batch_size)]


def never_shuffles(x: Array, y: Array, batch_size: int, seed: int) -> Batches:
    if len(x) != len(y):
        raise ValueError("x and y differ in length")
    return [(x[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(x), batch_size)]


def shuffles_whole_batches(x: Array, y: Array, batch_size: int, seed: int) -> Batches:
    if len(x) != len(y):
        raise ValueError("x and y differ in length")
    starts = np.random.default_rng(seed).permutation(np.arange(0, len(x) - batch_size + 1, batch_size))
    rest = [] if len(x) % batch_size == 0 else [len(x) - len(x) % batch_size]
    return [(x[i : i + batch_size], y[i : i + batch_size]) for i in [*starts, *rest]]


def ignores_the_seed(x: Array, y: Array, batch_size: int, seed: int) -> Batches:
    if len(x) != len(y):
        raise ValueError("x and y differ in length")
    order = np.random.default_rng().permutation(len(x))
    return [(x[order[i : i + batch_size]], y[order[i : i + batch_size]]) for i in range(0, len(x), batch_size)]


def draws_with_replacement(x: Array, y: Array, batch_size: int, seed: int) -> Batches:
    if len(x) != len(y):
        raise ValueError("x and y differ in length")
    order = np.random.default_rng(seed).choice(len(x), len(x)) if len(x) > 1 else np.arange(len(x))
    return [(x[order[i : i + batch_size]], y[order[i : i + batch_size]]) for i in range(0, len(x), batch_size)]


def fills_the_last_batch_from_the_start(x: Array, y: Array, batch_size: int, seed: int) -> Batches:
    if len(x) != len(y):
        raise ValueError("x and y differ in length")
    order = np.random.default_rng(seed).permutation(len(x))
    missing = -len(x) % batch_size
    order = np.concatenate([order, np.resize(order, missing)]) if len(x) else order
    return [(x[order[i : i + batch_size]], y[order[i : i + batch_size]]) for i in range(0, len(order), batch_size)]


def returns_a_pair_of_lists(x: Array, y: Array, batch_size: int, seed: int) -> tuple[list[Array], list[Array]]:
    if len(x) != len(y):
        raise ValueError("x and y differ in length")
    order = np.random.default_rng(seed).permutation(len(x))
    starts = range(0, len(x), batch_size)
    return [x[order[i : i + batch_size]] for i in starts], [y[order[i : i + batch_size]] for i in starts]


def accepts_different_lengths(x: Array, y: Array, batch_size: int, seed: int) -> Batches:
    order = np.random.default_rng(seed).permutation(len(x)) % max(len(y), 1)
    shuffled = np.random.default_rng(seed).permutation(len(x))
    starts = range(0, len(x), batch_size)
    return [(x[shuffled[i : i + batch_size]], y[order[i : i + batch_size]]) for i in starts]


WRONG_ANSWERS = (
    WrongAnswer(
        drops_the_last_short_batch,
        "the examples of a last, shorter batch are missing: every example should come once in each epoch",
    ),
    WrongAnswer(
        shuffles_inputs_and_labels_apart,
        "inputs and labels do not go through the same shuffle, so a label no longer stands beside its input",
    ),
    WrongAnswer(
        same_order_every_epoch,
        "the order is random, but the same for every seed: then every epoch shows the same batches",
    ),
    WrongAnswer(never_shuffles, "the rows come as they stand in x: sorted data would give batches of one class only"),
    WrongAnswer(shuffles_whole_batches, "whole batches change places, but neighbours in x stay together for ever"),
    WrongAnswer(ignores_the_seed, "the same seed gives another order each time: then nobody can repeat your training"),
    WrongAnswer(
        draws_with_replacement, "some examples come twice and others never: each batch is drawn anew from all examples"
    ),
    WrongAnswer(
        fills_the_last_batch_from_the_start,
        "the last batch is filled up with examples that have come before; let it be short",
    ),
    WrongAnswer(
        returns_a_pair_of_lists, "you return two lists, the inputs' batches and the labels'; a list of pairs is asked"
    ),
    WrongAnswer(
        accepts_different_lengths,
        "inputs and labels of different lengths go through: which label belongs to the last input?",
    ),
)
