"""The GRU over whole sequences: `gru_cell` at every step, with what the steps share taken out of the loop."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lecturelib.arguments import Array, require_shape
from lecturelib.recurrent.parameters import GRUParameters
from lecturelib.recurrent.through_time import (
    join_blocks,
    require_sequences,
    skipped_steps,
    split_blocks,
    time_first,
    with_first_state,
)

Gradients = tuple[Array, Array, GRUParameters]


def gru(
    x: Array, h0: Array | None, parameters: GRUParameters, mask: Array | None = None
) -> tuple[Array, Callable[[Array], Gradients]]:
    r"""Return the states of a GRU at every step, and the function that differentiates them.

    .. math:: h_t = \mathrm{gru\_cell}(x_t, h_{t-1}), \qquad t = 1, \dots, T

    The equations and their source are those of `gru_cell`, which resets the state before the product, unlike PyTorch's
    layer. Its derivative is back-propagation through time: the gradient of the shared parameters is the sum over the
    steps.

    Parameters
    ----------
    x : ndarray, shape (N, T, D), floating
        One sequence a row.
    h0 : ndarray, shape (N, H), or None
        The states before the first step; ``None`` means zeros.
    parameters : GRUParameters
        U (D, 3H), W (H, 3H), b (3H,), blocks z, r, candidate.
    mask : ndarray of bool, shape (N, T), optional
        Where it is false the step is skipped: the state is carried over unchanged, and so is its gradient. The last
        state of a padded sequence is then that of its last real step.

    Returns
    -------
    states : ndarray, shape (N, T, H)
        The state after every step.
    backward : callable
        Maps dJ/d states, shape (N, T, H), to dJ/dx (N, T, D), dJ/dh0 (N, H), also if `h0` was ``None``, and
        dJ/d parameters, a GRUParameters.

    Raises
    ------
    ValueError
        If `x` is not floating-point, `mask` is not boolean, or the shapes do not fit.

    Examples
    --------
    With weights of zero both gates are 1/2 and the candidate is 0: every step halves the state, and its gradient.

    >>> parameters = GRUParameters(U=np.zeros((1, 3)), W=np.zeros((1, 3)), b=np.zeros(3))
    >>> states, backward = gru(np.ones((1, 2, 1)), np.array([[8.0]]), parameters)
    >>> states.ravel()
    array([4., 2.])
    >>> d_x, d_h0, d_parameters = backward(np.array([[[0.0], [1.0]]]))
    >>> d_h0, d_parameters.b
    (array([[0.25]]), array([-2.  ,  0.  ,  0.75]))
    """
    hidden = require_sequences(x, {"h0": h0}, parameters, 3, mask)
    U, W, b = parameters
    sequences, steps, inputs = x.shape
    dtype = np.result_type(*[array for array in (x, h0, U, W, b) if array is not None])
    skipped = skipped_steps(mask)
    # sigmoid(a) = (1 + tanh(a / 2)) / 2: with the two gates' weights halved, tanh serves all three blocks.
    scale = np.repeat(np.array([0.5, 0.5, 1.0], dtype), hidden)
    timed_x, W_blocks = time_first(x), split_blocks(scale * W, 3)
    # First what the inputs contribute, at all steps at once; each step turns its own into gates.
    gates = timed_x[:, None] @ split_blocks(scale * U, 3)
    gates += (scale * b).reshape(3, 1, hidden)
    h = with_first_state(h0, (steps + 1, sequences, hidden), dtype)
    reset = np.empty((steps, sequences, hidden), dtype)
    for t in range(steps):
        z, r, candidate = gates[t]
        gates[t, :2] = 0.5 + 0.5 * np.tanh(gates[t, :2] + h[t] @ W_blocks[:2])
        reset[t] = r * h[t]
        candidate[:] = np.tanh(candidate + reset[t] @ W_blocks[2])
        h[t + 1] = (1 - z) * h[t] + z * candidate
        if skipped is not None:
            np.copyto(h[t + 1], h[t], where=skipped[t])

    def backward(d_states: Array) -> Gradients:
        require_shape("d_states", d_states, (sequences, steps, hidden))
        transposed_W = split_blocks(W, 3).swapaxes(1, 2).copy()
        d_a = np.empty_like(gates)
        d_h = np.zeros((sequences, hidden), dtype)
        for t in reversed(range(steps)):
            z, r, candidate = gates[t]
            d_h += d_states[:, t]
            if skipped is not None:
                carried = np.where(skipped[t], d_h, 0)
                d_h = d_h - carried
            d_a[t, 2] = d_h * z * (1 - candidate * candidate)
            d_reset = d_a[t, 2] @ transposed_W[2]
            d_a[t, 0] = d_h * (candidate - h[t]) * z * (1 - z)
            d_a[t, 1] = d_reset * h[t] * r * (1 - r)
            d_h = d_h * (1 - z) + d_reset * r + (d_a[t, :2] @ transposed_W[:2]).sum(axis=0)
            if skipped is not None:
                d_h += carried
        all_d_a = join_blocks(d_a)
        d_x = (all_d_a @ U.T).reshape(steps, sequences, inputs)
        d_U = timed_x.reshape(steps * sequences, inputs).T @ all_d_a
        all_h, all_reset = (states.reshape(steps * sequences, hidden) for states in (h[:-1], reset))
        d_gates, d_candidate = all_d_a[:, : 2 * hidden], all_d_a[:, 2 * hidden :]
        d_W = np.concatenate([all_h.T @ d_gates, all_reset.T @ d_candidate], axis=1)
        return time_first(d_x), d_h, GRUParameters(d_U, d_W, all_d_a.sum(axis=0))

    return time_first(h[1:]), backward
