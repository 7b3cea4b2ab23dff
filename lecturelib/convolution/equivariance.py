"""Whether an operation keeps a shift a shift."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lecturelib.arguments import Array


def is_equivariant(operation: Callable[[Array], Any], shift: Callable[[Array], Array], x: Array) -> bool:
    r"""Return whether it makes no difference if `x` is shifted before or after the operation.

    .. math:: f(g(x)) = g(f(x))

    Goodfellow, Bengio and Courville, "Deep Learning", 2016, section 9.2: f is equivariant to g. One x is tried: a
    difference disproves equivariance, agreement only speaks for it.

    Parameters
    ----------
    operation : callable
        The function f, from an array to an array, or to an array and its backward function.
    shift : callable
        The function g, from an array to an array, such as a shift by one pixel; it meets both x and f(x).
    x : ndarray
        Where f and g are tried.

    Returns
    -------
    equivariant : bool
        Whether both orders give the same shape and the same numbers, up to rounding.

    Examples
    --------
    Differences of neighbours on a ring do not care where the ring begins; a ramp of weights does:

    >>> x = np.array([1.0, 4.0, 2.0, 8.0])
    >>> shift = lambda a: np.roll(a, 1)
    >>> is_equivariant(lambda a: a - np.roll(a, 1), shift, x)
    True
    >>> is_equivariant(lambda a: a * np.arange(4), shift, x)
    False
    """

    def value_of(a: Array) -> Array:
        result = operation(a)
        return np.asarray(result[0] if isinstance(result, tuple) else result)

    shifted_first, shifted_last = value_of(shift(x)), np.asarray(shift(value_of(x)))
    if shifted_first.shape != shifted_last.shape:
        return False
    # A thousand times the rounding error of one operation: sums of a few hundred terms in another order differ by less.
    precision = 1000 * np.finfo(np.result_type(shifted_first, shifted_last, np.float16)).eps
    largest = max(np.max(np.abs(each), initial=0) for each in (shifted_first, shifted_last))
    return bool(np.all(np.abs(shifted_first - shifted_last) <= precision * largest))
