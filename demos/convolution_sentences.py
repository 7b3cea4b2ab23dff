"""What the convolution explorer says: every sentence depends on its arguments alone."""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]


def tell_shift(before: Array, after: Array, shift: int, stride: int) -> str:
    """Say where the old answers are after the picture has moved to the right.

    Parameters
    ----------
    before, after : ndarray, shape (OH, OW)
        The answers for the picture in its first place, and now.
    shift, stride : int
        In pixels.

    Returns
    -------
    str
        A sentence, or nothing if the picture has not moved.
    """
    if shift == 0:
        return ""
    moved, rest = divmod(shift, stride)
    if rest:
        return (
            f"The picture moved by {_count(shift, 'pixel')}, which is no whole number of strides of {stride}: "
            "no old answer has a place to move to."
        )
    old, new = before[:, : before.shape[1] - moved], after[:, moved:]
    same = int(np.isclose(old, new, rtol=1e-9, atol=1e-9).sum())
    return (
        f"The picture moved by {_count(shift, 'pixel')}: of {old.size} old answers, {same} stand "
        f"{_count(moved, 'place')} further right."
    )


def tell_answer(row: int, column: int, answer: float | None) -> str:
    """Say what the answer is at a place.

    Parameters
    ----------
    row, column : int
        The place.
    answer : float or None
        None while it is unknown.

    Returns
    -------
    str
        A sentence, or nothing.
    """
    return "" if answer is None else f"At row {row}, column {column} the answer is {number(answer)}."


def describe(
    picture: str, kernel: Array, setting: tuple[int, int, int], places: int, window: Array, answer: float | None
) -> str:
    """Say what the picture shows.

    Parameters
    ----------
    picture : str
        What it is, in words.
    kernel, window : ndarray, shape (3, 3)
        The weights, and the pixels beneath them.
    setting : (stride, padding, shift)
        In pixels.
    places : int
        How many rows and columns the response has; 0 while it is unknown.
    answer : float or None
        The response where the window lies.

    Returns
    -------
    str
        A few sentences.
    """
    stride, padding, shift = setting
    moved = f", moved {_count(shift, 'pixel')} to the right" if shift else ""
    known = f"The response has {places} by {places} places." if places else "The response is unknown."
    found = "" if answer is None else f" The answer there is {number(answer)}."
    return (
        f"Left, {picture}{moved}, with a padding of {padding}; right, the response at stride {stride}. {known} "
        f"The kernel is {_rows(kernel)}. It lies on the pixels {_rows(window)}.{found}"
    )


def number(value: float) -> str:
    """Return a number with two decimals and a true minus sign.

    Parameters
    ----------
    value : float
        Any number.

    Returns
    -------
    str
        The number in words for a reader.
    """
    return f"{value + 0.0:.2f}".replace("-0.00", "0.00").replace("-", "\N{MINUS SIGN}")


def _rows(matrix: Array) -> str:
    return "; ".join(" ".join(number(value) for value in row) for row in matrix)


def _count(amount: int, what: str) -> str:
    return f"{amount} {what}" if amount == 1 else f"{amount} {what}s"
