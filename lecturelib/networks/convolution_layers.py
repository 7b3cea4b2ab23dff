"""Layers around the operations of `lecturelib.convolution`."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from lecturelib.arguments import Array, require_pair
from lecturelib.convolution import conv2d, conv_transpose2d, upsample2d
from lecturelib.initialization import he_normal, zeros
from lecturelib.networks.protocol import Gradients, Initialization, Layer, LayerBackward

Sizes = int | tuple[int, int]


class Conv2d(Layer):
    """Kernels shared by all places of an image, `lecturelib.convolution.conv2d`: (N, C, H, W) to (N, F, OH, OW).

    Parameters
    ----------
    channels, filters : int
        C and F.
    size : int or pair of int
        Height and width of the kernels.
    rng : numpy.random.Generator
        Source of the first kernels.
    stride, dilation : int or pair of int
        Step from place to place, and from one element of the kernel to the next.
    padding : int, pair of int, pair of pairs or "same"
        Rows and columns of zeros around the image.
    bias : bool
        Whether there is one; it is 0 to begin with.
    initialization : callable
        One of `lecturelib.initialization`.
    dtype : dtype
        Of the parameters, floating.

    Attributes
    ----------
    kernels : ndarray, shape (F, C, KH, KW)
        One kernel for each channel of the output.
    bias : ndarray, shape (F,), or None
        Added to every place of an output channel.

    Examples
    --------
    >>> layer = Conv2d(1, 4, 3, np.random.default_rng(0), padding=1)
    >>> layer.forward(np.zeros((2, 1, 8, 6)))[0].shape
    (2, 4, 8, 6)
    """

    kernels: Array
    bias: Array | None
    parameter_names = ("kernels", "bias")
    can_skip_d_x = True

    def __init__(
        self,
        channels: int,
        filters: int,
        size: Sizes,
        rng: np.random.Generator,
        stride: Sizes = 1,
        padding: Any = 0,
        dilation: Sizes = 1,
        bias: bool = True,
        initialization: Initialization = he_normal,
        dtype: DTypeLike = np.float64,
    ) -> None:
        self.kernels = initialization((filters, channels, *require_pair("size", size, 1)), rng, dtype)
        self.bias = zeros((filters,), dtype=dtype) if bias else None
        self.stride, self.padding, self.dilation = stride, padding, dilation

    def forward(self, x: Array, training: bool = False) -> tuple[Array, LayerBackward]:
        """Return the feature maps of a batch of images, and the function that differentiates them."""
        y, conv_backward = conv2d(x, self.kernels, self.bias, self.stride, self.padding, self.dilation)

        def backward(d_y: Array, need_d_x: bool = True) -> tuple[Array | None, Gradients]:
            d_x, d_kernels, d_bias = conv_backward(d_y, need_d_x)
            return d_x, self.name_gradients(d_kernels, d_bias)

        return y, backward


class ConvTranspose2d(Layer):
    """The transposed convolution, `lecturelib.convolution.conv_transpose2d`: (N, C, H, W) to a larger (N, F, OH, OW).

    Parameters
    ----------
    channels, filters : int
        C and F.
    size : int or pair of int
        Height and width of the kernels.
    rng : numpy.random.Generator
        Source of the first kernels.
    stride, dilation : int or pair of int
        Distance in the output between neighbours in the input, and between neighbours in the kernel.
    padding : int, pair of int, pair of pairs or "same"
        Rows and columns cut off the output.
    output_padding : int or pair of int
        Rows and columns added to the output below and at the right, fewer than the stride.
    bias : bool
        Whether there is one; it is 0 to begin with.
    initialization : callable
        One of `lecturelib.initialization`; it is told that an output sums C inputs for each element of a kernel.
    dtype : dtype
        Of the parameters, floating.

    Attributes
    ----------
    kernels : ndarray, shape (C, F, KH, KW)
        What each channel of the input spreads over each channel of the output.
    bias : ndarray, shape (F,), or None
        Added to every place of an output channel.

    Examples
    --------
    >>> layer = ConvTranspose2d(4, 1, 2, np.random.default_rng(0), stride=2)
    >>> layer.forward(np.zeros((2, 4, 8, 6)))[0].shape
    (2, 1, 16, 12)
    """

    kernels: Array
    bias: Array | None
    parameter_names = ("kernels", "bias")

    def __init__(
        self,
        channels: int,
        filters: int,
        size: Sizes,
        rng: np.random.Generator,
        stride: Sizes = 1,
        padding: Any = 0,
        output_padding: Sizes = 0,
        dilation: Sizes = 1,
        bias: bool = True,
        initialization: Initialization = he_normal,
        dtype: DTypeLike = np.float64,
    ) -> None:
        drawn = initialization((filters, channels, *require_pair("size", size, 1)), rng, dtype)
        self.kernels = np.ascontiguousarray(drawn.swapaxes(0, 1))
        self.bias = zeros((filters,), dtype=dtype) if bias else None
        self.stride, self.padding, self.output_padding, self.dilation = stride, padding, output_padding, dilation

    def forward(self, x: Array, training: bool = False) -> tuple[Array, LayerBackward]:
        """Return a batch of images enlarged, and the function that differentiates it."""
        y, conv_backward = conv_transpose2d(
            x, self.kernels, self.bias, self.stride, self.padding, self.output_padding, self.dilation
        )

        def backward(d_y: Array) -> tuple[Array, Gradients]:
            d_x, d_kernels, d_bias = conv_backward(d_y)
            return d_x, self.name_gradients(d_kernels, d_bias)

        return y, backward


class Upsample2d(Layer):
    """Every pixel repeated, `lecturelib.convolution.upsample2d`: (N, C, H, W) to (N, C, factor H, factor W).

    Parameters
    ----------
    factor : int or pair of int
        How often a row and a column are repeated.

    Examples
    --------
    >>> Upsample2d((1, 2)).forward(np.array([[[[1.0, 2.0]]]]))[0]
    array([[[[1., 1., 2., 2.]]]])
    """

    factor: Sizes

    def __init__(self, factor: Sizes = 2) -> None:
        self.factor = factor

    def forward(self, x: Array, training: bool = False) -> tuple[Array, LayerBackward]:
        """Return a batch of images enlarged, and the function that differentiates it."""
        y, upsample_backward = upsample2d(x, self.factor)
        return y, lambda d_y: (upsample_backward(d_y), {})
