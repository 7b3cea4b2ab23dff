"""What students do to `mlp`: each mistake as they would write it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from lecturelib.layers import affine

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Array, Callable[[Array], Any]]
Activation = Callable[[Array], Any]


def activation_after_the_last_layer(
    x: Array, weights: Sequence[Array], biases: Sequence[Array], activation: Activation
) -> Pair:
    y = x
    backwards: list[Any] = []
    for W, b in zip(weights, biases, strict=True):
        a, affine_backward = affine(y, W, b)
        y, activation_backward = activation(a)
        backwards.append((affine_backward, activation_backward))

    def backward(d_y: Array) -> Any:
        d_weights: list[Any] = []
        d_biases: list[Any] = []
        for affine_backward, activation_backward in reversed(backwards):
            d_y, d_W, d_b = affine_backward(activation_backward(d_y))
            d_weights.insert(0, d_W)
            d_biases.insert(0, d_b)
        return d_y, tuple(d_weights), tuple(d_biases)

    return y, backward


def no_activation_at_all(x: Array, weights: Sequence[Array], biases: Sequence[Array], activation: Activation) -> Pair:
    y = x
    backwards: list[Any] = []
    for W, b in zip(weights, biases, strict=True):
        y, affine_backward = affine(y, W, b)
        backwards.append(affine_backward)

    def backward(d_y: Array) -> Any:
        d_weights: list[Any] = []
        d_biases: list[Any] = []
        for affine_backward in reversed(backwards):
            d_y, d_W, d_b = affine_backward(d_y)
            d_weights.insert(0, d_W)
            d_biases.insert(0, d_b)
        return d_y, tuple(d_weights), tuple(d_biases)

    return y, backward


def activation_after_the_first_layer_only(
    x: Array, weights: Sequence[Array], biases: Sequence[Array], activation: Activation
) -> Pair:
    if len(weights) != len(biases):
        raise ValueError("there must be one bias for each weight matrix")
    y = x
    backwards: list[Any] = []
    for layer, W in enumerate(weights):
        y, affine_backward = affine(y, W, biases[layer])
        backwards.append(affine_backward)
        if layer == 0 and len(weights) > 1:
            y, activation_backward = activation(y)

    def backward(d_y: Array) -> Any:
        d_weights: list[Any] = []
        d_biases: list[Any] = []
        for layer in reversed(range(len(weights))):
            if layer == 0 and len(weights) > 1:
                d_y = activation_backward(d_y)
            d_y, d_W, d_b = backwards[layer](d_y)
            d_weights.insert(0, d_W)
            d_biases.insert(0, d_b)
        return d_y, tuple(d_weights), tuple(d_biases)

    return y, backward


def forgets_the_biases(x: Array, weights: Sequence[Array], biases: Sequence[Array], activation: Activation) -> Pair:
    if len(weights) != len(biases):
        raise ValueError("there must be one bias for each weight matrix")
    y = x
    affine_backwards: list[Any] = []
    activation_backwards: list[Any] = []
    for layer, W in enumerate(weights):
        y, affine_backward = affine(y, W, np.zeros(W.shape[1]))
        affine_backwards.append(affine_backward)
        if layer < len(weights) - 1:
            y, activation_backward = activation(y)
            activation_backwards.append(activation_backward)

    def backward(d_y: Array) -> Any:
        d_weights: list[Any] = []
        d_biases: list[Any] = []
        for layer in reversed(range(len(weights))):
            if layer < len(weights) - 1:
                d_y = activation_backwards[layer](d_y)
            d_y, d_W, d_b = affine_backwards[layer](d_y)
            d_weights.insert(0, d_W)
            d_biases.insert(0, d_b)
        return d_y, tuple(d_weights), tuple(d_biases)

    return y, backward


def applies_the_activation_to_the_inputs(
    x: Array, weights: Sequence[Array], biases: Sequence[Array], activation: Activation
) -> Pair:
    y = x
    backwards: list[Any] = []
    for W, b in zip(weights, biases, strict=True):
        z, activation_backward = activation(y)
        y, affine_backward = affine(z, W, b)
        backwards.append((affine_backward, activation_backward))

    def backward(d_y: Array) -> Any:
        d_weights: list[Any] = []
        d_biases: list[Any] = []
        for affine_backward, activation_backward in reversed(backwards):
            d_z, d_W, d_b = affine_backward(d_y)
            d_y = activation_backward(d_z)
            d_weights.insert(0, d_W)
            d_biases.insert(0, d_b)
        return d_y, tuple(d_weights), tuple(d_biases)

    return y, backward


def stops_before_the_last_layer(
    x: Array, weights: Sequence[Array], biases: Sequence[Array], activation: Activation
) -> Pair:
    if len(weights) != len(biases):
        raise ValueError("there must be one bias for each weight matrix")
    y = x
    backwards: list[Any] = []
    for W, b in zip(weights[:-1], biases[:-1], strict=True):
        a, affine_backward = affine(y, W, b)
        y, activation_backward = activation(a)
        backwards.append((affine_backward, activation_backward))

    def backward(d_y: Array) -> Any:
        d_weights: list[Any] = []
        d_biases: list[Any] = []
        for affine_backward, activation_backward in reversed(backwards):
            d_y, d_W, d_b = affine_backward(activation_backward(d_y))
            d_weights.insert(0, d_W)
            d_biases.insert(0, d_b)
        return d_y, tuple(d_weights), tuple(d_biases)

    return y, backward


def keeps_no_backward_functions(
    x: Array, weights: Sequence[Array], biases: Sequence[Array], activation: Activation
) -> Pair:
    y = x
    affine_backwards: list[Any] = []
    activation_backwards: list[Any] = []
    for layer, (W, b) in enumerate(zip(weights, biases, strict=True)):
        y, _ = affine(y, W, b)
        if layer < len(weights) - 1:
            y, _ = activation(y)

    def backward(d_y: Array) -> Any:
        d_weights: list[Any] = []
        d_biases: list[Any] = []
        for layer in reversed(range(len(weights))):
            if layer < len(weights) - 1:
                d_y = activation_backwards[layer](d_y)
            d_y, d_W, d_b = affine_backwards[layer](d_y)
            d_weights.insert(0, d_W)
            d_biases.insert(0, d_b)
        return d_y, tuple(d_weights), tuple(d_biases)

    return y, backward


def ignores_what_is_left_over(
    x: Array, weights: Sequence[Array], biases: Sequence[Array], activation: Activation
) -> Pair:
    y = x
    affine_backwards: list[Any] = []
    activation_backwards: list[Any] = []
    for layer, (W, b) in enumerate(zip(weights, biases, strict=False)):
        y, affine_backward = affine(y, W, b)
        affine_backwards.append(affine_backward)
        if layer < len(weights) - 1:
            y, activation_backward = activation(y)
            activation_backwards.append(activation_backward)

    def backward(d_y: Array) -> Any:
        d_weights: list[Any] = []
        d_biases: list[Any] = []
        for layer in reversed(range(len(weights))):
            if layer < len(weights) - 1:
                d_y = activation_backwards[layer](d_y)
            d_y, d_W, d_b = affine_backwards[layer](d_y)
            d_weights.insert(0, d_W)
            d_biases.insert(0, d_b)
        return d_y, tuple(d_weights), tuple(d_biases)

    return y, backward
