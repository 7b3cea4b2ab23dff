"""Mistakes in cnn: what goes wrong on the way back, runnable and named."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.lesson_09_convolutional_networks.stages import (
    Array,
    Stages,
    affine,
    conv2d,
    dropout,
    max_pool2d,
    relu,
)

latest: list[Any] = []


def does_not_gather_the_gradients_of_the_stages(
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
    scores, back_scores = affine(kept, W, b)

    def backward(d_scores: Array) -> Any:
        d_kept, d_W, d_b = back_scores(d_scores)
        d = back_kept(d_kept).reshape(h.shape)
        d_stages: Any = []
        for back_a, back_r, back_h in reversed(backs):
            d, d_kernels, d_bias = back_a(back_r(back_h(d)))
            d_stages = [(d_kernels, d_bias)]
        return d, d_stages, d_W, d_b

    return [*responses, scores], backward


def lists_the_last_stage_first(
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
    scores, back_scores = affine(kept, W, b)

    def backward(d_scores: Array) -> Any:
        d_kept, d_W, d_b = back_scores(d_scores)
        d_stages: list[Any] = []
        d = back_kept(d_kept).reshape(h.shape)
        for back_a, back_r, back_h in reversed(backs):
            d, d_kernels, d_bias = back_a(back_r(back_h(d)))
            d_stages.append((d_kernels, d_bias))
        return d, d_stages, d_W, d_b

    return [*responses, scores], backward


def skips_the_activation_on_the_way_back(
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
    scores, back_scores = affine(kept, W, b)

    def backward(d_scores: Array) -> Any:
        d_kept, d_W, d_b = back_scores(d_scores)
        d_stages: list[Any] = []
        d = back_kept(d_kept).reshape(h.shape)
        for back_a, _, back_h in reversed(backs):
            d, d_kernels, d_bias = back_a(back_h(d))
            d_stages.insert(0, (d_kernels, d_bias))
        return d, d_stages, d_W, d_b

    return [*responses, scores], backward


def draws_a_new_mask_on_the_way_back(
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
    kept, _ = dropout(rows, rate, np.random.default_rng(seed), training)
    scores, back_scores = affine(kept, W, b)

    def backward(d_scores: Array) -> Any:
        d_kept, d_W, d_b = back_scores(d_scores)
        _, back_kept = dropout(rows, rate, np.random.default_rng(seed + 1), training)
        d_stages: list[Any] = []
        d = back_kept(d_kept).reshape(h.shape)
        for back_a, back_r, back_h in reversed(backs):
            d, d_kernels, d_bias = back_a(back_r(back_h(d)))
            d_stages.insert(0, (d_kernels, d_bias))
        return d, d_stages, d_W, d_b

    return [*responses, scores], backward


def forgets_the_mask_on_the_way_back(
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
    kept, _ = dropout(rows, rate, np.random.default_rng(seed), training)
    scores, back_scores = affine(kept, W, b)

    def backward(d_scores: Array) -> Any:
        d_kept, d_W, d_b = back_scores(d_scores)
        d_stages: list[Any] = []
        d = d_kept.reshape(h.shape)
        for back_a, back_r, back_h in reversed(backs):
            d, d_kernels, d_bias = back_a(back_r(back_h(d)))
            d_stages.insert(0, (d_kernels, d_bias))
        return d, d_stages, d_W, d_b

    return [*responses, scores], backward


def remembers_the_latest_pass_only(
    x: Array, stages: Stages, W: Array, b: Array, training: bool = False, rate: float = 0.25, seed: int = 0
) -> Any:
    global latest
    responses: list[Any] = []
    latest = []
    h = x
    for kernels, bias in stages:
        a, back_a = conv2d(h, kernels, bias, padding="same")
        r, back_r = relu(a)
        h, back_h = max_pool2d(r, 2)
        responses += [a, r, h]
        latest.append((back_a, back_r, back_h))
    rows = h.reshape(len(h), -1)
    kept, back_kept = dropout(rows, rate, np.random.default_rng(seed), training)
    scores, back_scores = affine(kept, W, b)

    def backward(d_scores: Array) -> Any:
        d_kept, d_W, d_b = back_scores(d_scores)
        d_stages: list[Any] = []
        d = back_kept(d_kept).reshape(h.shape)
        for back_a, back_r, back_h in reversed(latest):
            d, d_kernels, d_bias = back_a(back_r(back_h(d)))
            d_stages.insert(0, (d_kernels, d_bias))
        return d, d_stages, d_W, d_b

    return [*responses, scores], backward
