"""All windows at once, one of their elements at a time: how both kinds of pooling pass over an image."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import prod

import numpy as np

from lecturelib.arguments import Array, require_floating, require_pair, require_shape
from lecturelib.convolution.geometry import Geometry, Pair, geometry_of

# Images are pooled a few at a time, so that they stay in the processor's cache while every element of the window passes
# over them: as many as make up this many numbers, one megabyte in float32.
BLOCK = 2**18


def pooling_geometry(x: Array, size: int | Pair, stride: int | Pair | None, padding: int | Pair) -> Geometry:
    """Return where the windows lie, with every argument of a pooling operation checked."""
    require_shape("x", x, ("N", "C", "H", "W"))
    require_floating("x", x)
    window, around = require_pair("size", size, 1), require_pair("padding", padding, 0)
    if around[0] > window[0] // 2 or around[1] > window[1] // 2:
        raise ValueError(f"padding must be at most half of the window {window}; got {around}")
    return geometry_of(x.shape[2:], window, window if stride is None else stride, around)


def blocks_of(x: Array) -> Iterator[slice]:
    """Yield which images to pool next."""
    block = max(1, BLOCK // max(1, prod(x.shape[1:])))
    return (slice(start, start + block) for start in range(0, len(x), block))


def parts_of(x: Array, geometry: Geometry, padding_value: float) -> Iterator[Array]:
    """Yield views of shape (N, C, OH, OW): every window's first element, every window's second, in reading order."""
    padded = x
    if geometry.padded != geometry.image:
        padded = np.full((*x.shape[:2], *geometry.padded), padding_value, x.dtype)
        padded[geometry.inside] = x
    for i, j in np.ndindex(geometry.kernel):
        yield padded[:, :, i:, j:][geometry.corners]


def assemble(parts: Iterable[Array], like: Array, geometry: Geometry) -> Array:
    """Return images (N, C, H, W) made of such parts, added up where windows overlap: the transpose of `parts_of`.

    Parameters
    ----------
    parts : iterable of ndarray, shape (N, C, OH, OW)
        One for every element of the window, in reading order.
    like : ndarray, shape (N, C, OH, OW)
        Tells N, C and the dtype.
    geometry : Geometry
        Where the windows lie.
    """
    padded = np.zeros((*like.shape[:2], *geometry.padded), like.dtype)
    overlapping = geometry.kernel[0] > geometry.stride[0] or geometry.kernel[1] > geometry.stride[1]
    for (i, j), part in zip(np.ndindex(geometry.kernel), parts, strict=True):
        place = padded[:, :, i:, j:][geometry.corners]
        if overlapping:
            place += part
        else:  # Writing is several times as fast as adding to zeros.
            place[...] = part
    return padded[geometry.inside]
