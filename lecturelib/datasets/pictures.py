"""Real pictures, which scikit-learn brings along: handwritten digits and two photographs."""

from __future__ import annotations

import gzip
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from lecturelib.arguments import Array


def digits(dtype: Any = np.float64) -> tuple[Array, Array]:
    """Return 1,797 digits in the handwriting of 13 people, small pictures of 8 by 8 pixels.

    They are the test set of Alpaydin and Kaynak, "Optical recognition of handwritten digits", UCI Machine Learning
    Repository, 1998: each pixel counts the ink in a block of 4 by 4 dots of the scanned digit, here divided by 16.

    Parameters
    ----------
    dtype : data type
        Of the pictures: np.float64 or np.float32.

    Returns
    -------
    images : ndarray, shape (1797, 8, 8), of `dtype`
        Ink in [0, 1].
    labels : ndarray of int64, shape (1797,)
        The digit, 0 to 9.

    Examples
    --------
    >>> images, labels = digits()
    >>> labels[:5], images[0, 2] * 16
    (array([0, 1, 2, 3, 4]), array([ 0.,  3., 15.,  2.,  0., 11.,  8.,  0.]))
    """
    ink, labels = _loaded_digits()
    return (ink / 16).astype(dtype), labels.copy()


def photographs(dtype: Any = np.float64) -> Array:
    """Return two photographs in colour, channel first: a temple in China, then a flower.

    The channels are red, green and blue; ``photographs()[0].transpose(1, 2, 0)`` is what matplotlib shows.

    Parameters
    ----------
    dtype : data type
        Of the pictures: np.float64 or np.float32.

    Returns
    -------
    images : ndarray, shape (2, 3, 427, 640), of `dtype`
        Brightness in [0, 1].

    Examples
    --------
    >>> temple, flower = photographs()
    >>> temple.shape, temple[:, 0, 0] * 255
    ((3, 427, 640), array([174., 201., 231.]))
    """
    return np.divide(_loaded_photographs().transpose(0, 3, 1, 2), 255, dtype=dtype)


# Reading the files takes a hundred times as long as scaling them. Importing scikit-learn for that takes a second and
# 85 MB, which every kernel and every grader would pay, so its files are read where they lie.
@cache
def _loaded_digits() -> tuple[Array, Array]:
    lines = gzip.decompress(_file_of_scikit_learn("data", "digits.csv.gz").read_bytes()).decode().splitlines()
    table = np.loadtxt(lines, delimiter=",", dtype=np.uint8)
    return table[:, :-1].reshape(-1, 8, 8).astype(np.float64), table[:, -1].astype(np.int64)


@cache
def _loaded_photographs() -> Array:
    from PIL import Image

    names = ("china.jpg", "flower.jpg")
    return np.stack([np.asarray(Image.open(_file_of_scikit_learn("images", name))) for name in names])


def _file_of_scikit_learn(folder: str, name: str) -> Path:
    package = find_spec("sklearn")
    places = [] if package is None else package.submodule_search_locations
    for place in places or []:
        file = Path(place) / "datasets" / folder / name
        if file.is_file():
            return file
    raise FileNotFoundError(f"{name} comes with scikit-learn, and was not found there; try: pip install scikit-learn")
