"""What goes wrong in softmax_cross_entropy: runnable mistakes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Any, Callable[[float], Any]]


def overflows(scores: Array, labels: Array, reduction: str = "mean") -> Pair:
    if ((labels < 0) | (labels >= scores.shape[1])).any():
        raise ValueError("no such class")
    n = len(scores) if reduction == "mean" else 1
    rows, target = np.arange(len(labels)), np.eye(scores.shape[1])[labels]
    with np.errstate(all="ignore"):
        log_p = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))

    def backward(d_loss: float) -> Any:
        return (np.exp(log_p) - target) * d_loss / n

    return -np.sum(log_p[rows, labels]) / n, backward


def takes_the_logarithm_of_softmax(scores: Array, labels: Array, reduction: str = "mean") -> Pair:
    if ((labels < 0) | (labels >= scores.shape[1])).any():
        raise ValueError("no such class")
    n = len(scores) if reduction == "mean" else 1
    target = np.eye(scores.shape[1])[labels]
    exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))
    p = exponentials / exponentials.sum(axis=1, keepdims=True)

    def backward(d_loss: float) -> Any:
        return (p - target) * d_loss / n

    with np.errstate(all="ignore"):
        return -np.sum(np.log(p[np.arange(len(p)), labels])) / n, backward


def takes_scores_for_probabilities(scores: Array, labels: Array, reduction: str = "mean") -> Pair:
    if ((labels < 0) | (labels >= scores.shape[1])).any():
        raise ValueError("no such class")
    n = len(scores) if reduction == "mean" else 1
    target = np.eye(scores.shape[1])[labels]

    def backward(d_loss: float) -> Any:
        return (scores - target) * d_loss / n

    with np.errstate(all="ignore"):
        return -np.sum(np.log(scores[np.arange(len(scores)), labels])) / n, backward


def applies_softmax_twice(scores: Array, labels: Array, reduction: str = "mean") -> Pair:
    if ((labels < 0) | (labels >= scores.shape[1])).any():
        raise ValueError("no such class")
    n = len(scores) if reduction == "mean" else 1
    target = np.eye(scores.shape[1])[labels]
    shifted = scores - scores.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    p = np.exp(log_p)
    q = np.exp(p) / np.exp(p).sum(axis=1, keepdims=True)

    def backward(d_loss: float) -> Any:
        return (q - target) * d_loss / n

    return -np.sum(target * np.log(q)) / n, backward


def takes_the_wrong_axis(scores: Array, labels: Array, reduction: str = "mean") -> Pair:
    if ((labels < 0) | (labels >= scores.shape[1])).any():
        raise ValueError("no such class")
    n = len(scores) if reduction == "mean" else 1
    target = np.eye(scores.shape[1])[labels]
    shifted = scores - scores.max(axis=0, initial=-np.inf)
    with np.errstate(all="ignore"):
        log_p = shifted - np.log(np.exp(shifted).sum(axis=0))

    def backward(d_loss: float) -> Any:
        return (np.exp(log_p) - target) * d_loss / n

    return -np.sum(target * log_p) / n, backward


def measures_in_bits(scores: Array, labels: Array, reduction: str = "mean") -> Pair:
    if ((labels < 0) | (labels >= scores.shape[1])).any():
        raise ValueError("no such class")
    n = len(scores) if reduction == "mean" else 1
    target = np.eye(scores.shape[1])[labels]
    shifted = scores - scores.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))

    def backward(d_loss: float) -> Any:
        return (np.exp(log_p) - target) * d_loss / n / np.log(2)

    return -np.sum(target * log_p) / n / np.log(2), backward


def averages_over_everything(scores: Array, labels: Array, reduction: str = "mean") -> Pair:
    if ((labels < 0) | (labels >= scores.shape[1])).any():
        raise ValueError("no such class")
    n = scores.size if reduction == "mean" else 1
    target = np.eye(scores.shape[1])[labels]
    shifted = scores - scores.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))

    def backward(d_loss: float) -> Any:
        return (np.exp(log_p) - target) * d_loss / n

    return -np.sum(target * log_p) / n, backward


def always_sums(scores: Array, labels: Array, reduction: str = "mean") -> Pair:
    if ((labels < 0) | (labels >= scores.shape[1])).any():
        raise ValueError("no such class")
    target = np.eye(scores.shape[1])[labels]
    shifted = scores - scores.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))

    def backward(d_loss: float) -> Any:
        return (np.exp(log_p) - target) * d_loss

    return -np.sum(target * log_p), backward


def always_averages(scores: Array, labels: Array, reduction: str = "mean") -> Pair:
    if ((labels < 0) | (labels >= scores.shape[1])).any():
        raise ValueError("no such class")
    n = max(len(scores), 1)
    target = np.eye(scores.shape[1])[labels]
    shifted = scores - scores.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))

    def backward(d_loss: float) -> Any:
        return (np.exp(log_p) - target) * d_loss / n

    return -np.sum(target * log_p) / n, backward


def gradient_does_not_subtract_the_target(scores: Array, labels: Array, reduction: str = "mean") -> Pair:
    if ((labels < 0) | (labels >= scores.shape[1])).any():
        raise ValueError("no such class")
    n = len(scores) if reduction == "mean" else 1
    target = np.eye(scores.shape[1])[labels]
    shifted = scores - scores.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))

    def backward(d_loss: float) -> Any:
        return np.exp(log_p) * d_loss / n

    return -np.sum(target * log_p) / n, backward


def gradient_not_divided_by_n(scores: Array, labels: Array, reduction: str = "mean") -> Pair:
    if ((labels < 0) | (labels >= scores.shape[1])).any():
        raise ValueError("no such class")
    n = len(scores) if reduction == "mean" else 1
    target = np.eye(scores.shape[1])[labels]
    shifted = scores - scores.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))

    def backward(d_loss: float) -> Any:
        return (np.exp(log_p) - target) * d_loss

    return -np.sum(target * log_p) / n, backward


def subtracts_every_label_from_every_row(scores: Array, labels: Array, reduction: str = "mean") -> Pair:
    if ((labels < 0) | (labels >= scores.shape[1])).any():
        raise ValueError("no such class")
    n = len(scores) if reduction == "mean" else 1
    target = np.eye(scores.shape[1])[labels]
    shifted = scores - scores.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))

    def backward(d_loss: float) -> Any:
        d_scores = np.exp(log_p)
        d_scores[:, labels] -= 1
        return d_scores * d_loss / n

    return -np.sum(target * log_p) / n, backward


def gradient_only_at_the_right_class(scores: Array, labels: Array, reduction: str = "mean") -> Pair:
    if ((labels < 0) | (labels >= scores.shape[1])).any():
        raise ValueError("no such class")
    n = len(scores) if reduction == "mean" else 1
    target = np.eye(scores.shape[1])[labels]
    shifted = scores - scores.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))

    def backward(d_loss: float) -> Any:
        return target * (np.exp(log_p) - 1) * d_loss / n

    return -np.sum(target * log_p) / n, backward


def gradient_points_to_the_target(scores: Array, labels: Array, reduction: str = "mean") -> Pair:
    if ((labels < 0) | (labels >= scores.shape[1])).any():
        raise ValueError("no such class")
    n = len(scores) if reduction == "mean" else 1
    target = np.eye(scores.shape[1])[labels]
    shifted = scores - scores.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))

    def backward(d_loss: float) -> Any:
        return (target - np.exp(log_p)) * d_loss / n

    return -np.sum(target * log_p) / n, backward


def ignores_the_incoming_gradient(scores: Array, labels: Array, reduction: str = "mean") -> Pair:
    if ((labels < 0) | (labels >= scores.shape[1])).any():
        raise ValueError("no such class")
    n = len(scores) if reduction == "mean" else 1
    target = np.eye(scores.shape[1])[labels]
    shifted = scores - scores.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))

    def backward(d_loss: float) -> Any:
        return (np.exp(log_p) - target) / n

    return -np.sum(target * log_p) / n, backward


def lets_negative_labels_count_from_the_end(scores: Array, labels: Array, reduction: str = "mean") -> Pair:
    n = len(scores) if reduction == "mean" else 1
    target = np.eye(scores.shape[1])[labels]
    shifted = scores - scores.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))

    def backward(d_loss: float) -> Any:
        return (np.exp(log_p) - target) * d_loss / n

    return -np.sum(target * log_p) / n, backward
