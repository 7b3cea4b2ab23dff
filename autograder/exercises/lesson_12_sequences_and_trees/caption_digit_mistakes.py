"""Mistakes in caption_digit, runnable and named."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.lesson_12_sequences_and_trees.sequences import Array, Parameters, affine, embedding, gru


def does_not_show_the_picture(features: Array, told: Array, bridge: Parameters, decoder: Parameters) -> Any:
    A, a = bridge
    E, U, W, b, V, c = decoder
    y, back_from_y = embedding(told, E)
    g, back_from_g = gru(y, None, (U, W, b))
    scores, back_from_scores = affine(g, V, c)

    def backward(d_scores: Array) -> Any:
        d_g, d_V, d_c = back_from_scores(d_scores)
        d_y, _, d_gru = back_from_g(d_g)
        return np.zeros_like(features), (np.zeros_like(A), np.zeros_like(a)), (back_from_y(d_y), *d_gru, d_V, d_c)

    return scores, backward


def tells_the_decoder_its_own_letters(features: Array, told: Array, bridge: Parameters, decoder: Parameters) -> Any:
    A, a = bridge
    E, U, W, b, V, c = decoder
    sums, back_from_sums = affine(features, A, a)
    h0 = np.tanh(sums)
    said = told.copy()
    for t in range(told.shape[1] - 1):
        so_far, _ = gru(embedding(said[:, : t + 1], E)[0], h0, (U, W, b))
        said[:, t + 1] = affine(so_far[:, -1], V, c)[0].argmax(axis=1)
    y, back_from_y = embedding(said, E)
    g, back_from_g = gru(y, h0, (U, W, b))
    scores, back_from_scores = affine(g, V, c)

    def backward(d_scores: Array) -> Any:
        d_g, d_V, d_c = back_from_scores(d_scores)
        d_y, d_h0, d_gru = back_from_g(d_g)
        d_features, d_A, d_a = back_from_sums(d_h0 * (1 - h0**2))
        return d_features, (d_A, d_a), (back_from_y(d_y), *d_gru, d_V, d_c)

    return scores, backward


def leaves_out_the_tanh(features: Array, told: Array, bridge: Parameters, decoder: Parameters) -> Any:
    A, a = bridge
    E, U, W, b, V, c = decoder
    h0, back_from_h0 = affine(features, A, a)
    y, back_from_y = embedding(told, E)
    g, back_from_g = gru(y, h0, (U, W, b))
    scores, back_from_scores = affine(g, V, c)

    def backward(d_scores: Array) -> Any:
        d_g, d_V, d_c = back_from_scores(d_scores)
        d_y, d_h0, d_gru = back_from_g(d_g)
        d_features, d_A, d_a = back_from_h0(d_h0)
        return d_features, (d_A, d_a), (back_from_y(d_y), *d_gru, d_V, d_c)

    return scores, backward


def adds_the_picture_to_every_state(features: Array, told: Array, bridge: Parameters, decoder: Parameters) -> Any:
    A, a = bridge
    E, U, W, b, V, c = decoder
    sums, back_from_sums = affine(features, A, a)
    h0 = np.tanh(sums)
    y, back_from_y = embedding(told, E)
    g, back_from_g = gru(y, h0, (U, W, b))
    scores, back_from_scores = affine(g + h0[:, np.newaxis], V, c)

    def backward(d_scores: Array) -> Any:
        d_g, d_V, d_c = back_from_scores(d_scores)
        d_y, d_h0, d_gru = back_from_g(d_g)
        d_features, d_A, d_a = back_from_sums((d_h0 + d_g.sum(axis=1)) * (1 - h0**2))
        return d_features, (d_A, d_a), (back_from_y(d_y), *d_gru, d_V, d_c)

    return scores, backward


def forgets_the_slope_of_the_tanh(features: Array, told: Array, bridge: Parameters, decoder: Parameters) -> Any:
    A, a = bridge
    E, U, W, b, V, c = decoder
    sums, back_from_sums = affine(features, A, a)
    y, back_from_y = embedding(told, E)
    g, back_from_g = gru(y, np.tanh(sums), (U, W, b))
    scores, back_from_scores = affine(g, V, c)

    def backward(d_scores: Array) -> Any:
        d_g, d_V, d_c = back_from_scores(d_scores)
        d_y, d_h0, d_gru = back_from_g(d_g)
        d_features, d_A, d_a = back_from_sums(d_h0)
        return d_features, (d_A, d_a), (back_from_y(d_y), *d_gru, d_V, d_c)

    return scores, backward


def takes_the_slope_from_the_sums(features: Array, told: Array, bridge: Parameters, decoder: Parameters) -> Any:
    A, a = bridge
    E, U, W, b, V, c = decoder
    sums, back_from_sums = affine(features, A, a)
    y, back_from_y = embedding(told, E)
    g, back_from_g = gru(y, np.tanh(sums), (U, W, b))
    scores, back_from_scores = affine(g, V, c)

    def backward(d_scores: Array) -> Any:
        d_g, d_V, d_c = back_from_scores(d_scores)
        d_y, d_h0, d_gru = back_from_g(d_g)
        d_features, d_A, d_a = back_from_sums(d_h0 * (1 - sums**2))
        return d_features, (d_A, d_a), (back_from_y(d_y), *d_gru, d_V, d_c)

    return scores, backward


def leaves_the_features_without_a_gradient(
    features: Array, told: Array, bridge: Parameters, decoder: Parameters
) -> Any:
    A, a = bridge
    E, U, W, b, V, c = decoder
    sums, back_from_sums = affine(features, A, a)
    h0 = np.tanh(sums)
    y, back_from_y = embedding(told, E)
    g, back_from_g = gru(y, h0, (U, W, b))
    scores, back_from_scores = affine(g, V, c)

    def backward(d_scores: Array) -> Any:
        d_g, d_V, d_c = back_from_scores(d_scores)
        d_y, d_h0, d_gru = back_from_g(d_g)
        _, d_A, d_a = back_from_sums(d_h0 * (1 - h0**2))
        return np.zeros_like(features), (d_A, d_a), (back_from_y(d_y), *d_gru, d_V, d_c)

    return scores, backward
