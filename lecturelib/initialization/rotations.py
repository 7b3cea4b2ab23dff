"""Random orthogonal matrices: weights that change no length."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import DTypeLike

from lecturelib.arguments import Array, require_number
from lecturelib.initialization.shapes import Shape, floating, require_sizes


def orthogonal(shape: Shape, rng: np.random.Generator, dtype: DTypeLike = np.float64, gain: float = 1.0) -> Array:
    r"""Return a random orthogonal matrix: its rows, or its columns if there are fewer, are orthonormal.

    .. math:: W W^T = \gamma^2 I \quad \text{or} \quad W^T W = \gamma^2 I

    Saxe, McClelland and Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep linear neural
    networks", 2013. No power of such a recurrent matrix grows or shrinks. Every orthogonal matrix is equally likely:
    Mezzadri, "How to generate random matrices from the classical compact groups", 2007.

    Parameters
    ----------
    shape : tuple of int
        At least two sizes. Kernels of shape (F, C, KH, KW) are one row for each filter.
    rng : numpy.random.Generator
        Source of random numbers.
    dtype : dtype
        Of the result, floating.
    gain : float
        :math:`\gamma`, a factor, at least 0.

    Returns
    -------
    weights : ndarray, shape `shape`
        Random weights.

    Raises
    ------
    ValueError
        If there are fewer than two sizes or one is below 1, the dtype is not floating, or the gain is negative.

    Examples
    --------
    >>> w = orthogonal((3, 3), np.random.default_rng(0))
    >>> np.allclose(w @ w.T, np.eye(3))
    True
    """
    require_sizes(shape)
    require_number("gain", gain, "[0, inf)")
    if len(shape) < 2:
        raise ValueError(f"shape must have at least two sizes; got {shape}")
    rows, columns = shape[0], math.prod(shape[1:])
    tall, wide = max(rows, columns), min(rows, columns)
    q, r = np.linalg.qr(rng.standard_normal((tall, wide)))
    # The decomposition is unique, and q uniformly distributed, once the diagonal of r is made positive.
    q *= np.sign(np.diag(r))
    matrix = q if rows >= columns else q.T
    return (gain * matrix).reshape(shape).astype(floating(dtype))
