"""How well a trained network does: its outputs, its loss, and the share of right answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from lecturelib.arguments import Array, require_classes, require_floating, require_shape
from lecturelib.training.batches import examples_in, minibatches
from lecturelib.training.protocols import Loss, Metric, Network


def predict(network: Network, x: Any, batch_size: int = 256) -> Array:
    """Return a network's output for every example, in inference mode.

    Parameters
    ----------
    network : Network
        What to run.
    x : ndarray or nested tuple of ndarray
        Inputs, N along the first axis.
    batch_size : int
        Examples at a time, which bounds the memory needed.

    Returns
    -------
    outputs : ndarray, N along the first axis
        What `network.forward` returns, put together.

    Raises
    ------
    ValueError
        If the inputs' lengths differ or `batch_size` is less than 1.
    """
    outputs = [network.forward(batch)[0] for (batch,) in minibatches((x,), batch_size)]
    return np.concatenate(outputs or [network.forward(x)[0]])


def evaluate(network: Network, loss: Loss, x: Any, targets: Any, batch_size: int = 256) -> float:
    """Return a network's mean loss over all examples, in inference mode.

    Parameters
    ----------
    network : Network
        What to run.
    loss : callable
        Maps (output, targets) to (value, backward); the value must be a mean over the batch.
    x, targets : ndarray or nested tuple of ndarray
        Inputs and targets, N along the first axis.
    batch_size : int
        Examples at a time, which bounds the memory needed.

    Returns
    -------
    loss : float
        The mean over the N examples, whatever the batches; 0 if there is none.

    Raises
    ------
    ValueError
        If the lengths differ or `batch_size` is less than 1.
    """
    return means(network, {"loss": lambda output, target: loss(output, target)[0]}, x, targets, batch_size)["loss"]


def means(
    network: Network, metrics: Mapping[str, Metric], x: Any, targets: Any, batch_size: int = 256
) -> dict[str, float]:
    """Return the mean of each metric over all examples, from one pass in inference mode.

    Parameters
    ----------
    network : Network
        What to run.
    metrics : mapping of str to callable
        Each maps (output, targets) to a mean over the batch.
    x, targets : ndarray or nested tuple of ndarray
        Inputs and targets, N along the first axis.
    batch_size : int
        Examples at a time.

    Returns
    -------
    means : dict of str to float
        For each metric its mean, in which every example counts alike; 0 if there is none.
    """
    totals = dict.fromkeys(metrics, 0.0)
    for batch, target in minibatches((x, targets), batch_size):
        output = network.forward(batch)[0]
        for name, metric in metrics.items():
            totals[name] += float(metric(output, target)) * examples_in(batch)
    return {name: total / max(1, examples_in((x, targets))) for name, total in totals.items()}


def accuracy(scores: Array, labels: Array, mask: Array | None = None) -> float:
    """Return the share of examples whose highest score is that of the true class.

    Parameters
    ----------
    scores : ndarray, shape (N, K) or (N, T, K), floating
        One score for each class; the first of equal ones wins.
    labels : ndarray of int, shape (N,) or (N, T)
        True classes, in [0, K).
    mask : ndarray of bool, shape of `labels`, optional
        Which of them count; all if not given.

    Returns
    -------
    accuracy : float
        In [0, 1]; 0 if nothing counts.

    Raises
    ------
    ValueError
        If the shapes do not fit or a label that counts is no class.

    Examples
    --------
    >>> accuracy(np.array([[0.1, 0.9], [0.8, 0.2], [0.7, 0.3]]), np.array([1, 1, 0]))
    0.6666666666666666
    """
    require_floating("scores", scores)
    sizes = require_shape("scores", scores, ("N", "T", "K") if scores.ndim == 3 else ("N", "K"))
    require_shape("labels", labels, scores.shape[:-1])
    counted = np.ones(labels.shape, dtype=bool) if mask is None else mask
    require_shape("mask", counted, labels.shape)
    if counted.dtype != bool:
        raise ValueError(f"mask must be an array of bool; got dtype {counted.dtype}")
    require_classes("labels", labels[counted], ("N",), sizes["K"])
    if not counted.any():
        return 0.0
    return float(np.mean(scores[counted].argmax(axis=1) == labels[counted]))
