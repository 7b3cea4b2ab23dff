"""What a trained network looks at: the pixels that a score hangs on, and the patches that excite a filter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lecturelib.arguments import Array, require_classes, require_shape, require_whole

Network = Callable[[Array], tuple[Array, Callable[[Array], Any]]]


def saliency(network: Network, x: Array, classes: Array) -> Array:
    r"""Return for each pixel how strongly the score of a class hangs on it.

    .. math:: m_{nij} = \max_c \left| \frac{\partial\, \text{scores}_{n k_n}}{\partial x_{ncij}} \right|

    for the class :math:`k_n` of image n: Simonyan, Vedaldi and Zisserman, "Deep inside convolutional networks", 2013,
    section 3.1. The scores are those before the softmax. An image's scores must not depend on the other images, so one
    backward pass serves them all.

    Parameters
    ----------
    network : callable
        Maps images to the scores, shape (N, K), and a backward function from dJ/dscores to dJ/dx.
    x : ndarray, shape (N, C, H, W), floating
        Images of C channels.
    classes : ndarray of int, shape (N,)
        For each image the class that is asked about, in [0, K).

    Returns
    -------
    maps : ndarray, shape (N, H, W)
        One number for each pixel, at least 0.

    Raises
    ------
    ValueError
        If `x` has another shape, or `classes` are no classes of the network's.

    Examples
    --------
    >>> W = np.array([[1.0, 0.0], [-2.0, 5.0]])
    >>> def network(x):
    ...     return x.reshape(len(x), 2) @ W, lambda d_scores: (d_scores @ W.T).reshape(x.shape)
    >>> saliency(network, np.zeros((2, 1, 1, 2)), np.array([0, 1]))
    array([[[1., 2.]],
    <BLANKLINE>
           [[0., 5.]]])
    """
    batch = require_shape("x", x, ("N", "C", "H", "W"))["N"]
    scores, backward = network(x)
    require_classes("classes", classes, (batch,), scores.shape[1])
    d_scores = np.zeros_like(scores)
    d_scores[np.arange(batch), classes] = 1
    return np.asarray(np.abs(backward(d_scores)).max(axis=1))


def top_patches(images: Array, responses: Array, count: int) -> Array:
    """Return the patches of images to which a filter responds most strongly, at most one from an image.

    Of each image the patch at the strongest response is taken, and of these the `count` strongest, the strongest first.
    Girshick, Donahue, Darrell and Malik, "Rich feature hierarchies for accurate object detection and semantic
    segmentation", 2014, section 3.1; Zeiler and Fergus, "Visualizing and understanding convolutional networks", 2014.

    Parameters
    ----------
    images : ndarray, shape (N, H, W)
        What the filter saw, with the zeros that were put around it.
    responses : ndarray, shape (N, OH, OW)
        The filter's response at each place, at stride 1: the place (i, j) has seen the H - OH + 1 rows from row i on,
        and the W - OW + 1 columns from column j on.
    count : int
        How many patches, from 0 to N.

    Returns
    -------
    patches : ndarray, shape (count, H - OH + 1, W - OW + 1)
        The strongest first; of equal responses the first counts, place by place and image by image.

    Raises
    ------
    ValueError
        If the shapes do not fit, or there are fewer than `count` images.

    Examples
    --------
    >>> images = np.array([[[1.0, 2.0, 3.0]], [[9.0, 7.0, 8.0]]])
    >>> top_patches(images, responses=images[:, :, 1:] - images[:, :, :-1], count=2)
    array([[[1., 2.]],
    <BLANKLINE>
           [[7., 8.]]])
    """
    sizes = require_shape("images", images, ("N", "H", "W"))
    places = require_shape("responses", responses, (sizes["N"], "OH", "OW"))
    height, width = sizes["H"] - places["OH"] + 1, sizes["W"] - places["OW"] + 1
    if min(height, width) < 1 or places["OH"] * places["OW"] == 0:
        raise ValueError(f"responses must have 1 to H rows and 1 to W columns; got shape {responses.shape}")
    if require_whole("count", count, 0) > sizes["N"]:
        raise ValueError(f"count must be at most the number of images, {sizes['N']}; got {count}")
    rows = responses.reshape(sizes["N"], -1)
    strongest = rows.argmax(axis=1)
    order = np.argsort(-rows.max(axis=1), kind="stable")[:count]
    corners = [divmod(int(strongest[n]), places["OW"]) for n in order]
    cut = [images[n, i : i + height, j : j + width] for n, (i, j) in zip(order, corners, strict=True)]
    return np.array(cut, dtype=images.dtype).reshape(count, height, width)
