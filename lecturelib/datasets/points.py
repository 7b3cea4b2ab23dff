"""Points in the plane, in classes that ask for ever more bent borders: blobs, noisy XOR, moons, spirals.

Every class holds the same number of points, or one more, and the points come in random order.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lecturelib.arguments import Array, require_number, require_whole


def blobs(
    n: int,
    rng: np.random.Generator,
    centres: Sequence[tuple[float, float]] = ((-2.0, 0.0), (2.0, 0.0)),
    spread: float = 0.5,
) -> tuple[Array, Array]:
    """Return round clouds of points, one class for each centre.

    Parameters
    ----------
    n : int
        Number of points.
    rng : numpy.random.Generator
        Source of the points.
    centres : sequence of K pairs
        Where the clouds are.
    spread : float
        Standard deviation of each coordinate about its centre.

    Returns
    -------
    x : ndarray, shape (n, 2), float64
        The points.
    labels : ndarray of int, shape (n,)
        The cloud, 0 to K - 1.

    Raises
    ------
    ValueError
        If `n` or `spread` is negative, or `centres` are no pairs.

    Examples
    --------
    >>> x, labels = blobs(4, np.random.default_rng(0), centres=[(0, 0), (3, 5)], spread=0)
    >>> x[labels == 1].tolist()
    [[3.0, 5.0], [3.0, 5.0]]
    """
    places = np.asarray(centres, dtype=np.float64)
    if places.ndim != 2 or places.shape[1] != 2 or len(places) == 0:
        raise ValueError(f"centres must have shape (K, 2) with K at least 1; got shape {places.shape}")
    labels = _even_classes(n, len(places), rng)
    return _with_noise(places[labels], spread, "spread", rng), labels


def xor(n: int, rng: np.random.Generator, noise: float = 0.15) -> tuple[Array, Array]:
    """Return points about the corners of the unit square, labelled with the exclusive or of their corner.

    Parameters
    ----------
    n : int
        Number of points; every corner gets the same number, or one more.
    rng : numpy.random.Generator
        Source of the points.
    noise : float
        Standard deviation of each coordinate about its corner.

    Returns
    -------
    x : ndarray, shape (n, 2), float64
        The points.
    labels : ndarray of int, shape (n,)
        1 at the corners (0, 1) and (1, 0), else 0.

    Raises
    ------
    ValueError
        If `n` or `noise` is negative.

    Examples
    --------
    >>> x, labels = xor(4, np.random.default_rng(0), noise=0)
    >>> sorted((*corner, label) for corner, label in zip(x.tolist(), labels.tolist()))
    [(0.0, 0.0, 0), (0.0, 1.0, 1), (1.0, 0.0, 1), (1.0, 1.0, 0)]
    """
    corner = _even_classes(n, 4, rng)
    bits = np.stack([corner // 2, corner % 2], axis=1)
    return _with_noise(bits.astype(np.float64), noise, "noise", rng), bits[:, 0] ^ bits[:, 1]


def moons(n: int, rng: np.random.Generator, noise: float = 0.1) -> tuple[Array, Array]:
    r"""Return two half circles that reach into each other.

    .. math:: (\cos t, \sin t) \quad\text{and}\quad (1 - \cos t, \tfrac12 - \sin t), \qquad t \in [0, \pi)

    Parameters
    ----------
    n : int
        Number of points.
    rng : numpy.random.Generator
        Source of the points.
    noise : float
        Standard deviation of each coordinate about the curve.

    Returns
    -------
    x : ndarray, shape (n, 2), float64
        The points.
    labels : ndarray of int, shape (n,)
        0 on the upper half circle, 1 on the lower.

    Raises
    ------
    ValueError
        If `n` or `noise` is negative.

    Examples
    --------
    >>> x, labels = moons(100, np.random.default_rng(0), noise=0)
    >>> bool(np.allclose(np.hypot(*x[labels == 0].T), 1))
    True
    """
    labels = _even_classes(n, 2, rng)
    angle = rng.uniform(0, np.pi, n)
    upper = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return _with_noise(np.where(labels[:, None] == 0, upper, [1.0, 0.5] - upper), noise, "noise", rng), labels


def spirals(
    n: int, rng: np.random.Generator, classes: int = 2, turns: float = 1.5, noise: float = 0.02
) -> tuple[Array, Array]:
    r"""Return arms that wind about the origin, one class an arm.

    Arm k of K is Archimedes' spiral, radius r from 0 to 1 at the angle

    .. math:: \theta = 2 \pi \Big( \frac{k}{K} + r \cdot \mathrm{turns} \Big)

    Two spirals as a test of learning go back to Lang and Witbrock, "Learning to tell two spirals apart", 1988.

    Parameters
    ----------
    n : int
        Number of points.
    rng : numpy.random.Generator
        Source of the points.
    classes : int
        Number of arms K.
    turns : float
        How often an arm goes round.
    noise : float
        Standard deviation of each coordinate about the curve.

    Returns
    -------
    x : ndarray, shape (n, 2), float64
        The points.
    labels : ndarray of int, shape (n,)
        The arm k.

    Raises
    ------
    ValueError
        If `n` or `noise` is negative, or `classes` is less than 1.

    Examples
    --------
    >>> x, labels = spirals(6, np.random.default_rng(0), classes=3, turns=0, noise=0)
    >>> bool(np.all(x[labels == 0][:, 1] == 0))  # without a turn, arm 0 lies on the axis
    True
    """
    require_whole("classes", classes, 1)
    labels = _even_classes(n, classes, rng)
    # An arm grows longer about as the square of its radius: the root spreads the points evenly along it.
    radius = np.sqrt(rng.uniform(0, 1, n))
    angle = 2 * np.pi * (labels / classes + turns * radius)
    curve = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    return _with_noise(curve, noise, "noise", rng), labels


def _even_classes(n: int, classes: int, rng: np.random.Generator) -> Array:
    require_whole("n", n, 0)
    return rng.permutation(n) % classes


def _with_noise(x: Array, deviation: float, name: str, rng: np.random.Generator) -> Array:
    require_number(name, deviation, "[0, inf)")
    return x + deviation * rng.standard_normal(x.shape)
