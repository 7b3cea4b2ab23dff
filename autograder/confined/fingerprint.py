"""A fingerprint of plain data: equal for values that agree to seven digits."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

import numpy as np


class NotPlainError(TypeError):
    """There is something among the data whose value does not show, such as a function."""


def fingerprint(name: str, value: Any) -> str:
    """Return 32 hexadecimal digits that stand for `name` and `value`.

    Two right answers differ in the last digits, as their sums are taken in another order; a picture of 100 dots an inch
    does not show it. So numbers count to 24 binary digits, however large or small they are, and whole numbers exactly.

    Parameters
    ----------
    name : str
        What the data are used for.
    value : object
        Numbers, strings, None and arrays of numbers, in tuples, lists and mappings.

    Raises
    ------
    NotPlainError
        If there is anything else in it.

    Examples
    --------
    >>> fingerprint("bars", [0.1 + 0.2]) == fingerprint("bars", [0.3])
    True
    >>> fingerprint("bars", [0.3]) == fingerprint("dots", [0.3])
    False
    """
    digest = blake2b(digest_size=16)
    for piece in _pieces((name, value)):
        digest.update(len(piece).to_bytes(8, "little"))
        digest.update(piece)
    return digest.hexdigest()


def _pieces(value: Any) -> list[bytes]:
    if value is None or isinstance(value, str):
        return [b"text" if value is not None else b"none", (value or "").encode()]
    if isinstance(value, (bool, int, float, np.number, np.bool_, np.ndarray)):
        return _numbers(np.asarray(value))
    if isinstance(value, Mapping):
        return [b"mapping", *_of_all([item for pair in value.items() for item in pair])]
    if isinstance(value, (tuple, list)):
        return [b"sequence", *_of_all(value)]
    raise NotPlainError(f"a value of type {type(value).__name__} is not plain data")


def _of_all(values: tuple[Any, ...] | list[Any]) -> list[bytes]:
    return [str(len(values)).encode(), *(piece for value in values for piece in _pieces(value))]


def _numbers(values: np.ndarray[Any, Any]) -> list[bytes]:
    if values.dtype.kind not in "biuf":
        raise NotPlainError(f"an array of dtype {values.dtype} is not plain data")
    shape = str(values.shape).encode()
    if values.dtype.kind != "f":
        return [b"whole numbers", shape, values.astype(np.int64).tobytes()]
    values = np.where(np.isnan(values), np.nan, values).astype(np.float64)  # one NaN of the many there are
    mantissa, exponent = np.frexp(values)
    digits = np.round(mantissa * 2**24) + 0.0  # which makes one zero of the two
    return [b"numbers", shape, digits.tobytes(), np.where(np.isfinite(values), exponent, 0).astype(np.int64).tobytes()]
