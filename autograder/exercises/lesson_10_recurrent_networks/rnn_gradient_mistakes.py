"""Mistakes in rnn: a right value and a wrong gradient, runnable and named."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.lesson_10_recurrent_networks.layers import Array, Parameters


def stops_one_step_short(x: Array, h0: Array, parameters: Parameters) -> Any:
    U, W, b = parameters
    h, states = h0, []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ U + h @ W + b)
        states.append(h)

    def backward(d_states: Array) -> Any:
        d_h, d_x = np.zeros_like(h0), np.zeros_like(x)
        d_U, d_W, d_b = np.zeros_like(U), np.zeros_like(W), np.zeros_like(b)
        for t in range(len(states) - 1, 0, -1):
            d_h = d_h + d_states[:, t]
            d_a = d_h * (1 - states[t] ** 2)
            before = states[t - 1] if t else h0
            d_U = d_U + x[:, t].T @ d_a
            d_W = d_W + before.T @ d_a
            d_b = d_b + d_a.sum(axis=0)
            d_x[:, t] = d_a @ U.T
            d_h = d_a @ W.T
        return d_x, d_h, (d_U, d_W, d_b)

    return np.stack(states, axis=1), backward


def forgets_the_gradient_from_the_next_step(x: Array, h0: Array, parameters: Parameters) -> Any:
    U, W, b = parameters
    h, states = h0, []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ U + h @ W + b)
        states.append(h)

    def backward(d_states: Array) -> Any:
        d_h, d_x = np.zeros_like(h0), np.zeros_like(x)
        d_U, d_W, d_b = np.zeros_like(U), np.zeros_like(W), np.zeros_like(b)
        for t in range(len(states) - 1, -1, -1):
            d_h = d_states[:, t]
            d_a = d_h * (1 - states[t] ** 2)
            before = states[t - 1] if t else h0
            d_U = d_U + x[:, t].T @ d_a
            d_W = d_W + before.T @ d_a
            d_b = d_b + d_a.sum(axis=0)
            d_x[:, t] = d_a @ U.T
            d_h = d_a @ W.T
        return d_x, d_h, (d_U, d_W, d_b)

    return np.stack(states, axis=1), backward


def hears_the_last_step_only(x: Array, h0: Array, parameters: Parameters) -> Any:
    U, W, b = parameters
    h, states = h0, []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ U + h @ W + b)
        states.append(h)

    def backward(d_states: Array) -> Any:
        d_h, d_x = d_states[:, -1], np.zeros_like(x)
        d_U, d_W, d_b = np.zeros_like(U), np.zeros_like(W), np.zeros_like(b)
        for t in range(len(states) - 1, -1, -1):
            d_a = d_h * (1 - states[t] ** 2)
            before = states[t - 1] if t else h0
            d_U = d_U + x[:, t].T @ d_a
            d_W = d_W + before.T @ d_a
            d_b = d_b + d_a.sum(axis=0)
            d_x[:, t] = d_a @ U.T
            d_h = d_a @ W.T
        return d_x, d_h, (d_U, d_W, d_b)

    return np.stack(states, axis=1), backward


def averages_over_the_steps(x: Array, h0: Array, parameters: Parameters) -> Any:
    U, W, b = parameters
    h, states = h0, []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ U + h @ W + b)
        states.append(h)

    def backward(d_states: Array) -> Any:
        d_h, d_x = np.zeros_like(h0), np.zeros_like(x)
        d_U, d_W, d_b = np.zeros_like(U), np.zeros_like(W), np.zeros_like(b)
        for t in range(len(states) - 1, -1, -1):
            d_h = d_h + d_states[:, t]
            d_a = d_h * (1 - states[t] ** 2)
            before = states[t - 1] if t else h0
            d_U = d_U + x[:, t].T @ d_a
            d_W = d_W + before.T @ d_a
            d_b = d_b + d_a.sum(axis=0)
            d_x[:, t] = d_a @ U.T
            d_h = d_a @ W.T
        return d_x, d_h, (d_U / len(states), d_W / len(states), d_b / len(states))

    return np.stack(states, axis=1), backward


def keeps_one_step_of_the_sum(x: Array, h0: Array, parameters: Parameters) -> Any:
    U, W, b = parameters
    h, states = h0, []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ U + h @ W + b)
        states.append(h)

    def backward(d_states: Array) -> Any:
        d_h, d_x = np.zeros_like(h0), np.zeros_like(x)
        d_U, d_W, d_b = np.zeros_like(U), np.zeros_like(W), np.zeros_like(b)
        for t in range(len(states) - 1, -1, -1):
            d_h = d_h + d_states[:, t]
            d_a = d_h * (1 - states[t] ** 2)
            before = states[t - 1] if t else h0
            d_U = x[:, t].T @ d_a
            d_W = before.T @ d_a
            d_b = d_a.sum(axis=0)
            d_x[:, t] = d_a @ U.T
            d_h = d_a @ W.T
        return d_x, d_h, (d_U, d_W, d_b)

    return np.stack(states, axis=1), backward


def multiplies_the_new_states_for_d_w(x: Array, h0: Array, parameters: Parameters) -> Any:
    U, W, b = parameters
    h, states = h0, []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ U + h @ W + b)
        states.append(h)

    def backward(d_states: Array) -> Any:
        d_h, d_x = np.zeros_like(h0), np.zeros_like(x)
        d_U, d_W, d_b = np.zeros_like(U), np.zeros_like(W), np.zeros_like(b)
        for t in range(len(states) - 1, -1, -1):
            d_h = d_h + d_states[:, t]
            d_a = d_h * (1 - states[t] ** 2)
            d_U = d_U + x[:, t].T @ d_a
            d_W = d_W + states[t].T @ d_a
            d_b = d_b + d_a.sum(axis=0)
            d_x[:, t] = d_a @ U.T
            d_h = d_a @ W.T
        return d_x, d_h, (d_U, d_W, d_b)

    return np.stack(states, axis=1), backward


def passes_the_tanh_by(x: Array, h0: Array, parameters: Parameters) -> Any:
    U, W, b = parameters
    h, states = h0, []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ U + h @ W + b)
        states.append(h)

    def backward(d_states: Array) -> Any:
        d_h, d_x = np.zeros_like(h0), np.zeros_like(x)
        d_U, d_W, d_b = np.zeros_like(U), np.zeros_like(W), np.zeros_like(b)
        for t in range(len(states) - 1, -1, -1):
            d_h = d_h + d_states[:, t]
            d_a = d_h * (1 - states[t] ** 2)
            before = states[t - 1] if t else h0
            d_U = d_U + x[:, t].T @ d_a
            d_W = d_W + before.T @ d_a
            d_b = d_b + d_a.sum(axis=0)
            d_x[:, t] = d_a @ U.T
            d_h = d_h @ W.T
        return d_x, d_h, (d_U, d_W, d_b)

    return np.stack(states, axis=1), backward


def does_not_turn_w(x: Array, h0: Array, parameters: Parameters) -> Any:
    U, W, b = parameters
    h, states = h0, []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ U + h @ W + b)
        states.append(h)

    def backward(d_states: Array) -> Any:
        d_h, d_x = np.zeros_like(h0), np.zeros_like(x)
        d_U, d_W, d_b = np.zeros_like(U), np.zeros_like(W), np.zeros_like(b)
        for t in range(len(states) - 1, -1, -1):
            d_h = d_h + d_states[:, t]
            d_a = d_h * (1 - states[t] ** 2)
            before = states[t - 1] if t else h0
            d_U = d_U + x[:, t].T @ d_a
            d_W = d_W + before.T @ d_a
            d_b = d_b + d_a.sum(axis=0)
            d_x[:, t] = d_a @ U.T
            d_h = d_a @ W
        return d_x, d_h, (d_U, d_W, d_b)

    return np.stack(states, axis=1), backward


def lists_the_last_step_first(x: Array, h0: Array, parameters: Parameters) -> Any:
    U, W, b = parameters
    h, states = h0, []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ U + h @ W + b)
        states.append(h)

    def backward(d_states: Array) -> Any:
        d_h, d_x = np.zeros_like(h0), np.zeros_like(x)
        d_U, d_W, d_b = np.zeros_like(U), np.zeros_like(W), np.zeros_like(b)
        for t in range(len(states) - 1, -1, -1):
            d_h = d_h + d_states[:, t]
            d_a = d_h * (1 - states[t] ** 2)
            before = states[t - 1] if t else h0
            d_U = d_U + x[:, t].T @ d_a
            d_W = d_W + before.T @ d_a
            d_b = d_b + d_a.sum(axis=0)
            d_x[:, len(states) - 1 - t] = d_a @ U.T
            d_h = d_a @ W.T
        return d_x, d_h, (d_U, d_W, d_b)

    return np.stack(states, axis=1), backward


def hands_out_nothing_for_h0(x: Array, h0: Array, parameters: Parameters) -> Any:
    U, W, b = parameters
    h, states = h0, []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ U + h @ W + b)
        states.append(h)

    def backward(d_states: Array) -> Any:
        d_h, d_x = np.zeros_like(h0), np.zeros_like(x)
        d_U, d_W, d_b = np.zeros_like(U), np.zeros_like(W), np.zeros_like(b)
        for t in range(len(states) - 1, -1, -1):
            d_h = d_h + d_states[:, t]
            d_a = d_h * (1 - states[t] ** 2)
            before = states[t - 1] if t else h0
            d_U = d_U + x[:, t].T @ d_a
            d_W = d_W + before.T @ d_a
            d_b = d_b + d_a.sum(axis=0)
            d_x[:, t] = d_a @ U.T
            d_h = d_a @ W.T
        return d_x, np.zeros_like(h0), (d_U, d_W, d_b)

    return np.stack(states, axis=1), backward
