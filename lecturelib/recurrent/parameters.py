"""The parameters of recurrent networks, and in how many blocks they lie."""

from __future__ import annotations

from typing import NamedTuple

from lecturelib.arguments import Array

GATE_BLOCKS = {"rnn": 1, "lstm": 4, "gru": 3}


class RNNParameters(NamedTuple):
    """A plain recurrent layer: input weights U (D, H), recurrent weights W (H, H), bias b (H,)."""

    U: Array
    W: Array
    b: Array


class LSTMParameters(NamedTuple):
    """An LSTM layer: U (D, 4H), W (H, 4H), b (4H,), with blocks side by side: gates i, f and o, candidate.

    The gates are those of the input, of forgetting, and of the output.
    """

    U: Array
    W: Array
    b: Array


class GRUParameters(NamedTuple):
    """A GRU layer: U (D, 3H), W (H, 3H), b (3H,), with blocks side by side: gates z and r, candidate.

    The gates are those of the update and of the reset.
    """

    U: Array
    W: Array
    b: Array
