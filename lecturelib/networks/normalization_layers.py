"""Layers around the operations of `lecturelib.normalization`."""

from __future__ import annotations

import numpy as np
from numpy.typing import DTypeLike

from lecturelib.arguments import Array
from lecturelib.initialization import constant, zeros
from lecturelib.networks.protocol import Gradients, Layer, LayerBackward
from lecturelib.normalization import batch_norm, layer_norm


class BatchNorm(Layer):
    """Channels normalised over the batch, `lecturelib.normalization.batch_norm`: shape (N, C, ...) kept.

    In training the batch's statistics are used, and gathered in the running ones, which are used afterwards.

    Parameters
    ----------
    channels : int
        C.
    momentum : float
        Share of the batch's statistics in the new running ones.
    eps : float
        Added to the variance.
    dtype : dtype
        Of parameters and buffers, floating.

    Attributes
    ----------
    gamma, beta : ndarray, shape (C,)
        Scale and shift, 1 and 0 to begin with.
    running_mean, running_var : ndarray, shape (C,)
        Running statistics, 0 and 1 to begin with: buffers.

    Examples
    --------
    >>> layer = BatchNorm(1, momentum=0.5)
    >>> layer.forward(np.array([[1.0], [5.0]]), training=True)[0].round(3).ravel()
    array([-1.,  1.])
    >>> layer.buffers
    {'running_mean': array([1.5]), 'running_var': array([4.5])}
    """

    gamma: Array
    beta: Array
    running_mean: Array
    running_var: Array
    parameter_names = ("gamma", "beta")
    buffer_names = ("running_mean", "running_var")

    def __init__(self, channels: int, momentum: float = 0.1, eps: float = 1e-5, dtype: DTypeLike = np.float64) -> None:
        self.gamma, self.beta = constant((channels,), dtype=dtype, value=1.0), zeros((channels,), dtype=dtype)
        self.running_mean, self.running_var = zeros((channels,), dtype=dtype), self.gamma.copy()
        self.momentum, self.eps = momentum, eps

    def forward(self, x: Array, training: bool = False) -> tuple[Array, LayerBackward]:
        """Return a batch normalised, and the function that differentiates it; in training, move the statistics."""
        value, norm_backward = batch_norm(
            x, self.gamma, self.beta, self.running_mean, self.running_var, training, self.momentum, self.eps
        )
        self.running_mean, self.running_var = value.running_mean, value.running_var

        def backward(d_y: Array) -> tuple[Array, Gradients]:
            d_x, d_gamma, d_beta = norm_backward(d_y)
            return d_x, self.name_gradients(d_gamma, d_beta)

        return value.y, backward


class LayerNorm(Layer):
    """Examples normalised by themselves, `lecturelib.normalization.layer_norm`: shape (..., *shape) kept.

    Parameters
    ----------
    shape : int or tuple of int
        The last axes, those that share statistics, such as D or (C, H, W).
    eps : float
        Added to the variance.
    dtype : dtype
        Of the parameters, floating.

    Attributes
    ----------
    gamma, beta : ndarray, shape `shape`
        Scale and shift, 1 and 0 to begin with.

    Examples
    --------
    >>> LayerNorm(2).forward(np.array([[1.0, 5.0]]))[0].round(3)
    array([[-1.,  1.]])
    """

    gamma: Array
    beta: Array
    parameter_names = ("gamma", "beta")

    def __init__(self, shape: int | tuple[int, ...], eps: float = 1e-5, dtype: DTypeLike = np.float64) -> None:
        axes = shape if isinstance(shape, tuple) else (shape,)
        self.gamma, self.beta = constant(axes, dtype=dtype, value=1.0), zeros(axes, dtype=dtype)
        self.eps = eps

    def forward(self, x: Array, training: bool = False) -> tuple[Array, LayerBackward]:
        """Return a batch normalised, and the function that differentiates it."""
        y, norm_backward = layer_norm(x, self.gamma, self.beta, self.eps)

        def backward(d_y: Array) -> tuple[Array, Gradients]:
            d_x, d_gamma, d_beta = norm_backward(d_y)
            return d_x, self.name_gradients(d_gamma, d_beta)

        return y, backward
