"""Dead units: rectified units that no row of a batch can wake."""

from __future__ import annotations

from typing import Any

import numpy as np

from lecturelib.arguments import Array, require_floating, require_shape


def dead_relu_fraction(hidden: Array) -> Any:
    r"""Return the share of rectified units that are silent on every row of a batch.

    .. math:: \frac1D \sum_d \big[ h_{nd} \le 0 \text{ for all } n \big]

    No gradient reaches the weights of such a unit, so that it stays silent: it is dead, as far as these rows tell.
    Maas, Hannun and Ng, "Rectifier nonlinearities improve neural network acoustic models", 2013.

    Parameters
    ----------
    hidden : ndarray, shape (N, D), floating
        Outputs of ReLU units, or their weighted sums: at least one row and one unit.

    Returns
    -------
    fraction : scalar, dtype of `hidden`
        Between 0 and 1.

    Raises
    ------
    ValueError
        If `hidden` has another shape, is empty, or is not of floating-point numbers.

    Examples
    --------
    >>> float(dead_relu_fraction(np.array([[0.0, 0.0, 1.0, 0.0], [0.0, 2.0, 0.0, 0.0]])))
    0.5
    """
    require_shape("hidden", hidden, ("N", "D"))
    require_floating("hidden", hidden)
    if not hidden.size:
        raise ValueError(f"hidden must hold at least one row and one unit; got shape {hidden.shape}")
    return np.mean((hidden <= 0).all(axis=0), dtype=hidden.dtype)
