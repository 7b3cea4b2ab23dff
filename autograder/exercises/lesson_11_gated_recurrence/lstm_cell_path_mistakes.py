"""Mistakes in the ways on which gradient comes back through lstm_cell, runnable and named."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.declaration import WrongAnswer
from autograder.exercises.lesson_11_gated_recurrence.sequences import Array, Pair, sigmoid


def misses_the_direct_path_of_the_cell(x: Array, h: Array, c: Array, parameters: Any) -> Pair:
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
        return d_a @ U.T, d_a @ W.T, np.zeros(c.shape), (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return (new_h, new_c), backward


def passes_the_cell_gradient_by_the_forget_gate(x: Array, h: Array, c: Array, parameters: Any) -> Pair:
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
        return d_a @ U.T, d_a @ W.T, d_cell, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return (new_h, new_c), backward


def misses_the_gradient_of_the_new_cell(x: Array, h: Array, c: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    a = x @ U + h @ W + b
    a_i, a_f, a_o, a_candidate = np.split(a, 4, axis=1)
    i, f, o = sigmoid(a_i)[0], sigmoid(a_f)[0], sigmoid(a_o)[0]
    candidate = np.tanh(a_candidate)
    new_c = f * c + i * candidate
    squashed = np.tanh(new_c)
    new_h = o * squashed

    def backward(d_new_h: Array, d_new_c: Array) -> Any:
        d_cell = d_new_h * o * (1 - squashed**2)
        d_a_i = d_cell * candidate * i * (1 - i)
        d_a_f = d_cell * c * f * (1 - f)
        d_a_o = d_new_h * squashed * o * (1 - o)
        d_a_candidate = d_cell * i * (1 - candidate**2)
        d_a = np.concatenate([d_a_i, d_a_f, d_a_o, d_a_candidate], axis=1)
        return d_a @ U.T, d_a @ W.T, d_cell * f, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return (new_h, new_c), backward


def misses_the_way_from_the_state_to_the_cell(x: Array, h: Array, c: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    a = x @ U + h @ W + b
    a_i, a_f, a_o, a_candidate = np.split(a, 4, axis=1)
    i, f, o = sigmoid(a_i)[0], sigmoid(a_f)[0], sigmoid(a_o)[0]
    candidate = np.tanh(a_candidate)
    new_c = f * c + i * candidate
    squashed = np.tanh(new_c)
    new_h = o * squashed

    def backward(d_new_h: Array, d_new_c: Array) -> Any:
        d_cell = d_new_c
        d_a_i = d_cell * candidate * i * (1 - i)
        d_a_f = d_cell * c * f * (1 - f)
        d_a_o = d_new_h * squashed * o * (1 - o)
        d_a_candidate = d_cell * i * (1 - candidate**2)
        d_a = np.concatenate([d_a_i, d_a_f, d_a_o, d_a_candidate], axis=1)
        return d_a @ U.T, d_a @ W.T, d_cell * f, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return (new_h, new_c), backward


def hands_back_d_new_c_alone_through_f(x: Array, h: Array, c: Array, parameters: Any) -> Pair:
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
        return d_a @ U.T, d_a @ W.T, d_new_c * f, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return (new_h, new_c), backward


def forgets_the_slope_of_the_outputs_tanh(x: Array, h: Array, c: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    a = x @ U + h @ W + b
    a_i, a_f, a_o, a_candidate = np.split(a, 4, axis=1)
    i, f, o = sigmoid(a_i)[0], sigmoid(a_f)[0], sigmoid(a_o)[0]
    candidate = np.tanh(a_candidate)
    new_c = f * c + i * candidate
    squashed = np.tanh(new_c)
    new_h = o * squashed

    def backward(d_new_h: Array, d_new_c: Array) -> Any:
        d_cell = d_new_c + d_new_h * o
        d_a_i = d_cell * candidate * i * (1 - i)
        d_a_f = d_cell * c * f * (1 - f)
        d_a_o = d_new_h * squashed * o * (1 - o)
        d_a_candidate = d_cell * i * (1 - candidate**2)
        d_a = np.concatenate([d_a_i, d_a_f, d_a_o, d_a_candidate], axis=1)
        return d_a @ U.T, d_a @ W.T, d_cell * f, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return (new_h, new_c), backward


def forgets_the_output_gate_on_the_way_back(x: Array, h: Array, c: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    a = x @ U + h @ W + b
    a_i, a_f, a_o, a_candidate = np.split(a, 4, axis=1)
    i, f, o = sigmoid(a_i)[0], sigmoid(a_f)[0], sigmoid(a_o)[0]
    candidate = np.tanh(a_candidate)
    new_c = f * c + i * candidate
    squashed = np.tanh(new_c)
    new_h = o * squashed

    def backward(d_new_h: Array, d_new_c: Array) -> Any:
        d_cell = d_new_c + d_new_h * (1 - squashed**2)
        d_a_i = d_cell * candidate * i * (1 - i)
        d_a_f = d_cell * c * f * (1 - f)
        d_a_o = d_new_h * squashed * o * (1 - o)
        d_a_candidate = d_cell * i * (1 - candidate**2)
        d_a = np.concatenate([d_a_i, d_a_f, d_a_o, d_a_candidate], axis=1)
        return d_a @ U.T, d_a @ W.T, d_cell * f, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return (new_h, new_c), backward


WRONG_ANSWERS = (
    WrongAnswer(
        misses_the_direct_path_of_the_cell,
        "no gradient reaches the old cell: in c_t = f c_{t-1} + ... it is a factor of its own, on the most "
        "direct path there is",
    ),
    WrongAnswer(
        passes_the_cell_gradient_by_the_forget_gate,
        "the gradient of the cell goes back whole, as if the forget gate were open all the time: what was the "
        "old cell multiplied by?",
    ),
    WrongAnswer(
        misses_the_gradient_of_the_new_cell,
        "your backward does not use d_new_c: the cell is handed on to the next step, and from there gradient "
        "comes, too",
    ),
    WrongAnswer(
        misses_the_way_from_the_state_to_the_cell,
        "only d_new_c arrives at the cell: the state was made from the cell, and is a second way back to it",
    ),
    WrongAnswer(
        hands_back_d_new_c_alone_through_f,
        "dJ/dc is d_new_c times f: what came to the new cell through the state is left out on the direct path",
    ),
    WrongAnswer(
        forgets_the_slope_of_the_outputs_tanh,
        "on the way from the state to the cell a slope is missing: h = o tanh(c)",
    ),
    WrongAnswer(
        forgets_the_output_gate_on_the_way_back,
        "on the way from the state to the cell a factor is missing: what the gate holds back had no influence",
    ),
)
