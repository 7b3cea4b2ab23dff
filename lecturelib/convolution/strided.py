"""The convolutional layer: kernels that are shared by all places of an image."""

from __future__ import annotations

from collections.abc import Callable

from lecturelib.arguments import Array, require_floating, require_shape
from lecturelib.convolution.geometry import Padding, Pair, geometry_of
from lecturelib.convolution.patches import Patches, correlate, kernel_gradients, spread


def conv2d(
    x: Array,
    kernels: Array,
    bias: Array | None = None,
    stride: int | Pair = 1,
    padding: Padding = 0,
    dilation: int | Pair = 1,
) -> tuple[Array, Callable[..., tuple[Array | None, Array, Array | None]]]:
    r"""Return the cross-correlation of images with kernels, plus a bias, and the function that differentiates it.

    .. math:: y_{nfij} = b_f + \sum_c \sum_k \sum_l x_{n,\, c,\, s i + d k,\, s j + d l}\, K_{fckl}

    with stride s and dilation d on the padded images. Libraries call this convolution, though no kernel is flipped:
    Goodfellow, Bengio and Courville, "Deep Learning", 2016, eq. 9.8 (counted from 0), with gradients as in eq. 9.11 and
    9.13. For dilation: Yu and Koltun, "Multi-scale context aggregation by dilated convolutions", 2016, eq. 2.

    Parameters
    ----------
    x : ndarray, shape (N, C, H, W), floating
        Images of C channels.
    kernels : ndarray, shape (F, C, KH, KW), floating
        One kernel for each of the F output channels.
    bias : ndarray, shape (F,), optional
        One number for each output channel.
    stride, dilation : int or pair of int
        Step from one place to the next, and from one element of the kernel to the next.
    padding : int, pair of int, pair of pairs or "same"
        Zeros on all sides; above and below against left and right; ((top, bottom), (left, right)); or as many as keep
        H and W at stride 1, an odd one at the bottom or right.

    Returns
    -------
    y : ndarray, shape (N, F, OH, OW)
        The output, whose size is that of `output_size`.
    backward : callable
        Maps dJ/dy to dJ/dx, dJ/dkernels and dJ/dbias, each of its argument's shape; the last is ``None`` if there is
        no bias. Told ``need_d_x=False``, as where x is data, it leaves dJ/dx out: ``None``.

    Raises
    ------
    ValueError
        If the shapes do not fit, a setting is out of range, or the kernel does not fit into the padded image.

    Examples
    --------
    >>> import numpy as np
    >>> x = np.arange(9.0).reshape(1, 1, 3, 3)
    >>> y, backward = conv2d(x, np.array([[[[1.0, 0.0], [0.0, 10.0]]]]), np.array([0.5]))
    >>> y
    array([[[[40.5, 51.5],
             [73.5, 84.5]]]])
    >>> d_x, d_kernels, d_bias = backward(np.array([[[[1.0, 2.0], [3.0, 4.0]]]]))
    >>> d_x
    array([[[[ 1.,  2.,  0.],
             [ 3., 14., 20.],
             [ 0., 30., 40.]]]])
    >>> d_kernels
    array([[[[27., 37.],
             [57., 67.]]]])
    >>> d_bias
    array([10.])
    """
    sizes = require_shape("x", x, ("N", "C", "H", "W"))
    filters = require_shape("kernels", kernels, ("F", sizes["C"], "KH", "KW"))["F"]
    if bias is not None:
        require_shape("bias", bias, (filters,))
    require_floating("x", x)
    require_floating("kernels", kernels)
    geometry = geometry_of(x.shape[2:], kernels.shape[2:], stride, padding, dilation)
    patches = Patches(x, geometry)

    def backward(d_y: Array, need_d_x: bool = True) -> tuple[Array | None, Array, Array | None]:
        d_kernels, d_bias = kernel_gradients(patches, d_y)
        d_x = spread(d_y, kernels, geometry) if need_d_x else None
        return d_x, d_kernels, None if bias is None else d_bias

    return correlate(patches, kernels, bias), backward
