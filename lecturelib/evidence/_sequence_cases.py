"""Cases for the evidence of `lecturelib.sequence_to_sequence`: the networks in PyTorch, and as slow loops."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from lecturelib.arguments import Array
from lecturelib.evidence.networks.torch_recurrence import rest, scan


def scores_in_pytorch(torch: Any, told: Any, h0: Any, decoder: Any) -> Any:
    """Return the scores of a decoder that is told all symbols."""
    states, _ = scan(torch, decoder.E[told], (h0,), (decoder.U, decoder.W, decoder.b))
    return states @ decoder.V + decoder.c


def translation_in_pytorch(torch: Any, source: Any, told: Any, encoder: Any, decoder: Any) -> Any:
    """Return the scores of a translation; symbol 0 is padding."""
    weights = encoder.U, encoder.W, encoder.b
    vectors = encoder.E[source]
    _, (last,) = scan(torch, vectors, rest(torch, vectors, weights), weights, source != 0)
    return scores_in_pytorch(torch, told, last, decoder)


def caption_in_pytorch(torch: Any, features: Any, told: Any, bridge: Any, decoder: Any) -> Any:
    """Return the scores of a caption."""
    return scores_in_pytorch(torch, told, torch.tanh(features @ bridge.A + bridge.a), decoder)


def greedy_in_pytorch(torch: Any, h0: Any, decoder: Any) -> Any:
    """Write each row by itself, so that nothing is repeated before all rows are put together."""
    rows = []
    for number in range(len(h0)):
        row = [1]
        while len(row) <= 4 and row[-1] != 2:
            scores = scores_in_pytorch(torch, torch.tensor([row]), h0[number : number + 1], decoder)
            row.append(int(scores[0, -1].argmax()))
        rows.append(row[1:])
    longest = max(map(len, rows), default=0)
    padded = [row + [2] * (longest - len(row)) for row in rows]
    return torch.tensor(padded, dtype=torch.int64).reshape(len(rows), longest)


def _gate(a: float) -> float:
    return 1 / (1 + math.exp(-a))


def next_state(x: Sequence[float], h: list[float], weights: tuple[Any, Any, Any]) -> list[float]:
    """Return a GRU's next state, one number at a time."""
    U, W, b = weights
    hidden = len(h)

    def total(column: int, state: Sequence[float]) -> float:
        terms = [x[d] * U[d, column] for d in range(len(x))] + [state[i] * W[i, column] for i in range(hidden)]
        return math.fsum([*terms, b[column]])

    z = [_gate(total(j, h)) for j in range(hidden)]
    r = [_gate(total(hidden + j, h)) for j in range(hidden)]
    reset = [r[i] * h[i] for i in range(hidden)]
    candidate = [math.tanh(total(2 * hidden + j, reset)) for j in range(hidden)]
    return [(1 - z[j]) * h[j] + z[j] * candidate[j] for j in range(hidden)]


def scores_by_loop(told: Array, h0: Array, decoder: Any) -> Array:
    """Return the scores of a decoder that is told all symbols, one number at a time."""
    E, U, W, b, V, c = decoder
    of_rows = []
    for row, first in zip(told.tolist(), h0.tolist(), strict=True):
        state, scores = first, []
        for symbol in row:
            state = next_state(E[symbol].tolist(), state, (U, W, b))
            scores.append([math.fsum([*(g * V[i, k] for i, g in enumerate(state)), c[k]]) for k in range(len(c))])
        of_rows.append(scores)
    return np.array(of_rows)
