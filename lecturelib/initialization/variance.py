"""Weights whose spread keeps signals the same size from layer to layer: Glorot's and He's."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import DTypeLike

from lecturelib.arguments import Array, require_number
from lecturelib.initialization.random_numbers import normal, uniform
from lecturelib.initialization.shapes import Shape, require_sizes


def fans(shape: Shape) -> tuple[int, int]:
    """Return how many inputs a unit sums, and how many units an input reaches.

    Parameters
    ----------
    shape : tuple of int
        (D, M) for the weights of ``x @ W``, (F, C, KH, KW) for convolution kernels.

    Returns
    -------
    fan_in, fan_out : int
        D and M; or C KH KW and F KH KW.

    Raises
    ------
    ValueError
        If `shape` is of another length, or a size is below 1.

    Examples
    --------
    >>> fans((784, 10)), fans((6, 3, 5, 5))
    ((784, 10), (75, 150))
    """
    require_sizes(shape)
    if len(shape) not in (2, 4):
        raise ValueError(f"shape must be (D, M) or (F, C, KH, KW); got {shape}")
    if len(shape) == 2:
        return shape[0], shape[1]
    filters, channels, height, width = shape
    return channels * height * width, filters * height * width


def glorot_uniform(shape: Shape, rng: np.random.Generator, dtype: DTypeLike = np.float64) -> Array:
    r"""Return uniform weights that keep the size of signals and of gradients, for tanh and other odd units.

    .. math:: w \sim \mathcal{U}(-l, l), \qquad l = \sqrt{\frac{6}{\text{fan in} + \text{fan out}}}

    Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010, eq. 16. Also
    known by the author's first name, Xavier.

    Parameters
    ----------
    shape : tuple of int
        (D, M) or (F, C, KH, KW).
    rng : numpy.random.Generator
        Source of random numbers.
    dtype : dtype
        Of the result, floating.

    Returns
    -------
    weights : ndarray, shape `shape`
        Of variance 2 / (fan in + fan out).

    Raises
    ------
    ValueError
        If the shape is no such shape or the dtype is not floating.

    Examples
    --------
    >>> w = glorot_uniform((1000, 500), np.random.default_rng(0))
    >>> round(float(w.var()) * 1500, 2), round(float(w.max()) ** 2 * 1500, 2)
    (2.0, 6.0)
    """
    return uniform(shape, rng, dtype, limit=math.sqrt(6 / sum(fans(shape))))


def glorot_normal(shape: Shape, rng: np.random.Generator, dtype: DTypeLike = np.float64) -> Array:
    r"""Return normally distributed weights of the same variance as `glorot_uniform`.

    .. math:: w \sim \mathcal{N}\Big(0, \frac{2}{\text{fan in} + \text{fan out}}\Big)

    Glorot and Bengio, 2010, eq. 12.

    Parameters
    ----------
    shape : tuple of int
        (D, M) or (F, C, KH, KW).
    rng : numpy.random.Generator
        Source of random numbers.
    dtype : dtype
        Of the result, floating.

    Returns
    -------
    weights : ndarray, shape `shape`
        Of variance 2 / (fan in + fan out).

    Raises
    ------
    ValueError
        If the shape is no such shape or the dtype is not floating.

    Examples
    --------
    >>> w = glorot_normal((1000, 500), np.random.default_rng(0))
    >>> round(float(w.var()) * 1500, 2)
    2.0
    """
    return normal(shape, rng, dtype, standard_deviation=math.sqrt(2 / sum(fans(shape))))


def he_uniform(shape: Shape, rng: np.random.Generator, dtype: DTypeLike = np.float64, slope: float = 0.0) -> Array:
    r"""Return uniform weights that keep the size of signals through rectified linear units.

    .. math:: w \sim \mathcal{U}(-l, l), \qquad l = \sqrt{\frac{6}{(1 + a^2)\, \text{fan in}}}

    See `he_normal`.

    Parameters
    ----------
    shape : tuple of int
        (D, M) or (F, C, KH, KW).
    rng : numpy.random.Generator
        Source of random numbers.
    dtype : dtype
        Of the result, floating.
    slope : float
        a, the units' slope for negative sums: 0 for ReLU, 0.01 for leaky ReLU.

    Returns
    -------
    weights : ndarray, shape `shape`
        Of variance 2 / ((1 + a^2) fan in).

    Raises
    ------
    ValueError
        If the shape is no such shape, the dtype is not floating, or the slope is not finite.

    Examples
    --------
    >>> w = he_uniform((1000, 500), np.random.default_rng(0))
    >>> round(float(w.var()) * 1000, 2), round(float(w.max()) ** 2 * 1000, 2)
    (2.0, 6.0)
    """
    return uniform(shape, rng, dtype, limit=math.sqrt(3 * _he_variance(shape, slope)))


def he_normal(shape: Shape, rng: np.random.Generator, dtype: DTypeLike = np.float64, slope: float = 0.0) -> Array:
    r"""Return normally distributed weights that keep the size of signals through rectified linear units.

    .. math:: w \sim \mathcal{N}\Big(0, \frac{2}{(1 + a^2)\, \text{fan in}}\Big)

    A ReLU passes on half of the mean square of its sums, so the variance is twice 1 / fan in. He, Zhang, Ren and Sun,
    "Delving deep into rectifiers", 2015, eq. 10 and, with a slope, eq. 15. Also known by the author's first name,
    Kaiming.

    Parameters
    ----------
    shape : tuple of int
        (D, M) or (F, C, KH, KW).
    rng : numpy.random.Generator
        Source of random numbers.
    dtype : dtype
        Of the result, floating.
    slope : float
        a, the units' slope for negative sums: 0 for ReLU, 0.01 for leaky ReLU.

    Returns
    -------
    weights : ndarray, shape `shape`
        Of variance 2 / ((1 + a^2) fan in).

    Raises
    ------
    ValueError
        If the shape is no such shape, the dtype is not floating, or the slope is not finite.

    Examples
    --------
    >>> w = he_normal((1000, 500), np.random.default_rng(0))
    >>> round(float(w.var()) * 1000, 2)
    2.0
    """
    return normal(shape, rng, dtype, standard_deviation=math.sqrt(_he_variance(shape, slope)))


def _he_variance(shape: Shape, slope: float) -> float:
    require_number("slope", slope, "(-inf, inf)")
    fan_in, _ = fans(shape)
    return 2 / ((1 + float(slope) ** 2) * fan_in)
