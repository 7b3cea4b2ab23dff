"""The references with the arguments that this lesson asks for: no dilation, no padding that differs from side to side.

A student's function has just these arguments, and so have the wrong answers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lecturelib import convolution, pooling

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Array, Callable[..., Any]]


def correlate1d(signal: Array, kernel: Array) -> Pair:
    """Return the correlation at every place where the whole kernel lies on the signal, and its backward."""
    return convolution.correlate1d(signal, kernel)


def correlate2d(image: Array, kernel: Array) -> Pair:
    """Return the correlation at every place where the whole kernel lies on the image, and its backward."""
    return convolution.correlate2d(image, kernel)


def convolve2d(image: Array, kernel: Array) -> Pair:
    """Return the convolution at every place where the whole kernel lies on the image, and its backward."""
    return convolution.convolve2d(image, kernel)


def output_size(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    """Return at how many places a kernel fits along one axis."""
    return convolution.output_size(size, kernel, stride, padding)


def conv2d(x: Array, kernels: Array, bias: Array, stride: int = 1, padding: int = 0) -> Pair:
    """Return the layer's output and its backward."""
    return convolution.conv2d(x, kernels, bias, stride, padding)


def max_pool2d(x: Array, size: int = 2, stride: int | None = None) -> Pair:
    """Return the largest number of every window, and its backward."""
    return pooling.max_pool2d(x, size, stride)


def avg_pool2d(x: Array, size: int = 2, stride: int | None = None) -> Pair:
    """Return the mean of every window, and its backward."""
    return pooling.avg_pool2d(x, size, stride)
