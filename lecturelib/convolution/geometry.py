"""Where a sliding kernel stands: padding, stride, dilation, and how many places there are."""

from __future__ import annotations

from typing import Any, NamedTuple

from numpy.lib.stride_tricks import as_strided

from lecturelib.arguments import Array, require_pair, require_whole

Pair = tuple[int, int]
Padding = int | Pair | tuple[Pair, Pair] | str


def output_size(size: int, kernel: int, stride: int = 1, padding: int | Pair = 0, dilation: int = 1) -> int:
    r"""Return at how many places a kernel fits along one axis.

    .. math:: o = \left\lfloor \frac{i + p_\text{before} + p_\text{after} - d\,(k - 1) - 1}{s} \right\rfloor + 1

    Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", 2016, relationship 15.

    Parameters
    ----------
    size : int
        Size i of the image along the axis, at least 1.
    kernel : int
        Size k of the kernel, at least 1.
    stride : int
        Step s from one place to the next.
    padding : int or pair of int
        Zeros added on both sides, or before and after.
    dilation : int
        Distance d from one element of the kernel to the next.

    Returns
    -------
    places : int
        Output size o, at least 1.

    Raises
    ------
    ValueError
        If an argument is too small, or the kernel does not fit at all.

    Examples
    --------
    >>> output_size(28, 5), output_size(28, 5, padding=2), output_size(7, 3, stride=2, padding=1)
    (24, 28, 4)
    >>> output_size(2, 3)
    Traceback (most recent call last):
        ...
    ValueError: kernel must span at most the padded size 2; got a span of 3
    """
    stride = require_whole("stride", stride, 1)
    span = require_whole("dilation", dilation, 1) * (require_whole("kernel", kernel, 1) - 1) + 1
    padded = require_whole("size", size, 1) + sum(require_pair("padding", padding, 0))
    if span > padded:
        raise ValueError(f"kernel must span at most the padded size {padded}; got a span of {span}")
    return (padded - span) // stride + 1


def sides(padding: Padding, kernel: Pair, stride: Pair, dilation: Pair) -> tuple[Pair, Pair]:
    """Return the padding as ((top, bottom), (left, right)).

    Parameters
    ----------
    padding : int, pair, pair of pairs or "same"
        Zeros on all sides; above and below against left and right; each side; or as many as keep the size at stride 1,
        an odd one at the end, as PyTorch and Keras have it.
    kernel, stride, dilation : pair of int
        Height and width.

    Raises
    ------
    ValueError
        If `padding` is none of these, or "same" meets another stride than 1.

    Examples
    --------
    >>> sides((1, 0), (3, 3), (1, 1), (1, 1))
    ((1, 1), (0, 0))
    >>> sides("same", (3, 4), (1, 1), (1, 1))
    ((1, 1), (1, 2))
    """
    if isinstance(padding, str) and padding == "same":
        if stride != (1, 1):
            raise ValueError(f"padding 'same' needs stride 1; got stride {stride}")
        missing = [d * (k - 1) for d, k in zip(dilation, kernel, strict=True)]
        top, left = (each // 2 for each in missing)
        return (top, missing[0] - top), (left, missing[1] - left)
    try:
        if isinstance(padding, tuple | list) and all(isinstance(side, tuple | list) for side in padding):
            height, width = (require_pair("padding", side, 0) for side in padding)
            return height, width
        vertical, horizontal = require_pair("padding", padding, 0)
    except ValueError:
        wanted = "'same', a whole number of at least 0, a pair of them, or ((top, bottom), (left, right))"
        raise ValueError(f"padding must be {wanted}; got {padding!r}") from None
    return (vertical, vertical), (horizontal, horizontal)


class Geometry(NamedTuple):
    """How a kernel moves over an image: everything as (height, width), and `padding` as ((top, bottom), (left, right)).

    `places` is how often the kernel fits: the size of the output.
    """

    image: Pair
    kernel: Pair
    stride: Pair
    padding: tuple[Pair, Pair]
    dilation: Pair
    places: Pair

    @property
    def padded(self) -> Pair:
        """Size of the image with its padding."""
        (top, bottom), (left, right) = self.padding
        return self.image[0] + top + bottom, self.image[1] + left + right

    @property
    def inside(self) -> tuple[Any, slice, slice]:
        """Index of the image within its padding, on the last two axes."""
        (top, _), (left, _) = self.padding
        return ..., slice(top, top + self.image[0]), slice(left, left + self.image[1])

    @property
    def corners(self) -> tuple[Any, slice, slice]:
        """Index of the places in the padded image: where the kernel's first element stands, on the last two axes."""
        row_stride, column_stride = self.stride
        rows, columns = (self.places[0] - 1) * row_stride + 1, (self.places[1] - 1) * column_stride + 1
        return ..., slice(0, rows, row_stride), slice(0, columns, column_stride)

    def windows(self, padded: Array) -> Array:
        """Return a view of shape (..., KH, KW, OH, OW): for each element of the kernel, the numbers that it meets.

        From one element of the kernel to the next the view moves on by the dilation, from place to place by the stride.
        """
        *others, row, column = padded.strides
        elements = self.dilation[0] * row, self.dilation[1] * column
        places = self.stride[0] * row, self.stride[1] * column
        shape = *padded.shape[:-2], *self.kernel, *self.places
        return as_strided(padded, shape, (*others, *elements, *places), writeable=False)


def geometry_of(image: Pair, kernel: Pair, stride: Any = 1, padding: Padding = 0, dilation: Any = 1) -> Geometry:
    """Return the geometry of a kernel on an image, with every argument checked.

    Examples
    --------
    >>> geometry_of((5, 7), (3, 3), stride=2, padding=(1, 0)).places
    (3, 3)
    """
    stride, dilation = require_pair("stride", stride, 1), require_pair("dilation", dilation, 1)
    around = sides(padding, kernel, stride, dilation)
    height, width = (output_size(image[a], kernel[a], stride[a], around[a], dilation[a]) for a in (0, 1))
    return Geometry(image, kernel, stride, around, dilation, (height, width))
