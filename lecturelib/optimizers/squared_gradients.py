"""Adagrad and RMSprop: each parameter's step is divided by the size of the gradients it has seen."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from lecturelib.arguments import Array, require_number
from lecturelib.optimizers.pieces import in_pieces, zeros_for


class SquaredGradientState(NamedTuple):
    """What Adagrad and RMSprop remember: the sum or the average s of squared gradients, shape of the parameter."""

    squares: Array


def adagrad(
    parameter: Array,
    gradient: Array,
    state: SquaredGradientState | None,
    learning_rate: float = 0.01,
    eps: float = 1e-10,
    in_place: bool = False,
) -> tuple[Array, SquaredGradientState]:
    r"""Return the parameter after one step of Adagrad, and the sum of squared gradients.

    .. math:: s \leftarrow s + g^2, \qquad w \leftarrow w - \eta\, \frac{g}{\sqrt{s} + \epsilon}

    Duchi, Hazan and Singer, "Adaptive subgradient methods for online learning and stochastic optimization", 2011.
    Parameters whose gradient is rarely different from 0 keep large steps; no step ever grows again.

    Parameters
    ----------
    parameter : ndarray, any shape, floating
        w.
    gradient : ndarray, shape of `parameter`
        g = dJ/dw.
    state : SquaredGradientState or None
        The sum s; None before the first step, for zero.
    learning_rate : float
        :math:`\eta`, at least 0.
    eps : float
        :math:`\epsilon`, positive, in units of the gradient.
    in_place : bool
        Whether to write into `parameter` and `state` rather than into fresh arrays.

    Returns
    -------
    parameter : ndarray, shape and dtype of `parameter`
        w after the step.
    state : SquaredGradientState
        s after the step.

    Raises
    ------
    ValueError
        If a shape or dtype does not fit or a setting lies outside its interval.

    Examples
    --------
    >>> state = SquaredGradientState(np.array([9.0]))
    >>> w, state = adagrad(np.array([1.0]), np.array([4.0]), state, learning_rate=0.5)
    >>> w.round(9), state
    (array([0.6]), SquaredGradientState(squares=array([25.])))
    """
    require_number("learning_rate", learning_rate, "[0, inf)")
    require_number("eps", eps, "(0, inf)")
    before = zeros_for(parameter) if state is None else state.squares
    (changed, squares), pieces = in_pieces(parameter, gradient, before, in_place=in_place)
    for w, g, s, scratch in pieces:
        s += np.multiply(g, g, out=scratch)
        _descend(w, g, s, scratch, float(learning_rate), float(eps))
    return changed, SquaredGradientState(squares)


def rmsprop(
    parameter: Array,
    gradient: Array,
    state: SquaredGradientState | None,
    learning_rate: float = 0.001,
    decay: float = 0.9,
    eps: float = 1e-8,
    in_place: bool = False,
) -> tuple[Array, SquaredGradientState]:
    r"""Return the parameter after one step of RMSprop, and the running average of squared gradients.

    .. math:: s \leftarrow \rho s + (1 - \rho)\, g^2, \qquad w \leftarrow w - \eta\, \frac{g}{\sqrt{s} + \epsilon}

    Hinton, lecture 6e of "Neural networks for machine learning", 2012. Old gradients are forgotten, so steps may grow
    again where Adagrad's cannot.

    Parameters
    ----------
    parameter : ndarray, any shape, floating
        w.
    gradient : ndarray, shape of `parameter`
        g = dJ/dw.
    state : SquaredGradientState or None
        The average s; None before the first step, for zero.
    learning_rate : float
        :math:`\eta`, at least 0.
    decay : float
        :math:`\rho`, in [0, 1).
    eps : float
        :math:`\epsilon`, positive, in units of the gradient.
    in_place : bool
        Whether to write into `parameter` and `state` rather than into fresh arrays.

    Returns
    -------
    parameter : ndarray, shape and dtype of `parameter`
        w after the step.
    state : SquaredGradientState
        s after the step.

    Raises
    ------
    ValueError
        If a shape or dtype does not fit or a setting lies outside its interval.

    Examples
    --------
    >>> state = SquaredGradientState(np.array([34.0]))
    >>> w, state = rmsprop(np.array([1.0]), np.array([4.0]), state, learning_rate=0.5, decay=0.5)
    >>> w.round(9), state
    (array([0.6]), SquaredGradientState(squares=array([25.])))
    """
    require_number("learning_rate", learning_rate, "[0, inf)")
    require_number("decay", decay, "[0, 1)")
    require_number("eps", eps, "(0, inf)")
    before = zeros_for(parameter) if state is None else state.squares
    (changed, squares), pieces = in_pieces(parameter, gradient, before, in_place=in_place)
    for w, g, s, scratch in pieces:
        np.multiply(g, g, out=scratch)
        scratch *= 1 - float(decay)
        s *= float(decay)
        s += scratch
        _descend(w, g, s, scratch, float(learning_rate), float(eps))
    return changed, SquaredGradientState(squares)


def _descend(w: Array, g: Array, s: Array, scratch: Array, learning_rate: float, eps: float) -> None:
    """Subtract learning_rate g / (sqrt(s) + eps) from w."""
    np.sqrt(s, out=scratch)
    scratch += eps
    np.divide(g, scratch, out=scratch)
    scratch *= learning_rate
    w -= scratch
