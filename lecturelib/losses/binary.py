"""Binary cross-entropy: the loss of yes-or-no answers given as log-odds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lecturelib.activations import sigmoid
from lecturelib.arguments import Array, require_floating, require_shape
from lecturelib.losses.reduction import divisor_of


def binary_cross_entropy_with_logits(
    logits: Array, targets: Array, reduction: str = "mean"
) -> tuple[Any, Callable[[float], Array]]:
    r"""Return the cross-entropy of yes-or-no answers, and the function that differentiates it.

    .. math::

        L = -\frac1N \sum \big( y \log g(z) + (1 - y) \log (1 - g(z)) \big)
          = \frac1N \sum \big( \max(z, 0) - y z + \log(1 + e^{-|z|}) \big), \qquad
        \frac{\partial L}{\partial z} = \frac{g(z) - y}{N}

    where g is the sigmoid. Bishop, "Pattern Recognition and Machine Learning", 2006, eq. 4.90 and 4.91 (the sum). The
    second form is the one computed here: no logarithm of 0 can occur.

    Parameters
    ----------
    logits : ndarray, shape (N, ...), floating
        Log-odds z of the answer yes, in nats.
    targets : ndarray, shape of `logits`
        Right answers y: 1 for yes and 0 for no, or probabilities; data, not differentiated.
    reduction : {"mean", "sum"}
        "mean" divides the sum over everything by N, "sum" does not.

    Returns
    -------
    loss : scalar, dtype of `logits`
        L in nats; 0 for an empty batch.
    backward : callable
        Maps dJ/dL, a number, to the gradient of `logits`, in their shape.

    Raises
    ------
    ValueError
        If the shapes differ, `logits` are not floating-point numbers, a target lies outside [0, 1], or the reduction
        has another name.

    Examples
    --------
    >>> loss, backward = binary_cross_entropy_with_logits(np.array([np.log(3.0), 0.0]), np.array([1, 0]), "sum")
    >>> bool(np.isclose(loss, -np.log(0.75 * 0.5)))
    True
    >>> backward(1.0)
    array([-0.25,  0.5 ])
    """
    require_floating("logits", logits)
    require_shape("targets", targets, logits.shape)
    if targets.size and not 0 <= targets.min() <= targets.max() <= 1:
        wrong = targets.max() if targets.min() >= 0 else targets.min()
        raise ValueError(f"targets must lie in [0, 1]; got {wrong:g}")
    divisor = divisor_of(reduction, logits)
    y = np.asarray(targets, logits.dtype)
    positive_part = np.maximum(logits, 0)
    losses = positive_part - y * logits + np.log1p(np.exp(logits - 2 * positive_part))

    def backward(d_loss: float) -> Array:
        return (sigmoid(logits)[0] - y) * (d_loss / divisor)

    return np.sum(losses) / divisor, backward
