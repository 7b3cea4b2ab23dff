"""Squared error: the loss of regression."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lecturelib.arguments import Array, require_floating, require_shape
from lecturelib.losses.reduction import divisor_of


def squared_error(predictions: Array, targets: Array, reduction: str = "mean") -> tuple[Any, Callable[[float], Array]]:
    r"""Return half the squared error of a batch, and the function that differentiates it.

    .. math:: L = \frac{1}{2N} \sum_{n, k} (\hat y_{nk} - y_{nk})^2

    Bishop, "Pattern Recognition and Machine Learning", 2006, eq. 5.11 (the sum, without 1/N). Outputs of one row add
    up: only the batch is averaged over.

    Parameters
    ----------
    predictions : ndarray, shape (N, ...), floating
        Outputs of a network.
    targets : ndarray, shape of `predictions`
        What they should be; data, not differentiated.
    reduction : {"mean", "sum"}
        "sum" leaves out the division by N.

    Returns
    -------
    loss : scalar, dtype of `predictions`
        L; 0 for an empty batch.
    backward : callable
        Maps dJ/dL, a number, to the gradient of `predictions`, in their shape.

    Raises
    ------
    ValueError
        If the shapes differ, `predictions` are not floating-point numbers, or the reduction has another name.

    Examples
    --------
    >>> loss, backward = squared_error(np.array([[1.0, 2.0], [5.0, 0.0]]), np.array([[1.0, 0.0], [1.0, 0.0]]))
    >>> float(loss)
    5.0
    >>> backward(1.0)
    array([[0., 1.], [2., 0.]])
    """
    require_floating("predictions", predictions)
    require_shape("targets", targets, predictions.shape)
    divisor = divisor_of(reduction, predictions)
    errors = predictions - np.asarray(targets, predictions.dtype)

    def backward(d_loss: float) -> Array:
        return errors * (d_loss / divisor)

    return 0.5 * np.sum(errors * errors) / divisor, backward
