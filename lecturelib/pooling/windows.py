"""Pooling in windows: the largest number or the mean of each patch of an image."""

from __future__ import annotations

from collections.abc import Callable
from itertools import repeat
from typing import Any

import numpy as np

from lecturelib.arguments import Array
from lecturelib.convolution.geometry import Pair
from lecturelib.pooling.sweep import assemble, blocks_of, parts_of, pooling_geometry

Gradient = Callable[[Array], Array]


def max_pool2d(
    x: Array, size: int | Pair = 2, stride: int | Pair | None = None, padding: int | Pair = 0
) -> tuple[Array, Gradient]:
    r"""Return the largest number of every window of the images, and the function that differentiates it.

    .. math:: y_{ncij} = \max_{k, l}\, x_{n,\, c,\, s i + k,\, s j + l}

    The gradient goes to the winner alone, in reading order the first of equals, as in PyTorch. Windows may overlap;
    what no window covers plays no part. Zhou and Chellappa, "Computation of optical flow using a neural network", 1988;
    Goodfellow, Bengio and Courville, "Deep Learning", 2016, section 9.3.

    Parameters
    ----------
    x : ndarray, shape (N, C, H, W), floating
        Images.
    size : int or pair of int
        Height and width of a window.
    stride : int or pair of int, optional
        Step s from one window to the next; the window's size if ``None``.
    padding : int or pair of int
        Rows above and below, columns left and right, at most half of a window, that never win.

    Returns
    -------
    y : ndarray, shape (N, C, OH, OW), dtype of `x`
        The winners; for the size see `convolution.output_size`.
    backward : callable
        Maps dJ/dy to dJ/dx, shape of `x`.

    Raises
    ------
    ValueError
        If `x` has another shape, a setting is out of range, or the window does not fit into the padded image.

    Examples
    --------
    >>> y, backward = max_pool2d(np.array([[[[1.0, 5.0, 3.0, 3.0], [4.0, 2.0, 3.0, 3.0]]]]))
    >>> y
    array([[[[5., 3.]]]])
    >>> backward(np.array([[[[10.0, 20.0]]]]))
    array([[[[ 0., 10., 20.,  0.],
             [ 0.,  0.,  0.,  0.]]]])
    """
    geometry = pooling_geometry(x, size, stride, padding)
    elements = geometry.kernel[0] * geometry.kernel[1]
    # "Like" x: with axes in the same order in memory, which conv2d chooses so that small images are fast.
    y = np.empty_like(x, shape=(*x.shape[:2], *geometry.places))
    # Which element of the window has won, counted in reading order: one byte each for windows of up to 16 x 16.
    winner = np.zeros_like(y, np.min_scalar_type(elements - 1))
    for images in blocks_of(x):
        largest, first = y[images], winner[images]
        parts = parts_of(x[images], geometry, -np.inf)
        largest[...] = next(parts)
        for number, part in enumerate(parts, start=1):
            candidate = part.copy(order="K")
            np.maximum(first, (candidate > largest) * winner.dtype.type(number), out=first)
            np.maximum(largest, candidate, out=largest)

    def backward(d_y: Array) -> Array:
        d_x = np.empty_like(x, d_y.dtype)
        for images in blocks_of(x):
            won, d_won = winner[images], d_y[images]
            assemble((d_won * (won == number) for number in range(elements)), d_x[images], geometry)
        return d_x

    return y, backward


def avg_pool2d(
    x: Array,
    size: int | Pair = 2,
    stride: int | Pair | None = None,
    padding: int | Pair = 0,
    count_padding: bool = True,
) -> tuple[Array, Gradient]:
    r"""Return the mean of every window of the images, and the function that differentiates it.

    .. math:: y_{ncij} = \frac{1}{m_{ij}} \sum_{k, l} x_{n,\, c,\, s i + k,\, s j + l}

    where :math:`m_{ij}` is the size of a window or, if padding does not count, how much of the image lies in it. LeCun,
    Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition", 1998, section II.B, where
    weight and bias follow.

    Parameters
    ----------
    x : ndarray, shape (N, C, H, W), floating
        Images.
    size : int or pair of int
        Height and width of a window.
    stride : int or pair of int, optional
        Step s from one window to the next; the window's size if ``None``.
    padding : int or pair of int
        Rows of zeros above and below, columns left and right, at most half of a window.
    count_padding : bool
        Whether these zeros count in the mean.

    Returns
    -------
    y : ndarray, shape (N, C, OH, OW), dtype of `x`
        The means; for the size see `convolution.output_size`.
    backward : callable
        Maps dJ/dy to dJ/dx, shape of `x`.

    Raises
    ------
    ValueError
        If `x` has another shape, a setting is out of range, or the window does not fit into the padded image.

    Examples
    --------
    >>> y, backward = avg_pool2d(np.array([[[[1.0, 5.0, 3.0, 3.0], [4.0, 2.0, 3.0, 3.0]]]]))
    >>> y
    array([[[[3., 3.]]]])
    >>> backward(np.array([[[[4.0, 8.0]]]]))
    array([[[[1., 1., 2., 2.],
             [1., 1., 2., 2.]]]])
    """
    geometry = pooling_geometry(x, size, stride, padding)
    elements = geometry.kernel[0] * geometry.kernel[1]
    count: Any = elements
    if not count_padding:
        inside = np.ones((1, 1, *geometry.image), x.real.dtype)
        count = sum(parts_of(inside, geometry, 0))
    y = np.zeros_like(x, shape=(*x.shape[:2], *geometry.places))
    for images in blocks_of(x):
        for part in parts_of(x[images], geometry, 0):
            y[images] += part.copy(order="K")
    y /= count

    def backward(d_y: Array) -> Array:
        d_x = np.empty_like(x, d_y.dtype)
        for images in blocks_of(x):
            share = d_y[images] / count
            assemble(repeat(share, elements), d_x[images], geometry)
        return d_x

    return y, backward
