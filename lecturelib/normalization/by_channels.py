"""Group and instance normalisation: every example normalised by itself, over some of its channels or each alone."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from lecturelib.arguments import Array, require_floating, require_number, require_shape
from lecturelib.normalization.rows import normalise_rows, sum_by_channel, unbuffered


def group_norm(
    x: Array, gamma: Array, beta: Array, groups: int, eps: float = 1e-5
) -> tuple[Array, Callable[[Array], tuple[Array, Array, Array]]]:
    r"""Return every group of channels of every example normalised, and the function that differentiates it.

    With :math:`\mu` and :math:`\sigma^2` the mean and the biased variance of one example over the C / G neighbouring
    channels of a group and all their positions,

    .. math:: y_{ncl} = \gamma_c\, \frac{x_{ncl} - \mu_{ng}}{\sqrt{\sigma_{ng}^2 + \epsilon}} + \beta_c, \qquad
        g = \lfloor c\, G / C \rfloor

    Wu and He, "Group normalization", 2018, eq. 1 to 7. One group has the statistics of layer normalisation over
    (C, H, W), as many groups as channels are instance normalisation.

    Parameters
    ----------
    x : ndarray, shape (N, C, ...), floating
        Inputs, such as images (N, C, H, W).
    gamma, beta : ndarray, shape (C,)
        Scale and shift of each channel.
    groups : int
        Number of groups G, a divisor of C.
    eps : float
        Added to the variance, positive.

    Returns
    -------
    y : ndarray, shape of `x`
        Outputs.
    backward : callable
        Maps dJ/dy, shape of `x`, to dJ/dx, shape of `x`, dJ/dgamma and dJ/dbeta, both (C,).

    Raises
    ------
    ValueError
        If the shapes do not fit, `groups` does not divide the channels, or `eps` is not positive.

    Examples
    --------
    >>> x = np.array([[[1.0], [5.0], [7.0], [6.0]]])  # one example, four channels at one position
    >>> y, backward = group_norm(x, np.array([1.0, 1.0, 1.0, 3.0]), np.zeros(4), groups=2, eps=1e-12)
    >>> y.round(6).ravel()
    array([-1.,  1.,  1., -3.])
    >>> [gradient.round(6).ravel().tolist() for gradient in backward(np.array([[[0.0], [0.0], [0.0], [2.0]]]))[1:]]
    [[0.0, 0.0, 0.0, -2.0], [0.0, 0.0, 0.0, 2.0]]
    """
    require_floating("x", x)
    if x.ndim < 2:
        raise ValueError(f"x must have shape (N, C, ...); got shape {x.shape}")
    examples, channels, positions = len(x), x.shape[1], math.prod(x.shape[2:])
    require_shape("gamma", gamma, (channels,))
    require_shape("beta", beta, (channels,))
    require_number("eps", eps, "(0, inf)")
    if not isinstance(groups, int | np.integer) or isinstance(groups, bool) or groups < 1 or channels % groups:
        raise ValueError(f"groups must be a divisor of the {channels} channels of x; got {groups!r}")
    by_example = (examples, channels * positions)
    by_group = (examples * int(groups), channels // int(groups) * positions)
    normalised_groups, normalise_backward = normalise_rows(x.reshape(by_group), eps)
    normalised, scale = normalised_groups.reshape(by_example), np.repeat(gamma, positions)
    with unbuffered(channels * positions):
        y = np.multiply(normalised, scale, dtype=np.result_type(x, gamma, beta))
        y += np.repeat(beta, positions)

    def backward(d_y: Array) -> tuple[Array, Array, Array]:
        d_y = d_y.reshape(by_example)
        products = d_y * normalised
        d_gamma, d_beta = sum_by_channel(products, channels), sum_by_channel(d_y, channels)
        with unbuffered(channels * positions):
            d_normalised = np.multiply(d_y, scale, out=products)
        d_x = normalise_backward(d_normalised.reshape(by_group))
        return d_x.reshape(x.shape), d_gamma, d_beta

    return y.reshape(x.shape), backward


def instance_norm(
    x: Array, gamma: Array, beta: Array, eps: float = 1e-5
) -> tuple[Array, Callable[[Array], tuple[Array, Array, Array]]]:
    r"""Return every channel of every example normalised by itself, and the function that differentiates it.

    With :math:`\mu` and :math:`\sigma^2` the mean and the biased variance over the positions l of one channel,

    .. math:: y_{ncl} = \gamma_c\, \frac{x_{ncl} - \mu_{nc}}{\sqrt{\sigma_{nc}^2 + \epsilon}} + \beta_c

    Ulyanov, Vedaldi and Lempitsky, "Instance normalization: the missing ingredient for fast stylization", 2016, eq. 3.
    A channel of one position becomes :math:`\beta`.

    Parameters
    ----------
    x : ndarray, shape (N, C, ...), floating
        Inputs with at least one axis of positions, such as images (N, C, H, W).
    gamma, beta : ndarray, shape (C,)
        Scale and shift of each channel.
    eps : float
        Added to the variance, positive.

    Returns
    -------
    y : ndarray, shape of `x`
        Outputs.
    backward : callable
        Maps dJ/dy, shape of `x`, to dJ/dx, shape of `x`, dJ/dgamma and dJ/dbeta, both (C,).

    Raises
    ------
    ValueError
        If `x` has no axis of positions, the shapes do not fit, or `eps` is not positive.

    Examples
    --------
    >>> y, backward = instance_norm(np.array([[[1.0, 5.0], [3.0, 2.0]]]), np.array([1.0, 2.0]), np.zeros(2), eps=1e-12)
    >>> y.round(6)
    array([[[-1.,  1.],
            [ 2., -2.]]])
    """
    require_floating("x", x)
    if x.ndim < 3:
        raise ValueError(f"x must have shape (N, C, ...) with an axis of positions at least; got shape {x.shape}")
    return group_norm(x, gamma, beta, x.shape[1], eps)
