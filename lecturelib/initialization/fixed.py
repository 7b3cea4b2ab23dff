"""Starting values that are not random: for biases, scales and shifts."""

from __future__ import annotations

import numpy as np
from numpy.typing import DTypeLike

from lecturelib.arguments import Array, require_number
from lecturelib.initialization.shapes import Shape, floating, require_sizes


def zeros(shape: Shape, rng: np.random.Generator | None = None, dtype: DTypeLike = np.float64) -> Array:
    """Return zeros: right for biases, fatal for weights, since all units of a layer would stay alike.

    Parameters
    ----------
    shape : tuple of int
        Any.
    rng : numpy.random.Generator, optional
        Not used; it is here because every initialization has it.
    dtype : dtype
        Of the result, floating.

    Returns
    -------
    values : ndarray, shape `shape`
        Zeros.

    Raises
    ------
    ValueError
        If a size is below 1 or the dtype is not floating.

    Examples
    --------
    >>> zeros((2,))
    array([0., 0.])
    """
    return constant(shape, rng, dtype, value=0.0)


def constant(
    shape: Shape, rng: np.random.Generator | None = None, dtype: DTypeLike = np.float64, value: float = 0.01
) -> Array:
    """Return the same number everywhere, such as 0.01 for the biases of rectified linear units.

    With a small positive bias most of these units fire at first; a unit that never fires does not learn.

    Parameters
    ----------
    shape : tuple of int
        Any.
    rng : numpy.random.Generator, optional
        Not used; it is here because every initialization has it.
    dtype : dtype
        Of the result, floating.
    value : float
        The number, finite.

    Returns
    -------
    values : ndarray, shape `shape`
        The same number everywhere.

    Raises
    ------
    ValueError
        If a size is below 1, the dtype is not floating, or the number is not finite.

    Examples
    --------
    >>> constant((2,))
    array([0.01, 0.01])
    """
    require_sizes(shape)
    require_number("value", value, "(-inf, inf)")
    return np.full(shape, value, floating(dtype))
