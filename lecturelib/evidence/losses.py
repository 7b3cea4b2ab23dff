"""Evidence for `lecturelib.losses`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from lecturelib.evidence._measures import Call, worked
from lecturelib.losses import (
    binary_cross_entropy_with_logits,
    cross_entropy,
    entropy,
    kl_divergence,
    sequence_cross_entropy,
    softmax_cross_entropy,
    squared_error,
)
from lecturelib.witnesses.claim import Evidence, largest_error
from lecturelib.witnesses.trial import Sizes, Trial

_BATCH = {"N": (4, 1, 0), "K": (3, 1)}
_SEQUENCES = {"N": (3, 1, 0), "T": (4, 1), "K": (3, 1)}


def _draw_whole_targets(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    """Draw targets as whole numbers: they are constants, which no witness differentiates."""
    shape = tuple(sizes.values())
    return rng.normal(scale=3, size=shape), rng.integers(0, 5, shape)


def _draw_classes(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    *batch, classes = sizes.values()
    return rng.normal(scale=3, size=(*batch, classes)), rng.integers(0, classes, batch)


def _draw_padded(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    scores, labels = _draw_classes(rng, sizes)
    mask = rng.integers(0, 2, labels.shape)
    return scores, np.where(mask == 1, labels, -1), mask


def _draw_distribution(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    return (rng.dirichlet(np.full(sizes["K"], 2.0), sizes["N"]),)


def _draw_distributions(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    return *_draw_distribution(rng, sizes), *_draw_distribution(rng, sizes)


def _cross_entropy_in_pytorch(torch: Any, scores: Any, labels: Any, divisor: int = 1) -> Any:
    flat, labels = scores.reshape(-1, scores.shape[-1]), labels.flatten()
    return torch.nn.functional.cross_entropy(flat, labels, ignore_index=-1, reduction="sum") / divisor


def _binary_in_pytorch(torch: Any, logits: Any, targets: Any, divisor: int = 1) -> Any:
    chances = targets.to(logits.dtype)
    return torch.nn.functional.binary_cross_entropy_with_logits(logits, chances, reduction="sum") / divisor


_Drawing = tuple[Call, Mapping[str, tuple[int, ...]]]
_NUMBERS: _Drawing = (_draw_whole_targets, _SEQUENCES)
_LIST: _Drawing = (_draw_whole_targets, {"N": (4, 1, 0)})
_ROWS: _Drawing = (_draw_classes, _BATCH)
_CHANCES, _PAIRS = (_draw_distribution, _BATCH), (_draw_distributions, _BATCH)


def _trial(name: str, call: Call, torch: Call, drawing: _Drawing, setting: str = "") -> Trial:
    extreme = None if drawing in (_CHANCES, _PAIRS) else 1e4
    return Trial(f"losses.{name}", call, *drawing, setting, torch, extreme=extreme)


_BCE, _CE, _STEPS = "binary_cross_entropy_with_logits", "softmax_cross_entropy", "sequence_cross_entropy"
TRIALS = (
    _trial(
        "squared_error",
        lambda y, t: squared_error(y, t),
        lambda torch, y, t: ((y - t) ** 2).sum() / (2 * len(y)),
        _NUMBERS,
    ),
    _trial(
        "squared_error",
        lambda y, t: squared_error(y, t, reduction="sum"),
        lambda torch, y, t: ((y - t) ** 2).sum() / 2,
        _LIST,
        "sum",
    ),
    _trial(
        _BCE,
        lambda z, t: binary_cross_entropy_with_logits(z, t / 4),
        lambda torch, z, t: _binary_in_pytorch(torch, z, t / 4, len(z)),
        _NUMBERS,
    ),
    _trial(
        _BCE,
        lambda z, t: binary_cross_entropy_with_logits(z, t > 2, reduction="sum"),
        lambda torch, z, t: _binary_in_pytorch(torch, z, t > 2),
        _LIST,
        "sum",
    ),
    _trial(
        _CE,
        lambda s, t: softmax_cross_entropy(s, t),
        lambda torch, s, t: torch.nn.functional.cross_entropy(s, t),
        _ROWS,
    ),
    _trial(_CE, lambda s, t: softmax_cross_entropy(s, t, reduction="sum"), _cross_entropy_in_pytorch, _ROWS, "sum"),
    _trial(
        _STEPS,
        lambda s, t, mask: sequence_cross_entropy(s, t, mask == 1),
        lambda torch, s, t, mask: _cross_entropy_in_pytorch(torch, s, t, len(s)),
        (_draw_padded, _SEQUENCES),
        "with a mask",
    ),
    _trial(
        _STEPS,
        lambda s, t: sequence_cross_entropy(s, t, reduction="sum"),
        _cross_entropy_in_pytorch,
        (_draw_classes, _SEQUENCES),
        "sum",
    ),
    _trial("entropy", lambda p: entropy(p), lambda torch, p: -(p * p.log()).sum(-1), _CHANCES),
    _trial("cross_entropy", lambda p, q: cross_entropy(p, q), lambda torch, p, q: -(p * q.log()).sum(-1), _PAIRS),
    _trial("kl_divergence", lambda p, q: kl_divergence(p, q), lambda torch, p, q: (p * (p / q).log()).sum(-1), _PAIRS),
)


def _binary_loop(rng: np.random.Generator) -> float:
    logits, targets = rng.normal(size=(4, 3)), rng.integers(0, 2, (4, 3))
    chances = [1 / (1 + math.exp(-z)) for z in logits.ravel()]
    losses = [-math.log(g if y else 1 - g) for g, y in zip(chances, targets.ravel(), strict=True)]
    return largest_error(binary_cross_entropy_with_logits(logits, targets)[0], sum(losses) / 4)


def _two_classes(rng: np.random.Generator) -> float:
    """Compare losses and gradients: a logit z is the score of class 1 where class 0 scores 0."""
    logits, targets = rng.normal(scale=4, size=9), rng.integers(0, 2, 9)
    one, one_backward = binary_cross_entropy_with_logits(logits, targets)
    other, other_backward = softmax_cross_entropy(np.stack([np.zeros(9), logits], axis=1), targets)
    return largest_error((one, one_backward(2.0)), (other, other_backward(2.0)[:, 1]))


def _sequence_loop(rng: np.random.Generator) -> float:
    scores, labels, mask = _draw_padded(rng, {"N": 3, "T": 4, "K": 3})
    expected, d_expected = 0.0, np.zeros_like(scores)
    for n in range(3):
        for t in range(4):
            if mask[n, t]:
                exponentials = [math.exp(score) for score in scores[n, t]]
                chances = [each / sum(exponentials) for each in exponentials]
                expected -= math.log(chances[labels[n, t]]) / 3
                d_expected[n, t] = [(p - (k == labels[n, t])) / 3 for k, p in enumerate(chances)]
    scores[mask == 0] = np.nan  # what does not count may be anything
    loss, backward = sequence_cross_entropy(scores, labels, mask == 1)
    return largest_error((loss, backward(1.0)), (expected, d_expected))


def _decomposition(rng: np.random.Generator) -> float:
    p, q = _draw_distributions(rng, {"N": 5, "K": 4})
    p[0] = [0.5, 0.0, 0.5, 0.0]
    return largest_error(cross_entropy(p, q)[0], entropy(p)[0] + kl_divergence(p, q)[0])


def _gibbs(rng: np.random.Generator) -> float:
    """Return how far a divergence is below 0, an entropy above log K, or a divergence from itself from 0."""
    p, q = _draw_distributions(rng, {"N": 20, "K": 4})
    excess = np.max(entropy(p)[0] - math.log(4.0)), np.max(-kl_divergence(p, q)[0])
    return max(0.0, *map(float, excess), largest_error(kl_divergence(p, p)[0], np.zeros(20)))


def _infinite(_: np.random.Generator) -> float:
    """Expect an infinite cost where q excludes what p allows, and none the other way round."""
    coin, certain = np.array([0.5, 0.5]), np.array([0.0, 1.0])
    infinite = cross_entropy(coin, certain)[0], kl_divergence(coin, certain)[0]
    finite = np.array([cross_entropy(certain, coin)[0], kl_divergence(certain, coin)[0]])
    return largest_error(finite, np.full(2, math.log(2.0))) if infinite == (np.inf, np.inf) else np.inf


_LOG2, _LOG3 = math.log(2.0), math.log(3.0)
_COIN, _BIASED = np.array([0.5, 0.5]), np.array([0.75, 0.25])
_EIGHTHS = np.array([0.5, 0.25, 0.125, 0.125])
_OUTPUTS, _WANTED = np.array([[1.0, 2.0], [5.0, 0.0]]), np.array([[1, 0], [1, 0]])
_LOGITS, _ANSWERS, _COST = np.array([_LOG3, 0.0, 1e4]), np.array([1, 0, 0]), (3 * _LOG2 - _LOG3 + 1e4) / 3
_SCORES, _CLASSES = np.log([[1.0, 3.0], [3.0, 3.0]]), np.array([0, 1])
_STEP, _PADDED, _MASK = np.zeros((1, 2, 4)), np.array([[2, -1]]), np.array([[True, False]])
_D_Q = [-2 / 3, -2]

_ERRORS_2_AND_4 = worked(lambda: squared_error(_OUTPUTS, _WANTED), 5, [[0, 2], [4, 0]], d_value=2)
_THREE_ANSWERS = worked(lambda: binary_cross_entropy_with_logits(_LOGITS, _ANSWERS), _COST, [-0.25, 0.5, 1], d_value=3)
_TWO_CHANCES = worked(lambda: softmax_cross_entropy(_SCORES, _CLASSES, "sum"), 3 * _LOG2, [[-3, 3], [2, -2]], d_value=4)
_EQUAL_SCORES = worked(lambda: softmax_cross_entropy(np.zeros((2, 5)), _CLASSES)[0], math.log(5))
_ONE_STEP = worked(
    lambda: sequence_cross_entropy(_STEP, _PADDED, _MASK), 2 * _LOG2, [[[1, 1, -3, 1], [0, 0, 0, 0]]], d_value=4
)
_SEVEN_QUARTERS = worked(lambda: entropy(_EIGHTHS), 1.75 * _LOG2, -np.log(_EIGHTHS) - 1, d_value=1)
_CROSS = worked(
    lambda: cross_entropy(_COIN, _BIASED), 2 * _LOG2 - _LOG3 / 2, [2 * _LOG2 - _LOG3, 2 * _LOG2], _D_Q, d_value=1
)
_KL = worked(lambda: kl_divergence(_COIN, _BIASED), _LOG2 - _LOG3 / 2, [_LOG2 - _LOG3 + 1, _LOG2 + 1], _D_Q, d_value=1)
_REVERSED = worked(lambda: kl_divergence(_BIASED, _COIN)[0], 0.75 * _LOG3 - _LOG2)

_CLAIMS = (
    ("squared_error", "by hand", "errors of 2 and 4 in two rows", _ERRORS_2_AND_4),
    (_BCE, "by hand", "chances of 3/4 and 1/2, and a huge wrong logit", _THREE_ANSWERS),
    (_BCE, "loop", "-log of the answer's chance", _binary_loop),
    (_BCE, "theorem", "softmax of the scores 0 and z", _two_classes),
    (_CE, "by hand", "chances of 1/4 and 1/2", _TWO_CHANCES),
    (_CE, "by hand", "equal scores cost log K", _EQUAL_SCORES),
    (_STEPS, "by hand", "one step of two counts", _ONE_STEP),
    (_STEPS, "loop", "step by step, with NaN where nothing counts", _sequence_loop),
    ("entropy", "published", "Cover and Thomas 2006, example 2.1.2: 7/4 bits", _SEVEN_QUARTERS),
    ("entropy", "theorem", "at most log K", _gibbs),
    ("cross_entropy", "by hand", "a coin, taken for a biased one", _CROSS),
    ("cross_entropy", "theorem", "H(p) + KL(p || q), with 0 log 0", _decomposition),
    ("cross_entropy", "by hand", "infinite where q = 0 < p", _infinite),
    ("kl_divergence", "published", "Cover and Thomas 2006, example 2.3.1: 1 - log2(3) / 2 bits", _KL),
    ("kl_divergence", "published", "the same, exchanged: 3 log2(3) / 4 - 1 bits", _REVERSED),
    ("kl_divergence", "theorem", "H(p, q) - H(p), with 0 log 0", _decomposition),
    ("kl_divergence", "theorem", "Gibbs: at least 0; 0 for p = q", _gibbs),
    ("kl_divergence", "by hand", "infinite where q = 0 < p", _infinite),
)
EVIDENCE = tuple(Evidence(f"losses.{name}", kind, source, 1e-14, measure) for name, kind, source, measure in _CLAIMS)
