"""All windows at once, one of their elements at a time: how both kinds of pooling pass over an image."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
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


def elements_of(geometry: Geometry) -> Iterator[tuple[int, int]]:
    """Yield row and column of every element of a window, in reading order."""
    return product(range(geometry.kernel[0]), range(geometry.kernel[1]))


def parts_of(x: Array, geometry: Geometry, padding_value: float) -> Iterator[Array]:
    """Yield views of shape (N, C, OH, OW): every window's first element, every window's second, in reading order."""
    padded = x
    if geometry.padded != geometry.image:
        padded = np.full_like(x, padding_value, shape=(*x.shape[:2], *geometry.padded))
        padded[geometry.inside] = x
    for i, j in elements_of(geometry):
        yield padded[:, :, i:, j:][geometry.corners]


def assemble(parts: Iterable[Array], images: Array, geometry: Geometry) -> None:
    """Write into `images` what such parts add up to: the transpose of `parts_of`.

    Parameters
    ----------
    parts : iterable of ndarray, shape (N, C, OH, OW)
        One for every element of the window, in reading order.
    images : ndarray, shape (N, C, H, W)
        Where to write: every number, 0 where no window lies.
    geometry : Geometry
        Where the windows lie.
    """
    is_padded = geometry.padded != geometry.image
    padded = np.empty_like(images, shape=(*images.shape[:2], *geometry.padded)) if is_padded else images
    overlapping = geometry.kernel[0] > geometry.stride[0] or geometry.kernel[1] > geometry.stride[1]
    covered = tuple(places * size for places, size in zip(geometry.places, geometry.kernel, strict=True))
    if geometry.kernel != geometry.stride or covered != geometry.padded:
        padded[...] = 0  # Otherwise windows lie side by side and leave nothing over: every number is written below.
    for (i, j), part in zip(elements_of(geometry), parts, strict=True):
        place = padded[:, :, i:, j:][geometry.corners]
        if overlapping:
            place += part
        else:  # Writing is several times as fast as adding to zeros.
            place[...] = part
    if is_padded:
        images[...] = padded[geometry.inside]
