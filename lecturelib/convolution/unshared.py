"""The locally connected layer: as sparse as a convolutional one, but every place has kernels of its own."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lecturelib.arguments import Array, require_floating, require_shape
from lecturelib.convolution.geometry import Pair, geometry_of


def locally_connected2d(
    x: Array, kernels: Array, bias: Array | None = None, stride: int | Pair = 1
) -> tuple[Array, Callable[[Array], tuple[Array, Array, Array | None]]]:
    r"""Return images seen through kernels that differ from place to place, and the function that differentiates it.

    .. math:: y_{nfij} = b_{fij} + \sum_c \sum_k \sum_l x_{n,\, c,\, s i + k,\, s j + l}\, K_{ijfckl}

    Goodfellow, Bengio and Courville, "Deep Learning", 2016, eq. 9.9: unshared convolution. LeCun, "Generalization and
    network design strategies", 1989, compares it with shared and with full connections.

    Parameters
    ----------
    x : ndarray, shape (N, C, H, W), floating
        Images of C channels.
    kernels : ndarray, shape (OH, OW, F, C, KH, KW), floating
        F kernels for every place.
    bias : ndarray, shape (F, OH, OW), optional
        One number for every output.
    stride : int or pair of int
        Step s from one place to the next.

    Returns
    -------
    y : ndarray, shape (N, F, OH, OW)
        The output.
    backward : callable
        Maps dJ/dy to dJ/dx, dJ/dkernels and dJ/dbias, each of its argument's shape; the last is ``None`` if there is
        no bias.

    Raises
    ------
    ValueError
        If the shapes do not fit, `stride` is out of range, or the kernel does not fit into the image.

    Examples
    --------
    >>> x, kernels = np.array([[[[1.0, 2.0, 3.0]]]]), np.array([[1.0, 0.0], [10.0, 100.0]]).reshape(1, 2, 1, 1, 1, 2)
    >>> y, backward = locally_connected2d(x, kernels)
    >>> y
    array([[[[  1., 320.]]]])
    >>> d_x, d_kernels, d_bias = backward(np.array([[[[1.0, 2.0]]]]))
    >>> d_x
    array([[[[  1.,  20., 200.]]]])
    >>> d_kernels.reshape(2, 2)
    array([[1., 2.],
           [4., 6.]])
    """
    sizes = require_shape("x", x, ("N", "C", "H", "W"))
    batch, channels = sizes["N"], sizes["C"]
    filters = require_shape("kernels", kernels, ("OH", "OW", "F", channels, "KH", "KW"))["F"]
    require_floating("x", x)
    require_floating("kernels", kernels)
    geometry = geometry_of(x.shape[2:], kernels.shape[4:], stride)
    rows, columns = geometry.places
    require_shape("kernels", kernels, (rows, columns, filters, channels, *geometry.kernel))
    if bias is not None:
        require_shape("bias", bias, (filters, rows, columns))
    # One matrix product for every place: its patches (N, C KH KW) times its kernels (C KH KW, F).
    length = channels * geometry.kernel[0] * geometry.kernel[1]
    patches = geometry.windows(x).transpose(4, 5, 0, 1, 2, 3).reshape(rows, columns, batch, length)
    weights = kernels.reshape(rows, columns, filters, length)

    def backward(d_y: Array) -> tuple[Array, Array, Array | None]:
        d_places = d_y.transpose(2, 3, 1, 0)
        d_kernels = (d_places @ patches).reshape(kernels.shape)
        d_patches = (d_places.swapaxes(2, 3) @ weights).reshape(rows, columns, batch, channels, *geometry.kernel)
        d_x = np.zeros(x.shape, d_patches.dtype)
        for i, j in np.ndindex(geometry.kernel):
            d_x[:, :, i:, j:][geometry.corners] += d_patches[..., i, j].transpose(2, 3, 0, 1)
        return d_x, d_kernels, None if bias is None else d_y.sum(axis=0)

    y = np.ascontiguousarray((patches @ weights.swapaxes(2, 3)).transpose(2, 3, 0, 1))
    return y if bias is None else y + bias, backward
