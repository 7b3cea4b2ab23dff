"""Cases worked by hand, and theorems, as functions of the operation that is held against them.

The sums are logarithms, because tanh(log 2) = 3/5, tanh(log 3) = 4/5 and sigmoid(log 3) = 3/4.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from lecturelib.evidence.recurrent import published, scalar_loops
from lecturelib.evidence.recurrent.invariants import PARAMETERS, draw
from lecturelib.evidence.recurrent.published import spaced
from lecturelib.recurrent import GRUParameters, LSTMParameters, RNNParameters
from lecturelib.witnesses.claim import largest_error

LOG2, LOG3 = math.log(2.0), math.log(3.0)
Operation = Callable[..., Any]


def cell_in_scalars(kind: str, cell: Operation, rng: np.random.Generator) -> float:
    """One step of the cell, against plain Python."""
    x, start, parameters = draw(kind, rng, 4)
    value = cell(x, start, parameters)[0]
    rows = [scalar_loops.step(kind, x[n], [part[n].tolist() for part in start], parameters) for n in range(4)]
    expected = [np.array(part) for part in zip(*rows, strict=True)]
    return largest_error(list(value) if kind == "lstm" else [value], expected)


def rnn_cell_by_hand(cell: Operation) -> float:
    """Two units with sums log 3 and log 2, hence slopes 9/25 and 16/25."""
    parameters = RNNParameters(np.array([[LOG3, -LOG2]]), np.array([[0.0, LOG2], [1.0, 0.0]]), np.array([-LOG3, 0.0]))
    new_h, backward = cell(np.array([[2.0]]), np.array([[3.0, 0.0]]), parameters)
    gradients = backward(np.array([[25.0, 50.0]]))
    d_parameters = np.array([[18.0, 64.0]]), np.array([[27.0, 96.0], [0.0, 0.0]]), np.array([9.0, 32.0])
    expected = np.array([[9 * LOG3 - 32 * LOG2]]), np.array([[32 * LOG2, 9.0]]), d_parameters
    return largest_error((new_h, gradients), (np.array([[0.8, 0.6]]), expected))


def lstm_cell_by_hand(cell: Operation) -> float:
    """Gates i = 3/4, f = 1/2, o = 1/4 and candidate 4/5 from the biases; a cell that becomes log 2."""
    c = 2 * (LOG2 - 0.6)
    parameters = LSTMParameters(np.zeros((1, 4)), np.zeros((1, 4)), np.array([LOG3, 0.0, -LOG3, LOG3]))
    value, backward = cell(np.array([[2.0]]), np.array([[3.0]]), np.array([[c]]), parameters)
    gradients = backward(np.array([[1.0]]), np.array([[0.0]]))
    d_b = np.array([0.024, 0.04 * c, 0.1125, 0.0432])
    expected = np.zeros((1, 1)), np.zeros((1, 1)), np.array([[0.08]]), (2 * d_b[None], 3 * d_b[None], d_b)
    return largest_error((value, gradients), ((np.array([[0.15]]), np.array([[LOG2]])), expected))


def gru_cell_by_hand(cell: Operation) -> float:
    """Reset lets the first unit pass and shuts the second, and the candidate swaps the two: the order matters."""
    W = np.concatenate([np.zeros((2, 4)), np.array([[0.0, 1.0], [1.0, 0.0]])], axis=1)
    b = np.array([LOG3, LOG3, 1000.0, -1000.0, 0.0, 0.0])
    new_h, backward = cell(np.zeros((1, 1)), np.array([[LOG3, 4.0]]), GRUParameters(np.zeros((1, 6)), W, b))
    d_x, d_h, d_parameters = backward(np.array([[0.0, 4.0]]))
    # z = 3/4; the candidate is (tanh 0, tanh log 3) = (0, 4/5), with slope 9/25 in its second place.
    d_b = np.array([0.0, 4 * (0.8 - 4.0) * 0.1875, 0.0, 0.0, 0.0, 1.08])
    d_W = np.outer([LOG3, 4.0], d_b)
    d_W[:, 5] = [1.08 * LOG3, 0.0]
    expected = np.zeros((1, 1)), np.array([[1.08, 1.0]]), (np.zeros((1, 6)), d_W, d_b)
    return largest_error((new_h, (d_x, d_h, d_parameters)), (np.array([[LOG3 / 4, 1.6]]), expected))


def rnn_by_hand(layer: Operation) -> float:
    """Two steps: 3/5, then a sum of 0 with slope 1, which adds its share to the gradient of the same parameters."""
    parameters = RNNParameters(np.array([[LOG2]]), np.array([[5.0]]), np.array([0.0]))
    states, backward = layer(np.array([[[1.0], [-3.0 / LOG2]]]), None, parameters)
    d_x, d_h0, d_parameters = backward(np.array([[[10.0], [3.0]]]))
    first, second = (10 + 5 * 3) * 0.64, 3.0
    d_weights = np.array([[first - 3 / LOG2 * second]]), np.array([[0.6 * second]]), np.array([first + second])
    expected = np.array([[[first * LOG2], [second * LOG2]]]), np.array([[first * 5]]), d_weights
    return largest_error((states, (d_x, d_h0, d_parameters)), (np.array([[[0.6], [0.0]]]), expected))


def published_rnn_cell(cell: Operation) -> float:
    """CS231n's rnn_step_forward."""
    parameters = RNNParameters(spaced(-0.1, 0.9, 10, 4), spaced(-0.3, 0.7, 4, 4), spaced(-0.2, 0.4, 4))
    return largest_error(cell(spaced(-0.4, 0.7, 3, 10), spaced(-0.2, 0.5, 3, 4), parameters)[0], published.RNN_STEP)


