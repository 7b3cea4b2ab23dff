"""What a training step descends: the loss of a batch, and a penalty for the weights."""

from __future__ import annotations

import math
from collections.abc import Mapping
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
    if penalty is None:
        return float(value), 0.0, gradients
    return float(value), *add_penalty(network.parameters, gradients, penalty)


def add_penalty(
    parameters: Mapping[str, Array], gradients: Mapping[str, Array], penalty: Penalty
) -> tuple[float, Gradients]:
    r"""Return the penalty for all weights, and the gradients of a loss with the penalty's added to them.

    .. math:: P = \sum_W P(W), \qquad \frac{\partial J}{\partial W} = \frac{\partial L}{\partial W} + P'(W)

    The sum runs over the parameters of two axes or more. Those of one axis, biases, gains and slopes, go free:
    Goodfellow, Bengio and Courville, "Deep Learning", 2016, section 7.1.

    Parameters
    ----------
    parameters : mapping of str to ndarray
        Weights and biases by name.
    gradients : mapping of str to ndarray
        dL/d parameter under the same names; left as they are.
    penalty : callable
        Maps weights to (value, backward).

    Returns
    -------
    total : float
        P.
    gradients : dict of str to ndarray
        dJ/d parameter by name, for J = L + P.

    Examples
    --------
    >>> from lecturelib.regularizers import l2_penalty
    >>> parameters = {"W": np.array([[3.0]]), "b": np.array([5.0])}
    >>> gradients = {"W": np.array([[1.0]]), "b": np.array([2.0])}
    >>> add_penalty(parameters, gradients, lambda W: l2_penalty(W, 2.0))
    (9.0, {'W': array([[7.]]), 'b': array([2.])})
    """
    total, penalised = 0.0, dict(gradients)
    for name, weights in parameters.items():
        if weights.ndim >= 2:
            value, backward = penalty(weights)
            total += float(value)
            penalised[name] = gradients[name] + backward(1.0)
    return total, penalised


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
