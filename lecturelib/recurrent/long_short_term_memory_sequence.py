"""The LSTM over whole sequences: `lstm_cell` at every step, with what the steps share taken out of the loop."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from lecturelib.arguments import Array, require_shape
from lecturelib.recurrent.parameters import LSTMParameters
from lecturelib.recurrent.through_time import (
    join_blocks,
    require_sequences,
    skipped_steps,
    split_blocks,
    time_first,
    with_first_state,
)

Gradients = tuple[Array, Array, Array, LSTMParameters]


class LSTMStates(NamedTuple):
    """What `lstm` returns: the state after every step, (N, T, H), and the cell after the last, (N, H)."""

    states: Array
    last_cell: Array


def lstm(
    x: Array, h0: Array | None, c0: Array | None, parameters: LSTMParameters, mask: Array | None = None
) -> tuple[LSTMStates, Callable[..., Gradients]]:
    r"""Return the states of an LSTM at every step and its last cell, and the function that differentiates them.

    .. math:: (h_t, c_t) = \mathrm{lstm\_cell}(x_t, h_{t-1}, c_{t-1}), \qquad t = 1, \dots, T

    The equations and their sources are those of `lstm_cell`. Its derivative is back-propagation through time: the
    gradient of the shared parameters is the sum over the steps.

    Parameters
    ----------
    x : ndarray, shape (N, T, D), floating
        One sequence a row.
    h0, c0 : ndarray, shape (N, H), or None
        State and cell before the first step; ``None`` means zeros.
    parameters : LSTMParameters
        U (D, 4H), W (H, 4H), b (4H,), blocks i, f, o, candidate.
    mask : ndarray of bool, shape (N, T), optional
        Where it is false the step is skipped: state and cell are carried over unchanged, and so are their gradients.
        The last state and cell of a padded sequence are then those of its last real step.

    Returns
    -------
    states, last_cell : LSTMStates
        The state after every step, shape (N, T, H), and the cell after the last, shape (N, H).
    backward : callable
        Maps dJ/d states, shape (N, T, H), and optionally dJ/d last_cell, shape (N, H), zero if it is left out, to
        dJ/dx (N, T, D), dJ/dh0 and dJ/dc0 (N, H), also if they were ``None``, and dJ/d parameters, an LSTMParameters.

    Raises
    ------
    ValueError
        If `x` is not floating-point, `mask` is not boolean, or the shapes do not fit.

    Examples
    --------
    With weights of zero all gates are 1/2 and the candidate is 0: every step halves the cell, and its gradient.

    >>> parameters = LSTMParameters(U=np.zeros((1, 4)), W=np.zeros((1, 4)), b=np.zeros(4))
    >>> (states, last_cell), backward = lstm(np.ones((1, 3, 1)), None, np.array([[8.0]]), parameters)
    >>> last_cell
    array([[1.]])
    >>> d_x, d_h0, d_c0, d_parameters = backward(np.zeros((1, 3, 1)), np.array([[1.0]]))
    >>> d_c0, d_parameters.b
    (array([[0.125]]), array([0.   , 1.5  , 0.   , 0.875]))
    """
    hidden = require_sequences(x, {"h0": h0, "c0": c0}, parameters, 4, mask)
    U, W, b = parameters
    sequences, steps, inputs = x.shape
    dtype = np.result_type(*[array for array in (x, h0, c0, U, W, b) if array is not None])
    skipped = skipped_steps(mask)
    # sigmoid(a) = (1 + tanh(a / 2)) / 2: with the three gates' weights halved, one tanh serves all four blocks.
    scale = np.repeat(np.array([0.5, 0.5, 0.5, 1.0], dtype), hidden)
    timed_x, W_blocks = time_first(x), split_blocks(scale * W, 4)
    # First what the inputs contribute, at all steps at once; each step turns its own into gates.
    gates = timed_x[:, None] @ split_blocks(scale * U, 4)
    gates += (scale * b).reshape(4, 1, hidden)
    h = with_first_state(h0, (steps + 1, sequences, hidden), dtype)
    c = with_first_state(c0, (steps + 1, sequences, hidden), dtype)
    squashed = np.empty((steps, sequences, hidden), dtype)
    for t in range(steps):
        gates[t] = np.tanh(gates[t] + h[t] @ W_blocks)
        gates[t, :3] = 0.5 + 0.5 * gates[t, :3]
        i, f, o, candidate = gates[t]
        c[t + 1] = f * c[t] + i * candidate
        squashed[t] = np.tanh(c[t + 1])
        h[t + 1] = o * squashed[t]
        if skipped is not None:
            np.copyto(h[t + 1], h[t], where=skipped[t])
            np.copyto(c[t + 1], c[t], where=skipped[t])

    def backward(d_states: Array, d_last_cell: Array | None = None) -> Gradients:
        require_shape("d_states", d_states, (sequences, steps, hidden))
        transposed_W = split_blocks(W, 4).swapaxes(1, 2).copy()
        d_a = np.empty_like(gates)
        d_h = np.zeros((sequences, hidden), dtype)
        d_c = np.zeros((sequences, hidden), dtype)
        if d_last_cell is not None:
            require_shape("d_last_cell", d_last_cell, (sequences, hidden))
            d_c += d_last_cell
        for t in reversed(range(steps)):
            i, f, o, candidate = gates[t]
            d_h += d_states[:, t]
            if skipped is not None:
                carried_h, carried_c = np.where(skipped[t], d_h, 0), np.where(skipped[t], d_c, 0)
                d_h, d_c = d_h - carried_h, d_c - carried_c
            d_cell = d_c + d_h * o * (1 - squashed[t] * squashed[t])
            d_a[t, 0] = d_cell * candidate * i * (1 - i)
            d_a[t, 1] = d_cell * c[t] * f * (1 - f)
            d_a[t, 2] = d_h * squashed[t] * o * (1 - o)
            d_a[t, 3] = d_cell * i * (1 - candidate * candidate)
            d_h, d_c = (d_a[t] @ transposed_W).sum(axis=0), d_cell * f
            if skipped is not None:
                d_h, d_c = d_h + carried_h, d_c + carried_c
        all_d_a = join_blocks(d_a)
        d_x = (all_d_a @ U.T).reshape(steps, sequences, inputs)
        d_U = timed_x.reshape(steps * sequences, inputs).T @ all_d_a
        d_W = h[:-1].reshape(steps * sequences, hidden).T @ all_d_a
        return time_first(d_x), d_h, d_c, LSTMParameters(d_U, d_W, all_d_a.sum(axis=0))

    return LSTMStates(time_first(h[1:]), c[-1].copy()), backward
