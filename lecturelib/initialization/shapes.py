"""What every initialization checks: the shape and the dtype."""

from __future__ import annotations

from typing import Any

import numpy as np

Shape = tuple[int, ...]


def require_sizes(shape: Any) -> None:
    """Raise `ValueError` unless `shape` is a tuple of whole numbers of at least 1.

    Examples
    --------
    >>> require_sizes((3, 0))
    Traceback (most recent call last):
        ...
    ValueError: shape must be a tuple of whole numbers of at least 1; got (3, 0)
    """
    whole = isinstance(shape, tuple) and all(isinstance(each, int | np.integer) and each >= 1 for each in shape)
    if not whole:
        raise ValueError(f"shape must be a tuple of whole numbers of at least 1; got {shape!r}")


def floating(dtype: Any) -> np.dtype[Any]:
    """Return `dtype` as a NumPy dtype.

    Raises
    ------
    ValueError
        If it is not one of real floating-point numbers.

    Examples
    --------
    >>> floating("float32")
    dtype('float32')
    """
    result = np.dtype(dtype)
    if result.kind != "f":
        raise ValueError(f"dtype must be one of floating-point numbers; got {result}")
    return result
