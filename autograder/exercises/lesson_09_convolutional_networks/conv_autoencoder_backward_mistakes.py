"""Mistakes in conv_autoencoder: what goes wrong on the way back, runnable and named."""

from __future__ import annotations

from typing import Any

from autograder.exercises.lesson_09_convolutional_networks.stages import (
    Array,
    Stages,
    conv2d,
    conv_transpose2d,
    max_pool2d,
    relu,
    sigmoid,
)


def forgets_what_is_asked_of_the_codes(x: Array, encoder: Stages, decoder: Stages) -> Any:
    ways_in: list[Any] = []
    ways_out: list[Any] = []
    h = x
    for kernels, bias in encoder:
        a, back_a = conv2d(h, kernels, bias, padding="same")
        r, back_r = relu(a)
        h, back_h = max_pool2d(r, 2)
        ways_in.append((back_a, back_r, back_h))
    codes = h
    for place, (kernels, bias) in enumerate(decoder):
        a, back_a = conv_transpose2d(h, kernels, bias, stride=2)
        h, back_h = sigmoid(a) if place == len(decoder) - 1 else relu(a)
        ways_out.append((back_a, back_h))

    def backward(d_reconstruction: Array, d_codes: Array) -> Any:
        d_encoder: list[Any] = []
        d_decoder: list[Any] = []
        d = d_reconstruction
        for back_a, back_h in reversed(ways_out):
            d, d_kernels, d_bias = back_a(back_h(d))
            d_decoder.insert(0, (d_kernels, d_bias))
        for back_a, back_r, back_h in reversed(ways_in):
            d, d_kernels, d_bias = back_a(back_r(back_h(d)))
            d_encoder.insert(0, (d_kernels, d_bias))
        return d, d_encoder, d_decoder

    return (h, codes), backward


def keeps_only_what_is_asked_of_the_codes(x: Array, encoder: Stages, decoder: Stages) -> Any:
    ways_in: list[Any] = []
    ways_out: list[Any] = []
    h = x
    for kernels, bias in encoder:
        a, back_a = conv2d(h, kernels, bias, padding="same")
        r, back_r = relu(a)
        h, back_h = max_pool2d(r, 2)
        ways_in.append((back_a, back_r, back_h))
    codes = h
    for place, (kernels, bias) in enumerate(decoder):
        a, back_a = conv_transpose2d(h, kernels, bias, stride=2)
        h, back_h = sigmoid(a) if place == len(decoder) - 1 else relu(a)
        ways_out.append((back_a, back_h))

    def backward(d_reconstruction: Array, d_codes: Array) -> Any:
        d_encoder: list[Any] = []
        d_decoder: list[Any] = []
        d = d_reconstruction
        for back_a, back_h in reversed(ways_out):
            d, d_kernels, d_bias = back_a(back_h(d))
            d_decoder.insert(0, (d_kernels, d_bias))
        d = d_codes
        for back_a, back_r, back_h in reversed(ways_in):
            d, d_kernels, d_bias = back_a(back_r(back_h(d)))
            d_encoder.insert(0, (d_kernels, d_bias))
        return d, d_encoder, d_decoder

    return (h, codes), backward


def skips_the_sigmoid_on_the_way_back(x: Array, encoder: Stages, decoder: Stages) -> Any:
    ways_in: list[Any] = []
    ways_out: list[Any] = []
    h = x
    for kernels, bias in encoder:
        a, back_a = conv2d(h, kernels, bias, padding="same")
        r, back_r = relu(a)
        h, back_h = max_pool2d(r, 2)
        ways_in.append((back_a, back_r, back_h))
    codes = h
    for place, (kernels, bias) in enumerate(decoder):
        a, back_a = conv_transpose2d(h, kernels, bias, stride=2)
        h, back_h = sigmoid(a) if place == len(decoder) - 1 else relu(a)
        ways_out.append((back_a, back_h))

    def backward(d_reconstruction: Array, d_codes: Array) -> Any:
        d_encoder: list[Any] = []
        d_decoder: list[Any] = []
        d = d_reconstruction
        for number, (back_a, back_h) in enumerate(reversed(ways_out)):
            d, d_kernels, d_bias = back_a(back_h(d) if number else d)
            d_decoder.insert(0, (d_kernels, d_bias))
        d = d + d_codes
        for back_a, back_r, back_h in reversed(ways_in):
            d, d_kernels, d_bias = back_a(back_r(back_h(d)))
            d_encoder.insert(0, (d_kernels, d_bias))
        return d, d_encoder, d_decoder

    return (h, codes), backward


def does_not_gather_the_gradients_of_the_stages(x: Array, encoder: Stages, decoder: Stages) -> Any:
    ways_in: list[Any] = []
    ways_out: list[Any] = []
    h = x
    for kernels, bias in encoder:
        a, back_a = conv2d(h, kernels, bias, padding="same")
        r, back_r = relu(a)
        h, back_h = max_pool2d(r, 2)
        ways_in.append((back_a, back_r, back_h))
    codes = h
    for place, (kernels, bias) in enumerate(decoder):
        a, back_a = conv_transpose2d(h, kernels, bias, stride=2)
        h, back_h = sigmoid(a) if place == len(decoder) - 1 else relu(a)
        ways_out.append((back_a, back_h))

    def backward(d_reconstruction: Array, d_codes: Array) -> Any:
        d = d_reconstruction
        d_encoder: Any = None
        d_decoder: Any = None
        for back_a, back_h in reversed(ways_out):
            d, d_kernels, d_bias = back_a(back_h(d))
            d_decoder = [(d_kernels, d_bias)]
        d = d + d_codes
        for back_a, back_r, back_h in reversed(ways_in):
            d, d_kernels, d_bias = back_a(back_r(back_h(d)))
            d_encoder = [(d_kernels, d_bias)]
        return d, d_encoder, d_decoder

    return (h, codes), backward


def lists_the_last_stage_first(x: Array, encoder: Stages, decoder: Stages) -> Any:
    ways_in: list[Any] = []
    ways_out: list[Any] = []
    h = x
    for kernels, bias in encoder:
        a, back_a = conv2d(h, kernels, bias, padding="same")
        r, back_r = relu(a)
        h, back_h = max_pool2d(r, 2)
        ways_in.append((back_a, back_r, back_h))
    codes = h
    for place, (kernels, bias) in enumerate(decoder):
        a, back_a = conv_transpose2d(h, kernels, bias, stride=2)
        h, back_h = sigmoid(a) if place == len(decoder) - 1 else relu(a)
        ways_out.append((back_a, back_h))

    def backward(d_reconstruction: Array, d_codes: Array) -> Any:
        d_encoder: list[Any] = []
        d_decoder: list[Any] = []
        d = d_reconstruction
        for back_a, back_h in reversed(ways_out):
            d, d_kernels, d_bias = back_a(back_h(d))
            d_decoder.append((d_kernels, d_bias))
        d = d + d_codes
        for back_a, back_r, back_h in reversed(ways_in):
            d, d_kernels, d_bias = back_a(back_r(back_h(d)))
            d_encoder.append((d_kernels, d_bias))
        return d, d_encoder, d_decoder

    return (h, codes), backward
