"""Checks of arguments: one sentence that says what was expected and what came."""

from __future__ import annotations

from typing import Any

import numpy as np


def require_shape(name: str, array: Any, shape: tuple[int | str, ...]) -> dict[str, int]:
    """Raise `ValueError` unless `array` is a numeric ndarray of the given shape.

    Parameters
    ----------
    name : str
        The argument's name, for the message.
    array : object
        What the caller passed.
    shape : tuple of int or str
        Expected sizes; a letter stands for any size.

    Returns
    -------
    sizes : dict
        The size that each letter stands for.

    Raises
    ------
    ValueError
        If `array` is no ndarray of numbers, or has another shape.

    Examples
    --------
    >>> import numpy as np
    >>> require_shape("x", np.zeros((5, 2)), ("N", 2))
    {'N': 5}
    >>> require_shape("w", np.zeros(3), (2,))
    Traceback (most recent call last):
        ...
    ValueError: w must have shape (2,); got shape (3,)
    """
    expected = f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"
    if not isinstance(array, np.ndarray) or array.dtype.kind not in "biufc":
        raise ValueError(f"{name} must be an array of numbers of shape {expected}; got {type(array).__name__}")
    sizes: dict[str, int] = {}
    fits = array.ndim == len(shape)
    if fits:
        for wanted, size in zip(shape, array.shape, strict=True):
            fits &= size == (sizes.setdefault(wanted, size) if isinstance(wanted, str) else wanted)
    if not fits:
        raise ValueError(f"{name} must have shape {expected}; got shape {array.shape}")
    return sizes


def require_labels(name: str, labels: Any, allowed: tuple[float, ...]) -> None:
    """Raise `ValueError` unless every entry of `labels` is one of `allowed`.

    Examples
    --------
    >>> require_labels("y", np.array([1, 0, 1]), (-1, 1))
    Traceback (most recent call last):
        ...
    ValueError: y must hold only -1 and 1; got 0
    """
    wrong = np.setdiff1d(labels, np.asarray(allowed))
    if wrong.size:
        names = " and ".join(f"{value:g}" for value in allowed)
        raise ValueError(f"{name} must hold only {names}; got {', '.join(f'{value:g}' for value in wrong[:3])}")
