"""Mistakes in the order of lstm_cell's blocks and in its gates, runnable and named."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.declaration import WrongAnswer
from autograder.exercises.lesson_11_gated_recurrence.sequences import Array, Pair, sigmoid


def swaps_input_and_forget_gate(x: Array, h: Array, c: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    a = x @ U + h @ W + b
    a_f, a_i, a_o, a_candidate = np.split(a, 4, axis=1)
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
        d_a = np.concatenate([d_a_f, d_a_i, d_a_o, d_a_candidate], axis=1)
        return d_a @ U.T, d_a @ W.T, d_cell * f, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return (new_h, new_c), backward


def swaps_forget_and_output_gate(x: Array, h: Array, c: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    a = x @ U + h @ W + b
    a_i, a_o, a_f, a_candidate = np.split(a, 4, axis=1)
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
        d_a = np.concatenate([d_a_i, d_a_o, d_a_f, d_a_candidate], axis=1)
        return d_a @ U.T, d_a @ W.T, d_cell * f, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return (new_h, new_c), backward


def takes_the_candidate_for_the_third_block(x: Array, h: Array, c: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    a = x @ U + h @ W + b
    a_i, a_f, a_candidate, a_o = np.split(a, 4, axis=1)
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
        d_a = np.concatenate([d_a_i, d_a_f, d_a_candidate, d_a_o], axis=1)
        return d_a @ U.T, d_a @ W.T, d_cell * f, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return (new_h, new_c), backward


def puts_the_candidate_through_sigmoid(x: Array, h: Array, c: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    a = x @ U + h @ W + b
    a_i, a_f, a_o, a_candidate = np.split(a, 4, axis=1)
    i, f, o = sigmoid(a_i)[0], sigmoid(a_f)[0], sigmoid(a_o)[0]
    candidate = sigmoid(a_candidate)[0]
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


def puts_the_gates_through_tanh(x: Array, h: Array, c: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    a = x @ U + h @ W + b
    a_i, a_f, a_o, a_candidate = np.split(a, 4, axis=1)
    i, f, o = np.tanh(a_i), np.tanh(a_f), np.tanh(a_o)
    candidate = np.tanh(a_candidate)
    new_c = f * c + i * candidate
    squashed = np.tanh(new_c)
    new_h = o * squashed

    def backward(d_new_h: Array, d_new_c: Array) -> Any:
        d_cell = d_new_c + d_new_h * o * (1 - squashed**2)
        d_a_i = d_cell * candidate * (1 - i**2)
        d_a_f = d_cell * c * (1 - f**2)
        d_a_o = d_new_h * squashed * (1 - o**2)
        d_a_candidate = d_cell * i * (1 - candidate**2)
        d_a = np.concatenate([d_a_i, d_a_f, d_a_o, d_a_candidate], axis=1)
        return d_a @ U.T, d_a @ W.T, d_cell * f, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return (new_h, new_c), backward


def ties_the_input_gate_to_the_forget_gate(x: Array, h: Array, c: Array, parameters: Any) -> Pair:
    U, W, b = parameters
    a = x @ U + h @ W + b
    a_i, a_f, a_o, a_candidate = np.split(a, 4, axis=1)
    i, f, o = sigmoid(a_i)[0], sigmoid(a_f)[0], sigmoid(a_o)[0]
    candidate = np.tanh(a_candidate)
    i = 1 - f
    new_c = f * c + i * candidate
    squashed = np.tanh(new_c)
    new_h = o * squashed

    def backward(d_new_h: Array, d_new_c: Array) -> Any:
        d_cell = d_new_c + d_new_h * o * (1 - squashed**2)
        d_a_i = np.zeros(i.shape)
        d_a_f = d_cell * (c - candidate) * f * (1 - f)
        d_a_o = d_new_h * squashed * o * (1 - o)
        d_a_candidate = d_cell * i * (1 - candidate**2)
        d_a = np.concatenate([d_a_i, d_a_f, d_a_o, d_a_candidate], axis=1)
        return d_a @ U.T, d_a @ W.T, d_cell * f, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return (new_h, new_c), backward


WRONG_ANSWERS = (
    WrongAnswer(
        swaps_input_and_forget_gate,
        "the input gate and the forget gate are swapped: which of the two should be multiplied by the old "
        "cell, and in which order do the blocks stand?",
    ),
    WrongAnswer(
        swaps_forget_and_output_gate,
        "the forget gate and the output gate are swapped: compare the order of the blocks with the order in "
        "which you unpack them",
    ),
    WrongAnswer(
        takes_the_candidate_for_the_third_block,
        "you take the third block for the candidate and the fourth for the output gate, as some libraries do; "
        "in which order do they stand here?",
    ),
    WrongAnswer(
        puts_the_candidate_through_sigmoid,
        "the candidate goes through the sigmoid, so nothing can ever be taken away from the cell: what range "
        "should a new entry have?",
    ),
    WrongAnswer(
        puts_the_gates_through_tanh,
        "the gates go through tanh and can be negative: what would a gate that is open by -0.5 mean?",
    ),
    WrongAnswer(
        ties_the_input_gate_to_the_forget_gate,
        "your cell takes in what it forgets, 1 - f, and the input gate has no effect: here the two gates are "
        "independent",
    ),
)
