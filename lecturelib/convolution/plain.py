"""Correlation and convolution of one signal or one image with one kernel, as the equations say it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from lecturelib.arguments import Array, require_pair, require_shape
from lecturelib.convolution.geometry import Padding, Pair, geometry_of, output_size

TwoGradients = Callable[[Array], tuple[Array, Array]]


def correlate1d(signal: Array, kernel: Array, padding: int | Pair = 0) -> tuple[Array, TwoGradients]:
    r"""Return the cross-correlation of a signal with a kernel, and the function that differentiates it.

    .. math:: s_t = \sum_a w_a\, x_{t + a}, \qquad
              \frac{\partial J}{\partial w_a} = \sum_t \bar s_t\, x_{t + a}, \qquad
              \frac{\partial J}{\partial x_t} = \sum_a w_a\, \bar s_{t - a}

    for every t at which the whole kernel w lies on the padded signal x. Goodfellow, Bengio and Courville, "Deep
    Learning", 2016, section 9.1.

    Parameters
    ----------
    signal : ndarray, shape (T,)
        The signal x.
    kernel : ndarray, shape (A,)
        The kernel w.
    padding : int or pair of int
        Zeros added on both sides, or before and after.

    Returns
    -------
    s : ndarray, shape (T + padding - A + 1,)
        The correlation.
    backward : callable
        Maps dJ/ds to dJ/dsignal, shape (T,), and dJ/dkernel, shape (A,).

    Raises
    ------
    ValueError
        If the shapes or the padding do not fit.

    Examples
    --------
    >>> s, backward = correlate1d(np.array([1.0, 2.0, 4.0]), np.array([-1.0, 1.0]))
    >>> s
    array([1., 2.])
    >>> backward(np.array([1.0, 10.0]))
    (array([-1., -9., 10.]), array([21., 42.]))
    """
    size, length = require_shape("signal", signal, ("T",))["T"], require_shape("kernel", kernel, ("A",))["A"]
    before, after = require_pair("padding", padding, 0)
    places = output_size(size, length, padding=(before, after))
    windows = sliding_window_view(np.pad(signal, (before, after)), length)

    def backward(d_s: Array) -> tuple[Array, Array]:
        d_padded = np.zeros(before + size + after, np.result_type(kernel, d_s))
        for a in range(length):
            d_padded[a : a + places] += kernel[a] * d_s
        return d_padded[before : before + size], d_s @ windows

    return windows @ kernel, backward


def correlate2d(image: Array, kernel: Array, padding: Padding = 0) -> tuple[Array, TwoGradients]:
    r"""Return the cross-correlation of an image with a kernel, and the function that differentiates it.

    .. math:: S_{ij} = \sum_m \sum_n I_{i + m,\, j + n}\, K_{mn}, \qquad
              \frac{\partial J}{\partial K_{mn}} = \sum_i \sum_j \bar S_{ij}\, I_{i + m,\, j + n}, \qquad
              \frac{\partial J}{\partial I_{ij}} = \sum_m \sum_n \bar S_{i - m,\, j - n}\, K_{mn}

    for every place at which the whole kernel lies on the padded image. Goodfellow, Bengio and Courville, "Deep
    Learning", 2016, eq. 9.6. The image's gradient adds what each element of the kernel contributed; seen from one
    pixel, the kernel lies flipped.

    Parameters
    ----------
    image : ndarray, shape (H, W)
        The image I.
    kernel : ndarray, shape (KH, KW)
        The kernel K.
    padding : int, pair of int, pair of pairs or "same"
        Zeros on all sides; above and below against left and right; ((top, bottom), (left, right)); or so many that the
        size stays.

    Returns
    -------
    s : ndarray, shape (OH, OW)
        The correlation; without padding OH = H - KH + 1 and OW = W - KW + 1.
    backward : callable
        Maps dJ/ds, shape (OH, OW), to dJ/dimage, shape (H, W), and dJ/dkernel, shape (KH, KW).

    Raises
    ------
    ValueError
        If the shapes or the padding do not fit.

    Examples
    --------
    >>> image = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    >>> s, backward = correlate2d(image, np.array([[1.0, 0.0], [0.0, 10.0]]))
    >>> s
    array([[51., 62.]])
    >>> d_image, d_kernel = backward(np.array([[1.0, 2.0]]))
    >>> d_image
    array([[ 1.,  2.,  0.],
           [ 0., 10., 20.]])
    >>> d_kernel
    array([[ 5.,  8.],
           [14., 17.]])
    """
    require_shape("image", image, ("H", "W"))
    require_shape("kernel", kernel, ("KH", "KW"))
    geometry = geometry_of(image.shape, kernel.shape, padding=padding)
    rows, columns = geometry.places
    windows = geometry.windows(np.pad(image, geometry.padding))

    def backward(d_s: Array) -> tuple[Array, Array]:
        d_padded = np.zeros(geometry.padded, np.result_type(kernel, d_s))
        for m, n in np.ndindex(kernel.shape):
            d_padded[m : m + rows, n : n + columns] += kernel[m, n] * d_s
        return d_padded[geometry.inside], np.einsum("mnij,ij->mn", windows, d_s)

    return np.einsum("mnij,mn->ij", windows, kernel), backward


def convolve2d(image: Array, kernel: Array, padding: Padding = 0) -> tuple[Array, TwoGradients]:
    r"""Return the convolution of an image with a kernel, and the function that differentiates it.

    .. math:: S_{ij} = \sum_m \sum_n I_{i + M - 1 - m,\, j + N - 1 - n}\, K_{mn}

    for a kernel of M x N numbers: the correlation with the kernel flipped along both axes. Goodfellow, Bengio and
    Courville, "Deep Learning", 2016, eq. 9.5, with i and j counted from the first place at which the kernel fits.

    Parameters
    ----------
    image : ndarray, shape (H, W)
        The image I.
    kernel : ndarray, shape (KH, KW)
        The kernel K.
    padding : int, pair of int, pair of pairs or "same"
        As in `correlate2d`; (KH - 1, KW - 1) gives the full convolution, which is commutative.

    Returns
    -------
    s : ndarray, shape (OH, OW)
        The convolution.
    backward : callable
        Maps dJ/ds, shape (OH, OW), to dJ/dimage, shape (H, W), and dJ/dkernel, shape (KH, KW).

    Raises
    ------
    ValueError
        If the shapes or the padding do not fit.

    Examples
    --------
    >>> image = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    >>> s, backward = convolve2d(image, np.array([[1.0, 0.0], [0.0, 10.0]]))
    >>> s
    array([[15., 26.]])
    """
    require_shape("kernel", kernel, ("KH", "KW"))
    s, correlation_backward = correlate2d(image, kernel[::-1, ::-1], padding)

    def backward(d_s: Array) -> tuple[Array, Array]:
        d_image, d_flipped = correlation_backward(d_s)
        return d_image, d_flipped[::-1, ::-1]

    return s, backward
