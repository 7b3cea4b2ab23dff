"""Mistakes in the ways on which gradient comes back through gru_cell, runnable and named."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.declaration import WrongAnswer
from autograder.exercises.lesson_11_gated_recurrence.sequences import Array, Pair, sigmoid


def misses_the_direct_path_of_the_state(x: Array, h: Array, parameters: Any) -> Pair:
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
        d_h = d_reset * r + d_a[:, : 2 * H] @ W[:, : 2 * H].T
        d_W = np.concatenate([h.T @ d_a[:, : 2 * H], reset.T @ d_a_candidate], axis=1)
        return d_a @ U.T, d_h, (x.T @ d_a, d_W, d_a.sum(axis=0))

    return new_h, backward


def misses_the_path_through_the_candidate(x: Array, h: Array, parameters: Any) -> Pair:
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
        d_h = d_new_h * (1 - z) + d_a[:, : 2 * H] @ W[:, : 2 * H].T
        d_W = np.concatenate([h.T @ d_a[:, : 2 * H], reset.T @ d_a_candidate], axis=1)
        return d_a @ U.T, d_h, (x.T @ d_a, d_W, d_a.sum(axis=0))

    return new_h, backward


def misses_the_paths_through_the_gates(x: Array, h: Array, parameters: Any) -> Pair:
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
        d_h = d_new_h * (1 - z) + d_reset * r
        d_W = np.concatenate([h.T @ d_a[:, : 2 * H], reset.T @ d_a_candidate], axis=1)
        return d_a @ U.T, d_h, (x.T @ d_a, d_W, d_a.sum(axis=0))

    return new_h, backward


def forgets_the_reset_gate_on_the_way_back(x: Array, h: Array, parameters: Any) -> Pair:
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
        d_h = d_new_h * (1 - z) + d_reset + d_a[:, : 2 * H] @ W[:, : 2 * H].T
        d_W = np.concatenate([h.T @ d_a[:, : 2 * H], reset.T @ d_a_candidate], axis=1)
        return d_a @ U.T, d_h, (x.T @ d_a, d_W, d_a.sum(axis=0))

    return new_h, backward


def sends_back_through_all_recurrent_weights_at_once(x: Array, h: Array, parameters: Any) -> Pair:
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
        d_h = d_new_h * (1 - z) + d_a @ W.T
        d_W = h.T @ d_a
        return d_a @ U.T, d_h, (x.T @ d_a, d_W, d_a.sum(axis=0))

    return new_h, backward


def gives_the_candidates_weights_the_whole_state(x: Array, h: Array, parameters: Any) -> Pair:
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
        d_W = np.concatenate([h.T @ d_a[:, : 2 * H], h.T @ d_a_candidate], axis=1)
        return d_a @ U.T, d_h, (x.T @ d_a, d_W, d_a.sum(axis=0))

    return new_h, backward


WRONG_ANSWERS = (
    WrongAnswer(
        misses_the_direct_path_of_the_state,
        "in dJ/dh the direct path is missing, the one of the part of the old state that is kept",
    ),
    WrongAnswer(
        misses_the_path_through_the_candidate,
        "in dJ/dh the path through the candidate is missing: it saw the old state, reset",
    ),
    WrongAnswer(
        misses_the_paths_through_the_gates,
        "in dJ/dh the paths through the two gates are missing: they saw the old state, too",
    ),
    WrongAnswer(
        forgets_the_reset_gate_on_the_way_back,
        "on the way through the candidate a factor is missing: what the reset gate hid had no influence",
    ),
    WrongAnswer(
        sends_back_through_all_recurrent_weights_at_once,
        "dJ/dh takes all three blocks through W in one product: the candidate's block met r h, and not h",
    ),
    WrongAnswer(
        gives_the_candidates_weights_the_whole_state,
        "d_W is made with h in all three blocks: what did the candidate's recurrent weights meet?",
    ),
)
