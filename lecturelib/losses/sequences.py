"""Softmax cross-entropy at every step of a sequence, without the steps that a mask leaves out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lecturelib.arguments import Array, require_shape
from lecturelib.losses.categorical import softmax_cross_entropy
from lecturelib.losses.reduction import divisor_of


def sequence_cross_entropy(
    scores: Array, labels: Array, mask: Array | None = None, reduction: str = "mean"
) -> tuple[Any, Callable[[float], Array]]:
    r"""Return the negative log-likelihood of the labels of sequences, and the function that differentiates it.

    .. math:: L = \frac1N \sum_n \sum_t m_{nt} \Big( \log \sum_k e^{s_{ntk}} - s_{n t y_{nt}} \Big)

    The sum of the steps' losses, as in Goodfellow, Bengio and Courville, "Deep Learning", 2016, eq. 10.12 to 10.14.
    Only the batch is averaged over: a longer sequence weighs more. Steps whose mask is False, such as the padding
    behind a short sequence, count for nothing, whatever their scores and labels are.

    Parameters
    ----------
    scores : ndarray, shape (N, T, K), floating
        Unnormalised log-probabilities s at every step, in nats.
    labels : ndarray of int, shape (N, T)
        True classes y, in [0, K) where they count; data, not differentiated.
    mask : ndarray of bool, shape (N, T), or None
        Which steps count; all of them without a mask.
    reduction : {"mean", "sum"}
        "sum" leaves out the division by N.

    Returns
    -------
    loss : scalar, dtype of `scores`
        L in nats; 0 if no step counts.
    backward : callable
        Maps dJ/dL, a number, to dJ/ds, shape (N, T, K), which is 0 at steps that do not count.

    Raises
    ------
    ValueError
        If the shapes do not fit, `scores` are not floating-point numbers, `mask` is not of bool, a label that counts is
        no class, or the reduction has another name.

    Examples
    --------
    >>> scores, labels = np.zeros((1, 2, 4)), np.array([[2, -1]])
    >>> loss, backward = sequence_cross_entropy(scores, labels, mask=np.array([[True, False]]))
    >>> bool(np.isclose(loss, np.log(4.0)))
    True
    >>> backward(4.0)
    array([[[ 1.,  1., -3.,  1.], [ 0.,  0.,  0.,  0.]]])
    """
    sizes = require_shape("scores", scores, ("N", "T", "K"))
    require_shape("labels", labels, (sizes["N"], sizes["T"]))
    if mask is None:
        mask = np.ones(labels.shape, dtype=bool)
    require_shape("mask", mask, labels.shape)
    if mask.dtype != bool:
        raise ValueError(f"mask must be an array of bool; got dtype {mask.dtype}")
    divisor = divisor_of(reduction, scores)
    loss, backward_of_counted = softmax_cross_entropy(scores[mask], labels[mask], reduction="sum")

    def backward(d_loss: float) -> Array:
        d_scores = np.zeros_like(scores)
        d_scores[mask] = backward_of_counted(d_loss / divisor)
        return d_scores

    return loss / divisor, backward
