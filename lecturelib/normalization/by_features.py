"""Layer normalisation: every example normalised by itself, over all its features."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from lecturelib.arguments import Array, require_floating, require_number, require_shape
from lecturelib.normalization.rows import normalise_rows, unbuffered


def layer_norm(
    x: Array, gamma: Array, beta: Array, eps: float = 1e-5
) -> tuple[Array, Callable[[Array], tuple[Array, Array, Array]]]:
    r"""Return `x` normalised over its last axes, those of `gamma`, and the function that differentiates it.

    With :math:`\mu_n` and :math:`\sigma_n^2` the mean and the biased variance over these axes,

    .. math:: y_{nk} = \gamma_k\, \frac{x_{nk} - \mu_n}{\sqrt{\sigma_n^2 + \epsilon}} + \beta_k

    Ba, Kiros and Hinton, "Layer normalization", 2016, eq. 3 and 4. Each feature has its own scale and shift; an example
    does not see the others, so training and use are alike.

    Parameters
    ----------
    x : ndarray, shape (..., *gamma.shape), floating
        Inputs, such as (N, D), (N, T, D) or (N, C, H, W).
    gamma, beta : ndarray, shape (D,), or (C, H, W) and the like
        Scale and shift; their axes are the ones that share statistics.
    eps : float
        Added to the variance, positive.

    Returns
    -------
    y : ndarray, shape of `x`
        Outputs.
    backward : callable
        Maps dJ/dy, shape of `x`, to dJ/dx, shape of `x`, dJ/dgamma and dJ/dbeta, both of the shape of `gamma`.

    Raises
    ------
    ValueError
        If the shapes do not fit or `eps` is not positive.

    Examples
    --------
    >>> x, gamma, beta = np.array([[1.0, 5.0], [0.0, -0.5]]), np.array([1.0, 2.0]), np.array([0.0, 10.0])
    >>> y, backward = layer_norm(x, gamma, beta, eps=1e-12)
    >>> y.round(6)
    array([[-1., 12.],
           [ 1.,  8.]])
    >>> d_x, d_gamma, d_beta = backward(np.array([[1.0, 0.0], [10.0, 0.0]]))
    >>> d_gamma.round(6), d_beta
    (array([9., 0.]), array([11.,  0.]))
    """
    require_floating("x", x)
    require_floating("gamma", gamma)
    if gamma.ndim == 0 or x.shape[-gamma.ndim :] != gamma.shape:
        raise ValueError(f"the last axes of x must have the shape of gamma, {gamma.shape}; got shape {x.shape}")
    require_shape("beta", beta, gamma.shape)
    require_number("eps", eps, "(0, inf)")
    rows = math.prod(x.shape[: -gamma.ndim])
    ones = np.ones(rows, dtype=x.dtype)
    normalised, normalise_backward = normalise_rows(x.reshape(rows, gamma.size), eps)
    with unbuffered(gamma.size):
        y = np.multiply(normalised, gamma.ravel(), dtype=np.result_type(x, gamma, beta))
        y += beta.ravel()

    def backward(d_y: Array) -> tuple[Array, Array, Array]:
        d_rows = d_y.reshape(rows, gamma.size)
        products = d_rows * normalised
        d_gamma, d_beta = ones @ products, ones @ d_rows
        with unbuffered(gamma.size):
            d_normalised = np.multiply(d_rows, gamma.ravel(), out=products)
        d_x = normalise_backward(d_normalised)
        return d_x.reshape(x.shape), d_gamma.reshape(gamma.shape), d_beta.reshape(gamma.shape)

    return y.reshape(x.shape), backward
