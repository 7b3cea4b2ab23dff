"""Softmax and its logarithm: scores become probabilities of classes that exclude one another."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lecturelib.arguments import Array, require_floating


def _below_the_largest(scores: Array, axis: int) -> Array:
    """Return the scores minus the largest along the axis, which leaves softmax unchanged and keeps exp finite."""
    require_floating("scores", scores)
    if scores.ndim == 0 or not -scores.ndim <= axis < scores.ndim or scores.shape[axis] == 0:
        raise ValueError(f"scores must have at least one class along axis {axis}; got shape {scores.shape}")
    return scores - scores.max(axis=axis, keepdims=True)


def softmax(scores: Array, axis: int = -1) -> tuple[Array, Callable[[Array], Array]]:
    r"""Return the probabilities that belong to scores, and the function that differentiates them.

    .. math::

        p_k = \frac{e^{s_k}}{\sum_j e^{s_j}}, \qquad \frac{\partial p_k}{\partial s_j} = p_k\,(\delta_{kj} - p_j)

    where :math:`\delta_{kj}` is 1 if k = j, else 0. Bishop, "Pattern Recognition and Machine Learning", 2006, eq. 4.104
    and 4.106.

    Parameters
    ----------
    scores : ndarray, any shape with at least one axis, floating
        Unnormalised log-probabilities s, in nats.
    axis : int
        The axis along which the classes lie.

    Returns
    -------
    p : ndarray, shape and dtype of `scores`
        Probabilities, which sum to 1 along the axis.
    backward : callable
        Maps dJ/dp, shape of `scores`, to dJ/ds, shape of `scores`.

    Raises
    ------
    ValueError
        If `scores` is not an array of floating-point numbers, or has no class along the axis.

    Examples
    --------
    >>> value, backward = softmax(np.log(np.array([1.0, 2.0, 5.0])))
    >>> value
    array([0.125, 0.25 , 0.625])
    >>> backward(np.array([8.0, 0.0, 0.0]))
    array([ 0.875, -0.25 , -0.625])
    """
    p = np.exp(_below_the_largest(scores, axis))
    p /= p.sum(axis=axis, keepdims=True)

    def backward(d_p: Array) -> Array:
        return p * (d_p - np.sum(p * d_p, axis=axis, keepdims=True))

    return p, backward


def log_softmax(scores: Array, axis: int = -1) -> tuple[Array, Callable[[Array], Array]]:
    r"""Return the log-probabilities that belong to scores, and the function that differentiates them.

    .. math::

        \log p_k = s_k - \log \sum_j e^{s_j}, \qquad \frac{\partial \log p_k}{\partial s_j} = \delta_{kj} - p_j

    Goodfellow, Bengio and Courville, "Deep Learning", 2016, eq. 6.30. The logarithm of a softmax would be -inf as soon
    as a probability is rounded to 0; this is finite for any scores.

    Parameters
    ----------
    scores : ndarray, any shape with at least one axis, floating
        Unnormalised log-probabilities s, in nats.
    axis : int
        The axis along which the classes lie.

    Returns
    -------
    log_p : ndarray, shape and dtype of `scores`
        Log-probabilities in nats, at most 0.
    backward : callable
        Maps dJ/d log p, shape of `scores`, to dJ/ds, shape of `scores`.

    Raises
    ------
    ValueError
        If `scores` is not an array of floating-point numbers, or has no class along the axis.

    Examples
    --------
    >>> value, backward = log_softmax(np.array([0.0, 0.0, -1000.0]))
    >>> value + np.log(2.0)
    array([    0.,     0., -1000.])
    >>> backward(np.array([0.0, 2.0, 0.0]))
    array([-1.,  1.,  0.])
    """
    shifted = _below_the_largest(scores, axis)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))

    def backward(d_log_p: Array) -> Array:
        return d_log_p - np.exp(log_p) * d_log_p.sum(axis=axis, keepdims=True)

    return log_p, backward
