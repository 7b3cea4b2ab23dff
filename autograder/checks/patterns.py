"""The pattern of an unnamed error: what the wrong numbers have in common, in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
_MODEST = (1e-9, 1e9)  # factors beyond are no slip of one operation


def describe_pattern(name: str, expected: Any, got: Any, sizes: Mapping[str, int]) -> str | None:
    """Return a sentence on how `got` relates to `expected`, or None if nothing simple does.

    Parameters
    ----------
    name : str
        What the value is called.
    expected, got : ndarray or number
        Numeric values that differ.
    sizes : mapping
        Sizes with a meaning, such as ``{"number of rows": 5}``: a factor that equals one of them is called by it.

    Examples
    --------
    >>> describe_pattern("d_w", np.array([1.0, 2.0]), np.array([5.0, 10.0]), {"number of rows": 5})
    'd_w is exactly 5 times too large; 5 is the number of rows'
    >>> describe_pattern("d_w", np.array([1.0, 2.0]), np.array([-1.0, -2.0]), {})
    'd_w has the wrong sign'
    """
    try:
        want, have = np.asarray(expected), np.asarray(got)
    except ValueError:
        return None  # lists of unequal lengths
    if want.dtype.kind not in "biufc" or have.dtype.kind not in "biufc":
        return None
    with np.errstate(all="ignore"):  # the numbers may be any
        if want.shape != have.shape:
            return _shape_pattern(name, want, have)
        if not np.isfinite(have).all():
            return _finite_pattern(name, have)
        if _close(have, want):
            return None  # the numbers are right, and what is wrong is their kind
        return next(filter(None, (pattern(name, want, have, sizes) for pattern in _VALUE_PATTERNS)), None)


def _close(one: Array, other: Array) -> bool:
    return one.shape == other.shape and bool(np.allclose(one, other, rtol=1e-6, atol=1e-9))


def _shape_pattern(name: str, want: Array, have: Array) -> str | None:
    if want.ndim == have.ndim == 2 and have.shape == want.shape[::-1]:
        return f"{name} is transposed" if _close(have.T, want) else f"{name} has the shape of its transpose"
    if have.size == want.size and have.squeeze().shape == want.squeeze().shape:
        more = "an axis of length 1 too many" if have.ndim > want.ndim else "an axis of length 1 too few"
        return f"{name} has {more}"
    if have.ndim == 0:
        return f"{name} is one number where an array is expected: is a sum taken over too much?"
    if want.ndim == 0:
        return f"{name} is an array where one number is expected: is a sum missing?"
    if want.ndim == have.ndim:
        off = [axis for axis in range(want.ndim) if want.shape[axis] != have.shape[axis]]
        difference = have.shape[off[0]] - want.shape[off[0]]
        if len(off) == 1 and abs(difference) == 1:
            return f"{name} has one entry too {'many' if difference > 0 else 'few'} along axis {off[0]}"
    if want.ndim == have.ndim + 1 and have.shape in (want.shape[1:], want.shape[:-1]):
        return f"{name} lacks an axis: is a sum or a mean taken over it that should not be?"
    if have.ndim == want.ndim + 1 and want.shape in (have.shape[1:], have.shape[:-1]):
        return f"{name} has an axis too many: is a sum over it missing?"
    return None


def _finite_pattern(name: str, have: Array) -> str:
    what = "NaN (not a number)" if np.isnan(have).any() else "infinity"
    return f"{name} holds {what}: look for an overflow, a division by zero or the logarithm of zero"


def _zeros(name: str, want: Array, have: Array, _: Mapping[str, int]) -> str | None:
    return f"{name} is zero everywhere" if have.size and not have.any() and want.any() else None


def _sign(name: str, want: Array, have: Array, _: Mapping[str, int]) -> str | None:
    return f"{name} has the wrong sign" if _close(-have, want) else None


def _factor(name: str, want: Array, have: Array, sizes: Mapping[str, int]) -> str | None:
    denominator = float(np.sum(np.abs(want) ** 2))
    if not denominator or want.dtype.kind == "c" or have.dtype.kind == "c" or np.count_nonzero(want) < 2 <= want.size:
        return None
    ratio = float(np.sum(want.astype(float) * have)) / denominator
    if not _MODEST[0] < abs(ratio) < _MODEST[1] or not _close(have, ratio * want):
        return None
    sign = " and has the wrong sign" if ratio < 0 else ""
    size = abs(ratio)
    factor, direction = (size, "large") if size > 1 else (1 / size, "small")
    whole = round(factor)
    exact = abs(factor - whole) < 1e-6 * factor and whole > 1
    if want.size < 2 and not exact:
        return None  # any two numbers differ by some factor, and this one would give the answer away
    meaning = next((f"; {whole} is the {what}" for what, count in sizes.items() if exact and count == whole), "")
    amount = f"exactly {whole} times" if exact else f"about {factor:.2g} times"
    return f"{name} is {amount} too {direction}{sign}{meaning}"


def _offset(name: str, want: Array, have: Array, _: Mapping[str, int]) -> str | None:
    difference = have.astype(complex) - want
    if want.size < 2 or not _close(difference, np.full(want.shape, difference.flat[0])):
        return None
    return f"{name} is off by the same amount everywhere"


def _transposed(name: str, want: Array, have: Array, _: Mapping[str, int]) -> str | None:
    return f"{name} is transposed" if want.ndim == 2 and _close(have.T, want) else None


def _moved(name: str, want: Array, have: Array, _: Mapping[str, int]) -> str | None:
    if want.ndim == 0 or want.shape[0] < 3:
        return None
    if _close(have[::-1], want):
        return f"{name} is in reverse order along its first axis"
    if _close(have[1:], want[:-1]) or _close(have[:-1], want[1:]):
        return f"{name} is shifted by one along its first axis"
    if _close(np.sort(have, axis=None), np.sort(want, axis=None)):
        return f"{name} has the right numbers in another order"
    return None


def _one_row(name: str, want: Array, have: Array, _: Mapping[str, int]) -> str | None:
    if want.ndim == 0 or want.shape[0] < 3:
        return None
    if _close(have[1:], want[1:]):
        return f"{name} is right except for its first entry along axis 0"
    if _close(have[:-1], want[:-1]):
        return f"{name} is right except for its last entry along axis 0"
    return None


_VALUE_PATTERNS: tuple[Callable[[str, Array, Array, Mapping[str, int]], str | None], ...] = (
    _zeros,
    _sign,
    _transposed,
    _factor,
    _offset,
    _moved,
    _one_row,
)
