"""Mistakes in what gru_cell sums and mixes, runnable and named."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.declaration import WrongAnswer
from autograder.exercises.lesson_11_gated_recurrence.sequences import Array, Pair, sigmoid


def resets_what_is_kept_too(x: Array, h: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    H = h.shape[1]
    a = x @ U + b
    z, r = np.split(sigmoid(a[:, : 2 * H] + h @ W[:, : 2 * H])[0], 2, axis=1)
    reset = r * h
    candidate = np.tanh(a[:, 2 * H :] + reset @ W[:, 2 * H :])
    new_h = (1 - z) * reset + z * candidate

    def backward(d_new_h: Array) -> Any:
        d_a_candidate = d_new_h * z * (1 - candidate**2)
        d_reset = d_a_candidate @ W[:, 2 * H :].T
        d_a_z = d_new_h * (candidate - h) * z * (1 - z)
        d_a_r = d_reset * h * r * (1 - r)
        d_a = np.concatenate([d_a_z, d_a_r, d_a_candidate], axis=1)
        d_h = d_new_h * (1 - z) + d_reset * r + d_a[:, : 2 * H] @ W[:, : 2 * H].T
        d_W = np.concatenate([h.T @ d_a[:, : 2 * H], reset.T @ d_a_candidate], axis=1)
        return d_a @ U.T, d_h, (x.T @ d_a, d_W, d_a.sum(axis=0))

    return new_h, backward


def adds_the_candidate_to_the_whole_state(x: Array, h: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    H = h.shape[1]
    a = x @ U + b
    z, r = np.split(sigmoid(a[:, : 2 * H] + h @ W[:, : 2 * H])[0], 2, axis=1)
    reset = r * h
    candidate = np.tanh(a[:, 2 * H :] + reset @ W[:, 2 * H :])
    new_h = h + z * candidate

    def backward(d_new_h: Array) -> Any:
        d_a_candidate = d_new_h * z * (1 - candidate**2)
        d_reset = d_a_candidate @ W[:, 2 * H :].T
        d_a_z = d_new_h * candidate * z * (1 - z)
        d_a_r = d_reset * h * r * (1 - r)
        d_a = np.concatenate([d_a_z, d_a_r, d_a_candidate], axis=1)
        d_h = d_new_h + d_reset * r + d_a[:, : 2 * H] @ W[:, : 2 * H].T
        d_W = np.concatenate([h.T @ d_a[:, : 2 * H], reset.T @ d_a_candidate], axis=1)
        return d_a @ U.T, d_h, (x.T @ d_a, d_W, d_a.sum(axis=0))

    return new_h, backward


def forgets_the_bias(x: Array, h: Array, parameters: Any) -> Pair:
    U, W, _b = parameters
    H = h.shape[1]
    a = x @ U
    z, r = np.split(sigmoid(a[:, : 2 * H] + h @ W[:, : 2 * H])[0], 2, axis=1)
    reset = r * h
    candidate = np.tanh(a[:, 2 * H :] + reset @ W[:, 2 * H :])
    new_h = (1 - z) * h + z * candidate

    def backward(d_new_h: Array) -> Any:
        d_a_candidate = d_new_h * z * (1 - candidate**2)
        d_reset = d_a_candidate @ W[:, 2 * H :].T
        d_a_z = d_new_h * (candidate - h) * z * (1 - z)
        d_a_r = d_reset * h * r * (1 - r)
        d_a = np.concatenate([d_a_z, d_a_r, d_a_candidate], axis=1)
        d_h = d_new_h * (1 - z) + d_reset * r + d_a[:, : 2 * H] @ W[:, : 2 * H].T
        d_W = np.concatenate([h.T @ d_a[:, : 2 * H], reset.T @ d_a_candidate], axis=1)
        return d_a @ U.T, d_h, (x.T @ d_a, d_W, d_a.sum(axis=0))

    return new_h, backward


def gates_that_see_the_input_alone(x: Array, h: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    H = h.shape[1]
    a = x @ U + b
    z, r = np.split(sigmoid(a[:, : 2 * H])[0], 2, axis=1)
    reset = r * h
    candidate = np.tanh(a[:, 2 * H :] + reset @ W[:, 2 * H :])
    new_h = (1 - z) * h + z * candidate

    def backward(d_new_h: Array) -> Any:
        d_a_candidate = d_new_h * z * (1 - candidate**2)
        d_reset = d_a_candidate @ W[:, 2 * H :].T
        d_a_z = d_new_h * (candidate - h) * z * (1 - z)
        d_a_r = d_reset * h * r * (1 - r)
        d_a = np.concatenate([d_a_z, d_a_r, d_a_candidate], axis=1)
        d_h = d_new_h * (1 - z) + d_reset * r
        d_W = np.concatenate([h.T @ d_a[:, : 2 * H], reset.T @ d_a_candidate], axis=1)
        return d_a @ U.T, d_h, (x.T @ d_a, d_W, d_a.sum(axis=0))

    return new_h, backward


def takes_the_first_block_for_the_candidate(x: Array, h: Array, parameters: Any) -> Pair:
    U, W, b = (np.roll(each, -h.shape[1], axis=-1) for each in parameters)
    H = h.shape[1]
    a = x @ U + b
    z, r = np.split(sigmoid(a[:, : 2 * H] + h @ W[:, : 2 * H])[0], 2, axis=1)
    reset = r * h
    candidate = np.tanh(a[:, 2 * H :] + reset @ W[:, 2 * H :])
    new_h = (1 - z) * h + z * candidate

    def backward(d_new_h: Array) -> Any:
        d_a_candidate = d_new_h * z * (1 - candidate**2)
        d_reset = d_a_candidate @ W[:, 2 * H :].T
        d_a_z = d_new_h * (candidate - h) * z * (1 - z)
        d_a_r = d_reset * h * r * (1 - r)
        d_a = np.concatenate([d_a_z, d_a_r, d_a_candidate], axis=1)
        d_h = d_new_h * (1 - z) + d_reset * r + d_a[:, : 2 * H] @ W[:, : 2 * H].T
        d_W = np.concatenate([h.T @ d_a[:, : 2 * H], reset.T @ d_a_candidate], axis=1)
        return d_a @ U.T, d_h, tuple(np.roll(each, H, axis=-1) for each in (x.T @ d_a, d_W, d_a.sum(axis=0)))

    return new_h, backward


WRONG_ANSWERS = (
    WrongAnswer(
        resets_what_is_kept_too,
        "the reset gate also shrinks the part of the old state that is kept: it is there for what the "
        "candidate sees, and for nothing else",
    ),
    WrongAnswer(
        adds_the_candidate_to_the_whole_state,
        "the candidate is added, and nothing of the old state makes room for it: the state can grow without bound",
    ),
    WrongAnswer(
        forgets_the_bias,
        "the bias is missing from the sums: with inputs and states of zero the gates stand at one half, whatever b is",
    ),
    WrongAnswer(
        gates_that_see_the_input_alone,
        "the gates' sums contain the input and not the state before",
    ),
    WrongAnswer(
        takes_the_first_block_for_the_candidate,
        "you read the candidate from the first block; in which order do the blocks stand?",
    ),
)
