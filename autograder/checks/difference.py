r"""Where a student's array differs from the expected one, as a picture from which the expected one cannot be read.

What the picture keeps of an error :math:`e = g - r`, of what came and what was expected, is its sign and
:math:`\lceil 4 |e| / \max|e| \rceil`, the quarter of the largest error that it falls into; of the largest error
itself a report tells the power of ten. Who knows g learns r to within a quarter of a number that is not told: which
entries are wrong, in which direction, and which are worse than others, and no more. Where that would be enough,
because the expected numbers are few (a mask, a table of 0 and 1) or whole and near, there is no picture
(`gives_away`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
LEVELS = 4
SIDE = 32
_FEWEST = 4  # entries of which a picture says more than a sentence


@dataclass(frozen=True)
class Difference:
    """A picture of errors: one square an entry, or for each block of entries the worst of them.

    Attributes
    ----------
    name : str
        What the compared array is called.
    shape : tuple of int
        Its shape.
    rows : tuple of tuple of int
        The squares, at most 32 by 32: 0 for right, 1 to 4 for too large, -1 to -4 for too small.
    panel : tuple of int
        Squares down and across of one panel. An array of three axes or more is laid out in panels of its last two; the
        third from last runs across the panels, and those before it down.
    block : tuple of int
        At most how many entries a square stands for, down and across.
    """

    name: str
    shape: tuple[int, ...]
    rows: tuple[tuple[int, ...], ...]
    panel: tuple[int, int]
    block: tuple[int, int]

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Difference:
        """Return the picture that JSON data describe."""
        rows = tuple(tuple(row) for row in data["rows"])
        panel, block = ((int(data[name][0]), int(data[name][1])) for name in ("panel", "block"))
        return cls(data["name"], tuple(data["shape"]), rows, panel, block)


def difference_of(name: str, expected: Any, errors: Array | None) -> Difference | None:
    """Return the picture of an array's errors, or None where there is nothing to see or too much.

    Parameters
    ----------
    name : str
        What the array is called.
    expected : ndarray or number
        What was expected, of any numeric dtype.
    errors : ndarray of float, same shape, or None
        What came less what was expected; 0 where that is within tolerance.

    Examples
    --------
    >>> difference_of("y", np.array([0.1, 0.7, 0.4, 0.9]), np.array([0.0, 2.0, 0.0, -0.5])).rows
    ((0, 4, 0, -1),)
    """
    want = np.asarray(expected)
    if errors is None or errors.size < _FEWEST or want.dtype.kind == "c":
        return None
    sizes = np.abs(errors)
    if not sizes.any() or gives_away(want, float(sizes.max())):
        return None
    steps = np.maximum(np.ceil(sizes / sizes.max() * LEVELS), 1)
    levels = (np.sign(errors) * steps).astype(np.int8)
    panels = levels.reshape(-1, *((1, 1, 1) + levels.shape)[-3:])
    down, across = (_blocks(panels.shape[axis], panels.shape[axis + 2]) for axis in (0, 1))
    for axis, size in enumerate((down[0], across[0], down[1], across[1])):
        panels = _worst(panels, axis, size)
    of_panel = (panels.shape[2], panels.shape[3])
    table = panels.transpose(0, 2, 1, 3).reshape(panels.shape[0] * of_panel[0], -1)
    rows = tuple(tuple(int(level) for level in row) for row in table)
    return Difference(name, errors.shape, rows, of_panel, (down[0] * down[1], across[0] * across[1]))


def gives_away(expected: Array, largest: float) -> bool:
    """Return whether the place of an error, and roughly its size, tell what the right number is.

    Parameters
    ----------
    expected : ndarray
        What was expected.
    largest : float
        The largest absolute error.

    Examples
    --------
    >>> gives_away(np.array([0.0, 1.0, 1.0]), 1.0), gives_away(np.array([0.2, 0.5, 0.9]), 1.0)
    (True, False)
    """
    if expected.dtype.kind == "b" or len(np.unique(expected)) <= 2:
        return True
    are_whole = expected.dtype.kind in "iu" or bool((expected == np.round(expected)).all())
    # A quarter of the largest error has to hold several whole numbers.
    return are_whole and largest < 4 * LEVELS


def _blocks(outer: int, inner: int) -> tuple[int, int]:
    """Return how many panels, and how many entries of one, share a square, so that squares never straddle panels."""
    return (-(-outer // SIDE), inner) if outer > SIDE else (1, -(-inner // (SIDE // outer)))


def _worst(levels: Array, axis: int, size: int) -> Array:
    starts = np.arange(0, levels.shape[axis], size)
    most = np.maximum.reduceat(levels, starts, axis=axis)
    least = np.minimum.reduceat(levels, starts, axis=axis)
    return np.asarray(np.where(most >= -least, most, least))
