"""How time grows with size: the slope of log time over log work, which is 1 where time is in proportion to work."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from benchmarks.layers.case import MissingError, ours
from benchmarks.layers.measure import interleaved

DTYPE = np.float32
STEEPEST = 1.25  # more than linear only by what larger arrays cost the caches


@dataclass(frozen=True)
class Family:
    """An operation whose sizes may be varied one by one.

    Attributes
    ----------
    operation : str
        Such as ``"convolution.conv2d"``.
    base : mapping of str to int
        Sizes of the middle.
    varied : mapping of str to sequence of int
        For a letter the sizes tried.
    work : callable
        Takes all sizes and returns the number of multiplications or numbers touched, up to a factor.
    draw : callable
        Takes a generator and all sizes, and returns the arrays.
    arrange : callable, optional
        As in `ours`.
    """

    operation: str
    base: Mapping[str, int]
    varied: Mapping[str, Sequence[int]]
    work: Callable[..., float]
    draw: Callable[..., Sequence[np.ndarray]]
    arrange: Callable[..., Any] | None = None


class Growth(NamedTuple):
    """The slope of log time over log work when one size is varied."""

    operation: str
    letter: str
    sizes: Sequence[int]
    milliseconds: Sequence[float]
    slope: float

    @property
    def is_linear(self) -> bool:
        """Whether time grows no faster than work; slower it may grow, as small sizes pay for calls too."""
        return self.slope <= STEEPEST


def _conv2d(rng: np.random.Generator, N: int, C: int, F: int, k: int, size: int) -> Sequence[np.ndarray]:
    side = size + k - 1
    return rng.standard_normal((N, C, side, side)), rng.standard_normal((F, C, k, k)), rng.standard_normal(F)


def _lstm(rng: np.random.Generator, N: int, T: int, D: int, H: int) -> Sequence[np.ndarray]:
    shapes = [(N, T, D), (N, H), (N, H), (D, 4 * H), (H, 4 * H), (4 * H,)]
    return [rng.standard_normal(shape) / 10 for shape in shapes]


def _gru(rng: np.random.Generator, N: int, T: int, D: int, H: int) -> Sequence[np.ndarray]:
    shapes = [(N, T, D), (N, H), (D, 3 * H), (H, 3 * H), (3 * H,)]
    return [rng.standard_normal(shape) / 10 for shape in shapes]


_RECURRENT = {"N": 32, "T": 40, "D": 64, "H": 96}
_SEQUENCES = {"N": (32, 64, 128), "T": (20, 40, 80), "H": (64, 128, 256)}

FAMILIES = (
    Family(
        "convolution.conv2d",
        {"N": 16, "C": 16, "F": 32, "k": 3, "size": 24},
        {"N": (8, 16, 32), "C": (8, 16, 32), "F": (16, 32, 64), "k": (3, 5, 7), "size": (16, 24, 32)},
        lambda N, C, F, k, size: N * C * F * k**2 * size**2,
        _conv2d,
    ),
    Family(
        "pooling.max_pool2d",
        {"N": 16, "C": 16, "size": 32},
        {"N": (8, 16, 32), "C": (8, 16, 32), "size": (16, 32, 64)},
        lambda N, C, size: N * C * size**2,
        lambda rng, N, C, size: (rng.standard_normal((N, C, size, size)),),
    ),
    Family(
        "recurrent.lstm",
        _RECURRENT,
        _SEQUENCES,
        lambda N, T, D, H: N * T * (D + H) * H,
        _lstm,
        lambda library, x, h, c, *parameters: (x, h, c, library.LSTMParameters(*parameters)),
    ),
    Family(
        "recurrent.gru",
        _RECURRENT,
        _SEQUENCES,
        lambda N, T, D, H: N * T * (D + H) * H,
        _gru,
        lambda library, x, h, *parameters: (x, h, library.GRUParameters(*parameters)),
    ),
    Family(
        "layers.affine",
        {"N": 256, "D": 256, "M": 256},
        {"N": (128, 256, 512), "D": (128, 256, 512), "M": (128, 256, 512)},
        lambda N, D, M: N * D * M,
        lambda rng, N, D, M: (rng.standard_normal((N, D)), rng.standard_normal((D, M)), rng.standard_normal(M)),
    ),
)


def measure_growth(families: Sequence[Family], budget: float) -> list[Growth]:
    """Return the slopes of every family, each letter measured for about `budget` seconds."""
    found = []
    for family in families:
        prepare = ours(family.operation, family.arrange)
        for letter, sizes in family.varied.items():
            try:
                steps = {}
                for size in sizes:
                    arrays = family.draw(np.random.default_rng(0), **{**family.base, letter: size})
                    steps[str(size)] = prepare([a.astype(DTYPE) for a in arrays]).step
            except MissingError:
                break
            timings = interleaved(steps, str(sizes[0]), budget, None, leading=tuple(steps))
            seconds = [timings[str(size)].seconds for size in sizes]
            work = [family.work(**{**family.base, letter: size}) for size in sizes]
            found.append(Growth(family.operation, letter, sizes, [1000 * s for s in seconds], slope(work, seconds)))
    return found


def slope(work: Sequence[float], seconds: Sequence[float]) -> float:
    """Return the slope of the line through log work and log time, by least squares.

    >>> round(slope([1, 10, 100], [2, 20, 200]), 12), round(slope([1, 2, 4], [5, 20, 80]), 12)
    (1.0, 2.0)
    """
    return float(np.polyfit(np.log(work), np.log(seconds), 1)[0])
