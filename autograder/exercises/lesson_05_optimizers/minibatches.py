"""Exercise minibatches: an epoch's batches in a new order, judged by what any right shuffle has in common."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from autograder.checks.observers import error_raised, returned, transformed
from autograder.exercises.declaration import Case, Exercise, Observation, Part
from autograder.exercises.lesson_05_optimizers.minibatches_mistakes import WRONG_ANSWERS
from autograder.exercises.lesson_05_optimizers.steps import Array
from autograder.subjects import Subject
from lecturelib import training

Batches = list[tuple[Array, Array]]


def minibatches(x: Array, y: Array, batch_size: int, seed: int) -> Batches:
    """Return the batches of `lecturelib`, listed; a generator could not leave a submission's process."""
    return list(training.minibatches((x, y), batch_size, np.random.default_rng(seed)))


def _case(rng: np.random.Generator, label: str, rows: int, batch_size: int, columns: int = 2) -> Case:
    x, y = rng.standard_normal((rows, columns)), rng.permutation(rows)
    return Case(label, (x, y, batch_size, int(rng.integers(10**6))))


def draw_batches(rng: np.random.Generator) -> list[Case]:
    """Draw epochs whose last batch is full, short, or the only one, and an epoch without an example."""
    return [
        _case(rng, "12 examples in batches of 4", 12, 4),
        _case(rng, "10 examples in batches of 4: a short batch at the end", 10, 4),
        _case(rng, "batches of one example", 5, 1),
        _case(rng, "one example", 1, 3),
        _case(rng, "a batch larger than the data", 6, 50, columns=1),
        _case(rng, "13 examples in batches of 6", 13, 6),
        _case(rng, "no example at all", 0, 4),
    ]


def draw_shuffles(rng: np.random.Generator) -> list[Case]:
    """Draw epochs whose batches are all full, and long enough that no shuffle leaves them as they are."""
    return [
        _case(rng, "24 examples in batches of 4", 24, 4),
        _case(rng, "30 examples in batches of 10", 30, 10),
        _case(rng, "all 20 examples in one batch", 20, 20),
    ]


def draw_bad_lengths(rng: np.random.Generator) -> list[Case]:
    """Draw inputs and labels of different lengths, and of equal ones."""

    def case(label: str, inputs: int, labels: int) -> Case:
        return Case(label, (rng.standard_normal((inputs, 2)), np.arange(labels), 4, int(rng.integers(10**6))))

    return [
        case("12 inputs, 10 labels", 12, 10),
        case("8 inputs, 12 labels", 8, 12),
        case("5 inputs, 1 label", 5, 1),
        case("equal lengths", 6, 6),
    ]


def _rows_of(batches: Any, x: Array, y: Array) -> list[tuple[list[int], list[bool]]]:
    """Return for each batch which rows of `x` it holds, and whether each has its own label beside it."""
    if not isinstance(batches, list | tuple):
        raise ValueError("the function returns no list of batches")
    place = {row.tobytes(): number for number, row in enumerate(x)}
    found = []
    for batch in batches:
        if not isinstance(batch, list | tuple) or len(batch) != 2:
            raise ValueError("each batch should be a pair: some rows of x, and their labels")
        inputs, labels = batch
        if not isinstance(inputs, np.ndarray) or inputs.shape[1:] != x.shape[1:] or inputs.ndim != 2:
            raise ValueError("the first half of a batch should be an array of rows of x, of shape (B, D)")
        if not isinstance(labels, np.ndarray) or labels.shape != inputs.shape[:1]:
            raise ValueError("the second half of a batch should be an array with one label for each of its rows")
        rows = [place.get(np.ascontiguousarray(row).tobytes(), -1) for row in inputs]
        if -1 in rows:
            raise ValueError("a batch holds a row that is none of the rows of x")
        found.append((rows, [bool(label == y[row]) for row, label in zip(rows, labels, strict=True)]))
    return found


def what_an_epoch_holds(case: Case, seen: Observation) -> Observation:
    """Return the batches' sizes, how often each example comes, and whether labels stand beside their inputs."""
    x, y, _, _ = case.args
    found = _rows_of(seen["batches"], x, y)
    rows = [row for batch, _ in found for row in batch]
    together = all(fits for _, fit in found for fits in fit)
    return {
        "the list of batch sizes": np.array([len(batch) for batch, _ in found], dtype=int),
        "how often each example comes": np.bincount(np.array(rows, dtype=int), minlength=len(x)),
        "labels": "each stands beside its input" if together else "some stand beside the input of another example",
    }


def how_it_is_shuffled(subject: Subject, case: Case) -> Observation:
    """Observe the order of the examples: with a seed, with the same again, and with others."""
    x, y, batch_size, seed = case.args
    epochs = []
    for each in (seed, seed, seed + 1, seed + 2):
        observe = transformed(returned("batches"), lambda _, seen: {"rows": _rows_of(seen["batches"], x, y)})
        found = observe(subject, Case(case.label, (x, y, batch_size, each)))["rows"]
        epochs.append([batch for batch, _ in found])
    orders = [[row for batch in epoch for row in batch] for epoch in epochs]
    rose = sum(later > earlier for earlier, later in pairwise(orders[0]))
    neighbours = len(epochs[0]) > 1 and all(sorted(b) == list(range(min(b), min(b) + len(b))) for b in epochs[0])
    return {
        "the order of the rows": "as they stand in x" if rose == len(orders[0]) - 1 else "shuffled",
        "a second call with the same seed": "the same order" if orders[0] == orders[1] else "another order",
        "calls with other seeds": "another order" if orders[0] not in orders[2:] else "the same order",
        "the rows of a batch": "neighbours in x" if neighbours else "from all over x",
    }


EXERCISE = Exercise(
    name="minibatches",
    number="5.1",
    reference=minibatches,
    parts=(
        Part("batches", 2, draw_batches, transformed(returned("batches"), what_an_epoch_holds)),
        Part("shuffling", 1, draw_shuffles, how_it_is_shuffled),
        Part("bad lengths", 1, draw_bad_lengths, error_raised),
    ),
    wrong_answers=WRONG_ANSWERS,
)
