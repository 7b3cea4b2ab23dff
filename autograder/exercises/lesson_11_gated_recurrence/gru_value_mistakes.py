"""Mistakes in the forward pass of gru, runnable and named."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.declaration import WrongAnswer
from autograder.exercises.lesson_11_gated_recurrence.sequences import Array, Pair, sigmoid


def starts_every_step_afresh(x: Array, h0: Any, parameters: Any) -> Pair:
    U, W, b = parameters
    N, T, H = x.shape[0], x.shape[1], W.shape[0]
    h = np.zeros((N, H)) if h0 is None else h0
    states, steps = np.zeros((N, T, H)), []
    first = h
    for t in range(T):
        h = first
        a = x[:, t] @ U + b
        z, r = np.split(sigmoid(a[:, : 2 * H] + h @ W[:, : 2 * H])[0], 2, axis=1)
        candidate = np.tanh(a[:, 2 * H :] + (r * h) @ W[:, 2 * H :])
        steps.append((z, r, candidate, h))
        h = (1 - z) * h + z * candidate
        states[:, t] = h

    def backward(d_states: Array) -> Any:
        d_x, d_h = np.zeros(x.shape), np.zeros((N, H))
        d_U, d_W, d_b = np.zeros(U.shape), np.zeros(W.shape), np.zeros(b.shape)
        for t in reversed(range(T)):
            z, r, candidate, old_h = steps[t]
            d_h = d_h + d_states[:, t]
            d_a_candidate = d_h * z * (1 - candidate**2)
            d_reset = d_a_candidate @ W[:, 2 * H :].T
            d_a_z, d_a_r = d_h * (candidate - old_h) * z * (1 - z), d_reset * old_h * r * (1 - r)
            d_a = np.concatenate([d_a_z, d_a_r, d_a_candidate], axis=1)
            d_x[:, t] = d_a @ U.T
            step_W = np.concatenate([old_h.T @ d_a[:, : 2 * H], (r * old_h).T @ d_a_candidate], axis=1)
            d_U, d_W, d_b = d_U + x[:, t].T @ d_a, d_W + step_W, d_b + d_a.sum(axis=0)
            d_h = np.zeros((N, H))
        return d_x, d_h, (d_U, d_W, d_b)

    return states, backward


def ignores_the_first_state(x: Array, h0: Any, parameters: Any) -> Pair:
    U, W, b = parameters
    N, T, H = x.shape[0], x.shape[1], W.shape[0]
    h = np.zeros((N, H))
    states, steps = np.zeros((N, T, H)), []
    for t in range(T):
        a = x[:, t] @ U + b
        z, r = np.split(sigmoid(a[:, : 2 * H] + h @ W[:, : 2 * H])[0], 2, axis=1)
        candidate = np.tanh(a[:, 2 * H :] + (r * h) @ W[:, 2 * H :])
        steps.append((z, r, candidate, h))
        h = (1 - z) * h + z * candidate
        states[:, t] = h

    def backward(d_states: Array) -> Any:
        d_x, d_h = np.zeros(x.shape), np.zeros((N, H))
        d_U, d_W, d_b = np.zeros(U.shape), np.zeros(W.shape), np.zeros(b.shape)
        for t in reversed(range(T)):
            z, r, candidate, old_h = steps[t]
            d_h = d_h + d_states[:, t]
            d_a_candidate = d_h * z * (1 - candidate**2)
            d_reset = d_a_candidate @ W[:, 2 * H :].T
            d_a_z, d_a_r = d_h * (candidate - old_h) * z * (1 - z), d_reset * old_h * r * (1 - r)
            d_a = np.concatenate([d_a_z, d_a_r, d_a_candidate], axis=1)
            d_x[:, t] = d_a @ U.T
            step_W = np.concatenate([old_h.T @ d_a[:, : 2 * H], (r * old_h).T @ d_a_candidate], axis=1)
            d_U, d_W, d_b = d_U + x[:, t].T @ d_a, d_W + step_W, d_b + d_a.sum(axis=0)
            d_h = d_h * (1 - z) + d_reset * r + d_a[:, : 2 * H] @ W[:, : 2 * H].T
        return d_x, d_h, (d_U, d_W, d_b)

    return states, backward


def reads_from_the_end(x: Array, h0: Any, parameters: Any) -> Pair:
    U, W, b = parameters
    N, T, H = x.shape[0], x.shape[1], W.shape[0]
    h = np.zeros((N, H)) if h0 is None else h0
    states, steps = np.zeros((N, T, H)), []
    for t in reversed(range(T)):
        a = x[:, t] @ U + b
        z, r = np.split(sigmoid(a[:, : 2 * H] + h @ W[:, : 2 * H])[0], 2, axis=1)
        candidate = np.tanh(a[:, 2 * H :] + (r * h) @ W[:, 2 * H :])
        steps.append((z, r, candidate, h))
        h = (1 - z) * h + z * candidate
        states[:, t] = h

    def backward(d_states: Array) -> Any:
        d_x, d_h = np.zeros(x.shape), np.zeros((N, H))
        d_U, d_W, d_b = np.zeros(U.shape), np.zeros(W.shape), np.zeros(b.shape)
        for t in range(T):
            z, r, candidate, old_h = steps[t]
            d_h = d_h + d_states[:, t]
            d_a_candidate = d_h * z * (1 - candidate**2)
            d_reset = d_a_candidate @ W[:, 2 * H :].T
            d_a_z, d_a_r = d_h * (candidate - old_h) * z * (1 - z), d_reset * old_h * r * (1 - r)
            d_a = np.concatenate([d_a_z, d_a_r, d_a_candidate], axis=1)
            d_x[:, t] = d_a @ U.T
            step_W = np.concatenate([old_h.T @ d_a[:, : 2 * H], (r * old_h).T @ d_a_candidate], axis=1)
            d_U, d_W, d_b = d_U + x[:, t].T @ d_a, d_W + step_W, d_b + d_a.sum(axis=0)
            d_h = d_h * (1 - z) + d_reset * r + d_a[:, : 2 * H] @ W[:, : 2 * H].T
        return d_x, d_h, (d_U, d_W, d_b)

    return states, backward


def repeats_the_last_state(x: Array, h0: Any, parameters: Any) -> Pair:
    U, W, b = parameters
    N, T, H = x.shape[0], x.shape[1], W.shape[0]
    h = np.zeros((N, H)) if h0 is None else h0
    states, steps = np.zeros((N, T, H)), []
    for t in range(T):
        a = x[:, t] @ U + b
        z, r = np.split(sigmoid(a[:, : 2 * H] + h @ W[:, : 2 * H])[0], 2, axis=1)
        candidate = np.tanh(a[:, 2 * H :] + (r * h) @ W[:, 2 * H :])
        steps.append((z, r, candidate, h))
        h = (1 - z) * h + z * candidate
        states[:, t] = h

    def backward(d_states: Array) -> Any:
        d_x, d_h = np.zeros(x.shape), np.zeros((N, H))
        d_U, d_W, d_b = np.zeros(U.shape), np.zeros(W.shape), np.zeros(b.shape)
        for t in reversed(range(T)):
            z, r, candidate, old_h = steps[t]
            d_h = d_h + d_states[:, t]
            d_a_candidate = d_h * z * (1 - candidate**2)
            d_reset = d_a_candidate @ W[:, 2 * H :].T
            d_a_z, d_a_r = d_h * (candidate - old_h) * z * (1 - z), d_reset * old_h * r * (1 - r)
            d_a = np.concatenate([d_a_z, d_a_r, d_a_candidate], axis=1)
            d_x[:, t] = d_a @ U.T
            step_W = np.concatenate([old_h.T @ d_a[:, : 2 * H], (r * old_h).T @ d_a_candidate], axis=1)
            d_U, d_W, d_b = d_U + x[:, t].T @ d_a, d_W + step_W, d_b + d_a.sum(axis=0)
            d_h = d_h * (1 - z) + d_reset * r + d_a[:, : 2 * H] @ W[:, : 2 * H].T
        return d_x, d_h, (d_U, d_W, d_b)

    states[:] = h[:, None]
    return states, backward


def returns_the_last_state_alone(x: Array, h0: Any, parameters: Any) -> Pair:
    U, W, b = parameters
    N, T, H = x.shape[0], x.shape[1], W.shape[0]
    h = np.zeros((N, H)) if h0 is None else h0
    states, steps = np.zeros((N, T, H)), []
    for t in range(T):
        a = x[:, t] @ U + b
        z, r = np.split(sigmoid(a[:, : 2 * H] + h @ W[:, : 2 * H])[0], 2, axis=1)
        candidate = np.tanh(a[:, 2 * H :] + (r * h) @ W[:, 2 * H :])
        steps.append((z, r, candidate, h))
        h = (1 - z) * h + z * candidate
        states[:, t] = h

    def backward(d_states: Array) -> Any:
        d_x, d_h = np.zeros(x.shape), np.zeros((N, H))
        d_U, d_W, d_b = np.zeros(U.shape), np.zeros(W.shape), np.zeros(b.shape)
        for t in reversed(range(T)):
            z, r, candidate, old_h = steps[t]
            d_h = d_h + d_states[:, t]
            d_a_candidate = d_h * z * (1 - candidate**2)
            d_reset = d_a_candidate @ W[:, 2 * H :].T
            d_a_z, d_a_r = d_h * (candidate - old_h) * z * (1 - z), d_reset * old_h * r * (1 - r)
            d_a = np.concatenate([d_a_z, d_a_r, d_a_candidate], axis=1)
            d_x[:, t] = d_a @ U.T
            step_W = np.concatenate([old_h.T @ d_a[:, : 2 * H], (r * old_h).T @ d_a_candidate], axis=1)
            d_U, d_W, d_b = d_U + x[:, t].T @ d_a, d_W + step_W, d_b + d_a.sum(axis=0)
            d_h = d_h * (1 - z) + d_reset * r + d_a[:, : 2 * H] @ W[:, : 2 * H].T
        return d_x, d_h, (d_U, d_W, d_b)

    return h, backward


def mixes_the_other_way_round(x: Array, h0: Any, parameters: Any) -> Pair:
    U, W, b = parameters
    N, T, H = x.shape[0], x.shape[1], W.shape[0]
    h = np.zeros((N, H)) if h0 is None else h0
    states, steps = np.zeros((N, T, H)), []
    for t in range(T):
        a = x[:, t] @ U + b
        z, r = np.split(sigmoid(a[:, : 2 * H] + h @ W[:, : 2 * H])[0], 2, axis=1)
        candidate = np.tanh(a[:, 2 * H :] + (r * h) @ W[:, 2 * H :])
        steps.append((z, r, candidate, h))
        h = z * h + (1 - z) * candidate
        states[:, t] = h

    def backward(d_states: Array) -> Any:
        d_x, d_h = np.zeros(x.shape), np.zeros((N, H))
        d_U, d_W, d_b = np.zeros(U.shape), np.zeros(W.shape), np.zeros(b.shape)
        for t in reversed(range(T)):
            z, r, candidate, old_h = steps[t]
            d_h = d_h + d_states[:, t]
            d_a_candidate = d_h * (1 - z) * (1 - candidate**2)
            d_reset = d_a_candidate @ W[:, 2 * H :].T
            d_a_z, d_a_r = d_h * (old_h - candidate) * z * (1 - z), d_reset * old_h * r * (1 - r)
            d_a = np.concatenate([d_a_z, d_a_r, d_a_candidate], axis=1)
            d_x[:, t] = d_a @ U.T
            step_W = np.concatenate([old_h.T @ d_a[:, : 2 * H], (r * old_h).T @ d_a_candidate], axis=1)
            d_U, d_W, d_b = d_U + x[:, t].T @ d_a, d_W + step_W, d_b + d_a.sum(axis=0)
            d_h = d_h * z + d_reset * r + d_a[:, : 2 * H] @ W[:, : 2 * H].T
        return d_x, d_h, (d_U, d_W, d_b)

    return states, backward


WRONG_ANSWERS = (
    WrongAnswer(
        starts_every_step_afresh,
        "every step starts from h0: what a step makes must be handed to the next one",
    ),
    WrongAnswer(
        ignores_the_first_state,
        "h0 has no effect: the first step should see it, and None alone stands for zeros",
    ),
    WrongAnswer(
        reads_from_the_end,
        "the steps are taken from the last to the first",
    ),
    WrongAnswer(
        repeats_the_last_state,
        "the states of all steps are equal, namely the last one: is one array written again and again?",
    ),
    WrongAnswer(
        returns_the_last_state_alone,
        "you return the state after the last step; the states after all steps are asked",
    ),
    WrongAnswer(
        mixes_the_other_way_round,
        "z and 1 - z are swapped inside of the steps: mend the cell first",
    ),
)
