"""Mistakes in single factors of gru_cell's gradients, runnable and named."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.declaration import WrongAnswer
from autograder.exercises.lesson_11_gated_recurrence.sequences import Array, Pair, sigmoid


def turns_the_sign_of_the_update_gate(x: Array, h: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    H = h.shape[1]
    a = x @ U + b
    z, r = np.split(sigmoid(a[:, : 2 * H] + h @ W[:, : 2 * H])[0], 2, axis=1)
    reset = r * h
    candidate = np.tanh(a[:, 2 * H :] + reset @ W[:, 2 * H :])
    new_h = (1 - z) * h + z * candidate

    def backward(d_new_h: Array) -> Any:
        d_a_candidate = d_new_h * z * (1 - candidate**2)
        d_reset = d_a_candidate @ W[:, 2 * H :].T
        d_a_z = d_new_h * (h - candidate) * z * (1 - z)
        d_a_r = d_reset * h * r * (1 - r)
        d_a = np.concatenate([d_a_z, d_a_r, d_a_candidate], axis=1)
        d_h = d_new_h * (1 - z) + d_reset * r + d_a[:, : 2 * H] @ W[:, : 2 * H].T
        d_W = np.concatenate([h.T @ d_a[:, : 2 * H], reset.T @ d_a_candidate], axis=1)
        return d_a @ U.T, d_h, (x.T @ d_a, d_W, d_a.sum(axis=0))

    return new_h, backward


def update_gate_thinks_of_the_candidate_alone(x: Array, h: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    H = h.shape[1]
    a = x @ U + b
    z, r = np.split(sigmoid(a[:, : 2 * H] + h @ W[:, : 2 * H])[0], 2, axis=1)
    reset = r * h
    candidate = np.tanh(a[:, 2 * H :] + reset @ W[:, 2 * H :])
    new_h = (1 - z) * h + z * candidate

    def backward(d_new_h: Array) -> Any:
        d_a_candidate = d_new_h * z * (1 - candidate**2)
        d_reset = d_a_candidate @ W[:, 2 * H :].T
        d_a_z = d_new_h * candidate * z * (1 - z)
        d_a_r = d_reset * h * r * (1 - r)
        d_a = np.concatenate([d_a_z, d_a_r, d_a_candidate], axis=1)
        d_h = d_new_h * (1 - z) + d_reset * r + d_a[:, : 2 * H] @ W[:, : 2 * H].T
        d_W = np.concatenate([h.T @ d_a[:, : 2 * H], reset.T @ d_a_candidate], axis=1)
        return d_a @ U.T, d_h, (x.T @ d_a, d_W, d_a.sum(axis=0))

    return new_h, backward


def reset_gate_bypasses_the_recurrent_weights(x: Array, h: Array, parameters: Any) -> Pair:
    U, W, b = parameters
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
        d_a_r = d_a_candidate * h * r * (1 - r)
        d_a = np.concatenate([d_a_z, d_a_r, d_a_candidate], axis=1)
        d_h = d_new_h * (1 - z) + d_reset * r + d_a[:, : 2 * H] @ W[:, : 2 * H].T
        d_W = np.concatenate([h.T @ d_a[:, : 2 * H], reset.T @ d_a_candidate], axis=1)
        return d_a @ U.T, d_h, (x.T @ d_a, d_W, d_a.sum(axis=0))

    return new_h, backward


def forgets_the_slopes_of_the_gates(x: Array, h: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    H = h.shape[1]
    a = x @ U + b
    z, r = np.split(sigmoid(a[:, : 2 * H] + h @ W[:, : 2 * H])[0], 2, axis=1)
    reset = r * h
    candidate = np.tanh(a[:, 2 * H :] + reset @ W[:, 2 * H :])
    new_h = (1 - z) * h + z * candidate

    def backward(d_new_h: Array) -> Any:
        d_a_candidate = d_new_h * z * (1 - candidate**2)
        d_reset = d_a_candidate @ W[:, 2 * H :].T
        d_a_z = d_new_h * (candidate - h)
        d_a_r = d_reset * h
        d_a = np.concatenate([d_a_z, d_a_r, d_a_candidate], axis=1)
        d_h = d_new_h * (1 - z) + d_reset * r + d_a[:, : 2 * H] @ W[:, : 2 * H].T
        d_W = np.concatenate([h.T @ d_a[:, : 2 * H], reset.T @ d_a_candidate], axis=1)
        return d_a @ U.T, d_h, (x.T @ d_a, d_W, d_a.sum(axis=0))

    return new_h, backward


def gives_the_candidate_a_sigmoids_slope(x: Array, h: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    H = h.shape[1]
    a = x @ U + b
    z, r = np.split(sigmoid(a[:, : 2 * H] + h @ W[:, : 2 * H])[0], 2, axis=1)
    reset = r * h
    candidate = np.tanh(a[:, 2 * H :] + reset @ W[:, 2 * H :])
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


def leaves_the_bias_gradient_unsummed(x: Array, h: Array, parameters: Any) -> Pair:
    U, W, b = parameters
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
        return d_a @ U.T, d_h, (x.T @ d_a, d_W, d_a)

    return new_h, backward


def averages_over_the_batch(x: Array, h: Array, parameters: Any) -> Pair:
    U, W, b = parameters
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
        return d_a @ U.T, d_h, (x.T @ d_a / max(len(x), 1), d_W / max(len(x), 1), d_a.sum(axis=0) / max(len(x), 1))

    return new_h, backward


WRONG_ANSWERS = (
    WrongAnswer(
        turns_the_sign_of_the_update_gate,
        "the gradient of the update gate has the wrong sign: if z grows, which part of the mixture grows?",
    ),
    WrongAnswer(
        update_gate_thinks_of_the_candidate_alone,
        "the gradient of the update gate contains the candidate alone: z stands in the mixture twice",
    ),
    WrongAnswer(
        reset_gate_bypasses_the_recurrent_weights,
        "on the way from the candidate to the reset gate the recurrent weights are passed by",
    ),
    WrongAnswer(
        forgets_the_slopes_of_the_gates,
        "the gates' gradients are those of z and r, and not yet those of the sums that went into the sigmoid",
    ),
    WrongAnswer(
        gives_the_candidate_a_sigmoids_slope,
        "the candidate comes from tanh, but its slope is taken as that of a sigmoid",
    ),
    WrongAnswer(
        leaves_the_bias_gradient_unsummed,
        "d_b has a row for each sequence; the sequences share one bias",
    ),
    WrongAnswer(
        averages_over_the_batch,
        "the gradients of the parameters are divided by the number of sequences: J is one number, and every "
        "sequence adds to its gradient",
    ),
)
