"""Checks of arguments: one sentence that says what was expected and what came."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
Backward = Callable[..., Any]

# Tuples rather than unions, which would be made, and taken apart, at every step of a training.
_WHOLE = int, np.integer
_REAL = *_WHOLE, float, np.floating
_ARRAY = np.ndarray, np.floating, np.complexfloating


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
    >>> require_shape("x", np.zeros((5, 2)), ("N", 2))
    {'N': 5}
    >>> require_shape("w", np.zeros(3), (2,))
    Traceback (most recent call last):
        ...
    ValueError: w must have shape (2,); got shape (3,)
    """
    if not isinstance(array, np.ndarray) or array.dtype.kind not in "biufc":
        raise ValueError(f"{name} must be an array of numbers of shape {_written(shape)}; got {type(array).__name__}")
    sizes: dict[str, int] = {}
    if array.shape == shape:
        return sizes
    fits = array.ndim == len(shape)
    if fits:
        for wanted, size in zip(shape, array.shape, strict=True):
            fits &= size == (sizes.setdefault(wanted, size) if isinstance(wanted, str) else wanted)
    if not fits:
        raise ValueError(f"{name} must have shape {_written(shape)}; got shape {array.shape}")
    return sizes


def _written(shape: tuple[int | str, ...]) -> str:
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"


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


def require_floating(name: str, value: Any) -> None:
    """Raise `ValueError` unless `value` is an array of floating-point numbers, of any shape.

    Complex numbers pass, so that derivatives can be checked by complex step.

    Examples
    --------
    >>> require_floating("a", np.array([1, 2]))
    Traceback (most recent call last):
        ...
    ValueError: a must be an array of floating-point numbers; got dtype int64
    """
    if not isinstance(value, _ARRAY) or value.dtype.kind not in "fc":
        got = f"dtype {value.dtype}" if hasattr(value, "dtype") else type(value).__name__
        raise ValueError(f"{name} must be an array of floating-point numbers; got {got}")


def require_classes(name: str, labels: Any, shape: tuple[int | str, ...], classes: int) -> None:
    """Raise `ValueError` unless `labels` are whole numbers of the given shape in [0, classes).

    Examples
    --------
    >>> require_classes("labels", np.array([0, 3]), ("N",), 3)
    Traceback (most recent call last):
        ...
    ValueError: labels must lie in [0, 3); got 3
    """
    require_shape(name, labels, shape)
    if labels.dtype.kind not in "iu":
        raise ValueError(f"{name} must be an array of whole numbers; got dtype {labels.dtype}")
    if labels.size and not 0 <= labels.min() <= labels.max() < classes:
        wrong = labels.max() if labels.max() >= classes else labels.min()
        raise ValueError(f"{name} must lie in [0, {classes}); got {wrong}")


def require_number(name: str, value: Any, allowed: str) -> None:
    """Raise `ValueError` unless `value` is a real number in an interval.

    Parameters
    ----------
    name : str
        The argument's name, for the message.
    value : object
        What the caller passed.
    allowed : str
        The interval as mathematicians write it, such as ``"[0, 1)"`` or ``"(0, inf)"``.

    Raises
    ------
    ValueError
        If `value` is no real number, is NaN, or lies outside.

    Examples
    --------
    >>> require_number("rate", 1.0, "[0, 1)")
    Traceback (most recent call last):
        ...
    ValueError: rate must be a number in [0, 1); got 1.0
    """
    low, high = _bounds(allowed)
    fits = isinstance(value, _REAL) and not isinstance(value, bool)
    if fits:
        above = value >= low if allowed[0] == "[" else value > low
        below = value <= high if allowed[-1] == "]" else value < high
        fits = bool(above and below)
    if not fits:
        raise ValueError(f"{name} must be a number in {allowed}; got {value!r}")


@cache
def _bounds(allowed: str) -> tuple[float, float]:
    low, high = allowed[1:-1].split(",")
    return float(low), float(high)


def require_whole(name: str, value: Any, least: int) -> int:
    """Return `value` as an int; raise `ValueError` unless it is a whole number of at least `least`.

    Examples
    --------
    >>> require_whole("size", 0, 1)
    Traceback (most recent call last):
        ...
    ValueError: size must be a whole number of at least 1; got 0
    """
    if type(value) is int and value >= least:  # what most callers pass, at every step of a training
        return value
    if not _is_whole(value, least):
        raise ValueError(f"{name} must be a whole number of at least {least}; got {value!r}")
    return int(value)


def require_pair(name: str, value: Any, least: int) -> tuple[int, int]:
    """Return `value` as a pair of whole numbers, one for the height and one for the width.

    Parameters
    ----------
    name : str
        The argument's name, for the message.
    value : int or pair of int
        One number stands for both.
    least : int
        The smallest number allowed.

    Returns
    -------
    pair : tuple of two int
        Height and width.

    Raises
    ------
    ValueError
        If `value` is neither a whole number nor a pair of them, or one is too small.

    Examples
    --------
    >>> require_pair("stride", 2, 1)
    (2, 2)
    >>> require_pair("stride", (2, 0), 1)
    Traceback (most recent call last):
        ...
    ValueError: stride must be a whole number of at least 1, or a pair of them; got (2, 0)
    """
    if type(value) is int and value >= least:  # what most callers pass, at every step of a training
        return value, value
    pair = tuple(value) if isinstance(value, tuple | list) else (value, value)
    if len(pair) != 2 or not _is_whole(pair[0], least) or not _is_whole(pair[1], least):
        raise ValueError(f"{name} must be a whole number of at least {least}, or a pair of them; got {value!r}")
    return int(pair[0]), int(pair[1])


def _is_whole(value: Any, least: int) -> bool:
    return isinstance(value, _WHOLE) and not isinstance(value, bool) and bool(value >= least)
