"""The LSTM cell: a memory that is only added to and scaled, with gates that say when."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lecturelib.activations import sigmoid
from lecturelib.arguments import Array
from lecturelib.recurrent.parameters import LSTMParameters
from lecturelib.recurrent.through_time import require_cell

CellGradients = tuple[Array, Array, Array, LSTMParameters]


def lstm_cell(
    x: Array, h: Array, c: Array, parameters: LSTMParameters
) -> tuple[tuple[Array, Array], Callable[[Array, Array], CellGradients]]:
    r"""Return state and cell of an LSTM after one step, and the function that differentiates them.

    .. math::

        i, f, o = \sigma(x_t U_{ifo} + h_{t-1} W_{ifo} + b_{ifo}), \qquad
        \tilde c = \tanh(x_t U_{\tilde c} + h_{t-1} W_{\tilde c} + b_{\tilde c})

        c_t = f\, c_{t-1} + i\, \tilde c, \qquad h_t = o \tanh(c_t)

    Hochreiter and Schmidhuber, "Long short-term memory", 1997, with the forget gate of Gers, Schmidhuber and Cummins,
    "Learning to forget", 2000. The direct path of the cell's gradient is the product with f: where f is 1 and i is 0,
    neither the cell nor its gradient changes. PyTorch has the blocks in the order i, f, candidate, o.

    Parameters
    ----------
    x : ndarray, shape (N, D), floating
        One input for each sequence.
    h, c : ndarray, shape (N, H)
        State and cell before.
    parameters : LSTMParameters
        U (D, 4H), W (H, 4H), b (4H,), blocks i, f, o, candidate.

    Returns
    -------
    new_h, new_c : tuple of two ndarray, shape (N, H)
        State and cell after.
    backward : callable
        Maps dJ/d new_h and dJ/d new_c, each (N, H), to dJ/dx (N, D), dJ/dh (N, H), dJ/dc (N, H), and
        dJ/d parameters, an LSTMParameters.

    Raises
    ------
    ValueError
        If `x` is not floating-point, or the shapes do not fit.

    Examples
    --------
    With weights of zero all gates are 1/2 and the candidate is 0: the cell is halved.

    >>> parameters = LSTMParameters(U=np.zeros((1, 4)), W=np.zeros((1, 4)), b=np.zeros(4))
    >>> (new_h, new_c), backward = lstm_cell(np.ones((1, 1)), np.ones((1, 1)), np.array([[8.0]]), parameters)
    >>> new_c
    array([[4.]])
    >>> d_x, d_h, d_c, d_parameters = backward(np.zeros((1, 1)), np.ones((1, 1)))
    >>> d_c, d_parameters.b
    (array([[0.5]]), array([0. , 2. , 0. , 0.5]))
    """
    hidden = require_cell(x, {"h": h, "c": c}, parameters, blocks=4)
    U, W, b = parameters
    a = x @ U + h @ W + b
    i, f, o = np.split(sigmoid(a[:, : 3 * hidden])[0], 3, axis=1)
    candidate = np.tanh(a[:, 3 * hidden :])
    new_c = f * c + i * candidate
    squashed = np.tanh(new_c)
    new_h = o * squashed

    def backward(d_new_h: Array, d_new_c: Array) -> CellGradients:
        d_cell = d_new_c + d_new_h * o * (1 - squashed * squashed)
        d_a_i = d_cell * candidate * i * (1 - i)
        d_a_f = d_cell * c * f * (1 - f)
        d_a_o = d_new_h * squashed * o * (1 - o)
        d_a_candidate = d_cell * i * (1 - candidate * candidate)
        d_a = np.concatenate([d_a_i, d_a_f, d_a_o, d_a_candidate], axis=1)
        d_parameters = LSTMParameters(x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))
        return d_a @ U.T, d_a @ W.T, d_cell * f, d_parameters

    return (new_h, new_c), backward
