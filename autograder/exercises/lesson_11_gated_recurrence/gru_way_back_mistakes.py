"""Mistakes in what gru hands back from step to step, runnable and named."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.declaration import WrongAnswer
from autograder.exercises.lesson_11_gated_recurrence.sequences import Array, Pair, sigmoid


def drops_the_gradient_between_steps(x: Array, h0: Any, parameters: Any) -> Pair:
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
            d_h = d_states[:, t]
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


def hands_back_the_direct_path_alone(x: Array, h0: Any, parameters: Any) -> Pair:
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
            d_h = d_h * (1 - z)
        return d_x, d_h, (d_U, d_W, d_b)

    return states, backward


def stops_one_step_short(x: Array, h0: Any, parameters: Any) -> Pair:
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
        for t in reversed(range(1, T)):
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


def listens_to_the_last_state_alone(x: Array, h0: Any, parameters: Any) -> Pair:
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
            d_h = d_h + d_states[:, t] * (t == T - 1)
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


WRONG_ANSWERS = (
    WrongAnswer(
        drops_the_gradient_between_steps,
        "each step's gradient is its own d_states alone: what comes back from the next step is missing",
    ),
    WrongAnswer(
        hands_back_the_direct_path_alone,
        "between the steps only the direct path through 1 - z is handed back: the old state also fed the "
        "gates and the candidate",
    ),
    WrongAnswer(
        stops_one_step_short,
        "the way back ends before the first step: which t does your loop visit last?",
    ),
    WrongAnswer(
        listens_to_the_last_state_alone,
        "only the last step's d_states has an effect: every state may have its own part in J",
    ),
)
