"""A convolutional network: stages that turn an image into features, and an affine map that reads them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from lecturelib.activations import relu
from lecturelib.arguments import Array, require_shape
from lecturelib.convolution import conv2d
from lecturelib.layers import affine, dropout, flatten
from lecturelib.pooling import max_pool2d

Stages = Sequence[tuple[Array, Array]]
Gradients = tuple[Array, tuple[tuple[Array, Array], ...], Array, Array]


def cnn(
    x: Array, stages: Stages, W: Array, b: Array, training: bool = False, rate: float = 0.25, seed: int = 0
) -> tuple[tuple[Array, ...], Callable[[Array], Gradients]]:
    r"""Return what every layer of a convolutional network answers, and the function that differentiates its scores.

    With :math:`h_0 = x`, the S stages and the scores are

    .. math::

        a_s = h_{s-1} * K_s + b_s, \quad r_s = \max(a_s, 0), \quad h_s = \mathrm{pool}(r_s), \quad
        \text{scores} = \mathrm{dropout}(\mathrm{flatten}(h_S))\, W + b

    where * is the cross-correlation that keeps height and width, and pool takes the largest number of each 2 by 2
    window. LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition", 1998; with
    ReLU, max-pooling and dropout as in Krizhevsky, Sutskever and Hinton, "ImageNet classification with deep
    convolutional neural networks", 2012.

    Parameters
    ----------
    x : ndarray, shape (N, C, H, W), floating
        Images of C channels.
    stages : sequence of (kernels, bias)
        For each stage its kernels, shape (F, C, KH, KW) with C the F of the stage before, and its bias, shape (F,).
    W : ndarray, shape (D, M), floating
        Weights of the scores; D is the number of numbers that the last stage gives for one image.
    b : ndarray, shape (M,), floating
        Bias of the scores.
    training : bool
        Whether features are dropped at random.
    rate : float
        Probability of dropping a feature in training, in [0, 1).
    seed : int
        What the mask is drawn from.

    Returns
    -------
    responses : tuple of ndarray
        For each stage what convolution, ReLU and pooling give, and last the scores, shape (N, M).
    backward : callable
        Maps dJ/dscores to dJ/dx, dJ/dstages (a pair for each stage, the first one first), dJ/dW and dJ/db.

    Raises
    ------
    ValueError
        If the shapes do not fit, or `rate` lies outside [0, 1).

    Examples
    --------
    >>> x = np.array([[[[1.0, 2.0], [-3.0, 0.0]]]])
    >>> stages = [(np.array([[[[2.0]]]]), np.array([-1.0]))]
    >>> responses, backward = cnn(x, stages, np.array([[1.0, -1.0]]), np.zeros(2))
    >>> [each.ravel().tolist() for each in responses]
    [[1.0, 3.0, -7.0, -1.0], [1.0, 3.0, 0.0, 0.0], [3.0], [3.0, -3.0]]
    >>> d_x, ((d_kernels, d_bias),), d_W, d_b = backward(np.array([[1.0, 0.0]]))
    >>> d_x.ravel(), d_kernels.ravel(), d_bias, d_W
    (array([0., 2., 0., 0.]), array([2.]), array([1.]), array([[3., 0.]]))
    """
    responses: list[Array] = []
    ways_back: list[Callable[..., Any]] = []
    h = x
    for kernels, bias in stages:
        a, back_from_a = conv2d(h, kernels, bias, padding="same")
        r, back_from_r = relu(a)
        h, back_from_h = max_pool2d(r, 2)
        responses += [a, r, h]
        ways_back += [back_from_a, back_from_r, back_from_h]
    features, back_to_maps = flatten(h)
    require_shape("W", W, (features.shape[1], "M"))
    kept, back_from_dropout = dropout(features, rate, np.random.default_rng(seed), training)
    scores, back_from_scores = affine(kept, W, b)
    ways_back.append(back_from_scores)

    def backward(d_scores: Array) -> Gradients:
        d_kept, d_W, d_b = ways_back[-1](d_scores)
        d_h = back_to_maps(back_from_dropout(d_kept))
        d_stages = []
        for place in reversed(range(0, len(ways_back) - 1, 3)):
            back_from_a, back_from_r, back_from_h = ways_back[place : place + 3]
            d_h, d_kernels, d_bias = back_from_a(back_from_r(back_from_h(d_h)))
            d_stages.append((d_kernels, d_bias))
        return d_h, tuple(reversed(d_stages)), d_W, d_b

    return (*responses, scores), backward
