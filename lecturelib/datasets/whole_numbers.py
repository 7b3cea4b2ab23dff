"""A check of arguments that count something."""

from __future__ import annotations

from typing import Any

import numpy as np


def require_whole(name: str, value: Any, least: int) -> None:
    """Raise `ValueError` unless `value` is a whole number of at least `least`.

    Examples
    --------
    >>> require_whole("n", -1, 0)
    Traceback (most recent call last):
        ...
    ValueError: n must be a whole number of at least 0; got -1
    """
    if not isinstance(value, int | np.integer) or isinstance(value, bool) or value < least:
        raise ValueError(f"{name} must be a whole number of at least {least}; got {value!r}")
