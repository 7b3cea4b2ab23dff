"""The GRU cell: one gate mixes the old state with a candidate, another says what of it the candidate sees."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lecturelib.activations import sigmoid
from lecturelib.arguments import Array
from lecturelib.recurrent.parameters import GRUParameters
from lecturelib.recurrent.through_time import require_cell

Gradients = tuple[Array, Array, GRUParameters]


def gru_cell(x: Array, h: Array, parameters: GRUParameters) -> tuple[Array, Callable[[Array], Gradients]]:
    r"""Return the state of a gated recurrent unit after one step, and the function that differentiates it.

    .. math::

        z, r = \sigma(x_t U_{zr} + h_{t-1} W_{zr} + b_{zr}), \qquad
        \tilde h = \tanh(x_t U_{\tilde h} + (r\, h_{t-1}) W_{\tilde h} + b_{\tilde h})

        h_t = (1 - z)\, h_{t-1} + z\, \tilde h

    Chung, Gulcehre, Cho and Bengio, "Empirical evaluation of gated recurrent neural networks on sequence modeling",
    2014. The state is reset before its product with the recurrent weights. PyTorch's layer resets that product
    afterwards, and its z is 1 - z here, so its weights do not carry over; the GRU of ONNX agrees in the order with
    linear_before_reset = 0, but mixes as PyTorch does.

    Parameters
    ----------
    x : ndarray, shape (N, D), floating
        One input for each sequence.
    h : ndarray, shape (N, H)
        The state before.
    parameters : GRUParameters
        U (D, 3H), W (H, 3H), b (3H,), blocks z, r, candidate.

    Returns
    -------
    new_h : ndarray, shape (N, H)
        The state after, between the state before and the candidate.
    backward : callable
        Maps dJ/d new_h, shape (N, H), to dJ/dx (N, D), dJ/dh (N, H), and dJ/d parameters, a GRUParameters.

    Raises
    ------
    ValueError
        If `x` is not floating-point, or the shapes do not fit.

    Examples
    --------
    With weights of zero both gates are 1/2 and the candidate is 0: the state is halved.

    >>> parameters = GRUParameters(U=np.zeros((1, 3)), W=np.zeros((1, 3)), b=np.zeros(3))
    >>> new_h, backward = gru_cell(np.ones((1, 1)), np.array([[8.0]]), parameters)
    >>> new_h
    array([[4.]])
    >>> d_x, d_h, d_parameters = backward(np.ones((1, 1)))
    >>> d_h, d_parameters.b
    (array([[0.5]]), array([-2. ,  0. ,  0.5]))
    """
    hidden = require_cell(x, {"h": h}, parameters, blocks=3)
    U, W, b = parameters
    W_gates, W_candidate = W[:, : 2 * hidden], W[:, 2 * hidden :]
    a = x @ U + b
    z, r = np.split(sigmoid(a[:, : 2 * hidden] + h @ W_gates)[0], 2, axis=1)
    reset = r * h
    candidate = np.tanh(a[:, 2 * hidden :] + reset @ W_candidate)
    new_h = (1 - z) * h + z * candidate

    def backward(d_new_h: Array) -> Gradients:
        d_a_candidate = d_new_h * z * (1 - candidate * candidate)
        d_reset = d_a_candidate @ W_candidate.T
        d_a_z = d_new_h * (candidate - h) * z * (1 - z)
        d_a_r = d_reset * h * r * (1 - r)
        d_a = np.concatenate([d_a_z, d_a_r, d_a_candidate], axis=1)
        d_a_gates = d_a[:, : 2 * hidden]
        d_h = d_new_h * (1 - z) + d_reset * r + d_a_gates @ W_gates.T
        d_W = np.concatenate([h.T @ d_a_gates, reset.T @ d_a_candidate], axis=1)
        return d_a @ U.T, d_h, GRUParameters(x.T @ d_a, d_W, d_a.sum(axis=0))

    return new_h, backward
