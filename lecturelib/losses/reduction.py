"""From the losses of a batch to one number: their sum, or their sum divided by the size of the batch."""

from __future__ import annotations

from lecturelib.arguments import Array


def divisor_of(reduction: str, batch: Array) -> int:
    """Return what the sum over everything is divided by.

    Parameters
    ----------
    reduction : {"mean", "sum"}
        Whether the result is a mean over the batch.
    batch : ndarray, shape (N, ...)
        What the loss is about; without any axis it counts as a batch of one.

    Returns
    -------
    divisor : int
        N for "mean", or 1 for an empty batch, whose sum is 0 already; 1 for "sum".

    Raises
    ------
    ValueError
        If the reduction has another name.

    Examples
    --------
    >>> import numpy as np
    >>> divisor_of("mean", np.zeros((4, 3))), divisor_of("sum", np.zeros((4, 3))), divisor_of("mean", np.zeros((0, 3)))
    (4, 1, 1)
    """
    if reduction not in ("mean", "sum"):
        raise ValueError(f"reduction must be 'mean' or 'sum'; got {reduction!r}")
    return max(len(batch), 1) if reduction == "mean" and batch.ndim else 1
