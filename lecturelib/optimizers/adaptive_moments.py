"""Adam and AdamW: steps from running averages of the gradient and of its square."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from lecturelib.arguments import Array, require_number
from lecturelib.optimizers.pieces import in_pieces, zeros_for


class AdamState(NamedTuple):
    """What Adam remembers: the moments m and v, shape and dtype of the parameter, and the number t of steps taken."""

    first_moment: Array
    second_moment: Array
    steps: int


def adam(
    parameter: Array,
    gradient: Array,
    state: AdamState | None,
    learning_rate: float = 0.001,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
    bias_correction: bool = True,
    in_place: bool = False,
) -> tuple[Array, AdamState]:
    r"""Return the parameter after one step of Adam, and the moments of its gradient.

    .. math::

        t \leftarrow t + 1, \quad m \leftarrow \beta_1 m + (1 - \beta_1)\, g, \quad
        v \leftarrow \beta_2 v + (1 - \beta_2)\, g^2, \quad
        w \leftarrow w - \eta\, \frac{m / (1 - \beta_1^t)}{\sqrt{v / (1 - \beta_2^t)} + \epsilon}

    Kingma and Ba, "Adam: a method for stochastic optimization", 2014. The averages start at 0; dividing them by
    :math:`1 - \beta^t` makes up for that. Without this correction the first steps are
    :math:`(1 - \beta_1) / \sqrt{1 - \beta_2}` times as long, which is 3.2 for the usual settings.

    Parameters
    ----------
    parameter : ndarray, any shape, floating
        w.
    gradient : ndarray, shape of `parameter`
        g = dJ/dw.
    state : AdamState or None
        The moments m and v and the step count t; None before the first step, for zeros.
    learning_rate : float
        :math:`\eta`, at least 0.
    beta1, beta2 : float
        What is kept of the moments at each step, in [0, 1).
    eps : float
        :math:`\epsilon`, positive, in units of the gradient.
    bias_correction : bool
        Whether to divide the moments by :math:`1 - \beta^t`.
    in_place : bool
        Whether to write into `parameter` and `state` rather than into fresh arrays.

    Returns
    -------
    parameter : ndarray, shape and dtype of `parameter`
        w after the step.
    state : AdamState
        m, v and t after the step.

    Raises
    ------
    ValueError
        If a shape or dtype does not fit or a setting lies outside its interval.

    Examples
    --------
    The first step has the length of the learning rate, whatever the size of the gradient:

    >>> w, state = adam(np.array([1.0, 1.0]), np.array([5.0, -0.01]), None, learning_rate=0.5)
    >>> w.round(4)
    array([0.5, 1.5])
    >>> state.first_moment.round(6), state.second_moment.round(9), state.steps
    (array([ 0.5  , -0.001]), array([2.5e-02, 1.0e-07]), 1)
    """
    settings = learning_rate, beta1, beta2, eps, bias_correction
    return _step(parameter, gradient, state, *settings, weight_decay=0.0, in_place=in_place)


def adamw(
    parameter: Array,
    gradient: Array,
    state: AdamState | None,
    learning_rate: float = 0.001,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
    bias_correction: bool = True,
    weight_decay: float = 0.01,
    in_place: bool = False,
) -> tuple[Array, AdamState]:
    r"""Return the parameter after one step of Adam with decoupled weight decay, and the moments of its gradient.

    .. math:: w \leftarrow (1 - \eta \lambda)\, w, \qquad \text{then a step of Adam}

    Loshchilov and Hutter, "Decoupled weight decay regularization", 2017. An L2 penalty's gradient would be divided by
    :math:`\sqrt{v}` like the rest of g, so that weights with large gradients hardly shrink; here all shrink alike.

    Parameters
    ----------
    parameter : ndarray, any shape, floating
        w.
    gradient : ndarray, shape of `parameter`
        g = dJ/dw, without any penalty.
    state : AdamState or None
        The moments m and v and the step count t; None before the first step, for zeros.
    learning_rate, beta1, beta2, eps, bias_correction
        As for `adam`.
    weight_decay : float
        :math:`\lambda`, at least 0.
    in_place : bool
        Whether to write into `parameter` and `state` rather than into fresh arrays.

    Returns
    -------
    parameter : ndarray, shape and dtype of `parameter`
        w after the step.
    state : AdamState
        m, v and t after the step.

    Raises
    ------
    ValueError
        If a shape or dtype does not fit or a setting lies outside its interval.

    Examples
    --------
    >>> w, state = adamw(np.array([2.0]), np.array([5.0]), None, learning_rate=0.5, weight_decay=0.5)
    >>> w.round(4)
    array([1.])
    """
    require_number("weight_decay", weight_decay, "[0, inf)")
    settings = learning_rate, beta1, beta2, eps, bias_correction
    return _step(parameter, gradient, state, *settings, weight_decay=float(weight_decay), in_place=in_place)


def _step(
    parameter: Array,
    gradient: Array,
    state: AdamState | None,
    learning_rate: float,
    beta1: float,
    beta2: float,
    eps: float,
    bias_correction: bool,
    weight_decay: float,
    in_place: bool,
) -> tuple[Array, AdamState]:
    require_number("learning_rate", learning_rate, "[0, inf)")
    require_number("beta1", beta1, "[0, 1)")
    require_number("beta2", beta2, "[0, 1)")
    require_number("eps", eps, "(0, inf)")
    eta, beta1, beta2, eps = float(learning_rate), float(beta1), float(beta2), float(eps)
    if state is None:
        state = AdamState(zeros_for(parameter), zeros_for(parameter), 0)
    arrays = state.first_moment, state.second_moment
    (changed, first, second), pieces = in_pieces(parameter, gradient, *arrays, in_place=in_place)
    steps = state.steps + 1
    correction1 = 1 - beta1**steps if bias_correction else 1.0
    # Multiplied by this root, the denominator is sqrt(v) + eps root: both corrections cost no pass over the arrays.
    root = math.sqrt(1 - beta2**steps) if bias_correction else 1.0
    for w, g, m, v, scratch in pieces:
        m *= beta1
        m += np.multiply(g, 1 - beta1, out=scratch)
        np.multiply(g, g, out=scratch)
        scratch *= 1 - beta2
        v *= beta2
        v += scratch
        np.sqrt(v, out=scratch)
        scratch += eps * root
        np.divide(m, scratch, out=scratch)
        scratch *= eta * root / correction1
        if weight_decay:
            w *= 1 - eta * weight_decay
        w -= scratch
    return changed, AdamState(first, second, steps)
