"""Evidence for `lecturelib.universal_approximation`."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from lecturelib.activations import sigmoid
from lecturelib.evidence._measures import worked
from lecturelib.multilayer import mlp
from lecturelib.universal_approximation import approximate, bump, bump_network, sigmoid_step, sum_of_bumps
from lecturelib.witnesses.claim import Evidence, largest_error
from lecturelib.witnesses.trial import Sizes, Trial

_SIZES = {"N": (6, 1, 0), "M": (4, 1)}
_LEVELS = (1.0, 5.0, 2.0)


def _draw(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    return (rng.normal(size=sizes["N"]),)


def _draw_bumps(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    return *_draw(rng, sizes), np.sort(rng.normal(size=sizes["M"] + 1)), rng.normal(size=sizes["M"])


def _bumps_in_pytorch(torch: Any, x: Any, edges: Any, heights: Any) -> Any:
    steps = torch.sigmoid(3.0 * (x[:, None] - edges))
    return (heights * (steps[:, :-1] - steps[:, 1:])).sum(1)


TRIALS = (
    Trial(
        "universal_approximation.sigmoid_step",
        lambda x: sigmoid_step(x, place=0.5, steepness=4.0),
        _draw,
        _SIZES,
        pytorch=lambda torch, x: torch.sigmoid(4.0 * x - 2.0),
    ),
    Trial(
        "universal_approximation.bump",
        lambda x: bump(x, -0.5, 1.0, 4.0, _LEVELS),
        _draw,
        _SIZES,
        pytorch=lambda torch, x: 5.0 - 4.0 * torch.sigmoid(-4.0 * x - 2.0) - 3.0 * torch.sigmoid(4.0 * x - 4.0),
    ),
    Trial(
        "universal_approximation.sum_of_bumps",
        lambda x, edges, heights: sum_of_bumps(x, edges, heights, steepness=3.0),
        _draw_bumps,
        _SIZES,
        pytorch=_bumps_in_pytorch,
    ),
    Trial(
        "universal_approximation.approximate",
        lambda x: approximate(lambda centres: centres * centres, x, -1.0, 3.0, bumps=2, steepness=3.0),
        _draw,
        _SIZES,
        pytorch=lambda torch, x: _bumps_in_pytorch(
            torch, x, torch.tensor([-3.0, 1.0, 5.0], dtype=x.dtype), torch.tensor([0.0, 4.0], dtype=x.dtype)
        ),
    ),
)


def _the_same_network(rng: np.random.Generator) -> float:
    """Compare a bump with what a multi-layer perceptron of the same weights answers."""
    x = rng.normal(scale=2, size=20)
    W1, b1, W2, b2 = bump_network(-1.0, 0.5, 3.0, _LEVELS)
    y, _ = mlp(x[:, None], (W1, W2), (b1, b2), activation=sigmoid)
    return largest_error(bump(x, -1.0, 0.5, 3.0, _LEVELS)[0], y[:, 0])


def _bumps_loop(rng: np.random.Generator) -> float:
    x, edges, heights = _draw_bumps(rng, {"N": 5, "M": 3})
    expected = np.zeros(5)
    for n, place in enumerate(x):
        rises = [1 / (1 + math.exp(-3.0 * (place - edge))) for edge in edges]
        expected[n] = sum(height * (rises[m] - rises[m + 1]) for m, height in enumerate(heights))
    return largest_error(sum_of_bumps(x, edges, heights, steepness=3.0)[0], expected)


def _closer_with_more_bumps(rng: np.random.Generator) -> float:
    """Return by how much the error of an approximated sine, of slope at most 2, exceeds a width of a bump."""
    x = rng.uniform(0, 3, 300)
    excess = [0.0]
    for bumps in (3, 10, 40, 160):
        width = 3 / bumps
        y, _ = approximate(lambda centres: np.sin(2 * centres), x, 0.0, 3.0, bumps, steepness=20 / width)
        excess.append(largest_error(y, np.sin(2 * x)) - width)
    return max(excess)


_PLACES = np.array([-9.0, 0.0, 2.0, 4.0, 9.0])
_EDGES, _HEIGHTS = np.array([0.0, 4.0, 8.0]), np.array([10.0, 30.0])

_CLAIMS = (
    (
        "sigmoid_step",
        "by hand",
        "odds of 3 to 1 at a distance of log 3",
        worked(
            lambda: sigmoid_step(2.0 + np.array([0.0, math.log(3.0)]) / 8, 2.0, 8.0),
            [0.5, 0.75],
            [2, 1.5],
            d_value=[1, 1],
        ),
    ),
    (
        "bump",
        "by hand",
        "levels and halfway between them",
        worked(
            lambda: bump(_PLACES, 0.0, 4.0, 100.0, _LEVELS), [1, 3, 5, 3.5, 2], [0, 100, 0, -75, 0], d_value=[1] * 5
        ),
    ),
    ("bump", "theorem", "mlp with the weights of bump_network", _the_same_network),
    (
        "bump_network",
        "by hand",
        "k, k m, differences of levels",
        worked(
            lambda: np.concatenate([part.ravel() for part in bump_network(1.0, 3.0, 10.0, (0.0, 5.0, 2.0))]),
            [-10, 10, 10, -30, -5, -3, 5],
        ),
    ),
    ("bump_network", "theorem", "through mlp it is the bump", _the_same_network),
    (
        "sum_of_bumps",
        "by hand",
        "heights and halfway between them",
        worked(
            lambda: sum_of_bumps(_PLACES, _EDGES, _HEIGHTS, 100.0),
            [0, 5, 10, 20, 0],
            [0, 250, 0, 500, 0],
            [-250, -500, 0],
            [2, 0.5],
            d_value=[1] * 5,
        ),
    ),
    ("sum_of_bumps", "loop", "bump by bump", _bumps_loop),
    (
        "approximate",
        "by hand",
        "x^2 by two bumps",
        worked(
            lambda: approximate(np.square, _PLACES, 0.0, 4.0, 2, 100.0),
            [0, 1, 5, 9, 0],
            [0, 0, 200, 0, 0],
            d_value=[1] * 5,
        ),
    ),
    ("approximate", "theorem", "Cybenko 1989: as close as wanted", _closer_with_more_bumps),
)
EVIDENCE = tuple(
    Evidence(f"universal_approximation.{name}", kind, source, 1e-12, measure) for name, kind, source, measure in _CLAIMS
)
