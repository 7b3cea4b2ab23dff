"""Mistakes with the gates of gru_cell, runnable and named."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.declaration import WrongAnswer
from autograder.exercises.lesson_11_gated_recurrence.sequences import Array, Pair, sigmoid


def mixes_the_other_way_round(x: Array, h: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    H = h.shape[1]
    a = x @ U + b
    z, r = np.split(sigmoid(a[:, : 2 * H] + h @ W[:, : 2 * H])[0], 2, axis=1)
    reset = r * h
    candidate = np.tanh(a[:, 2 * H :] + reset @ W[:, 2 * H :])
    new_h = z * h + (1 - z) * candidate

    def backward(d_new_h: Array) -> Any:
        d_a_candidate = d_new_h * (1 - z) * (1 - candidate**2)
        d_reset = d_a_candidate @ W[:, 2 * H :].T
        d_a_z = d_new_h * (h - candidate) * z * (1 - z)
        d_a_r = d_reset * h * r * (1 - r)
        d_a = np.concatenate([d_a_z, d_a_r, d_a_candidate], axis=1)
        d_h = d_new_h * z + d_reset * r + d_a[:, : 2 * H] @ W[:, : 2 * H].T
        d_W = np.concatenate([h.T @ d_a[:, : 2 * H], reset.T @ d_a_candidate], axis=1)
        return d_a @ U.T, d_h, (x.T @ d_a, d_W, d_a.sum(axis=0))

    return new_h, backward


def resets_after_the_product(x: Array, h: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    H = h.shape[1]
    a = x @ U + b
    z, r = np.split(sigmoid(a[:, : 2 * H] + h @ W[:, : 2 * H])[0], 2, axis=1)
    product = h @ W[:, 2 * H :]
    candidate = np.tanh(a[:, 2 * H :] + r * product)
    new_h = (1 - z) * h + z * candidate

    def backward(d_new_h: Array) -> Any:
        d_a_candidate = d_new_h * z * (1 - candidate**2)
        d_product = d_a_candidate * r
        d_a_z = d_new_h * (candidate - h) * z * (1 - z)
        d_a_r = d_a_candidate * product * r * (1 - r)
        d_a = np.concatenate([d_a_z, d_a_r, d_a_candidate], axis=1)
        d_h = d_new_h * (1 - z) + d_product @ W[:, 2 * H :].T + d_a[:, : 2 * H] @ W[:, : 2 * H].T
        d_W = np.concatenate([h.T @ d_a[:, : 2 * H], h.T @ d_product], axis=1)
        return d_a @ U.T, d_h, (x.T @ d_a, d_W, d_a.sum(axis=0))

    return new_h, backward


def swaps_update_and_reset_gate(x: Array, h: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    H = h.shape[1]
    a = x @ U + b
    r, z = np.split(sigmoid(a[:, : 2 * H] + h @ W[:, : 2 * H])[0], 2, axis=1)
    reset = r * h
    candidate = np.tanh(a[:, 2 * H :] + reset @ W[:, 2 * H :])
    new_h = (1 - z) * h + z * candidate

    def backward(d_new_h: Array) -> Any:
        d_a_candidate = d_new_h * z * (1 - candidate**2)
        d_reset = d_a_candidate @ W[:, 2 * H :].T
        d_a_z = d_new_h * (candidate - h) * z * (1 - z)
        d_a_r = d_reset * h * r * (1 - r)
        d_a = np.concatenate([d_a_r, d_a_z, d_a_candidate], axis=1)
        d_h = d_new_h * (1 - z) + d_reset * r + d_a[:, : 2 * H] @ W[:, : 2 * H].T
        d_W = np.concatenate([h.T @ d_a[:, : 2 * H], reset.T @ d_a_candidate], axis=1)
        return d_a @ U.T, d_h, (x.T @ d_a, d_W, d_a.sum(axis=0))

    return new_h, backward


def puts_the_candidate_through_sigmoid(x: Array, h: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    H = h.shape[1]
    a = x @ U + b
    z, r = np.split(sigmoid(a[:, : 2 * H] + h @ W[:, : 2 * H])[0], 2, axis=1)
    reset = r * h
    candidate = sigmoid(a[:, 2 * H :] + reset @ W[:, 2 * H :])[0]
    new_h = (1 - z) * h + z * candidate

    def backward(d_new_h: Array) -> Any:
        d_a_candidate = d_new_h * z * candidate * (1 - candidate)
        d_reset = d_a_candidate @ W[:, 2 * H :].T
        d_a_z = d_new_h * (candidate - h) * z * (1 - z)
        d_a_r = d_reset * h * r * (1 - r)
        d_a = np.concatenate([d_a_z, d_a_r, d_a_candidate], axis=1)
        d_h = d_new_h * (1 - z) + d_reset * r + d_a[:, : 2 * H] @ W[:, : 2 * H].T
        d_W = np.concatenate([h.T @ d_a[:, : 2 * H], reset.T @ d_a_candidate], axis=1)
        return d_a @ U.T, d_h, (x.T @ d_a, d_W, d_a.sum(axis=0))

    return new_h, backward


def puts_the_gates_through_tanh(x: Array, h: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    H = h.shape[1]
    a = x @ U + b
    z, r = np.split(np.tanh(a[:, : 2 * H] + h @ W[:, : 2 * H]), 2, axis=1)
    reset = r * h
    candidate = np.tanh(a[:, 2 * H :] + reset @ W[:, 2 * H :])
    new_h = (1 - z) * h + z * candidate

    def backward(d_new_h: Array) -> Any:
        d_a_candidate = d_new_h * z * (1 - candidate**2)
        d_reset = d_a_candidate @ W[:, 2 * H :].T
        d_a_z = d_new_h * (candidate - h) * (1 - z**2)
        d_a_r = d_reset * h * (1 - r**2)
        d_a = np.concatenate([d_a_z, d_a_r, d_a_candidate], axis=1)
        d_h = d_new_h * (1 - z) + d_reset * r + d_a[:, : 2 * H] @ W[:, : 2 * H].T
        d_W = np.concatenate([h.T @ d_a[:, : 2 * H], reset.T @ d_a_candidate], axis=1)
        return d_a @ U.T, d_h, (x.T @ d_a, d_W, d_a.sum(axis=0))

    return new_h, backward


def never_resets(x: Array, h: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    H = h.shape[1]
    a = x @ U + b
    z, _r = np.split(sigmoid(a[:, : 2 * H] + h @ W[:, : 2 * H])[0], 2, axis=1)
    reset = h
    candidate = np.tanh(a[:, 2 * H :] + reset @ W[:, 2 * H :])
    new_h = (1 - z) * h + z * candidate

    def backward(d_new_h: Array) -> Any:
        d_a_candidate = d_new_h * z * (1 - candidate**2)
        d_reset = d_a_candidate @ W[:, 2 * H :].T
        d_a_z = d_new_h * (candidate - h) * z * (1 - z)
        d_a_r = np.zeros(h.shape)
        d_a = np.concatenate([d_a_z, d_a_r, d_a_candidate], axis=1)
        d_h = d_new_h * (1 - z) + d_reset + d_a[:, : 2 * H] @ W[:, : 2 * H].T
        d_W = np.concatenate([h.T @ d_a[:, : 2 * H], reset.T @ d_a_candidate], axis=1)
        return d_a @ U.T, d_h, (x.T @ d_a, d_W, d_a.sum(axis=0))

    return new_h, backward


WRONG_ANSWERS = (
    WrongAnswer(
        mixes_the_other_way_round,
        "z and 1 - z are swapped: with z near 1, is the state renewed or kept?",
    ),
    WrongAnswer(
        resets_after_the_product,
        "the reset gate is applied after the product with the recurrent weights, as some libraries do; what "
        "does the candidate see here?",
    ),
    WrongAnswer(
        swaps_update_and_reset_gate,
        "the update gate and the reset gate are swapped: which block comes first?",
    ),
    WrongAnswer(
        puts_the_candidate_through_sigmoid,
        "the candidate goes through the sigmoid and can never be negative: which range should a state have?",
    ),
    WrongAnswer(
        puts_the_gates_through_tanh,
        "the gates go through tanh and can be negative: what would a mixture with a negative share mean?",
    ),
    WrongAnswer(
        never_resets,
        "the candidate sees the whole old state, whatever the reset gate says",
    ),
)
