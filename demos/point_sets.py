"""Small sets of labelled points in the plane, drawn from a seed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]

POINTS_PER_CLASS = 12
_CLOSEST = 0.4  # points nearer to each other than this could not be told apart in a picture
_MARGIN = 0.3  # of separable classes; the smaller, the longer the perceptron rule needs


def point_set(kind: str, seed: int) -> tuple[Array, Array]:
    """Return two classes of points, in the order in which a learner visits them.

    Coordinates are multiples of 0.1 within [-3, 3], so that sliders with this step can show every sum of them.

    Parameters
    ----------
    kind : str
        ``separable`` (a line divides the classes, with room to spare), ``overlapping`` (two clouds that share their
        middle) or ``xor`` (a cluster in each quadrant, +1 where the signs of the coordinates differ).
    seed : int
        Seed of the random generator, at least 0.

    Returns
    -------
    points : ndarray, shape (24, 2)
        Coordinates.
    labels : ndarray, shape (24,)
        -1.0 or +1.0.

    Raises
    ------
    ValueError
        If there is no such kind.
    """
    if kind not in POINT_SETS:
        raise ValueError(f"kind must be one of {', '.join(POINT_SETS)}; got {kind!r}")
    rng = np.random.default_rng(seed)
    points, labels = POINT_SETS[kind](rng)
    order = rng.permutation(len(points))
    return points[order].round(1), labels[order]


def _labels(per_class: int = POINTS_PER_CLASS) -> Array:
    return np.repeat([1.0, -1.0], per_class)


def _collect(draw: Callable[[Array], Array | None]) -> Array:
    """Return the points that `draw` offers, if far enough from those before; it is told the points so far."""
    points = np.empty((0, 2))
    while len(points) < 2 * POINTS_PER_CLASS:
        point = draw(points)
        if point is not None and np.linalg.norm(points - point, axis=1).min(initial=np.inf) >= _CLOSEST:
            points = np.vstack([points, point])
    return points


def _separable(rng: np.random.Generator) -> tuple[Array, Array]:
    angle, offset = rng.uniform(0, 2 * np.pi), rng.uniform(-0.8, 0.8)
    normal = np.array([np.cos(angle), np.sin(angle)])
    labels = _labels()

    def draw(points: Array) -> Array | None:
        point = rng.uniform(-3, 3, size=2)
        return point if labels[len(points)] * (point @ normal + offset) > _MARGIN else None

    return _collect(draw), labels


def _overlapping(rng: np.random.Generator) -> tuple[Array, Array]:
    angle = rng.uniform(0, 2 * np.pi)
    centre = np.array([np.cos(angle), np.sin(angle)])
    across = np.array([-np.sin(angle), np.cos(angle)])
    # First come two points of each class that lie crosswise: no line divides the classes, whatever the seed.
    crosswise = [centre, -centre, across, -across]
    labels = np.concatenate([[1.0, 1.0, -1.0, -1.0], _labels(POINTS_PER_CLASS - 2)])

    def draw(points: Array) -> Array | None:
        index = len(points)
        if index < len(crosswise):
            return rng.uniform(0.7, 1.2) * crosswise[index]
        point = rng.normal(labels[index] * centre, 1.2)
        return point if np.abs(point).max() <= 3 else None

    return _collect(draw), labels


def _xor(rng: np.random.Generator) -> tuple[Array, Array]:
    lattice = np.array([(x1, x2) for x1 in (1.5, 2.0, 2.5) for x2 in (1.5, 2.0, 2.5)])
    quadrants = [(1, -1), (-1, 1), (1, 1), (-1, -1)]
    clusters = [signs * rng.choice(lattice, POINTS_PER_CLASS // 2, replace=False) for signs in quadrants]
    return np.concatenate(clusters), _labels()


POINT_SETS: dict[str, Callable[[np.random.Generator], tuple[Array, Array]]] = {
    "separable": _separable,
    "xor": _xor,
    "overlapping": _overlapping,
}
