"""Mistakes in character_language_model, runnable and named."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.lesson_10_recurrent_networks.layers import (
    Array,
    Recurrent,
    affine,
    softmax_cross_entropy,
)

Weights = tuple[Array, ...]


def feeds_its_own_output_in_training(rnn: Recurrent, ids: Array, parameters: Weights) -> Any:
    U, W, b, V, c = parameters
    zeros, told = np.zeros((len(ids), len(W))), ids[:, :1]
    for _ in range(ids.shape[1] - 2):
        states, _ = rnn(np.eye(len(U))[told], zeros, (U, W, b))
        likeliest = (states[:, -1] @ V + c).argmax(axis=1)
        told = np.concatenate([told, likeliest[:, np.newaxis]], axis=1)
    states, back_to_rnn = rnn(np.eye(len(U))[told], zeros, (U, W, b))
    scores, back_to_states = affine(states, V, c)
    loss, back_to_scores = softmax_cross_entropy(scores.reshape(-1, len(c)), ids[:, 1:].ravel(), "sum")

    def backward(d_loss: float) -> Any:
        d_states, d_V, d_c = back_to_states(back_to_scores(d_loss / len(ids)).reshape(scores.shape))
        _, _, (d_U, d_W, d_b) = back_to_rnn(d_states)
        return d_U, d_W, d_b, d_V, d_c

    return loss / len(ids), backward


def predicts_the_symbol_that_it_is_told(rnn: Recurrent, ids: Array, parameters: Weights) -> Any:
    U, W, b, V, c = parameters
    told, wanted = ids[:, :-1], ids[:, :-1]
    states, back_to_rnn = rnn(np.eye(len(U))[told], np.zeros((len(ids), len(W))), (U, W, b))
    scores, back_to_states = affine(states, V, c)
    loss, back_to_scores = softmax_cross_entropy(scores.reshape(-1, len(c)), wanted.ravel(), "sum")

    def backward(d_loss: float) -> Any:
        d_states, d_V, d_c = back_to_states(back_to_scores(d_loss / len(ids)).reshape(scores.shape))
        _, _, (d_U, d_W, d_b) = back_to_rnn(d_states)
        return d_U, d_W, d_b, d_V, d_c

    return loss / len(ids), backward


def predicts_the_symbol_before(rnn: Recurrent, ids: Array, parameters: Weights) -> Any:
    U, W, b, V, c = parameters
    told, wanted = ids[:, 1:], ids[:, :-1]
    states, back_to_rnn = rnn(np.eye(len(U))[told], np.zeros((len(ids), len(W))), (U, W, b))
    scores, back_to_states = affine(states, V, c)
    loss, back_to_scores = softmax_cross_entropy(scores.reshape(-1, len(c)), wanted.ravel(), "sum")

    def backward(d_loss: float) -> Any:
        d_states, d_V, d_c = back_to_states(back_to_scores(d_loss / len(ids)).reshape(scores.shape))
        _, _, (d_U, d_W, d_b) = back_to_rnn(d_states)
        return d_U, d_W, d_b, d_V, d_c

    return loss / len(ids), backward


def forgets_what_it_has_read(rnn: Recurrent, ids: Array, parameters: Weights) -> Any:
    U, W, b, V, c = parameters
    told, wanted = ids[:, :-1].reshape(-1, 1), ids[:, 1:].ravel()
    states, back_to_rnn = rnn(np.eye(len(U))[told], np.zeros((len(told), len(W))), (U, W, b))
    scores, back_to_states = affine(states[:, 0], V, c)
    loss, back_to_scores = softmax_cross_entropy(scores, wanted, "sum")

    def backward(d_loss: float) -> Any:
        d_states, d_V, d_c = back_to_states(back_to_scores(d_loss / len(ids)))
        _, _, (d_U, d_W, d_b) = back_to_rnn(d_states[:, np.newaxis])
        return d_U, d_W, d_b, d_V, d_c

    return loss / len(ids), backward


def counts_the_last_step_only(rnn: Recurrent, ids: Array, parameters: Weights) -> Any:
    U, W, b, V, c = parameters
    states, back_to_rnn = rnn(np.eye(len(U))[ids[:, :-1]], np.zeros((len(ids), len(W))), (U, W, b))
    scores, back_to_state = affine(states[:, -1], V, c)
    loss, back_to_scores = softmax_cross_entropy(scores, ids[:, -1])

    def backward(d_loss: float) -> Any:
        d_states = np.zeros_like(states)
        d_states[:, -1], d_V, d_c = back_to_state(back_to_scores(d_loss))
        _, _, (d_U, d_W, d_b) = back_to_rnn(d_states)
        return d_U, d_W, d_b, d_V, d_c

    return loss, backward


def averages_over_the_steps(rnn: Recurrent, ids: Array, parameters: Weights) -> Any:
    U, W, b, V, c = parameters
    told, wanted = ids[:, :-1], ids[:, 1:]
    states, back_to_rnn = rnn(np.eye(len(U))[told], np.zeros((len(ids), len(W))), (U, W, b))
    scores, back_to_states = affine(states, V, c)
    loss, back_to_scores = softmax_cross_entropy(scores.reshape(-1, len(c)), wanted.ravel())

    def backward(d_loss: float) -> Any:
        d_states, d_V, d_c = back_to_states(back_to_scores(d_loss).reshape(scores.shape))
        _, _, (d_U, d_W, d_b) = back_to_rnn(d_states)
        return d_U, d_W, d_b, d_V, d_c

    return loss, backward


def sums_over_the_texts(rnn: Recurrent, ids: Array, parameters: Weights) -> Any:
    U, W, b, V, c = parameters
    told, wanted = ids[:, :-1], ids[:, 1:]
    states, back_to_rnn = rnn(np.eye(len(U))[told], np.zeros((len(ids), len(W))), (U, W, b))
    scores, back_to_states = affine(states, V, c)
    loss, back_to_scores = softmax_cross_entropy(scores.reshape(-1, len(c)), wanted.ravel(), "sum")

    def backward(d_loss: float) -> Any:
        d_states, d_V, d_c = back_to_states(back_to_scores(d_loss).reshape(scores.shape))
        _, _, (d_U, d_W, d_b) = back_to_rnn(d_states)
        return d_U, d_W, d_b, d_V, d_c

    return loss, backward


def leaves_out_the_bias_c(rnn: Recurrent, ids: Array, parameters: Weights) -> Any:
    U, W, b, V, c = parameters
    told, wanted = ids[:, :-1], ids[:, 1:]
    states, back_to_rnn = rnn(np.eye(len(U))[told], np.zeros((len(ids), len(W))), (U, W, b))
    scores, back_to_states = affine(states, V, np.zeros(len(c)))
    loss, back_to_scores = softmax_cross_entropy(scores.reshape(-1, len(c)), wanted.ravel(), "sum")

    def backward(d_loss: float) -> Any:
        d_states, d_V, d_c = back_to_states(back_to_scores(d_loss / len(ids)).reshape(scores.shape))
        _, _, (d_U, d_W, d_b) = back_to_rnn(d_states)
        return d_U, d_W, d_b, d_V, 0 * d_c

    return loss / len(ids), backward


def trains_the_output_alone(rnn: Recurrent, ids: Array, parameters: Weights) -> Any:
    U, W, b, V, c = parameters
    states, _ = rnn(np.eye(len(U))[ids[:, :-1]], np.zeros((len(ids), len(W))), (U, W, b))
    scores, back_to_states = affine(states, V, c)
    loss, back_to_scores = softmax_cross_entropy(scores.reshape(-1, len(c)), ids[:, 1:].ravel(), "sum")

    def backward(d_loss: float) -> Any:
        _, d_V, d_c = back_to_states(back_to_scores(d_loss / len(ids)).reshape(scores.shape))
        return np.zeros_like(U), np.zeros_like(W), np.zeros_like(b), d_V, d_c

    return loss / len(ids), backward


def ignores_the_incoming_gradient(rnn: Recurrent, ids: Array, parameters: Weights) -> Any:
    U, W, b, V, c = parameters
    told, wanted = ids[:, :-1], ids[:, 1:]
    states, back_to_rnn = rnn(np.eye(len(U))[told], np.zeros((len(ids), len(W))), (U, W, b))
    scores, back_to_states = affine(states, V, c)
    loss, back_to_scores = softmax_cross_entropy(scores.reshape(-1, len(c)), wanted.ravel(), "sum")

    def backward(d_loss: float) -> Any:
        d_states, d_V, d_c = back_to_states(back_to_scores(1 / len(ids)).reshape(scores.shape))
        _, _, (d_U, d_W, d_b) = back_to_rnn(d_states)
        return d_U, d_W, d_b, d_V, d_c

    return loss / len(ids), backward