def published_rnn(layer: Operation) -> float:
    """CS231n's rnn_forward."""
    parameters = RNNParameters(spaced(-0.2, 0.4, 4, 5), spaced(-0.4, 0.1, 5, 5), spaced(-0.7, 0.1, 5))
    return largest_error(
        layer(spaced(-0.1, 0.3, 2, 3, 4), spaced(-0.3, 0.1, 2, 5), parameters)[0], published.RNN_STATES
    )


def published_lstm_cell(cell: Operation) -> float:
    """CS231n's lstm_step_forward."""
    parameters = LSTMParameters(spaced(-2.1, 1.3, 4, 20), spaced(-0.7, 2.2, 5, 20), spaced(0.3, 0.7, 20))
    h, c = spaced(-0.3, 0.7, 3, 5), spaced(-0.4, 0.9, 3, 5)
    expected = published.LSTM_STEP_STATE, published.LSTM_STEP_CELL
    return largest_error(cell(spaced(-0.4, 1.2, 3, 4), h, c, parameters)[0], expected)


def published_lstm(layer: Operation) -> float:
    """CS231n's lstm_forward."""
    parameters = LSTMParameters(spaced(-0.2, 0.9, 5, 16), spaced(-0.3, 0.6, 4, 16), spaced(0.2, 0.7, 16))
    (states, _), _ = layer(spaced(-0.4, 0.6, 2, 3, 5), spaced(-0.4, 0.8, 2, 4), None, parameters)
    return largest_error(states, published.LSTM_STATES)


def time_reversed(layer: Operation, rng: np.random.Generator) -> float:
    """Without recurrent weights no step knows its place: states and gradients of a reversed sequence are reversed."""
    x, (h0,), parameters = draw("rnn", rng, 2, 6)
    parameters = parameters._replace(W=np.zeros((2, 2)))
    d_states = rng.standard_normal((2, 6, 2))
    forwards, forwards_backward = layer(x, h0, parameters)
    reverse, reverse_backward = layer(x[:, ::-1], h0, parameters)
    expected = forwards[:, ::-1], forwards_backward(d_states)[0][:, ::-1]
    return largest_error((reverse, reverse_backward(d_states[:, ::-1])[0]), expected)


def remembered(kind: str, layer: Operation, rng: np.random.Generator) -> float:
    """With the gates held open or shut, 1000 steps change neither the memory nor its gradient, not even by rounding."""
    x, start, parameters = draw(kind, rng, 2, 1000)
    # i = 0 and f = 1 for the LSTM, z = 0 for the GRU: the gates see their biases alone.
    held = np.repeat({"lstm": [-1000.0, 1000.0, 0.0, 0.0], "gru": [-1000.0, 0.0, 0.0]}[kind], 2)
    free = held == 0
    parameters = PARAMETERS[kind](parameters.U * free, parameters.W * free, parameters.b * free + held)
    value, backward = layer(x, start, parameters)
    d_memory, d_states = rng.standard_normal((2, 2)), np.zeros((2, 1000, 2))
    if kind == "lstm":
        return largest_error((value[1], backward(d_states, d_memory)[2]), (start[1], d_memory))
    d_states[:, -1] = d_memory
    return largest_error((value[:, -1], backward(d_states)[1]), (start[0], d_memory))


def handed_back(kind: str, gradient: Operation, layer: Operation, rng: np.random.Generator) -> float:
    """Compare what arrives at the state of step 2 with what the layer hands back to the start of the steps after it."""
    x, start, parameters = draw(kind, rng, 2, 6)
    zeros, d_states = tuple(np.zeros_like(part) for part in start), rng.standard_normal((2, 6, 2))
    before, _ = layer(x[:, :3], zeros, parameters)
    state = (before.states[:, -1], before.last_cell) if kind == "lstm" else (before[:, -1],)
    _, d_h, *d_others, _ = layer(x[:, 3:], state, parameters)[1](d_states[:, 3:])
    found = gradient(kind, x, parameters, d_states)
    others = [found.d_c[:, 2]] if kind == "lstm" else []
    return largest_error([found.d_h[:, 2], *others], [d_h + d_states[:, 2], *d_others])
