"""The three sums of a convolutional layer as matrix products: over the kernel, over the places, and back again.

Every patch of an image that the kernel meets becomes a column of a matrix ("im2col"; Chellapilla, Puri and Simard,
"High performance convolutional neural networks for document processing", 2006); then correlating is multiplying. The
matrix is KH KW times as large as the image, so it is never built for a whole batch: a few images at a time stay in the
processor's cache, and the next ones are written over them.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from lecturelib.arguments import Array
from lecturelib.convolution.geometry import Geometry

# The patches of as many images as make up this many numbers are laid out at once: half a megabyte in float32.
BLOCK = 2**17
# OpenBLAS multiplies matrices with at most so many multiplications as they are; it copies larger ones into another
# layout first, which costs a third of the time when the kernels are few. (Its limit on processors with AVX-512.)
SMALL_PRODUCT = 10**6


def correlate(x: Array, kernels: Array, bias: Array | None, geometry: Geometry) -> Array:
    """Return the cross-correlation of images (N, C, H, W) with kernels (F, C, KH, KW): shape (N, F, OH, OW)."""
    filters, weights = len(kernels), kernels.reshape(len(kernels), kernels[:1].size)
    if bias is not None:
        weights = np.concatenate([weights, bias[:, None]], axis=1)
    strips = _strips(geometry, weights.size)
    y = np.empty((len(x), filters, *geometry.places), np.result_type(x, weights))
    for images, columns in _patches(x, geometry):
        np.matmul(weights, _split(columns[:, : weights.shape[1]], strips), out=_split(y[images], strips))
    return y


def spread(d_y: Array, kernels: Array, geometry: Geometry) -> Array:
    """Return what `correlate` is transposed into: (N, F, OH, OW) to (N, C, H, W), each number spread by its kernel."""
    height, width = geometry.padded
    filters, channels, kernel_height, kernel_width = kernels.shape
    weights = np.ascontiguousarray(kernels.reshape(filters, kernels[:1].size).T)
    d_x = np.empty((len(d_y), channels, *geometry.image), np.result_type(kernels, d_y))
    block = _images_in_a_block(d_x, geometry)
    d_patches = np.empty((block, channels, kernel_height, kernel_width, *geometry.places), d_x.dtype)
    d_columns = d_patches.reshape(block, len(weights), *geometry.places)
    d_padded = np.empty((block, channels, height, width), d_x.dtype)
    grid = np.zeros_like(d_padded)
    corners, strips = grid[geometry.corners], _strips(geometry, weights.size)
    for start in range(0, len(d_y), block):
        images, count = slice(start, start + block), min(block, len(d_y) - start)
        np.matmul(weights, _split(d_y[images], strips), out=_split(d_columns[:count], strips))
        # What comes from kernel element (i, j) belongs i rows and j columns beyond the places' corners. In a grid seen as
        # one long row this is a shift, and adding long rows is several times as fast as adding many short ones.
        sums, addends = d_padded[:count].reshape(-1), grid[:count].reshape(-1)
        sums[:] = 0
        for i, j in np.ndindex(kernel_height, kernel_width):
            corners[:count] = d_patches[:count, :, i, j]
            shift = i * geometry.dilation[0] * width + j * geometry.dilation[1]
            sums[shift:] += addends[: sums.size - shift]
        d_x[images] = d_padded[:count][geometry.inside]
    return d_x


def kernel_gradients(x: Array, d_y: Array, geometry: Geometry) -> tuple[Array, Array]:
    """Return the gradients of `correlate` with respect to kernels, shape (F, C, KH, KW), and bias, shape (F,)."""
    filters, channels = d_y.shape[1], x.shape[1]
    d_rows = d_y.reshape(len(d_y), filters, geometry.places[0] * geometry.places[1])
    d_weights: Array = np.zeros(
        (channels * geometry.kernel[0] * geometry.kernel[1] + 1, filters), np.result_type(x, d_y)
    )
    for images, columns in _patches(x, geometry):
        d_weights += np.matmul(columns, d_rows[images].swapaxes(1, 2)).sum(axis=0)
    d_kernels = np.ascontiguousarray(d_weights[:-1].T)
    return d_kernels.reshape(filters, channels, *geometry.kernel), d_weights[-1]


def _patches(x: Array, geometry: Geometry) -> Iterator[tuple[slice, Array]]:
    """Yield which images come next, and their patches as columns, of shape (images, C KH KW + 1, OH OW).

    The last row holds ones: a bias is the weight of an input that is always 1. Each block overwrites the one before.
    """
    channels, rows = x.shape[1], x.shape[1] * geometry.kernel[0] * geometry.kernel[1]
    block = _images_in_a_block(x, geometry)
    padded = np.zeros((block, channels, *geometry.padded), x.dtype)
    windows = geometry.windows(padded)
    columns = np.ones((block, rows + 1, geometry.places[0] * geometry.places[1]), x.dtype)
    patches = columns[:, :rows].reshape(windows.shape)
    for start in range(0, len(x), block):
        images, count = slice(start, start + block), min(block, len(x) - start)
        padded[:count][geometry.inside] = x[images]
        patches[:count] = windows[:count]
        yield images, columns[:count]


def _images_in_a_block(x: Array, geometry: Geometry) -> int:
    numbers = x.shape[1] * int(np.prod(geometry.kernel + geometry.places))
    return max(1, min(len(x), BLOCK // max(1, numbers)))


def _strips(geometry: Geometry, weights: int) -> int:
    """Return into how many strips of equally many rows an image is cut, so that each gives a small matrix product."""
    height, width = geometry.places
    fitting = (rows for rows in range(height, 0, -1) if height % rows == 0 and rows * width * weights <= SMALL_PRODUCT)
    return height // next(fitting, 1)


def _split(matrices: Array, strips: int) -> Array:
    """Return a view of (images, R, OH OW) or (images, R, OH, OW) as matrices (images, strips, R, OH OW / strips)."""
    images, rows = matrices.shape[:2]
    return matrices.reshape(images, rows, strips, int(np.prod(matrices.shape[2:])) // strips).swapaxes(1, 2)
