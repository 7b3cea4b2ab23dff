"""What a training step descends: the loss of a batch, and a penalty for the weights."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from lecturelib.arguments import Array
from lecturelib.training.protocols import Loss, Network, Penalty

Gradients = dict[str, Array]


def objective(
    network: Network, loss: Loss, x: Any, targets: Any, penalty: Penalty | None = None
) -> tuple[float, float, Gradients]:
    r"""Return a batch's loss, the weights' penalty, and the gradients of their sum.

    .. math:: J = L + \sum_W P(W)

    Parameters
    ----------
    network : Network
        Run in training mode.
    loss : callable
        Maps (output, targets) to (value, backward).
    x, targets : ndarray or nested tuple of ndarray
        One batch.
    penalty : callable, optional
        Maps weights to (value, backward); applied to every parameter of two axes or more.

    Returns
    -------
    loss, penalty : float
        L and the sum of all P.
    gradients : dict of str to ndarray
        dJ/d parameter by name.
    """
    output, network_backward = network.forward(x, training=True)
    value, loss_backward = loss(output, targets)
    # Nobody asks for dJ/dx: x is data.
    skipping = {"need_d_x": False} if getattr(network, "can_skip_d_x", False) else {}
    _, gradients = network_backward(loss_backward(1.0), **skipping)
    total = 0.0
    if penalty is not None:
        for name, weights in network.parameters.items():
            if weights.ndim >= 2:  # biases, gains and slopes have one axis
                penalty_value, penalty_backward = penalty(weights)
                total += float(penalty_value)
                gradients = gradients | {name: gradients[name] + penalty_backward(1.0)}
    return float(value), total, gradients


def what_is_not_finite(value: float, gradients: Gradients) -> str:
    """Say what is infinite or not a number, the loss or a gradient; nothing if all is well.

    Examples
    --------
    >>> what_is_not_finite(np.inf, {"W": np.ones(2)})
    'the loss is inf'
    >>> what_is_not_finite(1.0, {"W": np.ones(2), "b": np.array([np.nan])})
    'the gradient of b is not finite'
    """
    if not math.isfinite(value):
        return f"the loss is {value}"
    for name, gradient in gradients.items():
        if not np.isfinite(gradient).all():
            return f"the gradient of {name} is not finite"
    return ""
