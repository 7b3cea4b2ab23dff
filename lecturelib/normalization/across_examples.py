"""Batch normalisation: every channel normalised by its mean and variance over the mini-batch."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from lecturelib.arguments import Array, require_floating, require_number, require_shape
from lecturelib.normalization.rows import sum_by_channel, unbuffered


class BatchNorm(NamedTuple):
    """The value of `batch_norm`: outputs, shape of the inputs, and the running statistics to keep, both (C,)."""

    y: Array
    running_mean: Array
    running_var: Array


def batch_norm(
    x: Array,
    gamma: Array,
    beta: Array,
    running_mean: Array,
    running_var: Array,
    training: bool = True,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> tuple[BatchNorm, Callable[[Array], tuple[Array, Array, Array]]]:
    r"""Return every channel normalised over the batch, and the function that differentiates the outputs.

    With :math:`\mu` and :math:`\sigma^2` a channel's mean and variance over the m values that it has in the batch,

    .. math::

        \hat x = \frac{x - \mu}{\sqrt{\sigma^2 + \epsilon}}, \qquad y = \gamma \hat x + \beta, \qquad
        \sigma^2 = \frac1m \sum (x - \mu)^2

    and because every value moves :math:`\mu` and :math:`\sigma^2`, with :math:`\bar y = dJ/dy`,

    .. math::

        \bar\beta = \sum \bar y, \qquad \bar\gamma = \sum \bar y \hat x, \qquad
        \bar x = \frac{\gamma}{\sqrt{\sigma^2 + \epsilon}} \Big( \bar y - \frac{\bar\beta + \hat x \bar\gamma}{m} \Big)

    Ioffe and Szegedy, "Batch normalization: accelerating deep network training by reducing internal covariate shift",
    2015, algorithms 1 and 2. After training the running statistics, constants, take the batch's place. In training they
    move towards the batch's; as in algorithm 2 and in PyTorch the variance among them is the unbiased one:

    .. math::

        \mu_r \leftarrow (1 - a)\, \mu_r + a \mu, \qquad
        \sigma_r^2 \leftarrow (1 - a)\, \sigma_r^2 + a\, \frac{m}{m - 1}\, \sigma^2

    Here and in PyTorch the momentum a, 0.1, is the share of the new. CS231n (0.9), Keras (0.99, with an epsilon of
    0.001) and ONNX (0.9) call the share of the old momentum, and let the biased variance run.

    Parameters
    ----------
    x : ndarray, shape (N, C, ...), floating
        Inputs: (N, C), sequences (N, C, T) or images (N, C, H, W). A channel has m = N, N T or N H W values.
    gamma, beta : ndarray, shape (C,)
        Scale and shift.
    running_mean, running_var : ndarray, shape (C,)
        Running statistics so far, not differentiated; 0 and 1 to begin with.
    training : bool
        Whether to normalise by the batch's statistics.
    momentum : float
        Share of the batch's statistics in the new running ones, in [0, 1].
    eps : float
        Added to the variance, positive.

    Returns
    -------
    value : BatchNorm
        Outputs y, shape of `x`, and the new running statistics, each (C,); those given are returned after training and
        for an empty batch.
    backward : callable
        Maps dJ/dy, shape of `x`, to dJ/dx, shape of `x`, dJ/dgamma and dJ/dbeta, both (C,).

    Raises
    ------
    ValueError
        If shapes do not fit, `momentum` or `eps` lie outside, or in training a channel has a single value.

    Examples
    --------
    >>> x, one, zero = np.array([[1.0], [5.0]]), np.ones(1), np.zeros(1)  # mean 3, variance 4, unbiased 8
    >>> value, backward = batch_norm(x, one, zero, running_mean=zero, running_var=one, momentum=0.5, eps=1e-12)
    >>> value.y.round(6)
    array([[-1.],
           [ 1.]])
    >>> value.running_mean, value.running_var
    (array([1.5]), array([4.5]))
    >>> backward(np.array([[0.0], [1.0]]))[1:]  # and no dJ/dx: two values always become -1 and 1
    (array([1.]), array([1.]))
    """
    require_floating("x", x)
    if x.ndim < 2:
        raise ValueError(f"x must have shape (N, C, ...); got shape {x.shape}")
    examples, channels, positions = len(x), x.shape[1], math.prod(x.shape[2:])
    named = {"gamma": gamma, "beta": beta, "running_mean": running_mean, "running_var": running_var}
    for name, array in named.items():
        require_shape(name, array, (channels,))
    require_number("momentum", momentum, "[0, 1]")
    require_number("eps", eps, "(0, inf)")
    count = examples * positions
    if training and count == 1:
        raise ValueError(f"in training x must hold more than one value of each channel; got shape {x.shape}")

    # An example is a row, C times its positions long. Statistics are spread over such a row, so that NumPy broadcasts
    # along the batch only, and sums over the batch are products with ones: both faster than the obvious way.
    rows = x.reshape(examples, channels * positions)
    # This memory serves first for squares that are only summed, as d_x does below for products: new arrays cost time.
    y = np.empty(rows.shape, dtype=np.result_type(x, gamma, beta))

    def spread(statistic: Array) -> Array:
        return np.repeat(statistic, positions)

    by_batch = training and count != 0
    if by_batch:
        mean = sum_by_channel(rows, channels) / count
        with unbuffered(channels * positions):
            centred = rows - spread(mean)
        # From centred values: the mean square less the squared mean would lose all digits where the mean is large.
        variance = sum_by_channel(np.multiply(centred, centred, out=y), channels) / count
        share, unbiased = float(momentum), variance * (count / (count - 1))
        running_mean = (1 - share) * running_mean + share * mean
        running_var = (1 - share) * running_var + share * unbiased
    else:
        centred, variance = rows - spread(running_mean), running_var
    inverse_deviation = 1 / np.sqrt(variance + float(eps))
    scale = spread(gamma * inverse_deviation)
    with unbuffered(channels * positions):
        np.multiply(centred, scale, out=y)
        y += spread(beta)

    def backward(d_y: Array) -> tuple[Array, Array, Array]:
        d_rows = d_y.reshape(rows.shape)
        d_beta = sum_by_channel(d_rows, channels)
        d_x = d_rows * centred
        d_gamma = sum_by_channel(d_x, channels) * inverse_deviation
        with unbuffered(channels * positions):
            if by_batch:
                np.multiply(centred, spread(d_gamma * inverse_deviation / count), out=d_x)
                d_x += spread(d_beta / count)
                np.subtract(d_rows, d_x, out=d_x)
                d_x *= scale
            else:
                np.multiply(d_rows, scale, out=d_x)
        return d_x.reshape(x.shape), d_gamma, d_beta

    return BatchNorm(y.reshape(x.shape), running_mean, running_var), backward
