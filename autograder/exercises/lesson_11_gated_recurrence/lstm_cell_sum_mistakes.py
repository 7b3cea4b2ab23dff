"""Mistakes in the sums that open the gates of lstm_cell, runnable and named."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.declaration import WrongAnswer
from autograder.exercises.lesson_11_gated_recurrence.sequences import Array, Pair, sigmoid


def forgets_the_bias(x: Array, h: Array, c: Array, parameters: Any) -> Pair:
    U, W, _b = parameters
    a = x @ U + h @ W
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
        return d_a @ U.T, d_a @ W.T, d_cell * f, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return (new_h, new_c), backward


def gates_that_see_the_input_alone(x: Array, h: Array, c: Array, parameters: Any) -> Pair:
    U, _W, b = parameters
    a = x @ U + b
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
        return d_a @ U.T, np.zeros(h.shape), d_cell * f, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return (new_h, new_c), backward


def gates_that_look_at_the_old_cell(x: Array, h: Array, c: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    a = x @ U + c @ W + b
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
        return d_a @ U.T, d_a @ W.T, d_cell * f, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return (new_h, new_c), backward


WRONG_ANSWERS = (
    WrongAnswer(
        forgets_the_bias,
        "the bias is missing from the sums: with inputs and states of zero the gates stand at one half, whatever b is",
    ),
    WrongAnswer(
        gates_that_see_the_input_alone,
        "the sums contain the input and not the state before: how would a gate know what has happened so far?",
    ),
    WrongAnswer(
        gates_that_look_at_the_old_cell,
        "the recurrent weights meet the cell c; which of the two things that are handed on do the gates see?",
    ),
)
