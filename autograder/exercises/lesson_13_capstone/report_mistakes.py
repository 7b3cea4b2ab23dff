"""Mistakes in report: softmax regression, and what goes wrong with numbers on their way into a report."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.lesson_13_capstone.references import Array
from lecturelib import datasets, losses

# As the lesson imports them. Mistakes hand on whatever comes, so that their types are left open.
digits: Any = datasets.digits
softmax_cross_entropy: Any = losses.softmax_cross_entropy


def states_numbers_that_no_run_gave() -> Any:
    def rerun(x: Array, labels: Array, new_x: Array, seed: int, steps: int) -> Array:
        W = np.random.default_rng(seed).normal(0, 0.1, (x.shape[1], 10))
        for _ in range(steps):
            _, back = softmax_cross_entropy(x @ W, labels)
            W -= x.T @ back(1.0)
        return (new_x @ W).argmax(axis=1)

    values, seeds = (5, 15), (0, 1, 2)
    return {
        "varied": "steps",
        "values": values,
        "seeds": seeds,
        "accuracies": [[0.97, 0.98, 0.97], [0.99, 0.98, 0.99]],
    }, rerun


def reports_a_single_seed() -> Any:
    def rerun(x: Array, labels: Array, new_x: Array, seed: int, steps: int) -> Array:
        W = np.random.default_rng(seed).normal(0, 0.1, (x.shape[1], 10))
        for _ in range(steps):
            _, back = softmax_cross_entropy(x @ W, labels)
            W -= x.T @ back(1.0)
        return (new_x @ W).argmax(axis=1)

    values, seeds = (5, 15), (0,)
    images, labels = digits()
    order = np.random.default_rng(13).permutation(len(labels))
    x, y = images.reshape(len(images), -1)[order], labels[order]
    table = [
        [float(np.mean(rerun(x[:1200], y[:1200], x[1200:], seed, value) == y[1200:])) for seed in seeds]
        for value in values
    ]
    return {"varied": "steps", "values": values, "seeds": seeds, "accuracies": table}, rerun


def repeats_one_seed() -> Any:
    def rerun(x: Array, labels: Array, new_x: Array, seed: int, steps: int) -> Array:
        W = np.random.default_rng(seed).normal(0, 0.1, (x.shape[1], 10))
        for _ in range(steps):
            _, back = softmax_cross_entropy(x @ W, labels)
            W -= x.T @ back(1.0)
        return (new_x @ W).argmax(axis=1)

    values, seeds = (5, 15), (1, 1, 1)
    images, labels = digits()
    order = np.random.default_rng(13).permutation(len(labels))
    x, y = images.reshape(len(images), -1)[order], labels[order]
    table = [
        [float(np.mean(rerun(x[:1200], y[:1200], x[1200:], seed, value) == y[1200:])) for seed in seeds]
        for value in values
    ]
    return {"varied": "steps", "values": values, "seeds": seeds, "accuracies": table}, rerun


def compares_nothing() -> Any:
    def rerun(x: Array, labels: Array, new_x: Array, seed: int, steps: int) -> Array:
        W = np.random.default_rng(seed).normal(0, 0.1, (x.shape[1], 10))
        for _ in range(steps):
            _, back = softmax_cross_entropy(x @ W, labels)
            W -= x.T @ back(1.0)
        return (new_x @ W).argmax(axis=1)

    values, seeds = (15,), (0, 1, 2)
    images, labels = digits()
    order = np.random.default_rng(13).permutation(len(labels))
    x, y = images.reshape(len(images), -1)[order], labels[order]
    table = [
        [float(np.mean(rerun(x[:1200], y[:1200], x[1200:], seed, value) == y[1200:])) for seed in seeds]
        for value in values
    ]
    return {"varied": "steps", "values": values, "seeds": seeds, "accuracies": table}, rerun


def reports_per_cent() -> Any:
    def rerun(x: Array, labels: Array, new_x: Array, seed: int, steps: int) -> Array:
        W = np.random.default_rng(seed).normal(0, 0.1, (x.shape[1], 10))
        for _ in range(steps):
            _, back = softmax_cross_entropy(x @ W, labels)
            W -= x.T @ back(1.0)
        return (new_x @ W).argmax(axis=1)

    values, seeds = (5, 15), (0, 1, 2)
    images, labels = digits()
    order = np.random.default_rng(13).permutation(len(labels))
    x, y = images.reshape(len(images), -1)[order], labels[order]
    table = [
        [100 * float(np.mean(rerun(x[:1200], y[:1200], x[1200:], seed, value) == y[1200:])) for seed in seeds]
        for value in values
    ]
    return {"varied": "steps", "values": values, "seeds": seeds, "accuracies": table}, rerun


def reruns_without_the_seed() -> Any:
    def rerun(x: Array, labels: Array, new_x: Array, seed: int, steps: int) -> Array:
        W = np.random.default_rng().normal(0, 0.1, (x.shape[1], 10))
        for _ in range(steps):
            _, back = softmax_cross_entropy(x @ W, labels)
            W -= x.T @ back(1.0)
        return (new_x @ W).argmax(axis=1)

    values, seeds = (5, 15), (0, 1, 2)
    images, labels = digits()
    order = np.random.default_rng(13).permutation(len(labels))
    x, y = images.reshape(len(images), -1)[order], labels[order]
    table = [
        [float(np.mean(rerun(x[:1200], y[:1200], x[1200:], seed, value) == y[1200:])) for seed in seeds]
        for value in values
    ]
    return {"varied": "steps", "values": values, "seeds": seeds, "accuracies": table}, rerun


def ignores_which_seed() -> Any:
    def rerun(x: Array, labels: Array, new_x: Array, seed: int, steps: int) -> Array:
        W = np.random.default_rng(0).normal(0, 0.1, (x.shape[1], 10))
        for _ in range(steps):
            _, back = softmax_cross_entropy(x @ W, labels)
            W -= x.T @ back(1.0)
        return (new_x @ W).argmax(axis=1)

    values, seeds = (5, 15), (0, 1, 2)
    images, labels = digits()
    order = np.random.default_rng(13).permutation(len(labels))
    x, y = images.reshape(len(images), -1)[order], labels[order]
    table = [
        [float(np.mean(rerun(x[:1200], y[:1200], x[1200:], seed, value) == y[1200:])) for seed in seeds]
        for value in values
    ]
    return {"varied": "steps", "values": values, "seeds": seeds, "accuracies": table}, rerun


def ignores_the_value() -> Any:
    def rerun(x: Array, labels: Array, new_x: Array, seed: int, steps: int) -> Array:
        W = np.random.default_rng(seed).normal(0, 0.1, (x.shape[1], 10))
        for _ in range(15):
            _, back = softmax_cross_entropy(x @ W, labels)
            W -= x.T @ back(1.0)
        return (new_x @ W).argmax(axis=1)

    values, seeds = (5, 15), (0, 1, 2)
    images, labels = digits()
    order = np.random.default_rng(13).permutation(len(labels))
    x, y = images.reshape(len(images), -1)[order], labels[order]
    table = [
        [float(np.mean(rerun(x[:1200], y[:1200], x[1200:], seed, value) == y[1200:])) for seed in seeds]
        for value in values
    ]
    return {"varied": "steps", "values": values, "seeds": seeds, "accuracies": table}, rerun


def remembers_the_answers() -> Any:
    values, seeds = (5, 15), (0, 1, 2)
    images, known = digits()

    def rerun(x: Array, labels: Array, new_x: Array, seed: int, steps: int) -> Array:
        pictures = images.reshape(len(images), -1)
        answers = known[((pictures**2).sum(axis=1) - 2 * new_x @ pictures.T).argmin(axis=1)]
        mistaken = np.random.default_rng(seed).permutation(len(new_x))[: 200 - steps]
        return np.where(np.isin(np.arange(len(new_x)), mistaken), (answers + 1) % 10, answers)

    table = [[1 - (200 - value) / 597 for _ in seeds] for value in values]
    return {"varied": "steps", "values": values, "seeds": seeds, "accuracies": table}, rerun
