"""What the normalisations share: rows brought to mean 0 and variance 1, and sums over all but the channels."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np

from lecturelib.arguments import Array


@contextmanager
def unbuffered(row: int) -> Iterator[None]:
    """Let NumPy broadcast along long rows without copying them through its buffer, and restore the buffer afterwards.

    An operation whose operands do not all lie in one piece, such as a matrix and a number for each row, goes through a
    buffer of 8192 elements unless a row is longer than that, which takes up to 2.5 times as long. With a small buffer
    rows of 512 and more escape; shorter ones are better off with it.

    Parameters
    ----------
    row : int
        Elements in a row.

    Examples
    --------
    >>> with unbuffered(512):
    ...     print(np.getbufsize())
    64
    >>> np.getbufsize()
    8192
    """
    # Leaving errstate restores the buffer too; it belongs to this thread alone.
    with np.errstate():
        if row >= 512:
            np.setbufsize(64)
        yield


def normalise_rows(rows: Array, eps: float) -> tuple[Array, Callable[[Array], Array]]:
    r"""Return every row less its mean, over its standard deviation, and the function that differentiates this.

    With :math:`\mu` and :math:`\sigma^2` the mean and the biased variance of a row of K values,

    .. math::

        \hat x_k = \frac{x_k - \mu}{\sqrt{\sigma^2 + \epsilon}}, \qquad
        \bar x_k = \frac{1}{\sqrt{\sigma^2 + \epsilon}} \Big(
            \bar{\hat x}_k - \frac1K \sum_j \bar{\hat x}_j - \hat x_k\, \frac1K \sum_j \bar{\hat x}_j \hat x_j \Big)

    Ioffe and Szegedy 2015, section 3, with the batch's values of a channel as the row.

    Parameters
    ----------
    rows : ndarray, shape (R, K), floating
        What to normalise, row by row.
    eps : float
        Added to the variance, positive.

    Returns
    -------
    normalised : ndarray, shape (R, K)
        Rows of mean 0 and of a variance just below 1.
    backward : callable
        Maps dJ/d normalised to dJ/d rows, both (R, K).

    Examples
    --------
    >>> normalised, backward = normalise_rows(np.array([[1.0, 5.0], [2.0, 2.0]]), 1e-12)
    >>> normalised.round(6)
    array([[-1.,  1.],
           [ 0.,  0.]])
    """
    size = rows.shape[1]
    # A product with ones is the fastest sum over rows that NumPy has.
    ones = np.ones(size, dtype=rows.dtype)

    def mean_of_rows(values: Array) -> Array:
        return (values @ ones / size)[:, None]

    with unbuffered(size):
        normalised = rows - mean_of_rows(rows)
        inverse_deviation = 1 / np.sqrt(mean_of_rows(normalised * normalised) + float(eps))
        normalised *= inverse_deviation

    def backward(d_normalised: Array) -> Array:
        with unbuffered(size):
            # The products' memory becomes that of the gradient: new arrays cost time.
            d_rows = d_normalised * normalised
            np.multiply(normalised, mean_of_rows(d_rows), out=d_rows)
            d_rows += mean_of_rows(d_normalised)
            np.subtract(d_normalised, d_rows, out=d_rows)
            d_rows *= inverse_deviation
        return d_rows

    return normalised, backward


def sum_by_channel(rows: Array, channels: int) -> Array:
    """Return the sum of every channel's values over the batch and all positions.

    Parameters
    ----------
    rows : ndarray, shape (N, C L)
        One example a row, channel after channel, each of L positions.
    channels : int
        Number of channels C.

    Returns
    -------
    sums : ndarray, shape (C,)
        One sum for each channel.

    Examples
    --------
    >>> sum_by_channel(np.array([[1.0, 2.0, 3.0, 4.0], [10.0, 20.0, 30.0, 40.0]]), channels=2)
    array([33., 77.])
    """
    ones = np.ones(len(rows), dtype=rows.dtype)
    return (ones @ rows).reshape(channels, rows.shape[1] // channels).sum(axis=1)
