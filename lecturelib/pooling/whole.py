"""Pooling over whole images: one number for each channel."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lecturelib.arguments import Array, require_floating, require_shape


def global_avg_pool2d(x: Array) -> tuple[Array, Callable[[Array], Array]]:
    r"""Return the mean of every channel, and the function that differentiates it.

    .. math:: y_{nc} = \frac{1}{H W} \sum_{i, j} x_{ncij}

    Lin, Chen and Yan, "Network in network", 2014, section 3.2: it takes the place of fully connected layers, has no
    weights, and takes images of any size.

    Parameters
    ----------
    x : ndarray, shape (N, C, H, W), floating
        Images of at least one pixel.

    Returns
    -------
    y : ndarray, shape (N, C), dtype of `x`
        The means.
    backward : callable
        Maps dJ/dy, shape (N, C), to dJ/dx, shape of `x`.

    Raises
    ------
    ValueError
        If `x` has another shape or no pixels.

    Examples
    --------
    >>> y, backward = global_avg_pool2d(np.array([[[[1.0, 2.0], [3.0, 6.0]]]]))
    >>> y
    array([[3.]])
    >>> backward(np.array([[4.0]]))
    array([[[[1., 1.],
             [1., 1.]]]])
    """
    pixels = _count_pixels(x)

    def backward(d_y: Array) -> Array:
        return np.repeat(d_y / pixels, pixels).reshape(x.shape)

    return x.sum(axis=(2, 3)) / pixels, backward


def global_max_pool2d(x: Array) -> tuple[Array, Callable[[Array], Array]]:
    r"""Return the largest number of every channel, and the function that differentiates it.

    .. math:: y_{nc} = \max_{i, j} x_{ncij}

    The gradient goes to the winner alone, in reading order the first of equals. Oquab, Bottou, Laptev and Sivic, "Is
    object localization for free?", 2015.

    Parameters
    ----------
    x : ndarray, shape (N, C, H, W), floating
        Images of at least one pixel.

    Returns
    -------
    y : ndarray, shape (N, C), dtype of `x`
        The winners.
    backward : callable
        Maps dJ/dy, shape (N, C), to dJ/dx, shape of `x`.

    Raises
    ------
    ValueError
        If `x` has another shape or no pixels.

    Examples
    --------
    >>> y, backward = global_max_pool2d(np.array([[[[1.0, 6.0], [6.0, 2.0]]]]))
    >>> y
    array([[6.]])
    >>> backward(np.array([[4.0]]))
    array([[[[0., 4.],
             [0., 0.]]]])
    """
    pixels = _count_pixels(x)
    rows = x.reshape(*x.shape[:2], pixels)
    winner = rows.argmax(axis=2)[:, :, None]

    def backward(d_y: Array) -> Array:
        d_rows = np.zeros(rows.shape, d_y.dtype)
        np.put_along_axis(d_rows, winner, d_y[:, :, None], axis=2)
        return d_rows.reshape(x.shape)

    return np.take_along_axis(rows, winner, axis=2)[:, :, 0], backward


def _count_pixels(x: Array) -> int:
    sizes = require_shape("x", x, ("N", "C", "H", "W"))
    require_floating("x", x)
    pixels = sizes["H"] * sizes["W"]
    if pixels == 0:
        raise ValueError(f"x must hold at least one pixel; got shape {x.shape}")
    return pixels
