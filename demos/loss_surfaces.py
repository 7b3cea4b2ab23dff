"""Four losses of two weights on which update rules can race: a bowl, a ravine, a saddle, Rosenbrock's valley."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class LossSurface:
    """A loss of two weights, the part of the plane that shows it, and where a race begins.

    Attributes
    ----------
    words : str
        What it looks like, as a sentence.
    window : tuple of four float
        Left, right, bottom and top of a square part of the plane.
    start : tuple of two float
        Where a race begins, unless the reader says otherwise.
    minima : tuple of pairs of float
        Where the loss is lowest.
    value : callable
        Maps weights (..., 2) to losses (...).
    gradient : callable
        Maps weights (2,) to the gradient (2,).
    """

    words: str
    window: tuple[float, float, float, float]
    start: tuple[float, float]
    minima: tuple[tuple[float, float], ...]
    value: Callable[[Array], Array]
    gradient: Callable[[Array], Array]

    def heights(self, side: int) -> Array:
        """Return the losses on a grid of (side, side) places that fill the window, the top row first."""
        left, right, bottom, top = self.window
        w1, w2 = np.meshgrid(np.linspace(left, right, side), np.linspace(top, bottom, side))
        return self.value(np.stack([w1, w2], axis=-1))


def _bowl(w: Array) -> Array:
    return np.asarray(0.5 * w[..., 0] ** 2 + 0.5 * w[..., 1] ** 2)


def _bowl_gradient(w: Array) -> Array:
    return w.copy()


def _ravine(w: Array) -> Array:
    return np.asarray(0.05 * w[..., 0] ** 2 + 2 * w[..., 1] ** 2)


def _ravine_gradient(w: Array) -> Array:
    return np.array([0.1 * w[0], 4 * w[1]])


def _saddle(w: Array) -> Array:
    return np.asarray(0.5 * w[..., 0] ** 2 - 0.5 * w[..., 1] ** 2 + w[..., 1] ** 4 / 32)


def _saddle_gradient(w: Array) -> Array:
    return np.array([w[0], -w[1] + w[1] ** 3 / 8])


def _rosenbrock(w: Array) -> Array:
    return np.asarray(0.1 * (1 - w[..., 0]) ** 2 + (w[..., 1] - w[..., 0] ** 2) ** 2)


def _rosenbrock_gradient(w: Array) -> Array:
    off_the_valley = w[1] - w[0] ** 2
    return np.array([-0.2 * (1 - w[0]) - 4 * w[0] * off_the_valley, 2 * off_the_valley])


_SQUARE = (-4.0, 4.0, -4.0, 4.0)

LOSS_SURFACES: dict[str, LossSurface] = {
    "bowl": LossSurface(
        "A round bowl: the loss rises alike in all directions.",
        _SQUARE,
        (-3.0, 2.5),
        ((0.0, 0.0),),
        _bowl,
        _bowl_gradient,
    ),
    "ravine": LossSurface(
        "A ravine along w1: across it the loss is 40 times as curved as along it.",
        _SQUARE,
        (-3.5, 2.0),
        ((0.0, 0.0),),
        _ravine,
        _ravine_gradient,
    ),
    "saddle": LossSurface(
        "A saddle in the middle: it falls to one minimum above and to one below.",
        _SQUARE,
        (3.0, 0.02),
        ((0.0, 8**0.5), (0.0, -(8**0.5))),
        _saddle,
        _saddle_gradient,
    ),
    "rosenbrock": LossSurface(
        "Rosenbrock's valley, bent like a banana: steep sides, and a floor that hardly falls.",
        (-2.0, 2.0, -1.0, 3.0),
        (-1.5, 2.5),
        ((1.0, 1.0),),
        _rosenbrock,
        _rosenbrock_gradient,
    ),
}
