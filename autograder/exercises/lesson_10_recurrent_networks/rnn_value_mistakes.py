"""Mistakes in rnn: what goes wrong on the way forward, runnable and named."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.lesson_10_recurrent_networks.layers import Array, Parameters


def shares_one_state_across_the_batch(x: Array, h0: Array, parameters: Parameters) -> Any:
    U, W, b = parameters
    n, steps, _ = x.shape
    states, before, h = np.zeros((n, steps, len(W))), np.zeros((n, steps, len(W))), h0[0]
    for number in range(n):
        for t in range(steps):
            before[number, t] = h
            h = np.tanh(x[number, t] @ U + h @ W + b)
            states[number, t] = h

    def backward(d_states: Array) -> Any:
        d_h, d_a = np.zeros(len(W)), np.zeros_like(states)
        for number in range(n - 1, -1, -1):
            for t in range(steps - 1, -1, -1):
                d_a[number, t] = (d_h + d_states[number, t]) * (1 - states[number, t] ** 2)
                d_h = d_a[number, t] @ W.T
        d_h0 = np.zeros_like(h0)
        d_h0[0] = d_h
        d_U, d_W = np.einsum("ntd,nth->dh", x, d_a), np.einsum("nti,nth->ih", before, d_a)
        return d_a @ U.T, d_h0, (d_U, d_W, d_a.sum(axis=(0, 1)))

    return states, backward


def starts_from_zeros(x: Array, h0: Array, parameters: Parameters) -> Any:
    U, W, b = parameters
    h, states = np.zeros_like(h0), []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ U + h @ W + b)
        states.append(h)

    def backward(d_states: Array) -> Any:
        d_h, d_x = np.zeros_like(h0), np.zeros_like(x)
        d_U, d_W, d_b = np.zeros_like(U), np.zeros_like(W), np.zeros_like(b)
        for t in range(len(states) - 1, -1, -1):
            d_h = d_h + d_states[:, t]
            d_a = d_h * (1 - states[t] ** 2)
            d_x[:, t] = d_a @ U.T
            d_U, d_b = d_U + x[:, t].T @ d_a, d_b + d_a.sum(axis=0)
            d_W = d_W + (states[t - 1] if t else np.zeros_like(h0)).T @ d_a
            d_h = d_a @ W.T
        return d_x, np.zeros_like(h0), (d_U, d_W, d_b)

    return np.stack(states, axis=1), backward


def begins_every_step_anew(x: Array, h0: Array, parameters: Parameters) -> Any:
    U, W, b = parameters
    states = []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ U + h0 @ W + b)
        states.append(h)

    def backward(d_states: Array) -> Any:
        d_a = d_states * (1 - np.stack(states, axis=1) ** 2)
        d_U, d_W = np.einsum("ntd,nth->dh", x, d_a), h0.T @ d_a.sum(axis=1)
        return d_a @ U.T, d_a.sum(axis=1) @ W.T, (d_U, d_W, d_a.sum(axis=(0, 1)))

    return np.stack(states, axis=1), backward


def returns_the_last_state_alone(x: Array, h0: Array, parameters: Parameters) -> Any:
    U, W, b = parameters
    h, states = h0, []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ U + h @ W + b)
        states.append(h)

    def backward(d_states: Array) -> Any:
        d_h, d_x = d_states, np.zeros_like(x)
        d_U, d_W, d_b = np.zeros_like(U), np.zeros_like(W), np.zeros_like(b)
        for t in range(len(states) - 1, -1, -1):
            d_a = d_h * (1 - states[t] ** 2)
            d_x[:, t] = d_a @ U.T
            d_U, d_b = d_U + x[:, t].T @ d_a, d_b + d_a.sum(axis=0)
            d_W = d_W + (states[t - 1] if t else h0).T @ d_a
            d_h = d_a @ W.T
        return d_x, d_h, (d_U, d_W, d_b)

    return h, backward


def lists_h0_among_the_states(x: Array, h0: Array, parameters: Parameters) -> Any:
    U, W, b = parameters
    h, states = h0, []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ U + h @ W + b)
        states.append(h)

    def backward(d_states: Array) -> Any:
        d_h, d_x = np.zeros_like(h0), np.zeros_like(x)
        d_U, d_W, d_b = np.zeros_like(U), np.zeros_like(W), np.zeros_like(b)
        for t in range(len(states) - 1, -1, -1):
            d_h = d_h + (d_states[:, t + 1] if t + 1 < len(states) else 0)
            d_a = d_h * (1 - states[t] ** 2)
            d_x[:, t] = d_a @ U.T
            d_U, d_b = d_U + x[:, t].T @ d_a, d_b + d_a.sum(axis=0)
            d_W = d_W + (states[t - 1] if t else h0).T @ d_a
            d_h = d_a @ W.T
        return d_x, d_h + d_states[:, 0], (d_U, d_W, d_b)

    return np.stack([h0, *states[:-1]], axis=1), backward


def puts_the_steps_first(x: Array, h0: Array, parameters: Parameters) -> Any:
    U, W, b = parameters
    h, states = h0, []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ U + h @ W + b)
        states.append(h)

    def backward(d_states: Array) -> Any:
        d_h, d_x = np.zeros_like(h0), np.zeros_like(x)
        d_U, d_W, d_b = np.zeros_like(U), np.zeros_like(W), np.zeros_like(b)
        for t in range(len(states) - 1, -1, -1):
            d_h = d_h + d_states[t]
            d_a = d_h * (1 - states[t] ** 2)
            d_x[:, t] = d_a @ U.T
            d_U, d_b = d_U + x[:, t].T @ d_a, d_b + d_a.sum(axis=0)
            d_W = d_W + (states[t - 1] if t else h0).T @ d_a
            d_h = d_a @ W.T
        return d_x, d_h, (d_U, d_W, d_b)

    return np.stack(states), backward


def reads_from_the_right(x: Array, h0: Array, parameters: Parameters) -> Any:
    U, W, b = parameters
    steps, h = x.shape[1], h0
    states = np.zeros((len(x), steps, len(W)))
    for t in range(steps - 1, -1, -1):
        h = np.tanh(x[:, t] @ U + h @ W + b)
        states[:, t] = h

    def backward(d_states: Array) -> Any:
        d_h, d_a, before = np.zeros_like(h0), np.zeros_like(states), np.roll(states, -1, axis=1)
        before[:, -1] = h0
        for t in range(steps):
            d_a[:, t] = (d_h + d_states[:, t]) * (1 - states[:, t] ** 2)
            d_h = d_a[:, t] @ W.T
        d_U, d_W = np.einsum("ntd,nth->dh", x, d_a), np.einsum("nti,nth->ih", before, d_a)
        return d_a @ U.T, d_h, (d_U, d_W, d_a.sum(axis=(0, 1)))

    return states, backward
