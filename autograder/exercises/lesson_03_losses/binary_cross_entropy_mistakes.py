"""What goes wrong in binary_cross_entropy_with_logits: runnable mistakes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lecturelib.activations import sigmoid

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Any, Callable[[float], Any]]


def takes_the_logarithm_of_the_sigmoid(logits: Array, targets: Array, reduction: str = "mean") -> Pair:
    if ((targets < 0) | (targets > 1)).any():
        raise ValueError("targets must lie in [0, 1]")
    n = len(logits) if reduction == "mean" else 1
    g, _ = sigmoid(logits)
    with np.errstate(all="ignore"):
        loss = -np.sum(targets * np.log(g) + (1 - targets) * np.log(1 - g)) / n

    def backward(d_loss: float) -> Any:
        return (g - targets) * d_loss / n

    return loss, backward


def clips_the_probability(logits: Array, targets: Array, reduction: str = "mean") -> Pair:
    if ((targets < 0) | (targets > 1)).any():
        raise ValueError("targets must lie in [0, 1]")
    n = len(logits) if reduction == "mean" else 1
    g = np.clip(sigmoid(logits)[0], 1e-12, 1 - 1e-12)

    def backward(d_loss: float) -> Any:
        return (g - targets) * d_loss / n

    return -np.sum(targets * np.log(g) + (1 - targets) * np.log(1 - g)) / n, backward


def lets_exp_overflow(logits: Array, targets: Array, reduction: str = "mean") -> Pair:
    if ((targets < 0) | (targets > 1)).any():
        raise ValueError("targets must lie in [0, 1]")
    n = len(logits) if reduction == "mean" else 1
    with np.errstate(all="ignore"):
        loss = np.sum(np.log(1 + np.exp(logits)) - targets * logits) / n

    def backward(d_loss: float) -> Any:
        return (sigmoid(logits)[0] - targets) * d_loss / n

    return loss, backward


def takes_logits_for_probabilities(logits: Array, targets: Array, reduction: str = "mean") -> Pair:
    if ((targets < 0) | (targets > 1)).any():
        raise ValueError("targets must lie in [0, 1]")
    n = len(logits) if reduction == "mean" else 1
    with np.errstate(all="ignore"):
        loss = -np.sum(targets * np.log(logits) + (1 - targets) * np.log(1 - logits)) / n

    def backward(d_loss: float) -> Any:
        return (logits - targets) * d_loss / n

    return loss, backward


def squashes_twice(logits: Array, targets: Array, reduction: str = "mean") -> Pair:
    if ((targets < 0) | (targets > 1)).any():
        raise ValueError("targets must lie in [0, 1]")
    n = len(logits) if reduction == "mean" else 1
    g, _ = sigmoid(logits)

    def backward(d_loss: float) -> Any:
        return (sigmoid(g)[0] - targets) * d_loss / n

    return np.sum(np.log1p(np.exp(g)) - targets * g) / n, backward


def counts_only_the_yes_answers(logits: Array, targets: Array, reduction: str = "mean") -> Pair:
    if ((targets < 0) | (targets > 1)).any():
        raise ValueError("targets must lie in [0, 1]")
    n = len(logits) if reduction == "mean" else 1

    def backward(d_loss: float) -> Any:
        return targets * (sigmoid(logits)[0] - 1) * d_loss / n

    return np.sum(targets * np.logaddexp(0, -logits)) / n, backward


def measures_in_bits(logits: Array, targets: Array, reduction: str = "mean") -> Pair:
    if ((targets < 0) | (targets > 1)).any():
        raise ValueError("targets must lie in [0, 1]")
    n = len(logits) if reduction == "mean" else 1

    def backward(d_loss: float) -> Any:
        return (sigmoid(logits)[0] - targets) * d_loss / n / np.log(2)

    return np.sum(np.logaddexp(0, logits) - targets * logits) / n / np.log(2), backward


def averages_over_everything(logits: Array, targets: Array, reduction: str = "mean") -> Pair:
    if ((targets < 0) | (targets > 1)).any():
        raise ValueError("targets must lie in [0, 1]")
    n = logits.size if reduction == "mean" else 1

    def backward(d_loss: float) -> Any:
        return (sigmoid(logits)[0] - targets) * d_loss / n

    return np.sum(np.logaddexp(0, logits) - targets * logits) / n, backward


def always_sums(logits: Array, targets: Array, reduction: str = "mean") -> Pair:
    if ((targets < 0) | (targets > 1)).any():
        raise ValueError("targets must lie in [0, 1]")

    def backward(d_loss: float) -> Any:
        return (sigmoid(logits)[0] - targets) * d_loss

    return np.sum(np.logaddexp(0, logits) - targets * logits), backward


def always_averages(logits: Array, targets: Array, reduction: str = "mean") -> Pair:
    if ((targets < 0) | (targets > 1)).any():
        raise ValueError("targets must lie in [0, 1]")
    n = len(logits)

    def backward(d_loss: float) -> Any:
        return (sigmoid(logits)[0] - targets) * d_loss / n

    return np.sum(np.logaddexp(0, logits) - targets * logits) / n, backward


def gradient_not_divided_by_n(logits: Array, targets: Array, reduction: str = "mean") -> Pair:
    if ((targets < 0) | (targets > 1)).any():
        raise ValueError("targets must lie in [0, 1]")
    n = len(logits) if reduction == "mean" else 1

    def backward(d_loss: float) -> Any:
        return (sigmoid(logits)[0] - targets) * d_loss

    return np.sum(np.logaddexp(0, logits) - targets * logits) / n, backward


def keeps_the_slope_of_the_sigmoid(logits: Array, targets: Array, reduction: str = "mean") -> Pair:
    if ((targets < 0) | (targets > 1)).any():
        raise ValueError("targets must lie in [0, 1]")
    n = len(logits) if reduction == "mean" else 1
    g, _ = sigmoid(logits)

    def backward(d_loss: float) -> Any:
        return (g - targets) * g * (1 - g) * d_loss / n

    return np.sum(np.logaddexp(0, logits) - targets * logits) / n, backward


def gradient_points_to_the_target(logits: Array, targets: Array, reduction: str = "mean") -> Pair:
    if ((targets < 0) | (targets > 1)).any():
        raise ValueError("targets must lie in [0, 1]")
    n = len(logits) if reduction == "mean" else 1

    def backward(d_loss: float) -> Any:
        return (targets - sigmoid(logits)[0]) * d_loss / n

    return np.sum(np.logaddexp(0, logits) - targets * logits) / n, backward


def ignores_the_incoming_gradient(logits: Array, targets: Array, reduction: str = "mean") -> Pair:
    if ((targets < 0) | (targets > 1)).any():
        raise ValueError("targets must lie in [0, 1]")
    n = len(logits) if reduction == "mean" else 1

    def backward(d_loss: float) -> Any:
        return (sigmoid(logits)[0] - targets) / n

    return np.sum(np.logaddexp(0, logits) - targets * logits) / n, backward


def accepts_any_targets(logits: Array, targets: Array, reduction: str = "mean") -> Pair:
    n = len(logits) if reduction == "mean" else 1

    def backward(d_loss: float) -> Any:
        return (sigmoid(logits)[0] - targets) * d_loss / n

    return np.sum(np.logaddexp(0, logits) - targets * logits) / n, backward
