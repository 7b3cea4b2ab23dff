"""Entropy, cross-entropy and Kullback-Leibler divergence of distributions over K outcomes, in nats."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lecturelib.arguments import Array, require_floating, require_shape

# Far more than rounding, so that the small steps of a numerical derivative pass; scores and counts do not.
_LARGEST_DEVIATION_FROM_1 = 0.0625


def _require_distributions(name: str, p: Array) -> None:
    require_floating(name, p)
    if p.ndim == 0:
        raise ValueError(f"{name} must have at least one axis, along which it sums to 1; got shape ()")
    if not (p.real >= 0).all():
        raise ValueError(f"{name} must hold probabilities of at least 0; got {p.real.min():g}")
    totals = p.real.sum(axis=-1)
    deviations = np.abs(totals - 1)
    if not deviations.max(initial=0) <= _LARGEST_DEVIATION_FROM_1:
        worst = np.ravel(totals)[np.argmax(deviations)]
        raise ValueError(f"{name} must sum to 1 along the last axis; got a sum of {worst:g}")


def _logarithm(p: Array, counts: Array | bool = True) -> Array:
    """Return log p where it counts, -inf where that is log 0; elsewhere 0, so that 0 log 0 is 0."""
    with np.errstate(divide="ignore"):
        return np.log(np.where(counts, p, 1))


def _ratio(p: Array, q: Array) -> Array:
    """Return p / q; 0 where p = 0, infinite where only q = 0."""
    with np.errstate(divide="ignore", over="ignore"):
        return p / np.where(p != 0, q, 1)


def _through(d_value: Array, slope: Array) -> Array:
    """Return the gradient beyond a slope that may be infinite: where no gradient comes in, none goes out."""
    d_each = np.broadcast_to(np.expand_dims(d_value, -1), slope.shape)
    return np.multiply(d_each, slope, out=np.zeros_like(slope), where=d_each != 0)


def entropy(p: Array) -> tuple[Any, Callable[[Array], Array]]:
    r"""Return the entropy of distributions, and the function that differentiates it.

    .. math:: H(p) = -\sum_k p_k \log p_k, \qquad \frac{\partial H}{\partial p_k} = -\log p_k - 1

    where 0 log 0 = 0. Goodfellow, Bengio and Courville, "Deep Learning", 2016, eq. 3.49.

    Parameters
    ----------
    p : ndarray, shape (..., K), floating
        Probabilities, which sum to 1 along the last axis.

    Returns
    -------
    h : ndarray, shape (...), dtype of `p`
        Entropies in nats, from 0 to log K.
    backward : callable
        Maps dJ/dH, shape (...), to dJ/dp, shape (..., K); each probability counts as free to move. The slope at a
        probability of 0 is infinite.

    Raises
    ------
    ValueError
        If `p` is not an array of floating-point numbers, holds a negative one, or does not sum to 1.

    Examples
    --------
    >>> h, backward = entropy(np.array([[0.5, 0.5], [1.0, 0.0]]))
    >>> h / np.log(2.0)
    array([1., 0.])
    >>> backward(np.array([1.0, 0.0])).round(4)
    array([[-0.3069, -0.3069], [ 0.    ,  0.    ]])
    """
    _require_distributions("p", p)
    # Subtracted from 0, because the minus sign alone would turn an entropy of 0 into -0.
    value = 0 - np.sum(p * _logarithm(p, p != 0), axis=-1)

    def backward(d_h: Array) -> Array:
        return _through(d_h, -_logarithm(p) - 1)

    return value, backward


def cross_entropy(p: Array, q: Array) -> tuple[Any, Callable[[Array], tuple[Array, Array]]]:
    r"""Return the cross-entropy of distributions q under p, and the function that differentiates it.

    .. math::

        H(p, q) = -\sum_k p_k \log q_k, \qquad \frac{\partial H}{\partial p_k} = -\log q_k, \qquad
        \frac{\partial H}{\partial q_k} = -\frac{p_k}{q_k}

    where 0 log 0 = 0. Goodfellow, Bengio and Courville, "Deep Learning", 2016, eq. 3.51. It is infinite if q excludes
    what may happen under p: where q = 0 < p.

    Parameters
    ----------
    p, q : ndarray, shape (..., K), floating
        Probabilities, which sum to 1 along the last axis: p of what happens, q of what is predicted.

    Returns
    -------
    h : ndarray, shape (...), dtype of `p` and `q`
        Cross-entropies in nats, at least the entropy of p.
    backward : callable
        Maps dJ/dH, shape (...), to dJ/dp and dJ/dq, shape (..., K); each probability counts as free to move. Slopes are
        infinite where q = 0; the one of q is 0 wherever p = 0.

    Raises
    ------
    ValueError
        If an argument is not an array of floating-point numbers, holds a negative one, or does not sum to 1, or the
        shapes differ.

    Examples
    --------
    >>> h, backward = cross_entropy(np.array([0.5, 0.5]), np.array([0.25, 0.75]))
    >>> bool(np.isclose(h, -0.5 * np.log(0.25 * 0.75)))
    True
    >>> d_p, d_q = backward(1.0)
    >>> np.exp(d_p), d_q * 3
    (array([4.        , 1.33333333]), array([-6., -2.]))
    """
    _require_distributions("p", p)
    _require_distributions("q", q)
    require_shape("q", q, p.shape)
    value = 0 - np.sum(p * _logarithm(q, p != 0), axis=-1)

    def backward(d_h: Array) -> tuple[Array, Array]:
        return _through(d_h, -_logarithm(q)), _through(d_h, -_ratio(p, q))

    return value, backward


def kl_divergence(p: Array, q: Array) -> tuple[Any, Callable[[Array], tuple[Array, Array]]]:
    r"""Return the Kullback-Leibler divergence of q from p, and the function that differentiates it.

    .. math::

        KL(p \| q) = \sum_k p_k \log \frac{p_k}{q_k} = H(p, q) - H(p), \qquad
        \frac{\partial KL}{\partial p_k} = \log \frac{p_k}{q_k} + 1, \qquad
        \frac{\partial KL}{\partial q_k} = -\frac{p_k}{q_k}

    where 0 log 0 = 0. Goodfellow, Bengio and Courville, "Deep Learning", 2016, eq. 3.50. It is infinite where
    q = 0 < p, and p and q may not be exchanged.

    Parameters
    ----------
    p, q : ndarray, shape (..., K), floating
        Probabilities, which sum to 1 along the last axis: p of what happens, q of what is predicted.

    Returns
    -------
    divergence : ndarray, shape (...), dtype of `p` and `q`
        Divergences in nats: at least 0 up to rounding, and 0 where p and q are the same.
    backward : callable
        Maps dJ/dKL, shape (...), to dJ/dp and dJ/dq, shape (..., K); each probability counts as free to move. Slopes
        are infinite where one of p and q is 0; the one of q is 0 wherever p = 0.

    Raises
    ------
    ValueError
        If an argument is not an array of floating-point numbers, holds a negative one, or does not sum to 1, or the
        shapes differ.

    Examples
    --------
    >>> divergence, backward = kl_divergence(np.array([0.5, 0.5]), np.array([0.25, 0.75]))
    >>> bool(np.isclose(divergence, 0.5 * np.log(4 / 3)))
    True
    >>> float(kl_divergence(np.array([0.5, 0.5]), np.array([1.0, 0.0]))[0])
    inf
    """
    _require_distributions("p", p)
    _require_distributions("q", q)
    require_shape("q", q, p.shape)
    happens = p != 0
    value = np.sum(p * (_logarithm(p, happens) - _logarithm(q, happens)), axis=-1)

    def backward(d_divergence: Array) -> tuple[Array, Array]:
        # Where neither p nor q allows an outcome, the logarithm of 0 / 0 counts as that of 1.
        either = happens | (q != 0)
        d_p = _through(d_divergence, _logarithm(p, either) - _logarithm(q, either) + 1)
        return d_p, _through(d_divergence, -_ratio(p, q))

    return value, backward
