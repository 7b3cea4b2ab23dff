"""Layers around the operations of `lecturelib.pooling`."""

from __future__ import annotations

from lecturelib.arguments import Array
from lecturelib.networks.protocol import Layer, LayerBackward
from lecturelib.pooling import avg_pool2d, global_avg_pool2d, max_pool2d

Sizes = int | tuple[int, int]


class MaxPool2d(Layer):
    """The largest number of every window, `lecturelib.pooling.max_pool2d`: (N, C, H, W) to (N, C, OH, OW).

    Parameters
    ----------
    size : int or pair of int
        Of the window.
    stride : int or pair of int, optional
        Step from window to window; the window's size if left out.
    padding : int or pair of int
        Rows and columns around the image, which never win.

    Examples
    --------
    >>> import numpy as np
    >>> MaxPool2d().forward(np.array([[[[1.0, 2.0], [4.0, 3.0]]]]))[0]
    array([[[[4.]]]])
    """

    size: Sizes
    stride: Sizes | None
    padding: Sizes

    def __init__(self, size: Sizes = 2, stride: Sizes | None = None, padding: Sizes = 0) -> None:
        self.size, self.stride, self.padding = size, stride, padding

    def forward(self, x: Array, training: bool = False) -> tuple[Array, LayerBackward]:
        """Return the largest numbers of a batch of images, and the function that differentiates them."""
        y, pool_backward = max_pool2d(x, self.size, self.stride, self.padding)
        return y, lambda d_y: (pool_backward(d_y), {})


class AvgPool2d(Layer):
    """The mean of every window, `lecturelib.pooling.avg_pool2d`: (N, C, H, W) to (N, C, OH, OW).

    Parameters
    ----------
    size : int or pair of int
        Of the window.
    stride : int or pair of int, optional
        Step from window to window; the window's size if left out.
    padding : int or pair of int
        Rows and columns of zeros around the image, which count.

    Examples
    --------
    >>> import numpy as np
    >>> AvgPool2d().forward(np.array([[[[1.0, 2.0], [4.0, 3.0]]]]))[0]
    array([[[[2.5]]]])
    """

    size: Sizes
    stride: Sizes | None
    padding: Sizes

    def __init__(self, size: Sizes = 2, stride: Sizes | None = None, padding: Sizes = 0) -> None:
        self.size, self.stride, self.padding = size, stride, padding

    def forward(self, x: Array, training: bool = False) -> tuple[Array, LayerBackward]:
        """Return the means of a batch of images, and the function that differentiates them."""
        y, pool_backward = avg_pool2d(x, self.size, self.stride, self.padding)
        return y, lambda d_y: (pool_backward(d_y), {})


class GlobalAvgPool2d(Layer):
    """The mean of every channel, `lecturelib.pooling.global_avg_pool2d`: (N, C, H, W) to (N, C).

    Examples
    --------
    >>> import numpy as np
    >>> GlobalAvgPool2d().forward(np.array([[[[1.0, 2.0], [4.0, 3.0]]]]))[0]
    array([[2.5]])
    """

    def forward(self, x: Array, training: bool = False) -> tuple[Array, LayerBackward]:
        """Return the means of a batch of images, and the function that differentiates them."""
        y, pool_backward = global_avg_pool2d(x)
        return y, lambda d_y: (pool_backward(d_y), {})
