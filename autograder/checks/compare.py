"""Comparison of one named value with the reference's: equal within tolerance, or in which way not."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.checks.difference import gives_away

Array = np.ndarray[Any, np.dtype[Any]]
_KIND_NAMES = {
    "b": "bool",
    "i": "whole numbers",
    "u": "whole numbers",
    "f": "floating-point numbers",
    "c": "complex numbers",
}


@dataclass(frozen=True)
class Mismatch:
    """How a value differs from the expected one.

    Attributes
    ----------
    kind : {"type", "shape", "dtype", "finite", "values"}
        The first thing that is wrong.
    sentence : str
        What was expected and what came, without the expected numbers.
    errors : ndarray or None
        For "values": what came less what was expected, entry by entry, and 0 where that is within tolerance. Of complex
        numbers the absolute error.
    """

    kind: str
    sentence: str
    errors: Array | None = None


def compare(name: str, expected: Any, got: Any, tolerance: float) -> Mismatch | None:
    """Return how `got` differs from `expected`, or None if it does not.

    Numbers agree if :math:`|g - e| <= t (|e| + s)`, where s is the mean absolute size of the expected values: entries
    near zero in an
    array of large ones carry the rounding errors of the large ones. A float32 result is allowed 1e-4 at least.

    Parameters
    ----------
    name : str
        What the value is called.
    expected, got : ndarray, number or str
        Plain data; `expected` is trusted, `got` is not.
    tolerance : float
        t, for float64.

    Examples
    --------
    >>> compare("w", np.array([1.0, 2.0]), np.array([1.0, 2.0 + 1e-12]), 1e-6) is None
    True
    >>> compare("w", np.array([1.0, 2.0]), np.array([[1.0, 2.0]]), 1e-6).sentence
    'w has shape (1, 2) where (2,) is expected'
    """
    if isinstance(expected, str):
        return None if type(got) is str and got == expected else Mismatch("type", f"{name}: {_shown(got)}")
    if not _is_numeric(got):
        return Mismatch("type", f"{name} is {_shown(got)} where {_wanted(expected)} is expected")
    if type(got) is int and abs(got) >= 2**63:
        return Mismatch("type", f"{name} is a whole number of {len(str(abs(got)))} digits; look for a runaway product")
    want, have = np.asarray(expected), np.asarray(got)
    if have.shape != want.shape:
        return Mismatch("shape", f"{name} has shape {have.shape} where {want.shape} is expected")
    if _kind(have) != _kind(want) and not (have.ndim == 0 and have.dtype.kind in "iuf" and want.dtype.kind in "iuf"):
        return Mismatch("dtype", f"{name} holds {_kind(have)} where {_kind(want)} are expected")
    if have.dtype == np.float16:
        return Mismatch("dtype", f"{name} is of dtype float16, which keeps three digits only; compute in float64")
    if not np.isfinite(have).all():
        bad = "NaN" if np.isnan(have).any() else "infinity"
        return Mismatch("finite", f"{name} holds {bad} at {int(np.sum(~np.isfinite(have)))} of {have.size} entries")
    if have.dtype == np.float32:
        tolerance = max(tolerance, 1e-4)
    is_real = "c" not in (have.dtype.kind, want.dtype.kind)
    with np.errstate(over="ignore", invalid="ignore"):
        differences = have.astype(float if is_real else complex) - want
        errors, size = np.abs(differences), np.abs(want)
    allowed = tolerance * (size + (size.mean() if want.size else 0.0)) + 1e-12
    if (errors <= allowed).all():
        return None
    # Numbers beyond float64 are just far off.
    errors = np.minimum(np.nan_to_num(errors, nan=np.inf), np.finfo(float).max)
    wrong = errors > allowed
    signed = np.copysign(errors, differences) if is_real else errors
    return Mismatch("values", _worst(name, want, errors, wrong), np.asarray(np.where(wrong, signed, 0.0)))


def _worst(name: str, want: Array, errors: Array, wrong: Array) -> str:
    largest = float(errors.max())
    if errors.ndim == 0:
        return f"{name} is wrong" if want.dtype.kind == "b" else f"{name} is off, by {_between(largest)}"
    count = f"{name} is wrong at {int(wrong.sum())} of {wrong.size} entries"
    if gives_away(want, largest):
        return count
    where = tuple(int(i) for i in np.unravel_index(int(errors.argmax()), errors.shape))
    return f"{count}; the largest error, {_between(largest)}, is at {name}[{', '.join(map(str, where))}]"


def _between(error: float) -> str:
    """Return the powers of ten on both sides of an error: with the error itself anybody could work the answer out."""
    power = math.floor(math.log10(error))
    return f"between {_power_of_ten(power)} and {_power_of_ten(power + 1)}"


def _power_of_ten(power: int) -> str:
    return f"{10.0**power:g}" if -4 <= power < 6 else f"1e{power}"


def _is_numeric(value: Any) -> bool:
    return isinstance(value, np.ndarray | np.generic) or type(value) in (bool, int, float, complex)


def _kind(array: Array) -> str:
    return _KIND_NAMES.get(array.dtype.kind, "something else than numbers")


def _wanted(expected: Any) -> str:
    return f"an array of shape {np.shape(expected)}" if np.ndim(expected) else "a number"


def _shown(value: Any) -> str:
    if value is None:
        return "None (is there a return?)"
    if isinstance(value, str):
        return repr(value[:40])
    if isinstance(value, tuple | list | dict):
        return f"a {type(value).__name__} of {len(value)}"
    return "a function" if callable(value) else f"a {type(value).__name__}"
