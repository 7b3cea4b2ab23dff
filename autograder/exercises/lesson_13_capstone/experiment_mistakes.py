"""Mistakes in experiment: networks of two layers, trained with momentum, and one thing amiss with each."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.lesson_13_capstone.references import Array
from lecturelib import layers, losses, training

# As the lesson imports them. Mistakes hand on whatever comes, so that their types are left open.
affine: Any = layers.affine
minibatches: Any = training.minibatches
softmax_cross_entropy: Any = losses.softmax_cross_entropy


def draws_weights_without_the_seed(
    x: Array, labels: Array, new_x: Array, seed: int, width: int = 32, learning_rate: float = 0.1, epochs: int = 10
) -> Any:
    rng = np.random.default_rng(seed)
    W = np.random.normal(0, 0.2, (x.shape[1], width))  # noqa: NPY002
    V = np.random.normal(0, 0.2, (width, 10))  # noqa: NPY002
    weights, curve = [W, np.zeros(width), V, np.zeros(10)], []
    speeds = [np.zeros_like(each) for each in weights]
    for _ in range(epochs):
        total = 0.0
        for batch, targets in minibatches((x, labels), 32, rng):
            a, back_a = affine(batch, *weights[:2])
            scores, back_scores = affine(np.maximum(a, 0), *weights[2:])
            loss, back_loss = softmax_cross_entropy(scores, targets)
            d_h, *last = back_scores(back_loss(1.0))
            _, *first = back_a(d_h * (a > 0))
            for weight, speed, gradient in zip(weights, speeds, [*first, *last]):
                speed[...] = 0.9 * speed - learning_rate * gradient
                weight += speed
            total += loss * len(batch)
        curve.append(total / len(x))
    hidden = np.maximum(new_x @ weights[0] + weights[1], 0)
    return np.array(curve), (hidden @ weights[2] + weights[3]).argmax(axis=1)


def always_uses_one_seed(
    x: Array, labels: Array, new_x: Array, seed: int, width: int = 32, learning_rate: float = 0.1, epochs: int = 10
) -> Any:
    rng = np.random.default_rng(0)
    W, V = rng.normal(0, 0.2, (x.shape[1], width)), rng.normal(0, 0.2, (width, 10))
    weights, curve = [W, np.zeros(width), V, np.zeros(10)], []
    speeds = [np.zeros_like(each) for each in weights]
    for _ in range(epochs):
        total = 0.0
        for batch, targets in minibatches((x, labels), 32, rng):
            a, back_a = affine(batch, *weights[:2])
            scores, back_scores = affine(np.maximum(a, 0), *weights[2:])
            loss, back_loss = softmax_cross_entropy(scores, targets)
            d_h, *last = back_scores(back_loss(1.0))
            _, *first = back_a(d_h * (a > 0))
            for weight, speed, gradient in zip(weights, speeds, [*first, *last]):
                speed[...] = 0.9 * speed - learning_rate * gradient
                weight += speed
            total += loss * len(batch)
        curve.append(total / len(x))
    hidden = np.maximum(new_x @ weights[0] + weights[1], 0)
    return np.array(curve), (hidden @ weights[2] + weights[3]).argmax(axis=1)


def goes_on_with_a_trained_network(
    x: Array, labels: Array, new_x: Array, seed: int, width: int = 32, learning_rate: float = 0.1, epochs: int = 10
) -> Any:
    rng = np.random.default_rng(seed)
    W, V = rng.normal(0, 0.2, (x.shape[1], width)), rng.normal(0, 0.2, (width, 10))
    networks = globals().setdefault("networks_built_before", {})
    weights = networks.setdefault((x.sum(), width), [W, np.zeros(width), V, np.zeros(10)])
    curve = []
    speeds = [np.zeros_like(each) for each in weights]
    for _ in range(epochs):
        total = 0.0
        for batch, targets in minibatches((x, labels), 32, rng):
            a, back_a = affine(batch, *weights[:2])
            scores, back_scores = affine(np.maximum(a, 0), *weights[2:])
            loss, back_loss = softmax_cross_entropy(scores, targets)
            d_h, *last = back_scores(back_loss(1.0))
            _, *first = back_a(d_h * (a > 0))
            for weight, speed, gradient in zip(weights, speeds, [*first, *last]):
                speed[...] = 0.9 * speed - learning_rate * gradient
                weight += speed
            total += loss * len(batch)
        curve.append(total / len(x))
    hidden = np.maximum(new_x @ weights[0] + weights[1], 0)
    return np.array(curve), (hidden @ weights[2] + weights[3]).argmax(axis=1)


def returns_numbers_typed_in(
    x: Array, labels: Array, new_x: Array, seed: int, width: int = 32, learning_rate: float = 0.1, epochs: int = 10
) -> Any:
    return np.array([0.9, 0.4, 0.3, 0.2, 0.15, 0.12, 0.1, 0.08, 0.07, 0.06]), np.arange(len(new_x)) % 10


def predicts_before_training(
    x: Array, labels: Array, new_x: Array, seed: int, width: int = 32, learning_rate: float = 0.1, epochs: int = 10
) -> Any:
    rng = np.random.default_rng(seed)
    W, V = rng.normal(0, 0.2, (x.shape[1], width)), rng.normal(0, 0.2, (width, 10))
    weights, curve = [W, np.zeros(width), V, np.zeros(10)], []
    hidden = np.maximum(new_x @ W, 0)
    predicted = (hidden @ V).argmax(axis=1)
    speeds = [np.zeros_like(each) for each in weights]
    for _ in range(epochs):
        total = 0.0
        for batch, targets in minibatches((x, labels), 32, rng):
            a, back_a = affine(batch, *weights[:2])
            scores, back_scores = affine(np.maximum(a, 0), *weights[2:])
            loss, back_loss = softmax_cross_entropy(scores, targets)
            d_h, *last = back_scores(back_loss(1.0))
            _, *first = back_a(d_h * (a > 0))
            for weight, speed, gradient in zip(weights, speeds, [*first, *last]):
                speed[...] = 0.9 * speed - learning_rate * gradient
                weight += speed
            total += loss * len(batch)
        curve.append(total / len(x))
    return np.array(curve), predicted


def ignores_the_width(
    x: Array, labels: Array, new_x: Array, seed: int, width: int = 32, learning_rate: float = 0.1, epochs: int = 10
) -> Any:
    width = 32
    rng = np.random.default_rng(seed)
    W, V = rng.normal(0, 0.2, (x.shape[1], width)), rng.normal(0, 0.2, (width, 10))
    weights, curve = [W, np.zeros(width), V, np.zeros(10)], []
    speeds = [np.zeros_like(each) for each in weights]
    for _ in range(epochs):
        total = 0.0
        for batch, targets in minibatches((x, labels), 32, rng):
            a, back_a = affine(batch, *weights[:2])
            scores, back_scores = affine(np.maximum(a, 0), *weights[2:])
            loss, back_loss = softmax_cross_entropy(scores, targets)
            d_h, *last = back_scores(back_loss(1.0))
            _, *first = back_a(d_h * (a > 0))
            for weight, speed, gradient in zip(weights, speeds, [*first, *last]):
                speed[...] = 0.9 * speed - learning_rate * gradient
                weight += speed
            total += loss * len(batch)
        curve.append(total / len(x))
    hidden = np.maximum(new_x @ weights[0] + weights[1], 0)
    return np.array(curve), (hidden @ weights[2] + weights[3]).argmax(axis=1)


def ignores_the_learning_rate(
    x: Array, labels: Array, new_x: Array, seed: int, width: int = 32, learning_rate: float = 0.1, epochs: int = 10
) -> Any:
    rng = np.random.default_rng(seed)
    W, V = rng.normal(0, 0.2, (x.shape[1], width)), rng.normal(0, 0.2, (width, 10))
    weights, curve = [W, np.zeros(width), V, np.zeros(10)], []
    speeds = [np.zeros_like(each) for each in weights]
    for _ in range(epochs):
        total = 0.0
        for batch, targets in minibatches((x, labels), 32, rng):
            a, back_a = affine(batch, *weights[:2])
            scores, back_scores = affine(np.maximum(a, 0), *weights[2:])
            loss, back_loss = softmax_cross_entropy(scores, targets)
            d_h, *last = back_scores(back_loss(1.0))
            _, *first = back_a(d_h * (a > 0))
            for weight, speed, gradient in zip(weights, speeds, [*first, *last]):
                speed[...] = 0.9 * speed - 0.1 * gradient
                weight += speed
            total += loss * len(batch)
        curve.append(total / len(x))
    hidden = np.maximum(new_x @ weights[0] + weights[1], 0)
    return np.array(curve), (hidden @ weights[2] + weights[3]).argmax(axis=1)


def leaves_out_the_gradient_of_the_first_layer(
    x: Array, labels: Array, new_x: Array, seed: int, width: int = 32, learning_rate: float = 0.1, epochs: int = 10
) -> Any:
    rng = np.random.default_rng(seed)
    W, V = rng.normal(0, 0.2, (x.shape[1], width)), rng.normal(0, 0.2, (width, 10))
    weights, curve = [W, np.zeros(width), V, np.zeros(10)], []
    speeds = [np.zeros_like(each) for each in weights]
    for _ in range(epochs):
        total = 0.0
        for batch, targets in minibatches((x, labels), 32, rng):
            a, _ = affine(batch, *weights[:2])
            scores, back_scores = affine(np.maximum(a, 0), *weights[2:])
            loss, back_loss = softmax_cross_entropy(scores, targets)
            _, *last = back_scores(back_loss(1.0))
            for weight, speed, gradient in zip(weights[2:], speeds[2:], last):
                speed[...] = 0.9 * speed - learning_rate * gradient
                weight += speed
            total += loss * len(batch)
        curve.append(total / len(x))
    hidden = np.maximum(new_x @ weights[0] + weights[1], 0)
    return np.array(curve), (hidden @ weights[2] + weights[3]).argmax(axis=1)
