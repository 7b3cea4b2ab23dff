"""Evidence for `lecturelib.regularizers`."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from lecturelib.evidence._measures import worked
from lecturelib.regularizers import clip_gradient, clip_gradient_by_value, l1_penalty, l2_penalty
from lecturelib.witnesses.claim import Evidence, largest_error
from lecturelib.witnesses.trial import Sizes, Trial

_SIZES = {"D": (4, 1, 0), "M": (3, 1)}


def _draw(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    return (rng.normal(size=(sizes["D"], sizes["M"])),)


def _draw_group(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    return (*_draw(rng, sizes), (None, rng.normal(size=sizes["M"])))


def _clipped_in_pytorch(torch: Any, max_norm: float, *gradients: Any) -> Any:
    norm = torch.sqrt(sum((gradient**2).sum() for gradient in gradients))
    return [gradient * min(1.0, max_norm / norm.item()) for gradient in gradients], norm


TRIALS = (
    Trial(
        "regularizers.l2_penalty",
        lambda weights: l2_penalty(weights, 0.3),
        _draw,
        _SIZES,
        pytorch=lambda torch, weights: 0.15 * (weights**2).sum(),
    ),
    Trial(
        "regularizers.l1_penalty",
        lambda weights: l1_penalty(weights, 0.3),
        _draw,
        _SIZES,
        pytorch=lambda torch, weights: 0.3 * weights.abs().sum(),
    ),
    Trial(
        "regularizers.clip_gradient",
        lambda d_W, d_rest: clip_gradient((d_W, d_rest), max_norm=0.5),
        _draw_group,
        _SIZES,
        pytorch=lambda torch, d_W, d_rest: _clipped_in_pytorch(torch, 0.5, d_W, d_rest[1]),
        method=None,
    ),
    Trial(
        "regularizers.clip_gradient",
        lambda d_W, d_rest: clip_gradient((d_W, d_rest), max_norm=100.0),
        _draw_group,
        _SIZES,
        "small enough already",
        lambda torch, d_W, d_rest: _clipped_in_pytorch(torch, 100.0, d_W, d_rest[1]),
        method=None,
    ),
    Trial(
        "regularizers.clip_gradient_by_value",
        lambda gradient: clip_gradient_by_value(gradient, 0.7),
        _draw,
        _SIZES,
        pytorch=lambda torch, gradient: torch.clamp(gradient, -0.7, 0.7),
        method=None,
    ),
)

_SPREAD, _SINGLE = np.full(4, 0.25), np.array([1.0, 0.0, 0.0, 0.0])
_MIXED = np.array([1.5, 0.0, -0.5])


def _clip_by_hand(_: np.random.Generator) -> float:
    # Legs of 3 and 4 in two arrays: a hypotenuse of 5, brought to 1; at 5 exactly nothing has to be done.
    gradients = {"W": np.array([[3.0], [0.0]]), "b": np.array([-4.0])}
    short, norm = clip_gradient(gradients, max_norm=1.0)
    same, _ = clip_gradient(gradients, max_norm=5.0)
    got = short["W"], short["b"], norm, same["W"], same["b"]
    return largest_error(got, (np.array([[0.6], [0.0]]), np.array([-0.8]), 5.0, *gradients.values()))


def _huge_clip(_: np.random.Generator) -> float:
    """Compare in float32, where the square of 1e20 is infinite and that of 1e-30 is zero."""
    worst = 0.0
    for unit in (1e20, 1e4, 1e-30):
        (clipped,), norm = clip_gradient([np.array([3.0, -4.0], np.float32) * np.float32(unit)], max_norm=unit)
        got = clipped / np.float32(unit), norm / np.float32(unit)
        worst = max(worst, largest_error(got, (np.array([0.6, -0.8]), 5.0)))
    return worst


def _clip_loop(rng: np.random.Generator) -> float:
    gradients = [rng.normal(size=5), rng.normal(size=(2, 3))]
    norm = math.sqrt(sum(number**2 for gradient in gradients for number in gradient.ravel()))
    clipped, got_norm = clip_gradient(gradients, max_norm=0.4)
    return largest_error((clipped, got_norm), ([gradient * (0.4 / norm) for gradient in gradients], norm))


def _clip_by_value_loop(rng: np.random.Generator) -> float:
    gradient = rng.normal(size=(4, 3))
    expected = [[max(-0.7, min(0.7, number)) for number in row] for row in gradient]
    return largest_error(clip_gradient_by_value(gradient, 0.7), np.array(expected))


_CLAIMS = (
    ("l2_penalty", "by hand", "one weight", worked(lambda: l2_penalty(_SINGLE, 3.0), 1.5, [6, 0, 0, 0], d_value=2)),
    ("l2_penalty", "by hand", "four small weights", worked(lambda: l2_penalty(_SPREAD, 3.0)[0], 0.375)),
    ("l1_penalty", "by hand", "a weight of 0", worked(lambda: l1_penalty(_MIXED, 3.0), 6, [6, 0, -6], d_value=2)),
    ("l1_penalty", "by hand", "four small weights", worked(lambda: l1_penalty(_SPREAD, 3.0)[0], 3)),
    ("clip_gradient", "by hand", "legs of 3 and 4", _clip_by_hand),
    ("clip_gradient", "loop", "the root of a sum of squares", _clip_loop),
    (
        "clip_gradient_by_value",
        "by hand",
        "below, on and above the limit",
        worked(lambda: clip_gradient_by_value(np.array([-7.0, -2.0, 0.5, 2.0, 3.0]), 2.0), [-2, -2, 0.5, 2, 2]),
    ),
    ("clip_gradient_by_value", "loop", "number by number", _clip_by_value_loop),
)
EVIDENCE = (
    *(Evidence(f"regularizers.{name}", kind, source, 1e-15, measure) for name, kind, source, measure in _CLAIMS),
    Evidence("regularizers.clip_gradient", "by hand", "1e20 and 1e-30 in float32", 1e-6, _huge_clip),
)
