"""Independent random starting values of a given spread.

They are drawn in float64 whatever the dtype, so that a seed gives the same network in every precision.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import DTypeLike

from lecturelib.arguments import Array, require_number
from lecturelib.initialization.shapes import Shape, floating, require_sizes


def normal(
    shape: Shape, rng: np.random.Generator, dtype: DTypeLike = np.float64, standard_deviation: float = 0.01
) -> Array:
    r"""Return normally distributed random numbers of mean 0.

    .. math:: w \sim \mathcal{N}(0, \sigma^2)

    Parameters
    ----------
    shape : tuple of int
        Any.
    rng : numpy.random.Generator
        Source of random numbers.
    dtype : dtype
        Of the result, floating.
    standard_deviation : float
        :math:`\sigma`, at least 0. The default is that of Krizhevsky, Sutskever and Hinton, 2012.

    Returns
    -------
    values : ndarray, shape `shape`
        Random numbers.

    Raises
    ------
    ValueError
        If a size is below 1, the dtype is not floating, or the standard deviation is negative.

    Examples
    --------
    >>> w = normal((1000, 1000), np.random.default_rng(0))
    >>> bool(abs(w.mean()) < 1e-4), float(w.std().round(4))
    (True, 0.01)
    """
    require_sizes(shape)
    require_number("standard_deviation", standard_deviation, "[0, inf)")
    return (standard_deviation * rng.standard_normal(shape)).astype(floating(dtype))


def uniform(shape: Shape, rng: np.random.Generator, dtype: DTypeLike = np.float64, limit: float = 0.05) -> Array:
    r"""Return uniformly distributed random numbers of mean 0.

    .. math:: w \sim \mathcal{U}(-l, l), \qquad \text{of variance } l^2 / 3

    Parameters
    ----------
    shape : tuple of int
        Any.
    rng : numpy.random.Generator
        Source of random numbers.
    dtype : dtype
        Of the result, floating.
    limit : float
        l, at least 0.

    Returns
    -------
    values : ndarray, shape `shape`
        Random numbers.

    Raises
    ------
    ValueError
        If a size is below 1, the dtype is not floating, or the limit is negative.

    Examples
    --------
    >>> w = uniform((1000, 1000), np.random.default_rng(0))
    >>> float(w.min().round(4)), float(w.max().round(4))
    (-0.05, 0.05)
    """
    require_sizes(shape)
    require_number("limit", limit, "[0, inf)")
    return (limit * rng.uniform(-1, 1, shape)).astype(floating(dtype))
