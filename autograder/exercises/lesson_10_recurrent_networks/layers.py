"""What the exercises of this lesson share: layers as the lesson imports them, and recurrent layers to hand over.

The exercises on whole networks take a recurrent layer as an argument. It is none with tanh: what is sent beside a
submission must not hold the answer to `rnn`, and a network must not rely on more than the layer's interface.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.sent_functions import SentFunction
from lecturelib import layers, losses

Array = np.ndarray[Any, np.dtype[Any]]
Parameters = tuple[Array, Array, Array]
Recurrent = Callable[..., Any]

# Mistakes hand on whatever comes, so that their types are left open.
affine: Any = layers.affine
softmax_cross_entropy: Any = losses.softmax_cross_entropy


@SentFunction
def sine_cell(x: Array, h: Array, parameters: Parameters) -> Any:
    """Return the state after one step of a recurrent layer that takes the sine of its sums."""
    U, W, b = parameters
    a = x @ U + h @ W + b

    def backward(d_new_h: Array) -> Any:
        d_a = d_new_h * np.cos(a)
        return d_a @ U.T, d_a @ W.T, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return np.sin(a), backward


@SentFunction
def fading_layer(x: Array, h0: Array, parameters: Parameters) -> Any:
    """Return the states of a layer that keeps half of what it was, with some of its other units, and adds a sine."""
    U, W, b = parameters
    n, steps, inputs = x.shape
    if np.shape(h0) != (n, len(W)):
        raise ValueError(f"h0 must have shape {(n, len(W))}; got {np.shape(h0)}")
    mix = 0.5 * np.eye(len(W)) + 0.3 * W
    sums, h, states = x @ U + b, h0, []
    for t in range(steps):
        h = np.sin(sums[:, t]) + h @ mix
        states.append(h)

    def backward(d_states: Array) -> Any:
        d_h, d_W, d_sums = np.zeros_like(h0), np.zeros_like(W), np.zeros_like(sums)
        for t in range(steps - 1, -1, -1):
            d_h = d_h + d_states[:, t]
            d_sums[:, t] = d_h * np.cos(sums[:, t])
            d_W = d_W + 0.3 * (states[t - 1] if t else h0).T @ d_h
            d_h = d_h @ mix.T
        d_U = x.reshape(n * steps, inputs).T @ d_sums.reshape(n * steps, len(W))
        return d_sums @ U.T, d_h, (d_U, d_W, d_sums.sum(axis=(0, 1)))

    return np.stack(states, axis=1), backward


def draw_weights(rng: np.random.Generator, *shapes: tuple[int, ...]) -> tuple[Array, ...]:
    """Draw an array for each shape, of a size that leaves the states clear of saturation."""
    return tuple(rng.standard_normal(shape) / np.sqrt(max(shape[0], 1)) for shape in shapes)
