"""What goes wrong in kl_divergence: runnable mistakes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Any, Callable[[Array], Any]]


def swaps_p_and_q(p: Array, q: Array) -> Pair:
    def backward(d_divergence: Array) -> Any:
        each = np.expand_dims(d_divergence, -1)
        return each * (-q / p), each * (np.log(q / p) + 1)

    with np.errstate(all="ignore"):
        return np.sum(np.where(q > 0, q * np.log(q / p), 0), axis=-1), backward


def takes_the_logarithm_of_0(p: Array, q: Array) -> Pair:
    def backward(d_divergence: Array) -> Any:
        each = np.expand_dims(d_divergence, -1)
        return each * (np.log(p / q) + 1), each * (-p / q)

    with np.errstate(all="ignore"):
        return np.sum(p * np.log(p / q), axis=-1), backward


def adds_a_little_to_every_probability(p: Array, q: Array) -> Pair:
    def backward(d_divergence: Array) -> Any:
        each = np.expand_dims(d_divergence, -1)
        return each * (np.log(p / q) + 1), each * (-p / q)

    with np.errstate(all="ignore"):
        return np.sum(p * np.log((p + 1e-12) / (q + 1e-12)), axis=-1), backward


def skips_what_q_excludes(p: Array, q: Array) -> Pair:
    def backward(d_divergence: Array) -> Any:
        each = np.expand_dims(d_divergence, -1)
        return each * (np.log(p / q) + 1), each * (-p / q)

    with np.errstate(all="ignore"):
        return np.sum(np.where((p > 0) & (q > 0), p * np.log(p / q), 0), axis=-1), backward


def forgets_the_entropy(p: Array, q: Array) -> Pair:
    def backward(d_divergence: Array) -> Any:
        each = np.expand_dims(d_divergence, -1)
        return each * (-np.log(q)), each * (-p / q)

    with np.errstate(all="ignore"):
        return -np.sum(np.where(p > 0, p * np.log(q), 0), axis=-1), backward


def measures_in_bits(p: Array, q: Array) -> Pair:
    def backward(d_divergence: Array) -> Any:
        each = np.expand_dims(d_divergence, -1)
        return each * (np.log2(p / q) + 1 / np.log(2)), each * (-p / q / np.log(2))

    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log2(p / q), 0), axis=-1), backward


def has_the_wrong_sign(p: Array, q: Array) -> Pair:
    def backward(d_divergence: Array) -> Any:
        each = np.expand_dims(d_divergence, -1)
        return each * (-np.log(p / q) - 1), each * (p / q)

    with np.errstate(all="ignore"):
        return -np.sum(np.where(p > 0, p * np.log(p / q), 0), axis=-1), backward


def takes_both_directions(p: Array, q: Array) -> Pair:
    def backward(d_divergence: Array) -> Any:
        each = np.expand_dims(d_divergence, -1)
        return each * (0.5 * (np.log(p / q) + 1 - q / p)), each * (0.5 * (np.log(q / p) + 1 - p / q))

    with np.errstate(all="ignore"):
        return np.sum(np.where((p > 0) | (q > 0), 0.5 * (p - q) * np.log(p / q), 0), axis=-1), backward


def sums_over_everything(p: Array, q: Array) -> Pair:
    def backward(d_divergence: Array) -> Any:
        each = np.sum(d_divergence)
        return each * (np.log(p / q) + 1), each * (-p / q)

    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0)), backward


def gradient_takes_the_logarithm_for_a_constant(p: Array, q: Array) -> Pair:
    def backward(d_divergence: Array) -> Any:
        each = np.expand_dims(d_divergence, -1)
        return each * (np.log(p / q)), each * (-p / q)

    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0), axis=-1), backward


def gradient_of_q_forgets_the_weight(p: Array, q: Array) -> Pair:
    def backward(d_divergence: Array) -> Any:
        each = np.expand_dims(d_divergence, -1)
        return each * (np.log(p / q) + 1), each * (-1 / q)

    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0), axis=-1), backward


def swaps_the_gradients(p: Array, q: Array) -> Pair:
    def backward(d_divergence: Array) -> Any:
        each = np.expand_dims(d_divergence, -1)
        return each * (-p / q), each * (np.log(p / q) + 1)

    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0), axis=-1), backward


def ignores_the_incoming_gradient(p: Array, q: Array) -> Pair:
    def backward(d_divergence: Array) -> Any:
        each = np.ones_like(np.expand_dims(d_divergence, -1))
        return each * (np.log(p / q) + 1), each * (-p / q)

    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0), axis=-1), backward
