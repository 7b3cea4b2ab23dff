"""The plain recurrent network: one tanh layer that sees the input and its own last state."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lecturelib.arguments import Array, require_shape
from lecturelib.recurrent.parameters import RNNParameters
from lecturelib.recurrent.through_time import (
    require_cell,
    require_sequences,
    skipped_steps,
    time_first,
    with_first_state,
)

Gradients = tuple[Array, Array, RNNParameters]


def rnn_cell(x: Array, h: Array, parameters: RNNParameters) -> tuple[Array, Callable[[Array], Gradients]]:
    r"""Return the state after one step, and the function that differentiates it.

    .. math:: h_t = \tanh(x_t U + h_{t-1} W + b)

    Elman, "Finding structure in time", 1990, with the notation of Goodfellow, Bengio and Courville, "Deep Learning",
    2016, eq. 10.8 and 10.9.

    Parameters
    ----------
    x : ndarray, shape (N, D), floating
        One input for each sequence.
    h : ndarray, shape (N, H)
        The state before.
    parameters : RNNParameters
        U (D, H), W (H, H), b (H,).

    Returns
    -------
    new_h : ndarray, shape (N, H)
        The state after, in [-1, 1].
    backward : callable
        Maps dJ/d new_h, shape (N, H), to dJ/dx (N, D), dJ/dh (N, H), and dJ/d parameters, an RNNParameters.

    Raises
    ------
    ValueError
        If `x` is not floating-point, or the shapes do not fit.

    Examples
    --------
    With a sum of 0 the state is 0 and the slope is 1, so all gradients are products of the numbers below.

    >>> parameters = RNNParameters(U=np.array([[2.0]]), W=np.array([[3.0]]), b=np.array([-7.0]))
    >>> new_h, backward = rnn_cell(np.array([[2.0]]), np.array([[1.0]]), parameters)
    >>> new_h
    array([[0.]])
    >>> d_x, d_h, d_parameters = backward(np.array([[5.0]]))
    >>> d_x, d_h, d_parameters.U, d_parameters.W, d_parameters.b
    (array([[10.]]), array([[15.]]), array([[10.]]), array([[5.]]), array([5.]))
    """
    require_cell(x, {"h": h}, parameters, blocks=1)
    U, W, b = parameters
    new_h = np.tanh(x @ U + h @ W + b)

    def backward(d_new_h: Array) -> Gradients:
        d_a = d_new_h * (1 - new_h * new_h)
        return d_a @ U.T, d_a @ W.T, RNNParameters(x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return new_h, backward


def rnn(
    x: Array, h0: Array | None, parameters: RNNParameters, mask: Array | None = None
) -> tuple[Array, Callable[[Array], Gradients]]:
    r"""Return the states of a plain recurrent network at every step, and the function that differentiates them.

    .. math:: h_t = \tanh(x_t U + h_{t-1} W + b), \qquad t = 1, \dots, T

    Its derivative is back-propagation through time: the gradient of the shared parameters is the sum over the steps
    (Werbos, "Backpropagation through time: what it does and how to do it", 1990). Each step is `rnn_cell`; here the
    products that need no earlier state are taken for all steps at once.

    Parameters
    ----------
    x : ndarray, shape (N, T, D), floating
        One sequence a row.
    h0 : ndarray, shape (N, H), or None
        The states before the first step; ``None`` means zeros.
    parameters : RNNParameters
        U (D, H), W (H, H), b (H,).
    mask : ndarray of bool, shape (N, T), optional
        Where it is false the step is skipped: the state is carried over unchanged, and so is its gradient. The last
        state of a padded sequence is then that of its last real step.

    Returns
    -------
    states : ndarray, shape (N, T, H)
        The state after every step.
    backward : callable
        Maps dJ/d states, shape (N, T, H), to dJ/dx (N, T, D), dJ/dh0 (N, H), also if `h0` was ``None``, and
        dJ/d parameters, an RNNParameters.

    Raises
    ------
    ValueError
        If `x` is not floating-point, `mask` is not boolean, or the shapes do not fit.

    Examples
    --------
    The input drives the first state to tanh(100) = 1; the second sum is 1 - 1 = 0, so only the second step has a slope.

    >>> parameters = RNNParameters(U=np.array([[1.0]]), W=np.array([[1.0]]), b=np.array([0.0]))
    >>> states, backward = rnn(np.array([[[100.0], [-1.0]]]), None, parameters)
    >>> states
    array([[[1.],
            [0.]]])
    >>> d_x, d_h0, d_parameters = backward(np.array([[[0.0], [3.0]]]))
    >>> d_x.ravel(), d_h0, d_parameters.U, d_parameters.W, d_parameters.b
    (array([0., 3.]), array([[0.]]), array([[-3.]]), array([[3.]]), array([3.]))
    """
    hidden = require_sequences(x, {"h0": h0}, parameters, 1, mask)
    U, W, b = parameters
    sequences, steps, inputs = x.shape
    dtype = np.result_type(*[array for array in (x, h0, U, W, b) if array is not None])
    skipped = skipped_steps(mask)
    all_x = time_first(x).reshape(steps * sequences, inputs)
    a = (all_x @ U + b).reshape(steps, sequences, hidden)
    h = with_first_state(h0, (steps + 1, sequences, hidden), dtype)
    for t in range(steps):
        h[t + 1] = np.tanh(a[t] + h[t] @ W)
        if skipped is not None:
            np.copyto(h[t + 1], h[t], where=skipped[t])

    def backward(d_states: Array) -> Gradients:
        require_shape("d_states", d_states, (sequences, steps, hidden))
        transposed_W = np.ascontiguousarray(W.T)
        d_a = np.empty((steps, sequences, hidden), dtype)
        d_h = np.zeros((sequences, hidden), dtype)
        for t in reversed(range(steps)):
            # What arrives at h_t: from the step after it, and directly.
            d_h += d_states[:, t]
            if skipped is not None:
                carried = np.where(skipped[t], d_h, 0)
                d_h = d_h - carried
            d_a[t] = d_h * (1 - h[t + 1] * h[t + 1])
            d_h = d_a[t] @ transposed_W
            if skipped is not None:
                d_h += carried
        all_d_a = d_a.reshape(steps * sequences, hidden)
        d_x = (all_d_a @ U.T).reshape(steps, sequences, inputs)
        d_W = h[:-1].reshape(steps * sequences, hidden).T @ all_d_a
        return time_first(d_x), d_h, RNNParameters(all_x.T @ all_d_a, d_W, all_d_a.sum(axis=0))

    return time_first(h[1:]), backward
