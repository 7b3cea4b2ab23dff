"""Delta-bar-delta: every parameter has a learning rate of its own, and it learns."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from lecturelib.arguments import Array, require_number
from lecturelib.optimizers.pieces import in_pieces, zeros_for


class DeltaBarDeltaState(NamedTuple):
    """What delta-bar-delta remembers: rates and averaged gradients, shape and dtype of the parameter."""

    rates: Array
    average: Array


def delta_bar_delta(
    parameter: Array,
    gradient: Array,
    state: DeltaBarDeltaState | None,
    learning_rate: float = 0.01,
    kappa: float = 0.001,
    phi: float = 0.2,
    theta: float = 0.7,
    in_place: bool = False,
) -> tuple[Array, DeltaBarDeltaState]:
    r"""Return the parameter after one step of delta-bar-delta, with the rates and the averaged gradient.

    .. math::

        \eta \leftarrow \begin{cases} \eta + \kappa & \text{if } \bar g\, g > 0 \\ (1 - \phi)\, \eta &
        \text{if } \bar g\, g < 0 \\ \eta & \text{otherwise} \end{cases} \qquad
        w \leftarrow w - \eta\, g, \qquad \bar g \leftarrow \theta\, \bar g + (1 - \theta)\, g

    Jacobs, "Increased rates of convergence through learning rate adaptation", 1988. Rates rise slowly, by a sum, where
    the gradient keeps the sign of its past average, and fall fast, by a factor, where the sign has changed: there a
    minimum was passed.

    Parameters
    ----------
    parameter : ndarray, any shape, floating
        w.
    gradient : ndarray, shape of `parameter`
        g = dJ/dw, of the whole batch: the signs of a mini-batch's gradient are noise.
    state : DeltaBarDeltaState or None
        The rates and the average; None before the first step, for rates of `learning_rate` and an average of 0.
    learning_rate : float
        Where the rates start, at least 0. Later steps do not look at it.
    kappa : float
        :math:`\kappa`, what is added, at least 0.
    phi : float
        :math:`\phi`, the part taken away, in [0, 1).
    theta : float
        :math:`\theta`, what is kept of the average at each step, in [0, 1).
    in_place : bool
        Whether to write into `parameter` and `state` rather than into fresh arrays.

    Returns
    -------
    parameter : ndarray, shape and dtype of `parameter`
        w after the step.
    state : DeltaBarDeltaState
        Rates and average after the step.

    Raises
    ------
    ValueError
        If a shape or dtype does not fit or a setting lies outside its interval.

    Examples
    --------
    Three parameters whose past gradients had the same sign, the opposite sign, and none:

    >>> state = DeltaBarDeltaState(np.full(3, 0.5), np.array([2.0, -2.0, 0.0]))
    >>> w, state = delta_bar_delta(np.zeros(3), np.full(3, 4.0), state, kappa=0.25, phi=0.5, theta=0.5)
    >>> state.rates, w, state.average
    (array([0.75, 0.25, 0.5 ]), array([-3., -1., -2.]), array([3., 1., 2.]))
    """
    require_number("learning_rate", learning_rate, "[0, inf)")
    require_number("kappa", kappa, "[0, inf)")
    require_number("phi", phi, "[0, 1)")
    require_number("theta", theta, "[0, 1)")
    kappa, phi, theta = float(kappa), float(phi), float(theta)
    if state is None:
        zeros = zeros_for(parameter)
        state = DeltaBarDeltaState(np.full_like(zeros, learning_rate), zeros)
    (changed, rates, average), pieces = in_pieces(parameter, gradient, *state, in_place=in_place)
    for w, g, rate, bar, scratch in pieces:
        agreement = np.multiply(bar, g, out=scratch)
        np.add(rate, kappa, out=rate, where=agreement > 0)
        np.multiply(rate, 1 - phi, out=rate, where=agreement < 0)
        w -= np.multiply(rate, g, out=scratch)
        bar *= theta
        bar += np.multiply(g, 1 - theta, out=scratch)
    return changed, DeltaBarDeltaState(rates, average)
