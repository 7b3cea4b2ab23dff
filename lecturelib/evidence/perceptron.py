"""Evidence for `lecturelib.perceptron`."""

from __future__ import annotations

from typing import Any

import numpy as np

from lecturelib.perceptron import fit_perceptron, perceptron_update
from lecturelib.witnesses.claim import Evidence, largest_error
from lecturelib.witnesses.trial import Sizes, Trial


def _draw_example(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    w, x = rng.standard_normal((2, sizes["D"]))
    return w, rng.standard_normal(()), x, rng.choice([-1, 1])


def _draw_batch(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    return rng.standard_normal((sizes["N"], sizes["D"])), rng.choice([-1, 1], sizes["N"])


def _updated_in_pytorch(torch: Any, w: Any, b: Any, x: Any, y: Any) -> Any:
    mistake = torch.sign((torch.where(w @ x + b > 0, 1, -1) - y).abs())
    return w + mistake * y * x, b + mistake * y


def _fitted_in_pytorch(torch: Any, x: Any, y: Any) -> Any:
    w, b, mistakes = torch.zeros(x.shape[1], dtype=x.dtype), torch.zeros((), dtype=x.dtype), []
    for _ in range(4):
        mistakes.append(0)
        for row, label in zip(x, y, strict=True):
            w_next, b_next = _updated_in_pytorch(torch, w, b, row, label)
            mistakes[-1] += int(not torch.equal(w_next, w))
            w, b = w_next, b_next
        if not mistakes[-1]:
            break
    return w, b, torch.tensor(mistakes)


_SIZES = {"N": (12, 1, 0), "D": (3, 1)}
TRIALS = (
    Trial(
        "perceptron.perceptron_update",
        lambda w, b, x, y: perceptron_update(w, b, x, y),
        _draw_example,
        _SIZES,
        pytorch=_updated_in_pytorch,
        method=None,
    ),
    Trial(
        "perceptron.fit_perceptron",
        lambda x, y: fit_perceptron(x, y, max_epochs=4),
        _draw_batch,
        _SIZES,
        pytorch=_fitted_in_pytorch,
        method=None,
    ),
)


def _update_by_hand(_: np.random.Generator) -> float:
    w, b = np.array([1.0, -2.0]), 0.5
    wrong_negative = perceptron_update(w, b, np.array([2.0, 1.0]), -1)  # sum 0.5: fires, should not
    wrong_positive = perceptron_update(w, b, np.array([0.0, 1.0]), 1)  # sum -1.5: silent, should fire
    right = perceptron_update(w, b, np.array([3.0, 1.0]), 1)  # sum 1.5: fires, as it should
    silent_at_zero = perceptron_update(w, b, np.array([-0.5, 0.0]), -1)  # sum 0: silent, as it should be
    expected = (
        (np.array([-1.0, -3.0]), -0.5),
        (np.array([1.0, -1.0]), 1.5),
        (np.array([1.0, -2.0]), 0.5),
        (np.array([1.0, -2.0]), 0.5),
    )
    return largest_error((wrong_negative, wrong_positive, right, silent_at_zero), expected)


def _fit_by_hand(_: np.random.Generator) -> float:
    # OR on {0, 1}^2, worked through on paper: three epochs with 1, 2 and 1 mistakes, then a clean one.
    x = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    fit = fit_perceptron(x, np.array([-1, 1, 1, 1]))
    return largest_error(tuple(fit), (np.array([1.0, 1.0]), 0.0, np.array([1, 2, 1, 0])))


def _separable(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    x = rng.uniform(-1, 1, (200, 2))
    normal = rng.standard_normal(3)
    normal /= np.linalg.norm(normal)
    margins = np.column_stack([x, np.ones(200)]) @ normal
    kept = np.abs(margins) > 0.05
    return x[kept], np.where(margins[kept] > 0, 1, -1), normal


def _novikoff_bound(rng: np.random.Generator) -> float:
    """How far the number of mistakes exceeds (R / gamma)^2, or mistakes are left; 0 if the theorem holds."""
    x, y, normal = _separable(rng)
    extended = np.column_stack([x, np.ones(len(x))])
    radius, margin = np.linalg.norm(extended, axis=1).max(), np.min(y * (extended @ normal))
    fit = fit_perceptron(x, y, max_epochs=10_000)
    left = int(np.sum(np.where(x @ fit.w + fit.b > 0, 1, -1) != y))
    return max(0.0, float(fit.mistakes.sum() - (radius / margin) ** 2)) + left + int(fit.mistakes[-1])


def _xor_cycles(_: np.random.Generator) -> float:
    """On XOR the rule must never report an epoch without a mistake: the number of such epochs."""
    x = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    fit = fit_perceptron(x, np.array([-1, 1, 1, -1]), max_epochs=500)
    return float(np.sum(fit.mistakes == 0) + abs(len(fit.mistakes) - 500))


EVIDENCE = (
    Evidence("perceptron.perceptron_update", "by hand", "two mistakes, two right answers", 0.0, _update_by_hand),
    Evidence("perceptron.fit_perceptron", "by hand", "OR, epoch by epoch", 0.0, _fit_by_hand),
    Evidence("perceptron.fit_perceptron", "theorem", "Novikoff 1962: mistakes <= (R / gamma)^2", 0.0, _novikoff_bound),
    Evidence("perceptron.fit_perceptron", "theorem", "no convergence on XOR, 500 epochs", 0.0, _xor_cycles),
)
