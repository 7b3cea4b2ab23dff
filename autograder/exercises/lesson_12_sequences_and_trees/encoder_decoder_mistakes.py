"""Mistakes in encoder_decoder, runnable and named."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.lesson_12_sequences_and_trees.sequences import Array, Parameters, affine, embedding, gru


def tells_the_decoder_its_own_symbols(
    source: Array, told: Array, encoder: Parameters, decoder: Parameters, padding: int = 0
) -> Any:
    E, U, W, b = encoder
    F, P, Q, q, V, c = decoder
    x, back_from_x = embedding(source, E)
    h, back_from_h = gru(x, None, (U, W, b), source != padding)
    said = told.copy()
    for t in range(told.shape[1] - 1):
        so_far, _ = gru(embedding(said[:, : t + 1], F)[0], h[:, -1], (P, Q, q))
        said[:, t + 1] = affine(so_far[:, -1], V, c)[0].argmax(axis=1)
    y, back_from_y = embedding(said, F)
    g, back_from_g = gru(y, h[:, -1], (P, Q, q))
    scores, back_from_scores = affine(g, V, c)

    def backward(d_scores: Array) -> Any:
        d_g, d_V, d_c = back_from_scores(d_scores)
        d_y, d_h0, d_decoder = back_from_g(d_g)
        d_h = np.zeros_like(h)
        d_h[:, -1] = d_h0
        d_x, _, d_encoder = back_from_h(d_h)
        return (back_from_x(d_x), *d_encoder), (back_from_y(d_y), *d_decoder, d_V, d_c)

    return scores, backward


def does_not_hand_the_state_over(
    source: Array, told: Array, encoder: Parameters, decoder: Parameters, padding: int = 0
) -> Any:
    E, U, W, b = encoder
    F, P, Q, q, V, c = decoder
    x, back_from_x = embedding(source, E)
    h, back_from_h = gru(x, None, (U, W, b), source != padding)
    y, back_from_y = embedding(told, F)
    g, back_from_g = gru(y, None, (P, Q, q))
    scores, back_from_scores = affine(g, V, c)

    def backward(d_scores: Array) -> Any:
        d_g, d_V, d_c = back_from_scores(d_scores)
        d_y, _, d_decoder = back_from_g(d_g)
        d_x, _, d_encoder = back_from_h(np.zeros_like(h))
        return (back_from_x(d_x), *d_encoder), (back_from_y(d_y), *d_decoder, d_V, d_c)

    return scores, backward


def hands_over_the_mean_of_the_states(
    source: Array, told: Array, encoder: Parameters, decoder: Parameters, padding: int = 0
) -> Any:
    E, U, W, b = encoder
    F, P, Q, q, V, c = decoder
    x, back_from_x = embedding(source, E)
    h, back_from_h = gru(x, None, (U, W, b), source != padding)
    y, back_from_y = embedding(told, F)
    g, back_from_g = gru(y, h.mean(axis=1), (P, Q, q))
    scores, back_from_scores = affine(g, V, c)

    def backward(d_scores: Array) -> Any:
        d_g, d_V, d_c = back_from_scores(d_scores)
        d_y, d_h0, d_decoder = back_from_g(d_g)
        d_h = np.zeros_like(h) + d_h0[:, np.newaxis] / h.shape[1]
        d_x, _, d_encoder = back_from_h(d_h)
        return (back_from_x(d_x), *d_encoder), (back_from_y(d_y), *d_decoder, d_V, d_c)

    return scores, backward


def hands_the_state_over_at_every_step(
    source: Array, told: Array, encoder: Parameters, decoder: Parameters, padding: int = 0
) -> Any:
    E, U, W, b = encoder
    F, P, Q, q, V, c = decoder
    x, back_from_x = embedding(source, E)
    h, back_from_h = gru(x, None, (U, W, b), source != padding)
    y, back_from_y = embedding(told, F)
    steps = [gru(y[:, t : t + 1], h[:, -1], (P, Q, q)) for t in range(told.shape[1])]
    scores, back_from_scores = affine(np.concatenate([g for g, _ in steps], axis=1), V, c)

    def backward(d_scores: Array) -> Any:
        d_g, d_V, d_c = back_from_scores(d_scores)
        backs = [back(d_g[:, t : t + 1]) for t, (_, back) in enumerate(steps)]
        d_h = np.zeros_like(h)
        d_h[:, -1] = sum(d_h0 for _, d_h0, _ in backs)
        d_x, _, d_encoder = back_from_h(d_h)
        d_decoder = [sum(each) for each in zip(*[d for _, _, d in backs])]
        d_y = np.concatenate([d for d, _, _ in backs], axis=1)
        return (back_from_x(d_x), *d_encoder), (back_from_y(d_y), *d_decoder, d_V, d_c)

    return scores, backward


def reads_the_padding(source: Array, told: Array, encoder: Parameters, decoder: Parameters, padding: int = 0) -> Any:
    E, U, W, b = encoder
    F, P, Q, q, V, c = decoder
    x, back_from_x = embedding(source, E)
    h, back_from_h = gru(x, None, (U, W, b))
    y, back_from_y = embedding(told, F)
    g, back_from_g = gru(y, h[:, -1], (P, Q, q))
    scores, back_from_scores = affine(g, V, c)

    def backward(d_scores: Array) -> Any:
        d_g, d_V, d_c = back_from_scores(d_scores)
        d_y, d_h0, d_decoder = back_from_g(d_g)
        d_h = np.zeros_like(h)
        d_h[:, -1] = d_h0
        d_x, _, d_encoder = back_from_h(d_h)
        return (back_from_x(d_x), *d_encoder), (back_from_y(d_y), *d_decoder, d_V, d_c)

    return scores, backward


def leaves_the_encoder_without_a_gradient(
    source: Array, told: Array, encoder: Parameters, decoder: Parameters, padding: int = 0
) -> Any:
    E, U, W, b = encoder
    F, P, Q, q, V, c = decoder
    x, back_from_x = embedding(source, E)
    h, back_from_h = gru(x, None, (U, W, b), source != padding)
    y, back_from_y = embedding(told, F)
    g, back_from_g = gru(y, h[:, -1], (P, Q, q))
    scores, back_from_scores = affine(g, V, c)

    def backward(d_scores: Array) -> Any:
        d_g, d_V, d_c = back_from_scores(d_scores)
        d_y, _, d_decoder = back_from_g(d_g)
        d_x, _, d_encoder = back_from_h(np.zeros_like(h))
        return (back_from_x(d_x), *d_encoder), (back_from_y(d_y), *d_decoder, d_V, d_c)

    return scores, backward


def gives_the_gradient_to_every_state_of_the_encoder(
    source: Array, told: Array, encoder: Parameters, decoder: Parameters, padding: int = 0
) -> Any:
    E, U, W, b = encoder
    F, P, Q, q, V, c = decoder
    x, back_from_x = embedding(source, E)
    h, back_from_h = gru(x, None, (U, W, b), source != padding)
    y, back_from_y = embedding(told, F)
    g, back_from_g = gru(y, h[:, -1], (P, Q, q))
    scores, back_from_scores = affine(g, V, c)

    def backward(d_scores: Array) -> Any:
        d_g, d_V, d_c = back_from_scores(d_scores)
        d_y, d_h0, d_decoder = back_from_g(d_g)
        d_x, _, d_encoder = back_from_h(np.zeros_like(h) + d_h0[:, np.newaxis])
        return (back_from_x(d_x), *d_encoder), (back_from_y(d_y), *d_decoder, d_V, d_c)

    return scores, backward


def keeps_the_last_gradient_of_a_symbol_s_vector(
    source: Array, told: Array, encoder: Parameters, decoder: Parameters, padding: int = 0
) -> Any:
    E, U, W, b = encoder
    F, P, Q, q, V, c = decoder
    h, back_from_h = gru(E[source], None, (U, W, b), source != padding)
    g, back_from_g = gru(F[told], h[:, -1], (P, Q, q))
    scores, back_from_scores = affine(g, V, c)

    def backward(d_scores: Array) -> Any:
        d_g, d_V, d_c = back_from_scores(d_scores)
        d_y, d_h0, d_decoder = back_from_g(d_g)
        d_h = np.zeros_like(h)
        d_h[:, -1] = d_h0
        d_x, _, d_encoder = back_from_h(d_h)
        d_E, d_F = np.zeros_like(E), np.zeros_like(F)
        d_E[source] = d_x
        d_F[told] = d_y
        return (d_E, *d_encoder), (d_F, *d_decoder, d_V, d_c)

    return scores, backward
