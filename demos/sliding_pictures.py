"""Small grey pictures for the demos of convolution and pooling, which can be shifted to the side."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]

SIZE = 24  # pixels on each side
FARTHEST = 6  # the longest shift, in pixels
PICTURES = {"temple": "a temple", "flower": "a flower", "digit": "a handwritten 3", "noise": "noise"}


def shifted_picture(name: str, shift: int) -> Array:
    """Return a picture of 24 by 24 pixels whose content has moved to the right.

    It is cut out of a larger one, so what comes in on the left has been there all along.

    Parameters
    ----------
    name : str
        One of `PICTURES`.
    shift : int
        By how many pixels, from 0 to `FARTHEST`.

    Returns
    -------
    ndarray, shape (24, 24)
        Brightness in [0, 1].
    """
    return _wide(name)[:, FARTHEST - shift : FARTHEST - shift + SIZE].copy()


@cache
def _wide(name: str) -> Array:
    """Return a picture that is wider to the left by the longest shift."""
    # Loaded here: importing the demos must not load what a lesson may withhold.
    from lecturelib.datasets import digits, photographs

    wide = FARTHEST + SIZE
    if name == "noise":
        return np.random.default_rng(8).random((SIZE, wide))
    if name == "digit":
        images, labels = digits()
        large = np.kron(images[labels == 3][0], np.ones((2, 2)))
        return np.pad(large, ((4, 4), (FARTHEST + 4, 4)))
    # Every sixth pixel of the temple's roof, every ninth of the flower: what they show has to fit into 24 pixels.
    number, step, top, left = {"temple": (0, 6, 5, 12), "flower": (1, 9, 13, 16)}[name]
    grey: Array = photographs()[number].mean(axis=0)[::step, ::step]
    return grey[top : top + SIZE, left : left + wide]
