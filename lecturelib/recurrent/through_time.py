"""What all recurrent layers share: checked arguments, time as the first axis, gates apart, gradients of shared weights.

Sequences come in batch first, (N, T, D). Inside, time is the first axis and each gate is an array of its own,
(T, G, N, H), so that everything a step touches lies together in memory.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from lecturelib.arguments import Array, require_floating, require_shape


def require_parameters(parameters: Any, blocks: int, inputs: int) -> int:
    """Return the number of hidden units H of a layer with `blocks` blocks, and raise unless its shapes fit.

    Parameters
    ----------
    parameters : tuple of three ndarray
        U (D, blocks H), W (H, blocks H), b (blocks H,).
    blocks : int
        1 for a plain layer, 4 for LSTM, 3 for GRU.
    inputs : int
        The size D that the input has.

    Raises
    ------
    ValueError
        If there are not three arrays, or one has another shape.

    Examples
    --------
    >>> require_parameters((np.zeros((5, 8)), np.zeros((2, 8)), np.zeros(8)), 4, 5)
    2
    """
    if not isinstance(parameters, tuple) or len(parameters) != 3:
        got = f"{len(parameters)} of them" if isinstance(parameters, tuple) else type(parameters).__name__
        raise ValueError(f"parameters must be a tuple of U, W and b; got {got}")
    hidden = require_shape("W", parameters[1], ("H", "M"))["H"]
    require_shape("W", parameters[1], (hidden, blocks * hidden))
    require_shape("U", parameters[0], (inputs, blocks * hidden))
    require_shape("b", parameters[2], (blocks * hidden,))
    return hidden


def require_cell(x: Any, states: dict[str, Any], parameters: Any, blocks: int) -> int:
    """Return the number of hidden units H of a cell, and raise `ValueError` unless all its arguments fit.

    Parameters
    ----------
    x : ndarray, shape (N, D), floating
        One input for each sequence.
    states : dict of str to ndarray, shape (N, H)
        The states before the step, by name.
    parameters : tuple of three ndarray
        U, W and b.
    blocks : int
        1 for a plain cell, 4 for LSTM, 3 for GRU.

    Examples
    --------
    >>> require_cell(np.zeros((7, 5)), {"h": np.zeros((7, 2))}, (np.zeros((5, 2)), np.zeros((2, 2)), np.zeros(2)), 1)
    2
    """
    sizes = require_shape("x", x, ("N", "D"))
    require_floating("x", x)
    hidden = require_parameters(parameters, blocks, sizes["D"])
    for name, state in states.items():
        require_shape(name, state, (sizes["N"], hidden))
    return hidden


def require_sequences(x: Any, states: dict[str, Any], parameters: Any, blocks: int, mask: Any) -> int:
    """Return the number of hidden units H of a layer, and raise `ValueError` unless all its arguments fit.

    Parameters
    ----------
    x : ndarray, shape (N, T, D), floating
        One sequence a row.
    states : dict of str to ndarray, shape (N, H), or None
        The states before the first step, by name; ``None`` stands for zeros.
    parameters : tuple of three ndarray
        U, W and b.
    blocks : int
        1 for a plain layer, 4 for LSTM, 3 for GRU.
    mask : ndarray of bool, shape (N, T), or None
        Which steps are real; ``None`` if all are.

    Examples
    --------
    >>> parameters = np.zeros((5, 2)), np.zeros((2, 2)), np.zeros(2)
    >>> require_sequences(np.zeros((7, 3, 5)), {"h0": None}, parameters, 1, None)
    2
    """
    sizes = require_shape("x", x, ("N", "T", "D"))
    require_floating("x", x)
    hidden = require_parameters(parameters, blocks, sizes["D"])
    for name, state in states.items():
        if state is not None:
            require_shape(name, state, (sizes["N"], hidden))
    if mask is not None:
        require_shape("mask", mask, (sizes["N"], sizes["T"]))
        if mask.dtype != bool:
            raise ValueError(f"mask must be an array of booleans; got dtype {mask.dtype}")
    return hidden


def time_first(array: Array) -> Array:
    """Return (N, T, ...) as (T, N, ...), or the reverse, as an array of its own.

    Examples
    --------
    >>> time_first(np.array([[1, 2, 3], [4, 5, 6]])).tolist()
    [[1, 4], [2, 5], [3, 6]]
    """
    return np.swapaxes(array, 0, 1).copy()


def skipped_steps(mask: Array | None) -> Array | None:
    """Return where a mask (N, T) is false, shape (T, N, 1); ``None`` without a mask.

    Examples
    --------
    >>> skipped_steps(np.array([[True, False]])).tolist()
    [[[False]], [[True]]]
    """
    return None if mask is None else ~mask.T[:, :, None]


def with_first_state(first: Array | None, shape: tuple[int, int, int], dtype: Any) -> Array:
    """Return an array for the states of all steps, shape (T + 1, N, H), that holds the first state or zeros at 0.

    Examples
    --------
    >>> with_first_state(np.array([[5.0]]), (3, 1, 1), float)[0]
    array([[5.]])
    """
    states = np.empty(shape, dtype)
    states[0] = 0 if first is None else first
    return states


def split_blocks(weights: Array, blocks: int) -> Array:
    """Return weights (D, G H), whose G blocks lie side by side, as (G, D, H), one matrix for each block.

    Examples
    --------
    >>> split_blocks(np.array([[1, 2, 3, 4]]), 2).tolist()
    [[[1, 2]], [[3, 4]]]
    """
    rows, columns = weights.shape
    return np.ascontiguousarray(weights.reshape(rows, blocks, columns // blocks).swapaxes(0, 1))


def join_blocks(d_a: Array) -> Array:
    """Return (T, G, N, H) as (T N, G H): all steps of all sequences below one another, blocks side by side.

    Examples
    --------
    >>> join_blocks(np.array([[[[1, 2]], [[3, 4]]]])).tolist()
    [[1, 2, 3, 4]]
    """
    steps, blocks, sequences, hidden = d_a.shape
    return np.swapaxes(d_a, 1, 2).reshape(steps * sequences, blocks * hidden)
