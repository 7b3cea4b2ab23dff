"""Mini-batches: the training examples, a few at a time, in a new order in every epoch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from lecturelib.arguments import require_whole
from lecturelib.nested import leaves, rebuild


def minibatches(
    arrays: Any, batch_size: int, rng: np.random.Generator | None = None, drop_last: bool = False
) -> Iterator[Any]:
    """Return an iterator over one epoch's batches, each of the same structure as `arrays`.

    Every example comes once, and example n of every array in the same batch and place as that of the others.

    Parameters
    ----------
    arrays : tuple of ndarray, also nested
        Inputs, targets and so on, all with N examples along the first axis.
    batch_size : int
        Examples in a batch; the last one may be smaller.
    rng : numpy.random.Generator, optional
        Source of the order; if not given, the examples keep theirs, and the batches are views.
    drop_last : bool
        Whether to leave out a last batch that is smaller.

    Returns
    -------
    batches : iterator over tuples of ndarray
        No batch at all if there is no example.

    Raises
    ------
    ValueError
        If there is no array, their lengths differ, or `batch_size` is less than 1.

    Examples
    --------
    >>> x, y = np.arange(5) * 10, np.arange(5)
    >>> for batch_x, batch_y in minibatches((x, y), 2, np.random.default_rng(0)):
    ...     print(batch_x, batch_y)
    [20 40] [2 4]
    [30  0] [3 0]
    [10] [1]
    """
    n = examples_in(arrays)
    require_whole("batch_size", batch_size, 1)
    order = None if rng is None else rng.permutation(n)
    end = n - n % batch_size if drop_last else n

    def batches() -> Iterator[Any]:
        for start in range(0, end, batch_size):
            part = slice(start, start + batch_size)
            chosen = part if order is None else order[part]
            yield rebuild(arrays, [array[chosen] for array in leaves(arrays)])

    return batches()


def examples_in(arrays: Any) -> int:
    """Return the number of examples, which all arrays of a nested group must agree on.

    Examples
    --------
    >>> examples_in((np.zeros((3, 2)), (np.zeros(3), None)))
    3
    """
    lengths = [len(array) if isinstance(array, np.ndarray) and array.ndim else None for array in leaves(arrays)]
    if len(set(lengths)) != 1 or lengths[0] is None:
        shapes = ", ".join(str(np.shape(array)) for array in leaves(arrays)) or "none"
        raise ValueError(f"all arrays must have the same number of examples along the first axis; got shapes {shapes}")
    return lengths[0]
