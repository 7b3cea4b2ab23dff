"""Exercise fit_perceptron: the perceptron rule, epoch after epoch, until an epoch passes without a mistake."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.observers import error_raised, returned
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from lecturelib.perceptron import fit_perceptron

Array = np.ndarray[Any, np.dtype[Any]]
CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])


def _separable(rng: np.random.Generator, rows: int, columns: int) -> tuple[Array, Array]:
    """Draw points on both sides of a random plane away from the origin, with a gap between the classes."""
    normal = rng.standard_normal(columns)
    normal /= np.linalg.norm(normal)
    y = rng.permutation(np.where(np.arange(rows) % 2, 1, -1))
    x = rng.standard_normal((rows, columns))
    distance = rng.uniform(0.4, 2.0, rows)
    return x + np.outer(y * distance + 1.0 - x @ normal, normal), y


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw separable data, XOR, one row, a limit on the epochs, and data whose order matters."""
    x, y = _separable(rng, 12, 3)
    return [
        Case("separable data", _separable(rng, 10, 2)),
        Case("the OR function", (CORNERS, np.array([-1, 1, 1, 1]))),
        Case("XOR, which never converges", (CORNERS, np.array([-1, 1, 1, -1])), {"max_epochs": 7}),
        Case("one row", (rng.standard_normal((1, 3)), np.array([1]))),
        Case("labels that are all -1", (rng.standard_normal((4, 2)), np.full(4, -1))),
        Case("only two epochs allowed", (x, y), {"max_epochs": 2}),
        *(Case("more separable data", _separable(rng, 20, 4)) for _ in range(3)),
    ]


def draw_bad_labels(rng: np.random.Generator) -> list[Case]:
    """Draw labels that are not -1 or +1, and good ones: to refuse everything is no answer."""
    x = rng.standard_normal((4, 2))
    return [
        Case("labels 0 and 1", (x, np.array([0, 1, 1, 0]))),
        Case("labels 1 and 2", (x, np.array([1, 2, 1, 2]))),
        Case("one label is 0", (x, np.array([-1, 1, 0, 1]))),
        Case("labels -1 and 1, which are good", (x, np.array([-1, 1, -1, 1])), {"max_epochs": 2}),
    ]


def accepts_any_label(x: Array, y: Array, max_epochs: int = 100) -> tuple[Array, float, Array]:
    w, b, mistakes = np.zeros(x.shape[1]), 0.0, []
    for _ in range(max_epochs):
        mistakes.append(0)
        for row, label in zip(x, y):
            if (1 if row @ w + b > 0 else -1) != label:
                w, b = w + label * row, b + label
                mistakes[-1] += 1
        if mistakes[-1] == 0:
            break
    return w, b, np.array(mistakes)


def forgets_the_bias(x: Array, y: Array, max_epochs: int = 100) -> tuple[Array, float, Array]:
    if not np.isin(y, [-1, 1]).all():
        raise ValueError("labels must be -1 or +1")
    w, b, mistakes = np.zeros(x.shape[1]), 0.0, []
    for _ in range(max_epochs):
        mistakes.append(0)
        for row, label in zip(x, y):
            if (1 if row @ w + b > 0 else -1) != label:
                w = w + label * row
                mistakes[-1] += 1
        if mistakes[-1] == 0:
            break
    return w, b, np.array(mistakes)


def updates_once_an_epoch(x: Array, y: Array, max_epochs: int = 100) -> tuple[Array, float, Array]:
    if not np.isin(y, [-1, 1]).all():
        raise ValueError("labels must be -1 or +1")
    w, b, mistakes = np.zeros(x.shape[1]), 0.0, []
    for _ in range(max_epochs):
        wrong = np.where(x @ w + b > 0, 1, -1) != y
        mistakes.append(int(wrong.sum()))
        if mistakes[-1] == 0:
            break
        w, b = w + y[wrong] @ x[wrong], b + float(y[wrong].sum())
    return w, b, np.array(mistakes)


def never_stops_early(x: Array, y: Array, max_epochs: int = 100) -> tuple[Array, float, Array]:
    if not np.isin(y, [-1, 1]).all():
        raise ValueError("labels must be -1 or +1")
    w, b, mistakes = np.zeros(x.shape[1]), 0.0, []
    for _ in range(max_epochs):
        mistakes.append(0)
        for row, label in zip(x, y):
            if (1 if row @ w + b > 0 else -1) != label:
                w, b = w + label * row, b + label
                mistakes[-1] += 1
    return w, b, np.array(mistakes)


def leaves_out_the_clean_epoch(x: Array, y: Array, max_epochs: int = 100) -> tuple[Array, float, Array]:
    if not np.isin(y, [-1, 1]).all():
        raise ValueError("labels must be -1 or +1")
    w, b, mistakes = np.zeros(x.shape[1]), 0.0, []
    for _ in range(max_epochs):
        count = 0
        for row, label in zip(x, y):
            if (1 if row @ w + b > 0 else -1) != label:
                w, b = w + label * row, b + label
                count += 1
        if count == 0:
            break
        mistakes.append(count)
    return w, b, np.array(mistakes, dtype=int)


def starts_from_ones(x: Array, y: Array, max_epochs: int = 100) -> tuple[Array, float, Array]:
    if not np.isin(y, [-1, 1]).all():
        raise ValueError("labels must be -1 or +1")
    w, b, mistakes = np.ones(x.shape[1]), 0.0, []
    for _ in range(max_epochs):
        mistakes.append(0)
        for row, label in zip(x, y):
            if (1 if row @ w + b > 0 else -1) != label:
                w, b = w + label * row, b + label
                mistakes[-1] += 1
        if mistakes[-1] == 0:
            break
    return w, b, np.array(mistakes)


def shuffles_the_rows(x: Array, y: Array, max_epochs: int = 100) -> tuple[Array, float, Array]:
    if not np.isin(y, [-1, 1]).all():
        raise ValueError("labels must be -1 or +1")
    w, b, mistakes = np.zeros(x.shape[1]), 0.0, []
    rng = np.random.default_rng(0)
    for _ in range(max_epochs):
        mistakes.append(0)
        for n in rng.permutation(len(x)):
            if (1 if x[n] @ w + b > 0 else -1) != y[n]:
                w, b = w + y[n] * x[n], b + y[n]
                mistakes[-1] += 1
        if mistakes[-1] == 0:
            break
    return w, b, np.array(mistakes)


EXERCISE = Exercise(
    name="fit_perceptron",
    number="1.4",
    reference=fit_perceptron,
    parts=(
        Part("value", 3, draw_cases, returned("w", "b", "mistakes")),
        Part("bad labels", 1, draw_bad_labels, error_raised),
    ),
    wrong_answers=(
        WrongAnswer(
            accepts_any_label, "labels other than -1 and +1 go through; what would the rule do with a label of 0?"
        ),
        WrongAnswer(forgets_the_bias, "the bias never moves, so every line you can learn goes through the origin"),
        WrongAnswer(
            updates_once_an_epoch,
            "you count all mistakes of an epoch and update once; the rule updates after each example, so the next one "
            "meets new weights",
        ),
        WrongAnswer(
            never_stops_early, "training goes on after an epoch without a mistake; nothing can change any more"
        ),
        WrongAnswer(
            leaves_out_the_clean_epoch, "the last epoch, the one without a mistake, is missing from your counts"
        ),
        WrongAnswer(starts_from_ones, "your weights do not start from zero"),
        WrongAnswer(
            shuffles_the_rows, "you visit the rows in another order; the text asks for the order in which they stand"
        ),
    ),
)
