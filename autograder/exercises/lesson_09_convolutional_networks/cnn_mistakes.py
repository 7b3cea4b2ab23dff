"""Mistakes in cnn: what goes wrong on the way forward, runnable and named."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.lesson_09_convolutional_networks.stages import (
    Array,
    Stages,
    affine,
    avg_pool2d,
    conv2d,
    dropout,
    max_pool2d,
    relu,
)


def flattens_with_the_batch_last(
    x: Array, stages: Stages, W: Array, b: Array, training: bool = False, rate: float = 0.25, seed: int = 0
) -> Any:
    responses: list[Any] = []
    backs: list[Any] = []
    h = x
    for kernels, bias in stages:
        a, back_a = conv2d(h, kernels, bias, padding="same")
        r, back_r = relu(a)
        h, back_h = max_pool2d(r, 2)
        responses += [a, r, h]
        backs.append((back_a, back_r, back_h))
    rows = h.transpose(1, 2, 3, 0).reshape(len(h), -1)
    kept, back_kept = dropout(rows, rate, np.random.default_rng(seed), training)
    scores, back_scores = affine(kept, W, b)

    def backward(d_scores: Array) -> Any:
        d_kept, d_W, d_b = back_scores(d_scores)
        d_stages: list[Any] = []
        d = back_kept(d_kept).reshape(*h.shape[1:], len(h)).transpose(3, 0, 1, 2)
        for back_a, back_r, back_h in reversed(backs):
            d, d_kernels, d_bias = back_a(back_r(back_h(d)))
            d_stages.insert(0, (d_kernels, d_bias))
        return d, d_stages, d_W, d_b

    return [*responses, scores], backward


def leaves_out_the_activation(
    x: Array, stages: Stages, W: Array, b: Array, training: bool = False, rate: float = 0.25, seed: int = 0
) -> Any:
    responses: list[Any] = []
    backs: list[Any] = []
    h = x
    for kernels, bias in stages:
        a, back_a = conv2d(h, kernels, bias, padding="same")
        r, back_r = a, lambda d: d
        h, back_h = max_pool2d(r, 2)
        responses += [a, r, h]
        backs.append((back_a, back_r, back_h))
    rows = h.reshape(len(h), -1)
    kept, back_kept = dropout(rows, rate, np.random.default_rng(seed), training)
    scores, back_scores = affine(kept, W, b)

    def backward(d_scores: Array) -> Any:
        d_kept, d_W, d_b = back_scores(d_scores)
        d_stages: list[Any] = []
        d = back_kept(d_kept).reshape(h.shape)
        for back_a, back_r, back_h in reversed(backs):
            d, d_kernels, d_bias = back_a(back_r(back_h(d)))
            d_stages.insert(0, (d_kernels, d_bias))
        return d, d_stages, d_W, d_b

    return [*responses, scores], backward


def pools_the_mean(
    x: Array, stages: Stages, W: Array, b: Array, training: bool = False, rate: float = 0.25, seed: int = 0
) -> Any:
    responses: list[Any] = []
    backs: list[Any] = []
    h = x
    for kernels, bias in stages:
        a, back_a = conv2d(h, kernels, bias, padding="same")
        r, back_r = relu(a)
        h, back_h = avg_pool2d(r, 2)
        responses += [a, r, h]
        backs.append((back_a, back_r, back_h))
    rows = h.reshape(len(h), -1)
    kept, back_kept = dropout(rows, rate, np.random.default_rng(seed), training)
    scores, back_scores = affine(kept, W, b)

    def backward(d_scores: Array) -> Any:
        d_kept, d_W, d_b = back_scores(d_scores)
        d_stages: list[Any] = []
        d = back_kept(d_kept).reshape(h.shape)
        for back_a, back_r, back_h in reversed(backs):
            d, d_kernels, d_bias = back_a(back_r(back_h(d)))
            d_stages.insert(0, (d_kernels, d_bias))
        return d, d_stages, d_W, d_b

    return [*responses, scores], backward


def puts_an_activation_on_the_scores(
    x: Array, stages: Stages, W: Array, b: Array, training: bool = False, rate: float = 0.25, seed: int = 0
) -> Any:
    responses: list[Any] = []
    backs: list[Any] = []
    h = x
    for kernels, bias in stages:
        a, back_a = conv2d(h, kernels, bias, padding="same")
        r, back_r = relu(a)
        h, back_h = max_pool2d(r, 2)
        responses += [a, r, h]
        backs.append((back_a, back_r, back_h))
    rows = h.reshape(len(h), -1)
    kept, back_kept = dropout(rows, rate, np.random.default_rng(seed), training)
    sums, back_sums = affine(kept, W, b)
    scores, back_relu = relu(sums)

    def backward(d_scores: Array) -> Any:
        d_kept, d_W, d_b = back_sums(back_relu(d_scores))
        d_stages: list[Any] = []
        d = back_kept(d_kept).reshape(h.shape)
        for back_a, back_r, back_h in reversed(backs):
            d, d_kernels, d_bias = back_a(back_r(back_h(d)))
            d_stages.insert(0, (d_kernels, d_bias))
        return d, d_stages, d_W, d_b

    return [*responses, scores], backward


def drops_in_use_too(
    x: Array, stages: Stages, W: Array, b: Array, training: bool = False, rate: float = 0.25, seed: int = 0
) -> Any:
    responses: list[Any] = []
    backs: list[Any] = []
    h = x
    for kernels, bias in stages:
        a, back_a = conv2d(h, kernels, bias, padding="same")
        r, back_r = relu(a)
        h, back_h = max_pool2d(r, 2)
        responses += [a, r, h]
        backs.append((back_a, back_r, back_h))
    rows = h.reshape(len(h), -1)
    kept, back_kept = dropout(rows, rate, np.random.default_rng(seed), True)
    scores, back_scores = affine(kept, W, b)

    def backward(d_scores: Array) -> Any:
        d_kept, d_W, d_b = back_scores(d_scores)
        d_stages: list[Any] = []
        d = back_kept(d_kept).reshape(h.shape)
        for back_a, back_r, back_h in reversed(backs):
            d, d_kernels, d_bias = back_a(back_r(back_h(d)))
            d_stages.insert(0, (d_kernels, d_bias))
        return d, d_stages, d_W, d_b

    return [*responses, scores], backward


def never_drops(
    x: Array, stages: Stages, W: Array, b: Array, training: bool = False, rate: float = 0.25, seed: int = 0
) -> Any:
    responses: list[Any] = []
    backs: list[Any] = []
    h = x
    for kernels, bias in stages:
        a, back_a = conv2d(h, kernels, bias, padding="same")
        r, back_r = relu(a)
        h, back_h = max_pool2d(r, 2)
        responses += [a, r, h]
        backs.append((back_a, back_r, back_h))
    rows = h.reshape(len(h), -1)
    kept, back_kept = dropout(rows, rate, np.random.default_rng(seed), False)
    scores, back_scores = affine(kept, W, b)

    def backward(d_scores: Array) -> Any:
        d_kept, d_W, d_b = back_scores(d_scores)
        d_stages: list[Any] = []
        d = back_kept(d_kept).reshape(h.shape)
        for back_a, back_r, back_h in reversed(backs):
            d, d_kernels, d_bias = back_a(back_r(back_h(d)))
            d_stages.insert(0, (d_kernels, d_bias))
        return d, d_stages, d_W, d_b

    return [*responses, scores], backward


def drops_without_making_up_for_it(
    x: Array, stages: Stages, W: Array, b: Array, training: bool = False, rate: float = 0.25, seed: int = 0
) -> Any:
    responses: list[Any] = []
    backs: list[Any] = []
    h = x
    for kernels, bias in stages:
        a, back_a = conv2d(h, kernels, bias, padding="same")
        r, back_r = relu(a)
        h, back_h = max_pool2d(r, 2)
        responses += [a, r, h]
        backs.append((back_a, back_r, back_h))
    rows = h.reshape(len(h), -1)
    mask = np.random.default_rng(seed).random(rows.shape) >= (rate if training else 0.0)
    kept = rows * mask
    scores, back_scores = affine(kept, W, b)

    def backward(d_scores: Array) -> Any:
        d_kept, d_W, d_b = back_scores(d_scores)
        d_stages: list[Any] = []
        d = (d_kept * mask).reshape(h.shape)
        for back_a, back_r, back_h in reversed(backs):
            d, d_kernels, d_bias = back_a(back_r(back_h(d)))
            d_stages.insert(0, (d_kernels, d_bias))
        return d, d_stages, d_W, d_b

    return [*responses, scores], backward
