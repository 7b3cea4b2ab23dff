"""How far gradient reaches back: what arrives at the state of every step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from lecturelib.arguments import Array, require_shape
from lecturelib.recurrent.elman import rnn_cell
from lecturelib.recurrent.gated_recurrent_unit import gru_cell
from lecturelib.recurrent.long_short_term_memory import lstm_cell
from lecturelib.recurrent.parameters import GATE_BLOCKS, GRUParameters, LSTMParameters, RNNParameters
from lecturelib.recurrent.through_time import require_sequences

CELLS: dict[str, Callable[..., Any]] = {"rnn": rnn_cell, "lstm": lstm_cell, "gru": gru_cell}


class StateGradients(NamedTuple):
    """What `gradient_through_time` returns: dJ/dh_t (N, T, H), and for an LSTM dJ/dc_t (N, T, H), otherwise None."""

    d_h: Array
    d_c: Array | None


def gradient_through_time(
    kind: str, x: Array, parameters: RNNParameters | LSTMParameters | GRUParameters, d_states: Array
) -> StateGradients:
    r"""Return the gradient that arrives at the state of every step, from that step's own part of J and all later ones.

    .. math::

        \frac{\partial J}{\partial h_t} = \bar h_t
        + \frac{\partial h_{t+1}}{\partial h_t}^{\!\top} \frac{\partial J}{\partial h_{t+1}}

    The products of Jacobians make it vanish or explode (Bengio, Simard and Frasconi, "Learning long-term dependencies
    with gradient descent is difficult", 1994). State and cell of an LSTM count as two things that are handed on:
    :math:`\partial J / \partial c_t` is what reaches the cell from later steps, with :math:`h_t` held fixed. The
    network starts from zeros. It is stepped cell by cell, for looking at; training needs only `rnn`, `lstm` or `gru`.

    Parameters
    ----------
    kind : str
        ``"rnn"``, ``"lstm"`` or ``"gru"``.
    x : ndarray, shape (N, T, D), floating
        One sequence a row.
    parameters : RNNParameters, LSTMParameters or GRUParameters
        U, W and b of that kind.
    d_states : ndarray, shape (N, T, H)
        What each step's own part of J sends to its state.

    Returns
    -------
    d_h, d_c : StateGradients
        Arrays of shape (N, T, H); `d_c` is ``None`` except for an LSTM.

    Raises
    ------
    ValueError
        If the kind is unknown, `x` is not floating-point, or the shapes do not fit.

    Examples
    --------
    All states are 0, where tanh has slope 1: a weight of 1/2 halves the gradient at every step backwards.

    >>> parameters = RNNParameters(U=np.array([[1.0]]), W=np.array([[0.5]]), b=np.array([0.0]))
    >>> d_states = np.array([[[0.0], [0.0], [0.0], [8.0]]])
    >>> gradient_through_time("rnn", np.zeros((1, 4, 1)), parameters, d_states).d_h.ravel()
    array([1., 2., 4., 8.])
    """
    if kind not in GATE_BLOCKS:
        raise ValueError(f"kind must be 'rnn', 'lstm' or 'gru'; got {kind!r}")
    hidden = require_sequences(x, {}, parameters, GATE_BLOCKS[kind], None)
    sequences, steps, _ = x.shape
    require_shape("d_states", d_states, (sequences, steps, hidden))
    cell = CELLS[kind]
    dtype = np.result_type(x, *parameters)
    h, c = np.zeros((sequences, hidden), dtype), np.zeros((sequences, hidden), dtype)
    backwards = []
    for t in range(steps):
        if kind == "lstm":
            (h, c), backward = cell(x[:, t], h, c, parameters)
        else:
            h, backward = cell(x[:, t], h, parameters)
        backwards.append(backward)
    d_h, d_c = np.zeros((sequences, hidden), dtype), np.zeros((sequences, hidden), dtype)
    all_d_h, all_d_c = np.empty_like(d_states, dtype), np.empty_like(d_states, dtype)
    for t in reversed(range(steps)):
        d_h = d_h + d_states[:, t]
        all_d_h[:, t], all_d_c[:, t] = d_h, d_c
        if kind == "lstm":
            _, d_h, d_c, _ = backwards[t](d_h, d_c)
        else:
            _, d_h, _ = backwards[t](d_h)
    return StateGradients(all_d_h, all_d_c if kind == "lstm" else None)
