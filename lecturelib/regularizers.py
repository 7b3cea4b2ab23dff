"""Penalties that keep weights small, and clipping that keeps gradients small."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from lecturelib.arguments import Array, require_floating, require_number
from lecturelib.nested import leaves, rebuild


def l2_penalty(weights: Array, strength: float) -> tuple[Any, Callable[[float], Array]]:
    r"""Return the penalty for large weights, and the function that differentiates it.

    .. math:: P = \frac{\lambda}{2} \sum_i w_i^2, \qquad \frac{\partial P}{\partial w_i} = \lambda w_i

    Goodfellow, Bengio and Courville, "Deep Learning", 2016, section 7.1.1. It prefers many small weights to one large
    one.

    Parameters
    ----------
    weights : ndarray, any shape, floating
        Weights w; biases are usually left out.
    strength : float
        The factor lambda, at least 0.

    Returns
    -------
    penalty : scalar, dtype of `weights`
        P.
    backward : callable
        Maps dJ/dP, a number, to dJ/dw, shape of `weights`.

    Raises
    ------
    ValueError
        If `weights` is not an array of floating-point numbers, or `strength` is negative.

    Examples
    --------
    >>> spread, _ = l2_penalty(np.array([0.25, 0.25, 0.25, 0.25]), strength=1.0)
    >>> single, backward = l2_penalty(np.array([1.0, 0.0, 0.0, 0.0]), strength=1.0)
    >>> float(spread), float(single)
    (0.125, 0.5)
    >>> backward(2.0)
    array([2., 0., 0., 0.])
    """
    require_floating("weights", weights)
    require_number("strength", strength, "[0, inf)")
    strength = float(strength)

    def backward(d_penalty: float) -> Array:
        return weights * (strength * d_penalty)

    return 0.5 * strength * np.sum(weights * weights), backward


def l1_penalty(weights: Array, strength: float) -> tuple[Any, Callable[[float], Array]]:
    r"""Return the penalty for weights other than zero, and the function that differentiates it.

    .. math:: P = \lambda \sum_i |w_i|, \qquad \frac{\partial P}{\partial w_i} = \lambda \operatorname{sign}(w_i)

    Goodfellow, Bengio and Courville, "Deep Learning", 2016, section 7.1.2. Its pull does not weaken as a weight comes
    near 0, so that many weights end there. At the kink, where a weight is 0, the slope is 0.

    Parameters
    ----------
    weights : ndarray, any shape, floating
        Weights w; biases are usually left out.
    strength : float
        The factor lambda, at least 0.

    Returns
    -------
    penalty : scalar, dtype of `weights`
        P.
    backward : callable
        Maps dJ/dP, a number, to dJ/dw, shape of `weights`.

    Raises
    ------
    ValueError
        If `weights` is not an array of floating-point numbers, or `strength` is negative.

    Examples
    --------
    >>> penalty, backward = l1_penalty(np.array([1.5, 0.0, -0.5]), strength=2.0)
    >>> float(penalty)
    4.0
    >>> backward(1.0)
    array([ 2.,  0., -2.])
    """
    require_floating("weights", weights)
    require_number("strength", strength, "[0, inf)")
    strength = float(strength)

    def backward(d_penalty: float) -> Array:
        return np.sign(weights) * (strength * d_penalty)

    # The larger of w and -w is |w|, and for complex numbers, unlike abs, it keeps the derivative.
    return strength * np.sum(np.maximum(weights, -weights)), backward


def clip_gradient(gradients: Any, max_norm: float) -> tuple[Any, Any]:
    r"""Return gradients that are scaled down together if their joint norm is too large, and that norm.

    .. math::

        \lVert g \rVert = \sqrt{\sum_i g_i^2}, \qquad
        g \leftarrow g \, \frac{c}{\lVert g \rVert} \text{ if } \lVert g \rVert > c

    Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", 2013, algorithm 1. The
    direction is kept. The sum over i runs over all numbers of all arrays.

    Parameters
    ----------
    gradients : sequence of ndarray, nested tuples of them, or mapping of str to ndarray
        Gradients of all parameters; ``None`` is an empty place.
    max_norm : float
        The largest norm c, larger than 0.

    Returns
    -------
    clipped : same structure as `gradients`; a dict for a mapping
        New arrays, or the very same ones if nothing had to be scaled.
    norm : scalar
        The joint norm before clipping; 0 without any number.

    Raises
    ------
    ValueError
        If a gradient is not an array of floating-point numbers or holds one that is not finite, which no scaling can
        repair, or if `max_norm` is not larger than 0.

    Examples
    --------
    >>> clipped, norm = clip_gradient((np.array([3.0]), np.array([[0.0, 4.0]])), max_norm=1.0)
    >>> clipped, float(norm)
    ((array([0.6]), array([[0. , 0.8]])), 5.0)
    """
    require_number("max_norm", max_norm, "(0, inf)")
    if isinstance(gradients, Mapping):
        values, norm = clip_gradient(list(gradients.values()), max_norm)
        return dict(zip(gradients, values, strict=True)), norm
    arrays = leaves(gradients)
    for array in arrays:
        require_floating("every gradient", array)
    sizes = [np.max(np.maximum(array, -array), initial=0) for array in arrays]
    if wrong := [size for size in sizes if not np.isfinite(size)]:
        raise ValueError(f"gradients must be finite; got {wrong[0]:g}")
    largest = max(sizes, default=0.0)
    if largest == 0:
        return gradients, largest
    # In units of the largest number: in float32 the square of 1e20 would be infinite.
    in_units = [array / largest for array in arrays]
    norm = largest * np.sqrt(sum(np.vdot(array, array) for array in in_units))
    if norm <= max_norm:
        return gradients, norm
    scale = float(max_norm / norm)
    return rebuild(gradients, [array * scale for array in arrays]), norm


def clip_gradient_by_value(gradient: Array, limit: float) -> Array:
    r"""Return a gradient whose every entry is brought into [-c, c] by itself.

    .. math:: g_i \leftarrow \max(-c, \min(c, g_i))

    Mikolov, "Statistical language models based on neural networks", 2012. The direction may change.

    Parameters
    ----------
    gradient : ndarray, any shape, floating
        Gradient g.
    limit : float
        The largest absolute value c, larger than 0.

    Returns
    -------
    clipped : ndarray, shape and dtype of `gradient`
        New array.

    Raises
    ------
    ValueError
        If `gradient` is not an array of floating-point numbers, or `limit` is not larger than 0.

    Examples
    --------
    >>> clip_gradient_by_value(np.array([-7.0, 0.5, 2.0]), limit=1.0)
    array([-1. ,  0.5,  1. ])
    """
    require_floating("gradient", gradient)
    require_number("limit", limit, "(0, inf)")
    return np.clip(gradient, -float(limit), float(limit))
