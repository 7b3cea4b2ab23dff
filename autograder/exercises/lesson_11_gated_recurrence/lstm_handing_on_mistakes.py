"""Mistakes in what lstm hands from step to step, runnable and named."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.declaration import WrongAnswer
from autograder.exercises.lesson_11_gated_recurrence.sequences import Array, Pair, sigmoid


def starts_every_step_afresh(x: Array, h0: Any, c0: Any, parameters: Any) -> Pair:
    U, W, b = parameters
    N, T, H = x.shape[0], x.shape[1], W.shape[0]
    h = np.zeros((N, H)) if h0 is None else h0
    c = np.zeros((N, H)) if c0 is None else c0
    states, steps = np.zeros((N, T, H)), []
    first_h, first_c = h, c
    for t in range(T):
        h, c = first_h, first_c
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
            d_h, d_c = np.zeros((N, H)), np.zeros((N, H))
        return d_x, d_h, d_c, (d_U, d_W, d_b)

    return (states, c), backward


def hands_on_the_state_without_the_cell(x: Array, h0: Any, c0: Any, parameters: Any) -> Pair:
    U, W, b = parameters
    N, T, H = x.shape[0], x.shape[1], W.shape[0]
    h = np.zeros((N, H)) if h0 is None else h0
    c = np.zeros((N, H)) if c0 is None else c0
    states, steps = np.zeros((N, T, H)), []
    first_c = c
    for t in range(T):
        c = first_c
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
        return d_x, d_h, d_c, (d_U, d_W, d_b)

    return (states, c), backward


def hands_on_the_cell_without_the_state(x: Array, h0: Any, c0: Any, parameters: Any) -> Pair:
    U, W, b = parameters
    N, T, H = x.shape[0], x.shape[1], W.shape[0]
    h = np.zeros((N, H)) if h0 is None else h0
    c = np.zeros((N, H)) if c0 is None else c0
    states, steps = np.zeros((N, T, H)), []
    first_h = h
    for t in range(T):
        h = first_h
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
        return d_x, d_h, d_c, (d_U, d_W, d_b)

    return (states, c), backward


WRONG_ANSWERS = (
    WrongAnswer(
        starts_every_step_afresh,
        "every step starts from h0 and c0: what a step makes must be handed to the next one",
    ),
    WrongAnswer(
        hands_on_the_state_without_the_cell,
        "the state is handed on, but every step starts from the cell c0: a cell that is never handed on "
        "remembers nothing",
    ),
    WrongAnswer(
        hands_on_the_cell_without_the_state,
        "the cell is handed on, but every step sees the state h0",
    ),
)
