"""The cells in plain Python, one number at a time: slow, with nothing in common with the arrays."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from lecturelib.arguments import Array


def _logistic(a: float) -> float:
    return 1 / (1 + math.exp(-a))


def _weighted(values: Sequence[float], weights: Array, column: int) -> float:
    return sum(value * float(weights[row, column]) for row, value in enumerate(values))


def _block(x: Sequence[float], h: Sequence[float], parameters: Any, block: int) -> list[float]:
    """Return the weighted sums of one block of units."""
    U, W, b = parameters
    columns = range(block * len(h), (block + 1) * len(h))
    return [_weighted(x, U, column) + _weighted(h, W, column) + float(b[column]) for column in columns]


def step(kind: str, x: Sequence[float], state: list[list[float]], parameters: Any) -> list[list[float]]:
    """Return the state of one sequence after one step: [h], or [h, c] for an LSTM."""
    h = state[0]
    if kind == "rnn":
        return [[math.tanh(a) for a in _block(x, h, parameters, 0)]]
    if kind == "lstm":
        i, f, o = ([_logistic(a) for a in _block(x, h, parameters, block)] for block in range(3))
        candidate = [math.tanh(a) for a in _block(x, h, parameters, 3)]
        c = [f[j] * state[1][j] + i[j] * candidate[j] for j in range(len(h))]
        return [[o[j] * math.tanh(c[j]) for j in range(len(h))], c]
    z, r = ([_logistic(a) for a in _block(x, h, parameters, block)] for block in range(2))
    reset = [r[j] * h[j] for j in range(len(h))]
    candidate = [math.tanh(a) for a in _block(x, reset, parameters, 2)]
    return [[(1 - z[j]) * h[j] + z[j] * candidate[j] for j in range(len(h))]]


def run(kind: str, x: Array, start: Sequence[Array], parameters: Any, mask: Array) -> tuple[Array, list[Array]]:
    """Return the states of all sequences at every step (N, T, H), and their last states, (N, H) each."""
    n, steps, _ = x.shape
    states, last = np.zeros((n, steps, start[0].shape[1])), [np.zeros_like(part) for part in start]
    for row in range(n):
        state = [part[row].tolist() for part in start]
        for t in range(steps):
            if mask[row, t]:
                state = step(kind, x[row, t].tolist(), state, parameters)
            states[row, t] = state[0]
        for part, values in zip(last, state, strict=True):
            part[row] = values
    return states, last
