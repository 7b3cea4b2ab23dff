"""The transposed convolutional layer: each number of a small image spreads its kernel over a larger one."""

from __future__ import annotations

from collections.abc import Callable

from lecturelib.arguments import Array, require_floating, require_pair, require_shape
from lecturelib.convolution.geometry import Padding, Pair, geometry_of, sides
from lecturelib.convolution.patches import Patches, correlate, kernel_gradients, spread


def conv_transpose2d(
    x: Array,
    kernels: Array,
    bias: Array | None = None,
    stride: int | Pair = 1,
    padding: Padding = 0,
    output_padding: int | Pair = 0,
    dilation: int | Pair = 1,
) -> tuple[Array, Callable[[Array], tuple[Array, Array, Array | None]]]:
    r"""Return the transposed convolution of images, plus a bias, and the function that differentiates it.

    .. math:: y_{n,\, f,\, s i + d k - p,\, s j + d l - p} \mathrel{+}= x_{ncij}\, K_{cfkl}
              \quad\text{for all}\ n, c, f, i, j, k, l, \qquad y_{nfij} \mathrel{+}= b_f

    with stride s, dilation d and padding p; what falls outside is dropped. It is the transpose of `conv2d` with the
    same kernels and settings: :math:`\langle \mathrm{conv2d}(u), x \rangle = \langle u, y \rangle` without biases.
    Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", 2016, chapter 4; Zeiler, Krishnan, Taylor
    and Fergus, "Deconvolutional networks", 2010.

    Parameters
    ----------
    x : ndarray, shape (N, C, H, W), floating
        Images of C channels.
    kernels : ndarray, shape (C, F, KH, KW), floating
        For each channel the kernel that it spreads over each of the F output channels.
    bias : ndarray, shape (F,), optional
        One number for each output channel.
    stride, dilation : int or pair of int
        Distance in the output between neighbours in `x`, and between neighbours in the kernel.
    padding : int, pair of int, pair of pairs or "same"
        Rows and columns cut off the output: what `conv2d` would add.
    output_padding : int or pair of int
        Rows added below and columns added at the right, fewer than the stride: several sizes give `conv2d` the same
        output, and this chooses among them.

    Returns
    -------
    y : ndarray, shape (N, F, OH, OW)
        The output; OH = (H - 1) stride - top - bottom + dilation (KH - 1) + 1 + output_padding, and OW likewise.
    backward : callable
        Maps dJ/dy to dJ/dx, dJ/dkernels and dJ/dbias, each of its argument's shape; the last is ``None`` if there is
        no bias.

    Raises
    ------
    ValueError
        If the shapes do not fit, a setting is out of range, or the padding leaves no output.

    Examples
    --------
    >>> import numpy as np
    >>> x, kernels = np.array([[[[1.0, 2.0]]]]), np.array([[[[1.0, 10.0, 100.0]]]])
    >>> y, backward = conv_transpose2d(x, kernels, stride=2)
    >>> y
    array([[[[  1.,  10., 102.,  20., 200.]]]])
    >>> d_x, d_kernels, d_bias = backward(np.array([[[[1.0, 2.0, 3.0, 4.0, 5.0]]]]))
    >>> d_x
    array([[[[321., 543.]]]])
    >>> d_kernels
    array([[[[ 7., 10., 13.]]]])
    """
    sizes = require_shape("x", x, ("N", "C", "H", "W"))
    filters = require_shape("kernels", kernels, (sizes["C"], "F", "KH", "KW"))["F"]
    if bias is not None:
        require_shape("bias", bias, (filters,))
    require_floating("x", x)
    require_floating("kernels", kernels)
    steps, spacing = require_pair("stride", stride, 1), require_pair("dilation", dilation, 1)
    extra = require_pair("output_padding", output_padding, 0)
    if extra[0] >= steps[0] or extra[1] >= steps[1]:
        raise ValueError(f"output_padding must be smaller than the stride {steps}; got {extra}")
    around = sides(padding, kernels.shape[2:], steps, spacing)
    height, width = (
        (x.shape[2 + a] - 1) * steps[a] + spacing[a] * (kernels.shape[2 + a] - 1) + 1 + extra[a] - sum(around[a])
        for a in (0, 1)
    )
    if min(height, width) < 1:
        raise ValueError(f"padding must leave an output of at least 1 x 1; got {height} x {width}")
    # The convolution whose transpose this is: it takes images of y's size to images of x's.
    geometry = geometry_of((height, width), kernels.shape[2:], steps, around, spacing)

    def backward(d_y: Array) -> tuple[Array, Array, Array | None]:
        patches = Patches(d_y, geometry)
        d_kernels, _ = kernel_gradients(patches, x)
        d_bias = None if bias is None else d_y.sum(axis=(0, 2, 3))
        return correlate(patches, kernels, None), d_kernels, d_bias

    y = spread(x, kernels, geometry)
    return y if bias is None else y + bias[:, None, None], backward
