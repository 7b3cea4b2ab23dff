"""Gradient descent, plain and with momentum."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from lecturelib.arguments import Array, require_number
from lecturelib.optimizers.pieces import in_pieces, zeros_for


class MomentumState(NamedTuple):
    """What momentum remembers: the velocity v, shape and dtype of the parameter."""

    velocity: Array


def sgd(
    parameter: Array, gradient: Array, state: None, learning_rate: float = 0.01, in_place: bool = False
) -> tuple[Array, None]:
    r"""Return the parameter after one step of gradient descent.

    .. math:: w \leftarrow w - \eta\, g

    Stochastic when the gradient g is that of a mini-batch. Robbins and Monro, "A stochastic approximation method",
    1951.

    Parameters
    ----------
    parameter : ndarray, any shape, floating
        w.
    gradient : ndarray, shape of `parameter`
        g = dJ/dw.
    state : None
        There is nothing to remember; the argument is here because every rule has it.
    learning_rate : float
        :math:`\eta`, at least 0.
    in_place : bool
        Whether to write into `parameter` rather than into a fresh array.

    Returns
    -------
    parameter : ndarray, shape and dtype of `parameter`
        w after the step.
    state : None
        For the next step.

    Raises
    ------
    ValueError
        If a shape or dtype does not fit or a setting lies outside its interval.

    Examples
    --------
    >>> sgd(np.array([1.0, -1.0]), np.array([2.0, 4.0]), None, learning_rate=0.5)
    (array([ 0., -3.]), None)
    """
    require_number("learning_rate", learning_rate, "[0, inf)")
    (changed,), pieces = in_pieces(parameter, gradient, in_place=in_place)
    for w, g, scratch in pieces:
        w -= np.multiply(g, float(learning_rate), out=scratch)
    return changed, None


def momentum(
    parameter: Array,
    gradient: Array,
    state: MomentumState | None,
    learning_rate: float = 0.01,
    momentum: float = 0.9,
    in_place: bool = False,
) -> tuple[Array, MomentumState]:
    r"""Return the parameter after one step of gradient descent with momentum, and the velocity.

    .. math:: v \leftarrow m v - \eta\, g, \qquad w \leftarrow w + v

    Polyak, "Some methods of speeding up the convergence of iteration methods", 1964; Rumelhart, Hinton and Williams,
    1986. Along a direction in which the gradient stays, the steps grow to 1 / (1 - m) times those of plain descent.

    Parameters
    ----------
    parameter : ndarray, any shape, floating
        w.
    gradient : ndarray, shape of `parameter`
        g = dJ/dw.
    state : MomentumState or None
        The velocity v; None before the first step, for zero.
    learning_rate : float
        :math:`\eta`, at least 0.
    momentum : float
        m, in [0, 1).
    in_place : bool
        Whether to write into `parameter` and `state` rather than into fresh arrays.

    Returns
    -------
    parameter : ndarray, shape and dtype of `parameter`
        w after the step.
    state : MomentumState
        v after the step.

    Raises
    ------
    ValueError
        If a shape or dtype does not fit or a setting lies outside its interval.

    Examples
    --------
    >>> state = MomentumState(np.array([2.0]))
    >>> momentum(np.array([1.0]), np.array([4.0]), state, learning_rate=0.5, momentum=0.5)
    (array([0.]), MomentumState(velocity=array([-1.])))
    """
    require_number("learning_rate", learning_rate, "[0, inf)")
    require_number("momentum", momentum, "[0, 1)")
    before = zeros_for(parameter) if state is None else state.velocity
    (changed, velocity), pieces = in_pieces(parameter, gradient, before, in_place=in_place)
    for w, g, v, scratch in pieces:
        v *= float(momentum)
        v -= np.multiply(g, float(learning_rate), out=scratch)
        w += v
    return changed, MomentumState(velocity)


def nesterov(
    parameter: Array,
    gradient: Array,
    state: MomentumState | None,
    learning_rate: float = 0.01,
    momentum: float = 0.9,
    in_place: bool = False,
) -> tuple[Array, MomentumState]:
    r"""Return the parameter after one step with Nesterov's momentum, and the velocity.

    .. math:: v \leftarrow m v - \eta\, g, \qquad w \leftarrow w + m v - \eta\, g

    Nesterov, 1983, in the form of Bengio, Boulanger-Lewandowski and Pascanu, "Advances in optimizing recurrent
    networks", 2013. Sutskever et al., 2013, keep other parameters u and take the gradient where momentum is
    about to carry them, at u + m v; here w is that place, so the gradient is taken at w as in every other rule.

    Parameters
    ----------
    parameter : ndarray, any shape, floating
        w.
    gradient : ndarray, shape of `parameter`
        g = dJ/dw.
    state : MomentumState or None
        The velocity v; None before the first step, for zero.
    learning_rate : float
        :math:`\eta`, at least 0.
    momentum : float
        m, in [0, 1).
    in_place : bool
        Whether to write into `parameter` and `state` rather than into fresh arrays.

    Returns
    -------
    parameter : ndarray, shape and dtype of `parameter`
        w after the step.
    state : MomentumState
        v after the step.

    Raises
    ------
    ValueError
        If a shape or dtype does not fit or a setting lies outside its interval.

    Examples
    --------
    >>> state = MomentumState(np.array([2.0]))
    >>> nesterov(np.array([1.0]), np.array([4.0]), state, learning_rate=0.5, momentum=0.5)
    (array([-1.5]), MomentumState(velocity=array([-1.])))
    """
    require_number("learning_rate", learning_rate, "[0, inf)")
    require_number("momentum", momentum, "[0, 1)")
    before = zeros_for(parameter) if state is None else state.velocity
    (changed, velocity), pieces = in_pieces(parameter, gradient, before, in_place=in_place)
    for w, g, v, scratch in pieces:
        v *= float(momentum)
        w -= np.multiply(g, float(learning_rate), out=scratch)
        v -= scratch
        w += np.multiply(v, float(momentum), out=scratch)
    return changed, MomentumState(velocity)
