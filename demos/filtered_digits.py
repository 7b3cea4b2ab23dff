"""A small batch of real pictures with several channels: digits, seen through six filters."""

from __future__ import annotations

import numpy as np

from demos.student_function import Array

EXAMPLES = 4


def filtered_digits() -> Array:
    """Return the first digits of the collection through six filters that differ in mean and spread.

    Returns
    -------
    ndarray, shape (4, 6, 4, 4)
        For each digit: its ink, its paper, four times its ink on a ground of 2, how ink rises to the right and
        downwards, and the ink of both neighbours in the row. Each number is the mean of 2 by 2 pixels.
    """
    # Imported here: every lesson imports all demos, and none may need what some lesson withholds.
    from lecturelib.datasets import digits

    ink = digits()[0][:EXAMPLES]
    right, down = np.roll(ink, -1, axis=2) - ink, np.roll(ink, -1, axis=1) - ink
    neighbours = np.roll(ink, 1, axis=2) + np.roll(ink, -1, axis=2)
    channels = np.stack([ink, 1 - ink, 2 + 4 * ink, right, down, neighbours], axis=1)
    return channels.reshape(EXAMPLES, 6, 4, 2, 4, 2).mean(axis=(3, 5))
