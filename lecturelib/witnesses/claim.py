"""One piece of evidence: an operation, the kind of witness, and a measurement of how far they disagree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from lecturelib.nested import leaves


@dataclass(frozen=True)
class Evidence:
    """A measurement that would fail if the operation were wrong.

    Attributes
    ----------
    operation : str
        Dotted name inside `lecturelib`, such as ``"neurons.sigmoid_neuron"``.
    kind : str
        What the operation is held against: "complex step", "central difference", "sizes 0 and 1", "PyTorch",
        "float32", "unchanged inputs", "huge inputs"; and, written for each operation, "by hand", "published", "loop",
        "all inputs", "theorem", "symmetry", "statistics".
    source : str
        Where the expectation comes from.
    tolerance : float
        Largest error that counts as agreement.
    measure : callable
        Takes a `numpy.random.Generator` and returns the error, a float.
    """

    operation: str
    kind: str
    source: str
    tolerance: float
    measure: Callable[[np.random.Generator], float]


def largest_error(got: Any, expected: Any) -> float:
    """Return the largest absolute difference between two nested groups of arrays.

    It is infinite where shapes differ or a value is not finite.

    Examples
    --------
    >>> largest_error((np.array([1.0, 2.0]), 3.0), (np.array([1.0, 2.5]), 3.0))
    0.5
    >>> largest_error(np.zeros(2), np.zeros(3))
    inf
    """
    if isinstance(expected, tuple | list):
        if not isinstance(got, tuple | list) or len(got) != len(expected):
            return np.inf
        return max((largest_error(g, e) for g, e in zip(got, expected, strict=True)), default=0.0)
    got, expected = np.asarray(got), np.asarray(expected)
    # Also what is expected: NaN would be lost where Python's max compares it.
    if got.shape != expected.shape or not (np.isfinite(got).all() and np.isfinite(expected).all()):
        return np.inf
    signed = np.result_type(got, expected, np.int8)  # booleans cannot be subtracted, and unsigned numbers wrap round
    return float(np.max(np.abs(np.subtract(got, expected, dtype=signed)), initial=0.0))


def relative_error(got: Any, expected: Any) -> float:
    """Return the largest difference between two nested groups of arrays, leaf by leaf, in units of the leaf's size.

    The unit is the largest absolute value expected in that leaf, or 1 if that is smaller. The error is infinite where
    shapes differ or a value is not finite.

    Examples
    --------
    >>> relative_error((np.array([100.0, 2.0]), 3.0), (np.array([100.0, 3.0]), 3.0))
    0.01
    >>> relative_error(np.zeros(2), np.zeros(3))
    inf
    """
    pairs = list(zip(leaves(got), leaves(expected), strict=False))
    if len(leaves(got)) != len(leaves(expected)):
        return np.inf
    return max((_in_units_of_expected(g, e) for g, e in pairs), default=0.0)


def _in_units_of_expected(got: Any, expected: Any) -> float:
    error = largest_error(got, expected)
    return error / max(1.0, float(np.max(np.abs(expected), initial=0.0))) if error < np.inf else np.inf
