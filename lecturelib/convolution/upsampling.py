"""Enlarging an image without weights."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lecturelib.arguments import Array, require_pair, require_shape
from lecturelib.convolution.geometry import Pair


def upsample2d(x: Array, factor: int | Pair = 2) -> tuple[Array, Callable[[Array], Array]]:
    r"""Return images enlarged by repeating every pixel, and the function that differentiates it.

    .. math:: y_{ncij} = x_{n,\, c,\, \lfloor i / r \rfloor,\, \lfloor j / r \rfloor}

    Nearest-neighbour upsampling by a factor r; the gradient of a pixel is the sum over its copies. Followed by a
    convolution it leaves no chequered pattern, as a transposed convolution may: Odena, Dumoulin and Olah,
    "Deconvolution and checkerboard artifacts", 2016.

    Parameters
    ----------
    x : ndarray, shape (N, C, H, W)
        Images.
    factor : int or pair of int
        How often each pixel is repeated downwards and to the right.

    Returns
    -------
    y : ndarray, shape (N, C, H factor, W factor), dtype of `x`
        The enlarged images.
    backward : callable
        Maps dJ/dy to dJ/dx, shape of `x`.

    Raises
    ------
    ValueError
        If `x` has another shape, or `factor` is smaller than 1.

    Examples
    --------
    >>> y, backward = upsample2d(np.array([[[[1.0, 2.0]]]]))
    >>> y
    array([[[[1., 1., 2., 2.],
             [1., 1., 2., 2.]]]])
    >>> backward(np.arange(8.0).reshape(1, 1, 2, 4))
    array([[[[10., 18.]]]])
    """
    batch, channels, height, width = require_shape("x", x, ("N", "C", "H", "W")).values()
    down, right = require_pair("factor", factor, 1)
    copies = np.empty((batch, channels, height, down, width, right), x.dtype)
    copies[:] = x[:, :, :, None, :, None]

    def backward(d_y: Array) -> Array:
        # One copy of every pixel at a time: a sum over two short axes would take several times as long.
        d_copies = [d_y[:, :, i::down, j::right] for i, j in np.ndindex(down, right)]
        d_x = d_copies[0].copy()
        for each in d_copies[1:]:
            d_x += each
        return d_x

    return copies.reshape(batch, channels, height * down, width * right), backward
