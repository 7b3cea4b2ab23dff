"""Mistakes in what lstm_cell makes of its gates, runnable and named."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.declaration import WrongAnswer
from autograder.exercises.lesson_11_gated_recurrence.sequences import Array, Pair, sigmoid


def leaves_tanh_off_the_output(x: Array, h: Array, c: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    a = x @ U + h @ W + b
    a_i, a_f, a_o, a_candidate = np.split(a, 4, axis=1)
    i, f, o = sigmoid(a_i)[0], sigmoid(a_f)[0], sigmoid(a_o)[0]
    candidate = np.tanh(a_candidate)
    new_c = f * c + i * candidate
    squashed = new_c
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


def throws_the_old_cell_away(x: Array, h: Array, c: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    a = x @ U + h @ W + b
    a_i, a_f, a_o, a_candidate = np.split(a, 4, axis=1)
    i, _f, o = sigmoid(a_i)[0], sigmoid(a_f)[0], sigmoid(a_o)[0]
    candidate = np.tanh(a_candidate)
    new_c = i * candidate
    squashed = np.tanh(new_c)
    new_h = o * squashed

    def backward(d_new_h: Array, d_new_c: Array) -> Any:
        d_cell = d_new_c + d_new_h * o * (1 - squashed**2)
        d_a_i = d_cell * candidate * i * (1 - i)
        d_a_f = np.zeros(c.shape)
        d_a_o = d_new_h * squashed * o * (1 - o)
        d_a_candidate = d_cell * i * (1 - candidate**2)
        d_a = np.concatenate([d_a_i, d_a_f, d_a_o, d_a_candidate], axis=1)
        return d_a @ U.T, d_a @ W.T, np.zeros(c.shape), (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return (new_h, new_c), backward


def never_forgets(x: Array, h: Array, c: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    a = x @ U + h @ W + b
    a_i, a_f, a_o, a_candidate = np.split(a, 4, axis=1)
    i, _f, o = sigmoid(a_i)[0], sigmoid(a_f)[0], sigmoid(a_o)[0]
    candidate = np.tanh(a_candidate)
    new_c = c + i * candidate
    squashed = np.tanh(new_c)
    new_h = o * squashed

    def backward(d_new_h: Array, d_new_c: Array) -> Any:
        d_cell = d_new_c + d_new_h * o * (1 - squashed**2)
        d_a_i = d_cell * candidate * i * (1 - i)
        d_a_f = np.zeros(c.shape)
        d_a_o = d_new_h * squashed * o * (1 - o)
        d_a_candidate = d_cell * i * (1 - candidate**2)
        d_a = np.concatenate([d_a_i, d_a_f, d_a_o, d_a_candidate], axis=1)
        return d_a @ U.T, d_a @ W.T, d_cell, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return (new_h, new_c), backward


def takes_everything_in(x: Array, h: Array, c: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    a = x @ U + h @ W + b
    a_i, a_f, a_o, a_candidate = np.split(a, 4, axis=1)
    _i, f, o = sigmoid(a_i)[0], sigmoid(a_f)[0], sigmoid(a_o)[0]
    candidate = np.tanh(a_candidate)
    new_c = f * c + candidate
    squashed = np.tanh(new_c)
    new_h = o * squashed

    def backward(d_new_h: Array, d_new_c: Array) -> Any:
        d_cell = d_new_c + d_new_h * o * (1 - squashed**2)
        d_a_i = np.zeros(c.shape)
        d_a_f = d_cell * c * f * (1 - f)
        d_a_o = d_new_h * squashed * o * (1 - o)
        d_a_candidate = d_cell * (1 - candidate**2)
        d_a = np.concatenate([d_a_i, d_a_f, d_a_o, d_a_candidate], axis=1)
        return d_a @ U.T, d_a @ W.T, d_cell * f, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return (new_h, new_c), backward


def lets_everything_out(x: Array, h: Array, c: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    a = x @ U + h @ W + b
    a_i, a_f, a_o, a_candidate = np.split(a, 4, axis=1)
    i, f, _o = sigmoid(a_i)[0], sigmoid(a_f)[0], sigmoid(a_o)[0]
    candidate = np.tanh(a_candidate)
    new_c = f * c + i * candidate
    squashed = np.tanh(new_c)
    new_h = squashed

    def backward(d_new_h: Array, d_new_c: Array) -> Any:
        d_cell = d_new_c + d_new_h * (1 - squashed**2)
        d_a_i = d_cell * candidate * i * (1 - i)
        d_a_f = d_cell * c * f * (1 - f)
        d_a_o = np.zeros(c.shape)
        d_a_candidate = d_cell * i * (1 - candidate**2)
        d_a = np.concatenate([d_a_i, d_a_f, d_a_o, d_a_candidate], axis=1)
        return d_a @ U.T, d_a @ W.T, d_cell * f, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return (new_h, new_c), backward


def shows_the_old_cell(x: Array, h: Array, c: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    a = x @ U + h @ W + b
    a_i, a_f, a_o, a_candidate = np.split(a, 4, axis=1)
    i, f, o = sigmoid(a_i)[0], sigmoid(a_f)[0], sigmoid(a_o)[0]
    candidate = np.tanh(a_candidate)
    new_c = f * c + i * candidate
    squashed = np.tanh(c)
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


def returns_the_cell_first(x: Array, h: Array, c: Array, parameters: Any) -> Pair:
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
        return d_a @ U.T, d_a @ W.T, d_cell * f, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return (new_c, new_h), backward


def keeps_the_squashed_cell(x: Array, h: Array, c: Array, parameters: Any) -> Pair:
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
        return d_a @ U.T, d_a @ W.T, d_cell * f, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return (new_h, squashed), backward


WRONG_ANSWERS = (
    WrongAnswer(
        leaves_tanh_off_the_output,
        "the state is the output gate times the bare cell, and can leave the range from -1 to 1: a function "
        "is missing between the cell and the gate",
    ),
    WrongAnswer(
        throws_the_old_cell_away,
        "the new cell holds only what comes in now: what does the forget gate have to let through?",
    ),
    WrongAnswer(
        never_forgets,
        "the old cell is kept whole, whatever the forget gate says",
    ),
    WrongAnswer(
        takes_everything_in,
        "the candidate enters the cell whole, whatever the input gate says",
    ),
    WrongAnswer(
        lets_everything_out,
        "the state is tanh of the cell; what should the output gate be able to hold back?",
    ),
    WrongAnswer(
        shows_the_old_cell,
        "the state is made from the cell before this step: what entered just now should be seen at once, if "
        "the output gate lets it",
    ),
    WrongAnswer(
        returns_the_cell_first,
        "you return the cell and then the state: in which order does the exercise want them?",
    ),
    WrongAnswer(
        keeps_the_squashed_cell,
        "the cell that you hand on has been through tanh: squashed at every step, it would shrink, and its "
        "gradient with it",
    ),
)
