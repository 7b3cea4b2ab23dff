"""A convolutional autoencoder: an image is squeezed into a code, and drawn again from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from lecturelib.activations import relu, sigmoid
from lecturelib.arguments import Array
from lecturelib.convolution import conv2d, conv_transpose2d
from lecturelib.pooling import max_pool2d

Stages = Sequence[tuple[Array, Array]]
StageGradients = tuple[tuple[Array, Array], ...]


def conv_autoencoder(
    x: Array, encoder: Stages, decoder: Stages
) -> tuple[tuple[Array, Array], Callable[[Array, Array], tuple[Array, StageGradients, StageGradients]]]:
    r"""Return the reconstructions and the codes of images, and the function that differentiates both.

    A stage of the encoder is :math:`h \leftarrow \mathrm{pool}(\max(h * K + b, 0))`, and what the last one gives is the
    code. A stage of the decoder is :math:`h \leftarrow \max(h *^\top K + b, 0)`; in the last one the sigmoid takes the
    place of the maximum, so that the reconstruction lies in (0, 1). Here * is the cross-correlation that keeps height
    and width, pool takes the largest number of each 2 by 2 window, and :math:`*^\top` is the transposed convolution
    with stride 2. Masci, Meier, Ciresan and Schmidhuber, "Stacked convolutional auto-encoders for hierarchical feature
    extraction", 2011; with transposed convolutions as in Zeiler, Krishnan, Taylor and Fergus, "Deconvolutional
    networks", 2010.

    Parameters
    ----------
    x : ndarray, shape (N, C, H, W), floating
        Images of C channels.
    encoder : sequence of (kernels, bias)
        For each stage its kernels, shape (F, C, KH, KW) with C the F of the stage before, and its bias, shape (F,).
    decoder : sequence of (kernels, bias)
        The same with kernels of shape (C, F, KH, KW); those of 2 by 2 double height and width.

    Returns
    -------
    reconstruction : ndarray
        With kernels of 2 by 2 in the decoder, as many stages there, and H and W divisible by 2 so often, of the shape
        of `x`. The first of a pair.
    codes : ndarray, shape (N, F, h, w)
        What the encoder's last stage gives.
    backward : callable
        Maps dJ/dreconstruction and dJ/dcodes, what J asks of the codes themselves, to dJ/dx, dJ/dencoder and
        dJ/ddecoder: for each stage a pair, the first stage first.

    Raises
    ------
    ValueError
        If the shapes do not fit.

    Examples
    --------
    >>> import numpy as np
    >>> x = np.array([[[[1.0, 2.0], [0.0, 3.0]]]])
    >>> (reconstruction, codes), backward = conv_autoencoder(
    ...     x, [(np.ones((1, 1, 1, 1)), np.zeros(1))], [(np.ones((1, 1, 2, 2)), np.full(1, -3.0))]
    ... )
    >>> reconstruction.ravel(), codes.ravel()
    (array([0.5, 0.5, 0.5, 0.5]), array([3.]))
    >>> backward(np.full((1, 1, 2, 2), 4.0), np.array([[[[10.0]]]]))[0].ravel()
    array([ 0.,  0.,  0., 14.])
    """
    ways_in: list[tuple[Callable[..., Any], ...]] = []
    ways_out: list[tuple[Callable[..., Any], ...]] = []
    h = x
    for kernels, bias in encoder:
        a, back_from_a = conv2d(h, kernels, bias, padding="same")
        r, back_from_r = relu(a)
        h, back_from_h = max_pool2d(r, 2)
        ways_in.append((back_from_h, back_from_r, back_from_a))
    codes = h
    for place, (kernels, bias) in enumerate(decoder):
        a, back_from_a = conv_transpose2d(h, kernels, bias, stride=2)
        h, back_from_h = (sigmoid if place == len(decoder) - 1 else relu)(a)
        ways_out.append((back_from_h, back_from_a))

    def backward(d_reconstruction: Array, d_codes: Array) -> tuple[Array, StageGradients, StageGradients]:
        d_h = d_reconstruction
        d_decoder, d_encoder = [], []
        for back_from_h, back_from_a in reversed(ways_out):
            d_h, *own = back_from_a(back_from_h(d_h))
            d_decoder.append((own[0], own[1]))
        # The codes go two ways: to the decoder, and to J itself.
        d_h = d_h + d_codes
        for back_from_h, back_from_r, back_from_a in reversed(ways_in):
            d_h, *own = back_from_a(back_from_r(back_from_h(d_h)))
            d_encoder.append((own[0], own[1]))
        return d_h, tuple(reversed(d_encoder)), tuple(reversed(d_decoder))

    return (h, codes), backward
