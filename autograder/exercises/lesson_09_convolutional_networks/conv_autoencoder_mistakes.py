"""Mistakes in conv_autoencoder: what goes wrong on the way forward, runnable and named."""

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


def ends_in_relu(x: Array, encoder: Stages, decoder: Stages) -> Any:
    ways_in: list[Any] = []
    ways_out: list[Any] = []
    h = x
    for kernels, bias in encoder:
        a, back_a = conv2d(h, kernels, bias, padding="same")
        r, back_r = relu(a)
        h, back_h = max_pool2d(r, 2)
        ways_in.append((back_a, back_r, back_h))
    codes = h
    for kernels, bias in decoder:
        a, back_a = conv_transpose2d(h, kernels, bias, stride=2)
        h, back_h = relu(a)
        ways_out.append((back_a, back_h))

    def backward(d_reconstruction: Array, d_codes: Array) -> Any:
        d_encoder: list[Any] = []
        d_decoder: list[Any] = []
        d = d_reconstruction
        for back_a, back_h in reversed(ways_out):
            d, d_kernels, d_bias = back_a(back_h(d))
            d_decoder.insert(0, (d_kernels, d_bias))
        d = d + d_codes
        for back_a, back_r, back_h in reversed(ways_in):
            d, d_kernels, d_bias = back_a(back_r(back_h(d)))
            d_encoder.insert(0, (d_kernels, d_bias))
        return d, d_encoder, d_decoder

    return (h, codes), backward


def sigmoid_in_every_stage_of_the_decoder(x: Array, encoder: Stages, decoder: Stages) -> Any:
    ways_in: list[Any] = []
    ways_out: list[Any] = []
    h = x
    for kernels, bias in encoder:
        a, back_a = conv2d(h, kernels, bias, padding="same")
        r, back_r = relu(a)
        h, back_h = max_pool2d(r, 2)
        ways_in.append((back_a, back_r, back_h))
    codes = h
    for kernels, bias in decoder:
        a, back_a = conv_transpose2d(h, kernels, bias, stride=2)
        h, back_h = sigmoid(a)
        ways_out.append((back_a, back_h))

    def backward(d_reconstruction: Array, d_codes: Array) -> Any:
        d_encoder: list[Any] = []
        d_decoder: list[Any] = []
        d = d_reconstruction
        for back_a, back_h in reversed(ways_out):
            d, d_kernels, d_bias = back_a(back_h(d))
            d_decoder.insert(0, (d_kernels, d_bias))
        d = d + d_codes
        for back_a, back_r, back_h in reversed(ways_in):
            d, d_kernels, d_bias = back_a(back_r(back_h(d)))
            d_encoder.insert(0, (d_kernels, d_bias))
        return d, d_encoder, d_decoder

    return (h, codes), backward


def no_activation_between_the_decoder_s_stages(x: Array, encoder: Stages, decoder: Stages) -> Any:
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
        h, back_h = sigmoid(a) if place == len(decoder) - 1 else (a, lambda d: d)
        ways_out.append((back_a, back_h))

    def backward(d_reconstruction: Array, d_codes: Array) -> Any:
        d_encoder: list[Any] = []
        d_decoder: list[Any] = []
        d = d_reconstruction
        for back_a, back_h in reversed(ways_out):
            d, d_kernels, d_bias = back_a(back_h(d))
            d_decoder.insert(0, (d_kernels, d_bias))
        d = d + d_codes
        for back_a, back_r, back_h in reversed(ways_in):
            d, d_kernels, d_bias = back_a(back_r(back_h(d)))
            d_encoder.insert(0, (d_kernels, d_bias))
        return d, d_encoder, d_decoder

    return (h, codes), backward


def no_activation_in_the_encoder(x: Array, encoder: Stages, decoder: Stages) -> Any:
    ways_in: list[Any] = []
    ways_out: list[Any] = []
    h = x
    for kernels, bias in encoder:
        a, back_a = conv2d(h, kernels, bias, padding="same")
        r, back_r = a, lambda d: d
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
        d = d + d_codes
        for back_a, back_r, back_h in reversed(ways_in):
            d, d_kernels, d_bias = back_a(back_r(back_h(d)))
            d_encoder.insert(0, (d_kernels, d_bias))
        return d, d_encoder, d_decoder

    return (h, codes), backward


def returns_the_codes_first(x: Array, encoder: Stages, decoder: Stages) -> Any:
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
        d = d + d_codes
        for back_a, back_r, back_h in reversed(ways_in):
            d, d_kernels, d_bias = back_a(back_r(back_h(d)))
            d_encoder.insert(0, (d_kernels, d_bias))
        return d, d_encoder, d_decoder

    return (codes, h), backward
