"""Two classes of points that no line parts, scaled to one picture."""

from __future__ import annotations

from typing import Any

import numpy as np

import lecturelib

Array = np.ndarray[Any, np.dtype[np.float64]]

POINTS = 80
FARTHEST = 2.6  # the largest coordinate after scaling
KINDS = ("xor", "rings", "moons", "spirals")


def region_points(kind: str, seed: int) -> tuple[Array, Array]:
    """Return points of two classes.

    Parameters
    ----------
    kind : str
        One of `KINDS`.
    seed : int
        Seed of the random generator.

    Returns
    -------
    points : ndarray, shape (80, 2)
        Coordinates, within [-2.6, 2.6].
    labels : ndarray, shape (80,)
        -1.0 or +1.0.

    Raises
    ------
    ValueError
        If there is no such kind.
    """
    rng = np.random.default_rng(seed)
    if kind == "rings":
        points, classes = _rings(rng)
    elif kind == "xor":
        points, classes = lecturelib.datasets.xor(POINTS, rng, noise=0.16)
    elif kind == "moons":
        points, classes = lecturelib.datasets.moons(POINTS, rng, noise=0.1)
    elif kind == "spirals":
        points, classes = lecturelib.datasets.spirals(POINTS, rng, turns=1.0, noise=0.02)
    else:
        raise ValueError(f"kind must be one of {', '.join(KINDS)}; got {kind!r}")
    centred = points - (points.max(axis=0) + points.min(axis=0)) / 2
    return centred * (FARTHEST / np.abs(centred).max()), np.where(classes == 1, 1.0, -1.0)


def _rings(rng: np.random.Generator) -> tuple[Array, Array]:
    classes = np.repeat([1, 0], POINTS // 2)
    radius = np.where(classes == 1, rng.uniform(0, 1, POINTS), rng.uniform(1.5, 2.2, POINTS))
    angle = rng.uniform(0, 2 * np.pi, POINTS)
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]), classes
