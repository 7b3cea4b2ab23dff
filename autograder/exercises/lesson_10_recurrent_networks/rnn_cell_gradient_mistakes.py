"""Mistakes in rnn_cell: a right value and a wrong gradient, runnable and named."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.lesson_10_recurrent_networks.layers import Array, Parameters


def leaves_out_the_slope(x: Array, h: Array, parameters: Parameters) -> Any:
    U, W, b = parameters

    def backward(d_a: Array) -> Any:
        return d_a @ U.T, d_a @ W.T, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return np.tanh(x @ U + h @ W + b), backward


def takes_one_minus_the_state(x: Array, h: Array, parameters: Parameters) -> Any:
    U, W, b = parameters
    new_h = np.tanh(x @ U + h @ W + b)

    def backward(d_new_h: Array) -> Any:
        d_a = d_new_h * (1 - new_h)
        return d_a @ U.T, d_a @ W.T, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return new_h, backward


def takes_the_slope_at_the_old_state(x: Array, h: Array, parameters: Parameters) -> Any:
    U, W, b = parameters

    def backward(d_new_h: Array) -> Any:
        d_a = d_new_h * (1 - h**2)
        return d_a @ U.T, d_a @ W.T, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return np.tanh(x @ U + h @ W + b), backward


def turns_neither_u_nor_w(x: Array, h: Array, parameters: Parameters) -> Any:
    U, W, b = parameters
    new_h = np.tanh(x @ U + h @ W + b)

    def backward(d_new_h: Array) -> Any:
        d_a = d_new_h * (1 - new_h**2)
        # Where U is not square, only its transpose fits.
        d_x = d_a @ (U if U.shape[0] == U.shape[1] else U.T)
        return d_x, d_a @ W, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return new_h, backward


def multiplies_the_new_state_for_d_w(x: Array, h: Array, parameters: Parameters) -> Any:
    U, W, b = parameters
    new_h = np.tanh(x @ U + h @ W + b)

    def backward(d_new_h: Array) -> Any:
        d_a = d_new_h * (1 - new_h**2)
        return d_a @ U.T, d_a @ W.T, (x.T @ d_a, new_h.T @ d_a, d_a.sum(axis=0))

    return new_h, backward


def averages_over_the_batch(x: Array, h: Array, parameters: Parameters) -> Any:
    U, W, b = parameters
    new_h = np.tanh(x @ U + h @ W + b)

    def backward(d_new_h: Array) -> Any:
        d_a = d_new_h * (1 - new_h**2)
        return d_a @ U.T, d_a @ W.T, (x.T @ d_a / len(x), h.T @ d_a / len(x), d_a.mean(axis=0))

    return new_h, backward


def keeps_a_bias_for_each_sequence(x: Array, h: Array, parameters: Parameters) -> Any:
    U, W, b = parameters
    new_h = np.tanh(x @ U + h @ W + b)

    def backward(d_new_h: Array) -> Any:
        d_a = d_new_h * (1 - new_h**2)
        return d_a @ U.T, d_a @ W.T, (x.T @ d_a, h.T @ d_a, d_a)

    return new_h, backward
