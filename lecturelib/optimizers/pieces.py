"""Walk through large arrays in pieces that stay in a processor's cache, changing them or fresh copies of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from lecturelib.arguments import Array, require_floating, require_shape

# An update makes a dozen passes over its arrays. On pieces of this size all but the first find them in the cache.
PIECE_BYTES = 2**19


def zeros_for(parameter: Any) -> Array:
    """Return zeros of the parameter's shape and dtype, for a state before the first step.

    Examples
    --------
    >>> zeros_for(np.ones(2, dtype=np.float32))
    array([0., 0.], dtype=float32)
    """
    require_floating("parameter", parameter)
    return np.zeros(np.shape(parameter), parameter.dtype)


def in_pieces(
    parameter: Any, gradient: Any, *state: Array, in_place: bool
) -> tuple[Sequence[Array], Iterator[list[Array]]]:
    """Return the arrays that an update is to change, and pieces of them to change one after the other.

    Parameters
    ----------
    parameter : ndarray, any shape, floating
        What descends.
    gradient : ndarray, shape of `parameter`, floating
        dJ/d parameter; only read.
    *state : ndarray, shape of `parameter`
        What else the update changes, such as a velocity.
    in_place : bool
        Whether to change `parameter` and `state` themselves; otherwise copies, which the pieces fill as they come.

    Returns
    -------
    changed : list of ndarray
        The parameter and the state's arrays, complete when the pieces are.
    pieces : iterator of list of ndarray
        Pieces of the parameter, the gradient, each array of the state, and a scratch array of the same size.

    Raises
    ------
    ValueError
        If an array is not of floating-point numbers, or a shape is not the parameter's.

    Examples
    --------
    >>> w = np.array([1.0, 2.0])
    >>> (changed,), pieces = in_pieces(w, np.array([0.5, 0.5]), in_place=False)
    >>> for piece, g, scratch in pieces:
    ...     piece -= g
    >>> w, changed
    (array([1., 2.]), array([0.5, 1.5]))
    """
    require_floating("parameter", parameter)
    require_floating("gradient", gradient)
    # Arithmetic on arrays without axes gives NumPy's scalars.
    before, gradient = [np.asarray(array) for array in (parameter, *state)], np.asarray(gradient)
    require_shape("gradient", gradient, before[0].shape)
    for array in before:
        if array.shape != before[0].shape:
            raise ValueError(f"state must have shape {before[0].shape}; got shape {array.shape}")
    changed = before if in_place else [np.empty(array.shape, array.dtype) for array in before]
    return changed, _pieces(before, changed, gradient)


def _pieces(before: Sequence[Array], changed: Sequence[Array], gradient: Array) -> Iterator[list[Array]]:
    fresh = changed is not before
    parts: Sequence[Any] = [...]
    # Small arrays are one piece, and so are those that have no flat views.
    if gradient.nbytes > PIECE_BYTES and all(array.flags.c_contiguous for array in changed):
        before, changed = [array.reshape(-1) for array in before], [array.reshape(-1) for array in changed]
        gradient = gradient.reshape(-1)
        length = PIECE_BYTES // gradient.itemsize
        parts = [slice(start, start + length) for start in range(0, len(gradient), length)]
    scratch = np.empty_like(changed[0][parts[0]])
    for part in parts:
        pieces = [array[part] for array in changed]
        if fresh:
            for piece, array in zip(pieces, before, strict=True):
                piece[...] = array[part]
        yield [pieces[0], gradient[part], *pieces[1:], scratch if part is parts[0] else scratch[: len(pieces[0])]]
