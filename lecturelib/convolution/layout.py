"""How the images of a convolution lie in memory while they are worked on: so many at a time, and along which axis."""

from __future__ import annotations

from math import prod
from typing import NamedTuple

import numpy as np
from numpy.typing import DTypeLike

from lecturelib.arguments import Array
from lecturelib.convolution.geometry import Geometry

# The patches of as many images as make up this many numbers are laid out at once: one megabyte in float32.
BLOCK = 2**18
# OpenBLAS multiplies matrices with at most so many multiplications as they are; it copies larger ones into another
# layout first, which costs a third of the time when the kernels are few. (Its limit on processors with AVX-512.)
SMALL_PRODUCT = 10**6


class Layout(NamedTuple):
    """How arrays (images, ...) are laid out in memory.

    NumPy copies and adds in runs along the axis whose numbers lie next to one another, and each run costs as much as
    ten numbers or so. In images as small as 4 x 4 a run along a row is 4 numbers. So where a whole batch fits one
    block, and has more images than a row has places, the batch becomes the last axis in memory, though it remains the
    first one of every array; and then one matrix product serves the whole batch.

    Attributes
    ----------
    block : int
        Number of images to work on at once.
    batch_last : bool
        Whether numbers that differ in nothing but their image lie next to one another.
    """

    block: int
    batch_last: bool

    @staticmethod
    def of(batch: int, channels: int, geometry: Geometry) -> Layout:
        """Return the layout for a batch of images whose patches are those of so many channels."""
        numbers = channels * prod(geometry.kernel) * prod(geometry.places)
        block = max(1, min(batch, BLOCK // max(1, numbers)))
        return Layout(block, geometry.places[1] < batch == block)

    def empty(self, shape: tuple[int, ...], dtype: DTypeLike) -> Array:
        """Return an array of a shape (images, ...), to be written to."""
        if not self.batch_last:
            return np.empty(shape, dtype)
        return np.empty((*shape[1:], shape[0]), dtype).transpose(len(shape) - 1, *range(len(shape) - 1))

    def flat(self, array: Array) -> Array:
        """Return an array (images, ...) of this layout as one long row, in the order of memory."""
        return self._as_stored(array).reshape(-1)

    def matrices(self, array: Array, strips: int = 1) -> Array:
        """Return an array (images, R, OH OW) as a stack of matrices with R rows, each image cut into so many strips.

        It is a view, unless the array comes with another layout.
        """
        images, rows, places = array.shape
        if self.batch_last:
            return self._as_stored(array).reshape(rows, strips, places // strips * images).swapaxes(0, 1)
        return array.reshape(images, rows, strips, places // strips).swapaxes(1, 2)

    def strips(self, geometry: Geometry, weights: int) -> int:
        """Return into how many strips of equally many rows to cut images, so that each gives a small matrix product."""
        height, width = geometry.places
        row = width * weights * (self.block if self.batch_last else 1)
        fitting = (rows for rows in range(height, 0, -1) if height % rows == 0 and rows * row <= SMALL_PRODUCT)
        return height // next(fitting, 1)

    def _as_stored(self, array: Array) -> Array:
        return array.transpose(*range(1, array.ndim), 0) if self.batch_last else array
