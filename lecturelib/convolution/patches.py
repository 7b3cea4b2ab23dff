"""The three sums of a convolutional layer as matrix products: over the kernel, over the places, and back again.

Every patch of an image that the kernel meets becomes a column of a matrix ("im2col"; Chellapilla, Puri and Simard,
"High performance convolutional neural networks for document processing", 2006); then correlating is multiplying. The
matrix is KH KW times as large as the image, so it is never built for a whole batch: a few images at a time stay in the
processor's cache, and the next ones are written over them.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

import numpy as np

from lecturelib.arguments import Array
from lecturelib.convolution.geometry import Geometry

# The patches of as many images as make up this many numbers are laid out at once: one megabyte in float32.
BLOCK = 2**18
# OpenBLAS multiplies matrices with at most so many multiplications as they are; it copies larger ones into another
# layout first, which costs a third of the time when the kernels are few. (Its limit on processors with AVX-512.)
SMALL_PRODUCT = 10**6


class Patches:
    """The patches of images (N, C, H, W) as columns, a block of images at a time.

    A batch that fits one block is laid out once and kept, so that backward finds what forward made; several blocks are
    laid out anew each time, since together they would not stay in the cache.

    Parameters
    ----------
    x : ndarray, shape (N, C, H, W)
        Images.
    geometry : Geometry
        How the kernel moves over them.
    """

    def __init__(self, x: Array, geometry: Geometry) -> None:
        self.x, self.geometry = x, geometry
        self._block = _images_in_a_block(x, geometry)
        self._kept: list[tuple[slice, Array]] | None = None

    def __iter__(self) -> Iterator[tuple[slice, Array]]:
        """Yield which images come next, and their patches, of shape (images, C KH KW + 1, OH OW).

        The last row holds ones: a bias is the weight of an input that is always 1. Each block overwrites the one
        before.
        """
        if self._block < len(self.x):
            return self._laid_out()
        if self._kept is None:
            self._kept = list(self._laid_out())
        return iter(self._kept)

    def _laid_out(self) -> Iterator[tuple[slice, Array]]:
        x, geometry, block = self.x, self.geometry, self._block
        channels, rows = x.shape[1], x.shape[1] * prod(geometry.kernel)
        padded = np.zeros((block, channels, *geometry.padded), x.dtype)
        windows = geometry.windows(padded)
        columns = np.empty((block, rows + 1, prod(geometry.places)), x.dtype)
        columns[:, rows] = 1
        patches = columns[:, :rows].reshape(windows.shape)
        for start in range(0, len(x), block):
            images, count = slice(start, start + block), min(block, len(x) - start)
            padded[:count][geometry.inside] = x[images]
            patches[:count] = windows[:count]
            yield images, columns[:count]


def correlate(patches: Patches, kernels: Array, bias: Array | None) -> Array:
    """Return the cross-correlation of images (N, C, H, W) with kernels (F, C, KH, KW): shape (N, F, OH, OW)."""
    x, geometry = patches.x, patches.geometry
    weights = kernels.reshape(len(kernels), prod(kernels.shape[1:]))
    if bias is not None:
        weights = np.concatenate([weights, bias[:, None]], axis=1)
    filters, inputs = weights.shape
    strips = _strips(geometry, weights.size)
    y = np.empty((len(x), filters, prod(geometry.places)), np.result_type(x, weights))
    for images, columns in patches:
        np.matmul(weights, _split(columns[:, :inputs], strips), out=_split(y[images], strips))
    return y.reshape(len(x), filters, *geometry.places)


def spread(d_y: Array, kernels: Array, geometry: Geometry) -> Array:
    """Return what `correlate` is transposed into: (N, F, OH, OW) to (N, C, H, W), each number spread by its kernel."""
    filters, channels, *kernel = kernels.shape
    weights = np.ascontiguousarray(kernels.reshape(filters, channels * prod(kernel)).T)
    rows = d_y.reshape(len(d_y), filters, prod(geometry.places))
    d_x = np.empty((len(d_y), channels, *geometry.image), np.result_type(kernels, d_y))
    block, strips = _images_in_a_block(d_x, geometry), _strips(geometry, weights.size)
    d_columns = np.empty((block, len(weights), rows.shape[2]), d_x.dtype)
    d_patches = d_columns.reshape(block, channels, *kernel, *geometry.places)
    d_padded = np.empty((block, channels, *geometry.padded), d_x.dtype)
    # What comes from kernel element (i, j) belongs i rows and j columns beyond the places' corners. In a grid seen as
    # one long row this is a shift, and adding long rows is several times as fast as adding many short ones.
    grid = np.zeros_like(d_padded)
    corners = grid[geometry.corners]
    row_shift, column_shift = geometry.dilation[0] * geometry.padded[1], geometry.dilation[1]
    shifts = [(i, j, i * row_shift + j * column_shift) for i, j in np.ndindex(*kernel)]
    for start in range(0, len(d_y), block):
        images, count = slice(start, start + block), min(block, len(d_y) - start)
        np.matmul(weights, _split(rows[images], strips), out=_split(d_columns[:count], strips))
        sums, addends = d_padded[:count].reshape(-1), grid[:count].reshape(-1)
        sums[:] = 0
        for i, j, shift in shifts:
            corners[:count] = d_patches[:count, :, i, j]
            sums[shift:] += addends[: sums.size - shift]
        d_x[images] = d_padded[:count][geometry.inside]
    return d_x


def kernel_gradients(patches: Patches, d_y: Array) -> tuple[Array, Array]:
    """Return the gradients of `correlate` with respect to kernels, shape (F, C, KH, KW), and bias, shape (F,)."""
    x, geometry = patches.x, patches.geometry
    filters, channels = d_y.shape[1], x.shape[1]
    rows = d_y.reshape(len(d_y), filters, prod(geometry.places))
    d_weights: Array = np.zeros((channels * prod(geometry.kernel) + 1, filters), np.result_type(x, d_y))
    for images, columns in patches:
        d_weights += np.matmul(columns, rows[images].swapaxes(1, 2)).sum(axis=0)
    d_kernels = np.ascontiguousarray(d_weights[:-1].T)
    return d_kernels.reshape(filters, channels, *geometry.kernel), d_weights[-1]


def _images_in_a_block(x: Array, geometry: Geometry) -> int:
    numbers = x.shape[1] * prod(geometry.kernel) * prod(geometry.places)
    return max(1, min(len(x), BLOCK // max(1, numbers)))


def _strips(geometry: Geometry, weights: int) -> int:
    """Return into how many strips of equally many rows an image is cut, so that each gives a small matrix product."""
    height, width = geometry.places
    fitting = (rows for rows in range(height, 0, -1) if height % rows == 0 and rows * width * weights <= SMALL_PRODUCT)
    return height // next(fitting, 1)


def _split(matrices: Array, strips: int) -> Array:
    """Return a view of (images, R, OH OW) as matrices (images, strips, R, OH OW / strips)."""
    images, rows, places = matrices.shape
    return matrices.reshape(images, rows, strips, places // strips).swapaxes(1, 2)
