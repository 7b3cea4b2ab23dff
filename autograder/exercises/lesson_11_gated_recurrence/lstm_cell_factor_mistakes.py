"""Mistakes in single factors of lstm_cell's gradients, runnable and named."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.declaration import WrongAnswer
from autograder.exercises.lesson_11_gated_recurrence.sequences import Array, Pair, sigmoid


def forgets_the_slopes_of_the_gates(x: Array, h: Array, c: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    a = x @ U + h @ W + b
    a_i, a_f, a_o, a_candidate = np.split(a, 4, axis=1)
    i, f, o = sigmoid(a_i)[0], sigmoid(a_f)[0], sigmoid(a_o)[0]
    candidate = np.tanh(a_candidate)
    new_c = f * c + i * candidate
    squashed = np.tanh(new_c)
    new_h = o * squashed

    def backward(d_new_h: Array, d_new_c: Array) -> Any:
        d_cell = d_new_c + d_new_h * o * (1 - squashed**2)
        d_a_i = d_cell * candidate
        d_a_f = d_cell * c
        d_a_o = d_new_h * squashed
        d_a_candidate = d_cell * i * (1 - candidate**2)
        d_a = np.concatenate([d_a_i, d_a_f, d_a_o, d_a_candidate], axis=1)
        return d_a @ U.T, d_a @ W.T, d_cell * f, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return (new_h, new_c), backward


def gives_the_candidate_a_sigmoids_slope(x: Array, h: Array, c: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    a = x @ U + h @ W + b
    a_i, a_f, a_o, a_candidate = np.split(a, 4, axis=1)
    i, f, o = sigmoid(a_i)[0], sigmoid(a_f)[0], sigmoid(a_o)[0]
    candidate = np.tanh(a_candidate)
    new_c = f * c + i * candidate
    squashed = np.tanh(new_c)
    new_h = o * squashed

    def backward(d_new_h: Array, d_new_c: Array) -> Any:
        d_cell = d_new_c + d_new_h * o * (1 - squashed**2)
        d_a_i = d_cell * candidate * i * (1 - i)
        d_a_f = d_cell * c * f * (1 - f)
        d_a_o = d_new_h * squashed * o * (1 - o)
        d_a_candidate = d_cell * i * candidate * (1 - candidate)
        d_a = np.concatenate([d_a_i, d_a_f, d_a_o, d_a_candidate], axis=1)
        return d_a @ U.T, d_a @ W.T, d_cell * f, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return (new_h, new_c), backward


def gives_the_forget_gate_the_new_cell(x: Array, h: Array, c: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    a = x @ U + h @ W + b
    a_i, a_f, a_o, a_candidate = np.split(a, 4, axis=1)
    i, f, o = sigmoid(a_i)[0], sigmoid(a_f)[0], sigmoid(a_o)[0]
    candidate = np.tanh(a_candidate)
    new_c = f * c + i * candidate
    squashed = np.tanh(new_c)
    new_h = o * squashed

    def backward(d_new_h: Array, d_new_c: Array) -> Any:
        d_cell = d_new_c + d_new_h * o * (1 - squashed**2)
        d_a_i = d_cell * candidate * i * (1 - i)
        d_a_f = d_cell * new_c * f * (1 - f)
        d_a_o = d_new_h * squashed * o * (1 - o)
        d_a_candidate = d_cell * i * (1 - candidate**2)
        d_a = np.concatenate([d_a_i, d_a_f, d_a_o, d_a_candidate], axis=1)
        return d_a @ U.T, d_a @ W.T, d_cell * f, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return (new_h, new_c), backward


def gives_the_output_gate_the_bare_cell(x: Array, h: Array, c: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    a = x @ U + h @ W + b
    a_i, a_f, a_o, a_candidate = np.split(a, 4, axis=1)
    i, f, o = sigmoid(a_i)[0], sigmoid(a_f)[0], sigmoid(a_o)[0]
    candidate = np.tanh(a_candidate)
    new_c = f * c + i * candidate
    squashed = np.tanh(new_c)
    new_h = o * squashed

    def backward(d_new_h: Array, d_new_c: Array) -> Any:
        d_cell = d_new_c + d_new_h * o * (1 - squashed**2)
        d_a_i = d_cell * candidate * i * (1 - i)
        d_a_f = d_cell * c * f * (1 - f)
        d_a_o = d_new_h * new_c * o * (1 - o)
        d_a_candidate = d_cell * i * (1 - candidate**2)
        d_a = np.concatenate([d_a_i, d_a_f, d_a_o, d_a_candidate], axis=1)
        return d_a @ U.T, d_a @ W.T, d_cell * f, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return (new_h, new_c), backward


def gives_the_recurrent_weights_the_new_state(x: Array, h: Array, c: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    a = x @ U + h @ W + b
    a_i, a_f, a_o, a_candidate = np.split(a, 4, axis=1)
    i, f, o = sigmoid(a_i)[0], sigmoid(a_f)[0], sigmoid(a_o)[0]
    candidate = np.tanh(a_candidate)
    new_c = f * c + i * candidate
    squashed = np.tanh(new_c)
    new_h = o * squashed

    def backward(d_new_h: Array, d_new_c: Array) -> Any:
        d_cell = d_new_c + d_new_h * o * (1 - squashed**2)
        d_a_i = d_cell * candidate * i * (1 - i)
        d_a_f = d_cell * c * f * (1 - f)
        d_a_o = d_new_h * squashed * o * (1 - o)
        d_a_candidate = d_cell * i * (1 - candidate**2)
        d_a = np.concatenate([d_a_i, d_a_f, d_a_o, d_a_candidate], axis=1)
        return d_a @ U.T, d_a @ W.T, d_cell * f, (x.T @ d_a, new_h.T @ d_a, d_a.sum(axis=0))

    return (new_h, new_c), backward


def leaves_the_bias_gradient_unsummed(x: Array, h: Array, c: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    a = x @ U + h @ W + b
    a_i, a_f, a_o, a_candidate = np.split(a, 4, axis=1)
    i, f, o = sigmoid(a_i)[0], sigmoid(a_f)[0], sigmoid(a_o)[0]
    candidate = np.tanh(a_candidate)
    new_c = f * c + i * candidate
    squashed = np.tanh(new_c)
    new_h = o * squashed

    def backward(d_new_h: Array, d_new_c: Array) -> Any:
        d_cell = d_new_c + d_new_h * o * (1 - squashed**2)
        d_a_i = d_cell * candidate * i * (1 - i)
        d_a_f = d_cell * c * f * (1 - f)
        d_a_o = d_new_h * squashed * o * (1 - o)
        d_a_candidate = d_cell * i * (1 - candidate**2)
        d_a = np.concatenate([d_a_i, d_a_f, d_a_o, d_a_candidate], axis=1)
        return d_a @ U.T, d_a @ W.T, d_cell * f, (x.T @ d_a, h.T @ d_a, d_a)

    return (new_h, new_c), backward


def averages_over_the_batch(x: Array, h: Array, c: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    a = x @ U + h @ W + b
    a_i, a_f, a_o, a_candidate = np.split(a, 4, axis=1)
    i, f, o = sigmoid(a_i)[0], sigmoid(a_f)[0], sigmoid(a_o)[0]
    candidate = np.tanh(a_candidate)
    new_c = f * c + i * candidate
    squashed = np.tanh(new_c)
    new_h = o * squashed

    def backward(d_new_h: Array, d_new_c: Array) -> Any:
        d_cell = d_new_c + d_new_h * o * (1 - squashed**2)
        d_a_i = d_cell * candidate * i * (1 - i)
        d_a_f = d_cell * c * f * (1 - f)
        d_a_o = d_new_h * squashed * o * (1 - o)
        d_a_candidate = d_cell * i * (1 - candidate**2)
        d_a = np.concatenate([d_a_i, d_a_f, d_a_o, d_a_candidate], axis=1)
        return (
            d_a @ U.T,
            d_a @ W.T,
            d_cell * f,
            (x.T @ d_a / max(len(x), 1), h.T @ d_a / max(len(x), 1), d_a.sum(axis=0) / max(len(x), 1)),
        )

    return (new_h, new_c), backward


WRONG_ANSWERS = (
    WrongAnswer(
        forgets_the_slopes_of_the_gates,
        "the gates' gradients are those of i, f and o, and not yet those of the sums that went into the sigmoid",
    ),
    WrongAnswer(
        gives_the_candidate_a_sigmoids_slope,
        "the candidate comes from tanh, but its slope is taken as that of a sigmoid",
    ),
    WrongAnswer(
        gives_the_forget_gate_the_new_cell,
        "the forget gate's gradient contains the new cell; what did the gate multiply?",
    ),
    WrongAnswer(
        gives_the_output_gate_the_bare_cell,
        "the output gate's gradient contains the cell itself; what did the gate multiply?",
    ),
    WrongAnswer(
        gives_the_recurrent_weights_the_new_state,
        "d_W is made with the state after the step: which state did the weights meet?",
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
