"""The three sums of a convolutional layer as matrix products: over the kernel, over the places, and back again.

Every patch of an image that the kernel meets becomes a column of a matrix ("im2col"; Chellapilla, Puri and Simard,
"High performance convolutional neural networks for document processing", 2006); then correlating is multiplying. The
matrix is KH KW times as large as the image, so it is never built for a whole batch: a few images at a time stay in the
processor's cache, and the next ones are written over them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import prod

import numpy as np

from lecturelib.arguments import Array
from lecturelib.convolution.geometry import Geometry
from lecturelib.convolution.layout import Layout


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
        self.layout = Layout.of(len(x), x.shape[1], geometry)
        self._kept: list[tuple[slice, Array]] | None = None

    def __iter__(self) -> Iterator[tuple[slice, Array]]:
        """Yield which images come next, and their patches, of shape (images, C KH KW + 1, OH OW).

        The last row holds ones: a bias is the weight of an input that is always 1. Each block overwrites the one
        before.
        """
        if self.layout.block < len(self.x):
            return self._laid_out()
        if self._kept is None:
            self._kept = list(self._laid_out())
        return iter(self._kept)

    def _laid_out(self) -> Iterator[tuple[slice, Array]]:
        x, geometry, layout = self.x, self.geometry, self.layout
        block, channels, rows = layout.block, x.shape[1], x.shape[1] * prod(geometry.kernel)
        padded = layout.empty((block, channels, *geometry.padded), x.dtype)
        padded[...] = 0
        windows = geometry.windows(padded)
        columns = layout.empty((block, rows + 1, prod(geometry.places)), x.dtype)
        columns[:, rows] = 1
        patches = columns[:, :rows].reshape(windows.shape)
        for start in range(0, len(x), block):
            images, count = slice(start, start + block), min(block, len(x) - start)
            padded[:count][geometry.inside] = x[images]
            patches[:count] = windows[:count]
            yield images, columns[:count]


def correlate(patches: Patches, kernels: Array, bias: Array | None) -> Array:
    """Return the cross-correlation of images (N, C, H, W) with kernels (F, C, KH, KW): shape (N, F, OH, OW)."""
    x, geometry, layout = patches.x, patches.geometry, patches.layout
    weights = kernels.reshape(len(kernels), prod(kernels.shape[1:]))
    if bias is not None:
        weights = np.concatenate([weights, bias[:, None]], axis=1)
    filters, inputs = weights.shape
    strips = layout.strips(geometry, weights.size)
    y = layout.empty((len(x), filters, prod(geometry.places)), np.result_type(x, weights))
    for images, columns in patches:
        np.matmul(weights, layout.matrices(columns[:, :inputs], strips), out=layout.matrices(y[images], strips))
    return y.reshape(len(x), filters, *geometry.places)


def spread(d_y: Array, kernels: Array, geometry: Geometry) -> Array:
    """Return what `correlate` is transposed into: (N, F, OH, OW) to (N, C, H, W), each number spread by its kernel."""
    filters, channels, *kernel = kernels.shape
    weights = np.ascontiguousarray(kernels.reshape(filters, channels * prod(kernel)).T)
    rows = d_y.reshape(len(d_y), filters, prod(geometry.places))
    layout, dtype = Layout.of(len(d_y), channels, geometry), np.result_type(kernels, d_y)
    block, strips = layout.block, layout.strips(geometry, weights.size)
    d_x = layout.empty((len(d_y), channels, *geometry.image), dtype)
    d_columns = layout.empty((block, len(weights), rows.shape[2]), dtype)
    d_patches = d_columns.reshape(block, channels, *kernel, *geometry.places)
    d_padded = layout.empty((block, channels, *geometry.padded), dtype)
    # What comes from kernel element (i, j) belongs i rows and j columns beyond the places' corners. In a grid seen as
    # one long row this is a shift, and adding long rows is several times as fast as adding many short ones.
    grid = layout.empty(d_padded.shape, dtype)
    grid[...] = 0
    corners = grid[geometry.corners]
    *_, row_step, column_step = (stride // grid.itemsize for stride in grid.strides)
    row_shift, column_shift = geometry.dilation[0] * row_step, geometry.dilation[1] * column_step
    shifts = [(i, j, i * row_shift + j * column_shift) for i, j in product(*map(range, kernel))]
    for start in range(0, len(d_y), block):
        images, count = slice(start, start + block), min(block, len(d_y) - start)
        np.matmul(weights, layout.matrices(rows[images], strips), out=layout.matrices(d_columns[:count], strips))
        sums, addends = layout.flat(d_padded[:count]), layout.flat(grid[:count])
        sums[:] = 0
        for i, j, shift in shifts:
            corners[:count] = d_patches[:count, :, i, j]
            sums[shift:] += addends[: sums.size - shift]
        d_x[images] = d_padded[:count][geometry.inside]
    return d_x


def kernel_gradients(patches: Patches, d_y: Array) -> tuple[Array, Array]:
    """Return the gradients of `correlate` with respect to kernels, shape (F, C, KH, KW), and bias, shape (F,)."""
    x, geometry, layout = patches.x, patches.geometry, patches.layout
    filters, channels = d_y.shape[1], x.shape[1]
    rows = d_y.reshape(len(d_y), filters, prod(geometry.places))
    d_weights: Array = np.zeros((channels * prod(geometry.kernel) + 1, filters), np.result_type(x, d_y))
    for images, columns in patches:
        products = layout.matrices(columns) @ layout.matrices(rows[images]).swapaxes(-1, -2)
        d_weights += products.reshape(-1, *d_weights.shape).sum(axis=0)
    d_kernels = np.ascontiguousarray(d_weights[:-1].T)
    return d_kernels.reshape(filters, channels, *geometry.kernel), d_weights[-1]
