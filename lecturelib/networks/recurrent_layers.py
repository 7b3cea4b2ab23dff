"""Layers around the operations of `lecturelib.recurrent`, for whole sequences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np
from numpy.typing import DTypeLike

from lecturelib.arguments import Array
from lecturelib.initialization import glorot_uniform, orthogonal, zeros
from lecturelib.networks.protocol import Gradients, Layer, LayerBackward
from lecturelib.recurrent import GRUParameters, LSTMParameters, RNNParameters, gru, lstm, rnn

States = tuple[Array | None, ...]
ScanBackward = Callable[[Array, States], tuple[Array, States, Any]]


class RNN(Layer):
    """A plain recurrent layer, `lecturelib.recurrent.rnn`: sequences (N, T, D) to states (N, T, H).

    A mask, (N, T) and false on padding, may come with the sequences, as in ``forward((x, mask))``; it goes on with the
    states of all steps to the next recurrent layer.

    Parameters
    ----------
    inputs, hidden : int
        D and H.
    rng : numpy.random.Generator
        Source of the first weights: U by `glorot_uniform` and W by `orthogonal`, block by block; the bias is 0.
    last : bool
        Whether to return the state after the last step alone, (N, H); with a mask, after the last real one.
    dtype : dtype
        Of the parameters, floating.

    Attributes
    ----------
    U, W, b : ndarray, shapes (D, H), (H, H) and (H,)
        Input weights, recurrent weights, bias.

    Examples
    --------
    >>> layer = RNN(1, 1, np.random.default_rng(0), last=True)
    >>> layer.U[...], layer.W[...] = 1.0, 1.0
    >>> layer.forward(np.array([[[100.0], [-1.0]]]))[0]  # tanh(100) = 1, and tanh(1 - 1) = 0
    array([[0.]])
    """

    U: Array
    W: Array
    b: Array
    last: bool
    parameter_names = ("U", "W", "b")
    blocks: ClassVar[int] = 1
    state_count: ClassVar[int] = 1

    def __init__(
        self, inputs: int, hidden: int, rng: np.random.Generator, last: bool = False, dtype: DTypeLike = np.float64
    ) -> None:
        self.U = np.hstack([glorot_uniform((inputs, hidden), rng, dtype) for _ in range(self.blocks)])
        self.W = np.hstack([orthogonal((hidden, hidden), rng, dtype) for _ in range(self.blocks)])
        self.b = zeros((self.blocks * hidden,), dtype=dtype)
        self.last = last

    def scan(self, x: Array, first: States, mask: Array | None = None) -> tuple[Array, States, ScanBackward]:
        """Return what a decoder needs too: all states, the last ones, and a backward function for both.

        Parameters
        ----------
        x : ndarray, shape (N, T, D)
            Sequences.
        first : tuple of ndarray, shape (N, H), or None
            What the first step starts from: (h,), or (h, c) for an LSTM; ``None`` in its place means zeros.
        mask : ndarray of bool, shape (N, T), optional
            False where a step is skipped.

        Returns
        -------
        states : ndarray, shape (N, T, H)
            The state after every step.
        last : tuple of ndarray, shape (N, H)
            What `first` would be for the next step.
        backward : callable
            Maps dJ/d states and dJ/d last, whose entries may be ``None`` and are so if left out, to dJ/dx, dJ/d first
            and dJ/d parameters.
        """
        states, last_cell, operation_backward = self._run(x, first, mask)
        if states.shape[1] == 0:
            raise ValueError(f"x must hold at least one step; got shape {x.shape}")

        def backward(d_states: Array, d_last: States) -> tuple[Array, States, Any]:
            d_h, *d_cell = d_last
            if d_h is not None:
                d_states = d_states.copy()
                d_states[:, -1] += d_h
            d_x, *d_first, d_parameters = operation_backward(d_states, *d_cell)
            return d_x, tuple(d_first), d_parameters

        return states, (states[:, -1], *last_cell), backward

    def _run(self, x: Array, first: States, mask: Array | None) -> tuple[Array, States, Callable[..., Any]]:
        (h0,) = first
        states, backward = rnn(x, h0, RNNParameters(self.U, self.W, self.b), mask)
        return states, (), backward

    def forward(self, x: Any, training: bool = False) -> tuple[Any, LayerBackward]:
        """Return the states of a batch of sequences, and the function that differentiates them."""
        x, mask = x if isinstance(x, tuple) else (x, None)
        states, (last_state, *_), scan_backward = self.scan(x, (None,) * self.state_count, mask)

        def backward(d_y: Array) -> tuple[Array, Gradients]:
            d_states, d_last = (np.zeros_like(states), d_y) if self.last else (d_y, None)
            d_x, _, d_parameters = scan_backward(d_states, (d_last,))
            return d_x, self.name_gradients(*d_parameters)

        if self.last:
            return last_state, backward
        return states if mask is None else (states, mask), backward


class LSTM(RNN):
    """A layer of long short-term memory, `lecturelib.recurrent.lstm`: sequences (N, T, D) to states (N, T, H).

    Parameters, and what may come with the sequences, are as in `RNN`.

    Parameters
    ----------
    inputs, hidden, rng, last, dtype
        As in `RNN`, but that the forget gate's bias is 1 to begin with, so that it is open: Gers, Schmidhuber and
        Cummins, "Learning to forget", 2000; Jozefowicz, Zaremba and Sutskever, 2015.

    Attributes
    ----------
    U, W, b : ndarray, shapes (D, 4H), (H, 4H) and (4H,)
        Blocks i, f, o, candidate.

    Examples
    --------
    >>> LSTM(3, 2, np.random.default_rng(0)).forward(np.zeros((5, 4, 3)))[0].shape
    (5, 4, 2)
    """

    blocks = 4
    state_count = 2

    def __init__(
        self, inputs: int, hidden: int, rng: np.random.Generator, last: bool = False, dtype: DTypeLike = np.float64
    ) -> None:
        super().__init__(inputs, hidden, rng, last, dtype)
        self.b[hidden : 2 * hidden] = 1

    def _run(self, x: Array, first: States, mask: Array | None) -> tuple[Array, States, Callable[..., Any]]:
        h0, c0 = first
        (states, last_cell), backward = lstm(x, h0, c0, LSTMParameters(self.U, self.W, self.b), mask)
        return states, (last_cell,), backward


class GRU(RNN):
    """A layer of gated recurrent units, `lecturelib.recurrent.gru`: sequences (N, T, D) to states (N, T, H).

    Parameters, and what may come with the sequences, are as in `RNN`.

    Attributes
    ----------
    U, W, b : ndarray, shapes (D, 3H), (H, 3H) and (3H,)
        Blocks z, r, candidate.

    Examples
    --------
    >>> GRU(3, 2, np.random.default_rng(0), last=True).forward(np.zeros((5, 4, 3)))[0].shape
    (5, 2)
    """

    blocks = 3

    def _run(self, x: Array, first: States, mask: Array | None) -> tuple[Array, States, Callable[..., Any]]:
        (h0,) = first
        states, backward = gru(x, h0, GRUParameters(self.U, self.W, self.b), mask)
        return states, (), backward
