"""The references with the arguments that this lesson asks for: no mask in the layer, no reduction but the mean.

A student's function has just these arguments, and so have the wrong answers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograder.exercises.lesson_10_recurrent_networks.layers import Array, Parameters
from lecturelib import losses, recurrent


def rnn(x: Array, h0: Array, parameters: Parameters) -> tuple[Array, Callable[..., Any]]:
    """Return the states at every step, and the backward function."""
    return recurrent.rnn(x, h0, recurrent.RNNParameters(*parameters))


def sequence_cross_entropy(scores: Array, labels: Array, mask: Array) -> tuple[Any, Callable[..., Any]]:
    """Return the loss of the steps that count, averaged over the sequences, and the backward function."""
    return losses.sequence_cross_entropy(scores, labels, mask)
