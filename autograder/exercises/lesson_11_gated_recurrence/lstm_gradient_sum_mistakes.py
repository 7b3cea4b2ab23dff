"""Mistakes in how lstm adds up its gradients, runnable and named."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.declaration import WrongAnswer
from autograder.exercises.lesson_11_gated_recurrence.sequences import Array, Pair, sigmoid


def stops_one_step_short(x: Array, h0: Any, c0: Any, parameters: Any) -> Pair:
    U, W, b = parameters
    N, T, H = x.shape[0], x.shape[1], W.shape[0]
    h = np.zeros((N, H)) if h0 is None else h0
    c = np.zeros((N, H)) if c0 is None else c0
    states, steps = np.zeros((N, T, H)), []
    for t in range(T):
        a = x[:, t] @ U + h @ W + b
        i, f, o = np.split(sigmoid(a[:, : 3 * H])[0], 3, axis=1)
        candidate = np.tanh(a[:, 3 * H :])
        steps.append((i, f, o, candidate, h, c, np.tanh(f * c + i * candidate)))
        c = f * c + i * candidate
        h = o * np.tanh(c)
        states[:, t] = h

    def backward(d_states: Array, d_last_cell: Any = None) -> Any:
        d_x, d_h, d_c = np.zeros(x.shape), np.zeros((N, H)), np.zeros((N, H))
        d_U, d_W, d_b = np.zeros(U.shape), np.zeros(W.shape), np.zeros(b.shape)
        if d_last_cell is not None:
            d_c = d_last_cell
        for t in reversed(range(1, T)):
            i, f, o, candidate, old_h, old_c, squashed = steps[t]
            d_h = d_h + d_states[:, t]
            d_cell = d_c + d_h * o * (1 - squashed**2)
            d_a_i, d_a_f = d_cell * candidate * i * (1 - i), d_cell * old_c * f * (1 - f)
            d_a_o, d_a_candidate = d_h * squashed * o * (1 - o), d_cell * i * (1 - candidate**2)
            d_a = np.concatenate([d_a_i, d_a_f, d_a_o, d_a_candidate], axis=1)
            d_x[:, t] = d_a @ U.T
            d_U, d_W, d_b = d_U + x[:, t].T @ d_a, d_W + old_h.T @ d_a, d_b + d_a.sum(axis=0)
            d_h, d_c = d_a @ W.T, d_cell * f
        return d_x, d_h, d_c, (d_U, d_W, d_b)

    return (states, c), backward


def listens_to_the_last_state_alone(x: Array, h0: Any, c0: Any, parameters: Any) -> Pair:
    U, W, b = parameters
    N, T, H = x.shape[0], x.shape[1], W.shape[0]
    h = np.zeros((N, H)) if h0 is None else h0
    c = np.zeros((N, H)) if c0 is None else c0
    states, steps = np.zeros((N, T, H)), []
    for t in range(T):
        a = x[:, t] @ U + h @ W + b
        i, f, o = np.split(sigmoid(a[:, : 3 * H])[0], 3, axis=1)
        candidate = np.tanh(a[:, 3 * H :])
        steps.append((i, f, o, candidate, h, c, np.tanh(f * c + i * candidate)))
        c = f * c + i * candidate
        h = o * np.tanh(c)
        states[:, t] = h

    def backward(d_states: Array, d_last_cell: Any = None) -> Any:
        d_x, d_h, d_c = np.zeros(x.shape), np.zeros((N, H)), np.zeros((N, H))
        d_U, d_W, d_b = np.zeros(U.shape), np.zeros(W.shape), np.zeros(b.shape)
        if d_last_cell is not None:
            d_c = d_last_cell
        for t in reversed(range(T)):
            i, f, o, candidate, old_h, old_c, squashed = steps[t]
            d_h = d_h + d_states[:, t] * (t == T - 1)
            d_cell = d_c + d_h * o * (1 - squashed**2)
            d_a_i, d_a_f = d_cell * candidate * i * (1 - i), d_cell * old_c * f * (1 - f)
            d_a_o, d_a_candidate = d_h * squashed * o * (1 - o), d_cell * i * (1 - candidate**2)
            d_a = np.concatenate([d_a_i, d_a_f, d_a_o, d_a_candidate], axis=1)
            d_x[:, t] = d_a @ U.T
            d_U, d_W, d_b = d_U + x[:, t].T @ d_a, d_W + old_h.T @ d_a, d_b + d_a.sum(axis=0)
            d_h, d_c = d_a @ W.T, d_cell * f
        return d_x, d_h, d_c, (d_U, d_W, d_b)

    return (states, c), backward


def keeps_the_first_steps_parameter_gradients(x: Array, h0: Any, c0: Any, parameters: Any) -> Pair:
    U, W, b = parameters
    N, T, H = x.shape[0], x.shape[1], W.shape[0]
    h = np.zeros((N, H)) if h0 is None else h0
    c = np.zeros((N, H)) if c0 is None else c0
    states, steps = np.zeros((N, T, H)), []
    for t in range(T):
        a = x[:, t] @ U + h @ W + b
        i, f, o = np.split(sigmoid(a[:, : 3 * H])[0], 3, axis=1)
        candidate = np.tanh(a[:, 3 * H :])
        steps.append((i, f, o, candidate, h, c, np.tanh(f * c + i * candidate)))
        c = f * c + i * candidate
        h = o * np.tanh(c)
        states[:, t] = h

    def backward(d_states: Array, d_last_cell: Any = None) -> Any:
        d_x, d_h, d_c = np.zeros(x.shape), np.zeros((N, H)), np.zeros((N, H))
        d_U, d_W, d_b = np.zeros(U.shape), np.zeros(W.shape), np.zeros(b.shape)
        if d_last_cell is not None:
            d_c = d_last_cell
        for t in reversed(range(T)):
            i, f, o, candidate, old_h, old_c, squashed = steps[t]
            d_h = d_h + d_states[:, t]
            d_cell = d_c + d_h * o * (1 - squashed**2)
            d_a_i, d_a_f = d_cell * candidate * i * (1 - i), d_cell * old_c * f * (1 - f)
            d_a_o, d_a_candidate = d_h * squashed * o * (1 - o), d_cell * i * (1 - candidate**2)
            d_a = np.concatenate([d_a_i, d_a_f, d_a_o, d_a_candidate], axis=1)
            d_x[:, t] = d_a @ U.T
            d_U, d_W, d_b = x[:, t].T @ d_a, old_h.T @ d_a, d_a.sum(axis=0)
            d_h, d_c = d_a @ W.T, d_cell * f
        return d_x, d_h, d_c, (d_U, d_W, d_b)

    return (states, c), backward


def averages_over_the_steps(x: Array, h0: Any, c0: Any, parameters: Any) -> Pair:
    U, W, b = parameters
    N, T, H = x.shape[0], x.shape[1], W.shape[0]
    h = np.zeros((N, H)) if h0 is None else h0
    c = np.zeros((N, H)) if c0 is None else c0
    states, steps = np.zeros((N, T, H)), []
    for t in range(T):
        a = x[:, t] @ U + h @ W + b
        i, f, o = np.split(sigmoid(a[:, : 3 * H])[0], 3, axis=1)
        candidate = np.tanh(a[:, 3 * H :])
        steps.append((i, f, o, candidate, h, c, np.tanh(f * c + i * candidate)))
        c = f * c + i * candidate
        h = o * np.tanh(c)
        states[:, t] = h

    def backward(d_states: Array, d_last_cell: Any = None) -> Any:
        d_x, d_h, d_c = np.zeros(x.shape), np.zeros((N, H)), np.zeros((N, H))
        d_U, d_W, d_b = np.zeros(U.shape), np.zeros(W.shape), np.zeros(b.shape)
        if d_last_cell is not None:
            d_c = d_last_cell
        for t in reversed(range(T)):
            i, f, o, candidate, old_h, old_c, squashed = steps[t]
            d_h = d_h + d_states[:, t]
            d_cell = d_c + d_h * o * (1 - squashed**2)
            d_a_i, d_a_f = d_cell * candidate * i * (1 - i), d_cell * old_c * f * (1 - f)
            d_a_o, d_a_candidate = d_h * squashed * o * (1 - o), d_cell * i * (1 - candidate**2)
            d_a = np.concatenate([d_a_i, d_a_f, d_a_o, d_a_candidate], axis=1)
            d_x[:, t] = d_a @ U.T
            d_U, d_W, d_b = d_U + x[:, t].T @ d_a, d_W + old_h.T @ d_a, d_b + d_a.sum(axis=0)
            d_h, d_c = d_a @ W.T, d_cell * f
        return d_x, d_h, d_c, (d_U / max(T, 1), d_W / max(T, 1), d_b / max(T, 1))

    return (states, c), backward


def returns_no_gradient_for_the_first_state_and_cell(x: Array, h0: Any, c0: Any, parameters: Any) -> Pair:
    U, W, b = parameters
    N, T, H = x.shape[0], x.shape[1], W.shape[0]
    h = np.zeros((N, H)) if h0 is None else h0
    c = np.zeros((N, H)) if c0 is None else c0
    states, steps = np.zeros((N, T, H)), []
    for t in range(T):
        a = x[:, t] @ U + h @ W + b
        i, f, o = np.split(sigmoid(a[:, : 3 * H])[0], 3, axis=1)
        candidate = np.tanh(a[:, 3 * H :])
        steps.append((i, f, o, candidate, h, c, np.tanh(f * c + i * candidate)))
        c = f * c + i * candidate
        h = o * np.tanh(c)
        states[:, t] = h

    def backward(d_states: Array, d_last_cell: Any = None) -> Any:
        d_x, d_h, d_c = np.zeros(x.shape), np.zeros((N, H)), np.zeros((N, H))
        d_U, d_W, d_b = np.zeros(U.shape), np.zeros(W.shape), np.zeros(b.shape)
        if d_last_cell is not None:
            d_c = d_last_cell
        for t in reversed(range(T)):
            i, f, o, candidate, old_h, old_c, squashed = steps[t]
            d_h = d_h + d_states[:, t]
            d_cell = d_c + d_h * o * (1 - squashed**2)
            d_a_i, d_a_f = d_cell * candidate * i * (1 - i), d_cell * old_c * f * (1 - f)
            d_a_o, d_a_candidate = d_h * squashed * o * (1 - o), d_cell * i * (1 - candidate**2)
            d_a = np.concatenate([d_a_i, d_a_f, d_a_o, d_a_candidate], axis=1)
            d_x[:, t] = d_a @ U.T
            d_U, d_W, d_b = d_U + x[:, t].T @ d_a, d_W + old_h.T @ d_a, d_b + d_a.sum(axis=0)
            d_h, d_c = d_a @ W.T, d_cell * f
        return d_x, np.zeros((N, H)), np.zeros((N, H)), (d_U, d_W, d_b)

    return (states, c), backward


WRONG_ANSWERS = (
    WrongAnswer(
        stops_one_step_short,
        "the way back ends before the first step: which t does your loop visit last?",
    ),
    WrongAnswer(
        listens_to_the_last_state_alone,
        "only the last step's d_states has an effect: every state may have its own part in J",
    ),
    WrongAnswer(
        keeps_the_first_steps_parameter_gradients,
        "d_U, d_W and d_b are those of one step, the last that the way back visits: the steps share the parameters",
    ),
    WrongAnswer(
        averages_over_the_steps,
        "the parameters' gradients are divided by the number of steps: shares of a shared parameter are added",
    ),
    WrongAnswer(
        returns_no_gradient_for_the_first_state_and_cell,
        "dJ/dh0 and dJ/dc0 are zero: what does your loop hold when it has passed the first step?",
    ),
)
