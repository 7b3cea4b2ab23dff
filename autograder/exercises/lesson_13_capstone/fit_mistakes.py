"""Mistakes in fit, runnable and named."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.lesson_13_capstone.references import Array
from lecturelib import losses, training

# As the lesson imports them. Mistakes hand on whatever comes, so that their types are left open.
minibatches: Any = training.minibatches
softmax_cross_entropy: Any = losses.softmax_cross_entropy


def never_shuffles(
    network: Any, optimizer: Any, x: Array, labels: Array, epochs: int, batch_size: int, seed: int
) -> Any:
    curve = []
    for _ in range(epochs):
        total = 0.0
        for batch, targets in minibatches((x, labels), batch_size):
            scores, backward = network.forward(batch)
            loss, back = softmax_cross_entropy(scores, targets)
            optimizer.update_in_place(network.parameters, backward(back(1.0))[1])
            total += loss * len(batch)
        curve.append(total / len(x))
    return np.array(curve)


def shuffles_alike_in_every_epoch(
    network: Any, optimizer: Any, x: Array, labels: Array, epochs: int, batch_size: int, seed: int
) -> Any:
    curve = []
    for _ in range(epochs):
        rng = np.random.default_rng(seed)
        total = 0.0
        for batch, targets in minibatches((x, labels), batch_size, rng):
            scores, backward = network.forward(batch)
            loss, back = softmax_cross_entropy(scores, targets)
            optimizer.update_in_place(network.parameters, backward(back(1.0))[1])
            total += loss * len(batch)
        curve.append(total / len(x))
    return np.array(curve)


def shuffles_without_the_seed(
    network: Any, optimizer: Any, x: Array, labels: Array, epochs: int, batch_size: int, seed: int
) -> Any:
    rng = np.random.default_rng()
    curve = []
    for _ in range(epochs):
        total = 0.0
        for batch, targets in minibatches((x, labels), batch_size, rng):
            scores, backward = network.forward(batch)
            loss, back = softmax_cross_entropy(scores, targets)
            optimizer.update_in_place(network.parameters, backward(back(1.0))[1])
            total += loss * len(batch)
        curve.append(total / len(x))
    return np.array(curve)


def seeds_the_global_state(
    network: Any, optimizer: Any, x: Array, labels: Array, epochs: int, batch_size: int, seed: int
) -> Any:
    np.random.seed(seed)  # noqa: NPY002
    curve = []
    for _ in range(epochs):
        order = np.random.permutation(len(x))  # noqa: NPY002
        total = 0.0
        for batch, targets in minibatches((x[order], labels[order]), batch_size):
            scores, backward = network.forward(batch)
            loss, back = softmax_cross_entropy(scores, targets)
            optimizer.update_in_place(network.parameters, backward(back(1.0))[1])
            total += loss * len(batch)
        curve.append(total / len(x))
    return np.array(curve)


def ignores_which_seed(
    network: Any, optimizer: Any, x: Array, labels: Array, epochs: int, batch_size: int, seed: int
) -> Any:
    rng = np.random.default_rng(0)
    curve = []
    for _ in range(epochs):
        total = 0.0
        for batch, targets in minibatches((x, labels), batch_size, rng):
            scores, backward = network.forward(batch)
            loss, back = softmax_cross_entropy(scores, targets)
            optimizer.update_in_place(network.parameters, backward(back(1.0))[1])
            total += loss * len(batch)
        curve.append(total / len(x))
    return np.array(curve)


def shuffles_inputs_apart_from_labels(
    network: Any, optimizer: Any, x: Array, labels: Array, epochs: int, batch_size: int, seed: int
) -> Any:
    rng = np.random.default_rng(seed)
    curve = []
    for _ in range(epochs):
        order = rng.permutation(len(x))
        total = 0.0
        for batch, targets in minibatches((x[order], labels), batch_size):
            scores, backward = network.forward(batch)
            loss, back = softmax_cross_entropy(scores, targets)
            optimizer.update_in_place(network.parameters, backward(back(1.0))[1])
            total += loss * len(batch)
        curve.append(total / len(x))
    return np.array(curve)


def drops_the_last_short_batch(
    network: Any, optimizer: Any, x: Array, labels: Array, epochs: int, batch_size: int, seed: int
) -> Any:
    rng = np.random.default_rng(seed)
    curve = []
    for _ in range(epochs):
        total = 0.0
        for batch, targets in minibatches((x, labels), batch_size, rng, drop_last=True):
            scores, backward = network.forward(batch)
            loss, back = softmax_cross_entropy(scores, targets)
            optimizer.update_in_place(network.parameters, backward(back(1.0))[1])
            total += loss * len(batch)
        curve.append(total / len(x))
    return np.array(curve)


def takes_all_examples_at_once(
    network: Any, optimizer: Any, x: Array, labels: Array, epochs: int, batch_size: int, seed: int
) -> Any:
    rng = np.random.default_rng(seed)
    curve = []
    for _ in range(epochs):
        total = 0.0
        for batch, targets in minibatches((x, labels), max(len(x), 1), rng):
            scores, backward = network.forward(batch)
            loss, back = softmax_cross_entropy(scores, targets)
            optimizer.update_in_place(network.parameters, backward(back(1.0))[1])
            total += loss * len(batch)
        curve.append(total / len(x))
    return np.array(curve)


def never_updates(
    network: Any, optimizer: Any, x: Array, labels: Array, epochs: int, batch_size: int, seed: int
) -> Any:
    rng = np.random.default_rng(seed)
    curve = []
    for _ in range(epochs):
        total = 0.0
        for batch, targets in minibatches((x, labels), batch_size, rng):
            scores, backward = network.forward(batch)
            loss, back = softmax_cross_entropy(scores, targets)
            backward(back(1.0))
            total += loss * len(batch)
        curve.append(total / len(x))
    return np.array(curve)


def updates_once_an_epoch(
    network: Any, optimizer: Any, x: Array, labels: Array, epochs: int, batch_size: int, seed: int
) -> Any:
    rng = np.random.default_rng(seed)
    curve = []
    for _ in range(epochs):
        total = 0.0
        for batch, targets in minibatches((x, labels), batch_size, rng):
            scores, backward = network.forward(batch)
            loss, back = softmax_cross_entropy(scores, targets)
            _, gradients = backward(back(1.0))
            total += loss * len(batch)
        optimizer.update_in_place(network.parameters, gradients)
        curve.append(total / len(x))
    return np.array(curve)


def steps_along_the_sum(
    network: Any, optimizer: Any, x: Array, labels: Array, epochs: int, batch_size: int, seed: int
) -> Any:
    rng = np.random.default_rng(seed)
    curve = []
    for _ in range(epochs):
        total = 0.0
        for batch, targets in minibatches((x, labels), batch_size, rng):
            scores, backward = network.forward(batch)
            loss, back = softmax_cross_entropy(scores, targets)
            optimizer.update_in_place(network.parameters, backward(back(1.0 * len(batch)))[1])
            total += loss * len(batch)
        curve.append(total / len(x))
    return np.array(curve)


def reports_the_last_batch(
    network: Any, optimizer: Any, x: Array, labels: Array, epochs: int, batch_size: int, seed: int
) -> Any:
    rng = np.random.default_rng(seed)
    curve = []
    for _ in range(epochs):
        for batch, targets in minibatches((x, labels), batch_size, rng):
            scores, backward = network.forward(batch)
            loss, back = softmax_cross_entropy(scores, targets)
            optimizer.update_in_place(network.parameters, backward(back(1.0))[1])
        curve.append(loss)
    return np.array(curve)


def averages_the_batches(
    network: Any, optimizer: Any, x: Array, labels: Array, epochs: int, batch_size: int, seed: int
) -> Any:
    rng = np.random.default_rng(seed)
    curve = []
    for _ in range(epochs):
        batches = []
        for batch, targets in minibatches((x, labels), batch_size, rng):
            scores, backward = network.forward(batch)
            loss, back = softmax_cross_entropy(scores, targets)
            optimizer.update_in_place(network.parameters, backward(back(1.0))[1])
            batches.append(loss)
        curve.append(np.mean(batches))
    return np.array(curve)
