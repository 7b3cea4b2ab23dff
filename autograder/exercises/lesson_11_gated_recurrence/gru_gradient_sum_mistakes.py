"""Mistakes in how gru adds up its gradients, runnable and named."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.declaration import WrongAnswer
from autograder.exercises.lesson_11_gated_recurrence.sequences import Array, Pair, sigmoid


def keeps_the_first_steps_parameter_gradients(x: Array, h0: Any, parameters: Any) -> Pair:
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
            d_U, d_W, d_b = x[:, t].T @ d_a, step_W, d_a.sum(axis=0)
            d_h = d_h * (1 - z) + d_reset * r + d_a[:, : 2 * H] @ W[:, : 2 * H].T
        return d_x, d_h, (d_U, d_W, d_b)

    return states, backward


def averages_over_the_steps(x: Array, h0: Any, parameters: Any) -> Pair:
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
        return d_x, d_h, (d_U / max(T, 1), d_W / max(T, 1), d_b / max(T, 1))

    return states, backward


def returns_no_gradient_for_the_first_state(x: Array, h0: Any, parameters: Any) -> Pair:
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
        return d_x, np.zeros((N, H)), (d_U, d_W, d_b)

    return states, backward


WRONG_ANSWERS = (
    WrongAnswer(
        keeps_the_first_steps_parameter_gradients,
        "d_U, d_W and d_b are those of one step, the last that the way back visits: the steps share the parameters",
    ),
    WrongAnswer(
        averages_over_the_steps,
        "the parameters' gradients are divided by the number of steps: shares of a shared parameter are added",
    ),
    WrongAnswer(
        returns_no_gradient_for_the_first_state,
        "dJ/dh0 is zero: what does your loop hold when it has passed the first step?",
    ),
)
