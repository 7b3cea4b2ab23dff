"""Mistakes in generate_text, runnable and named."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.lesson_10_recurrent_networks.layers import Array, Recurrent

Weights = tuple[Array, ...]


def never_hears_what_it_wrote(
    rnn_cell: Recurrent, prompt: Array, draws: Array, parameters: Weights, temperature: float = 1.0
) -> Any:
    U, W, b, V, c = parameters
    x, h = np.eye(len(U)), np.zeros((1, len(W)))
    for symbol in prompt:
        h, _ = rnn_cell(x[[symbol]], h, (U, W, b))
    written = []
    for draw in draws:
        scores = (h[0] @ V + c) / temperature
        p = np.exp(scores - scores.max())
        written.append(np.sum(np.cumsum(p / p.sum())[:-1] <= draw))
        h, _ = rnn_cell(x[[prompt[-1]]], h, (U, W, b))
    return np.array(written)


def forgets_the_state(
    rnn_cell: Recurrent, prompt: Array, draws: Array, parameters: Weights, temperature: float = 1.0
) -> Any:
    U, W, b, V, c = parameters
    x, symbol, written = np.eye(len(U)), prompt[-1], []
    for draw in draws:
        h, _ = rnn_cell(x[[symbol]], np.zeros((1, len(W))), (U, W, b))
        scores = (h[0] @ V + c) / temperature
        p = np.exp(scores - scores.max())
        symbol = np.sum(np.cumsum(p / p.sum())[:-1] <= draw)
        written.append(symbol)
    return np.array(written)


def reads_the_end_of_the_prompt_only(
    rnn_cell: Recurrent, prompt: Array, draws: Array, parameters: Weights, temperature: float = 1.0
) -> Any:
    U, W, b, V, c = parameters
    x, symbol, h, written = np.eye(len(U)), prompt[-1], np.zeros((1, len(W))), []
    for draw in draws:
        h, _ = rnn_cell(x[[symbol]], h, (U, W, b))
        scores = (h[0] @ V + c) / temperature
        p = np.exp(scores - scores.max())
        symbol = np.sum(np.cumsum(p / p.sum())[:-1] <= draw)
        written.append(symbol)
    return np.array(written)


def hears_the_end_of_the_prompt_twice(
    rnn_cell: Recurrent, prompt: Array, draws: Array, parameters: Weights, temperature: float = 1.0
) -> Any:
    U, W, b, V, c = parameters
    x, h, written = np.eye(len(U)), np.zeros((1, len(W))), []
    for symbol in prompt:
        h, _ = rnn_cell(x[[symbol]], h, (U, W, b))
    for draw in draws:
        h, _ = rnn_cell(x[[symbol]], h, (U, W, b))
        scores = (h[0] @ V + c) / temperature
        p = np.exp(scores - scores.max())
        symbol = np.sum(np.cumsum(p / p.sum())[:-1] <= draw)
        written.append(symbol)
    return np.array(written)


def always_takes_the_likeliest(
    rnn_cell: Recurrent, prompt: Array, draws: Array, parameters: Weights, temperature: float = 1.0
) -> Any:
    U, W, b, V, c = parameters
    x, h, written = np.eye(len(U)), np.zeros((1, len(W))), []
    for symbol in prompt:
        h, _ = rnn_cell(x[[symbol]], h, (U, W, b))
    for _draw in draws:
        symbol = np.argmax(h[0] @ V + c)
        written.append(symbol)
        h, _ = rnn_cell(x[[symbol]], h, (U, W, b))
    return np.array(written)


def multiplies_by_the_temperature(
    rnn_cell: Recurrent, prompt: Array, draws: Array, parameters: Weights, temperature: float = 1.0
) -> Any:
    U, W, b, V, c = parameters
    x, h, written = np.eye(len(U)), np.zeros((1, len(W))), []
    for symbol in prompt:
        h, _ = rnn_cell(x[[symbol]], h, (U, W, b))
    for draw in draws:
        scores = (h[0] @ V + c) * temperature
        p = np.exp(scores - scores.max())
        symbol = np.sum(np.cumsum(p / p.sum())[:-1] <= draw)
        written.append(symbol)
        h, _ = rnn_cell(x[[symbol]], h, (U, W, b))
    return np.array(written)


def ignores_the_temperature(
    rnn_cell: Recurrent, prompt: Array, draws: Array, parameters: Weights, temperature: float = 1.0
) -> Any:
    U, W, b, V, c = parameters
    x, h, written = np.eye(len(U)), np.zeros((1, len(W))), []
    for symbol in prompt:
        h, _ = rnn_cell(x[[symbol]], h, (U, W, b))
    for draw in draws:
        scores = h[0] @ V + c
        p = np.exp(scores - scores.max())
        symbol = np.sum(np.cumsum(p / p.sum())[:-1] <= draw)
        written.append(symbol)
        h, _ = rnn_cell(x[[symbol]], h, (U, W, b))
    return np.array(written)


def returns_the_prompt_as_well(
    rnn_cell: Recurrent, prompt: Array, draws: Array, parameters: Weights, temperature: float = 1.0
) -> Any:
    U, W, b, V, c = parameters
    x, h, written = np.eye(len(U)), np.zeros((1, len(W))), list(prompt)
    for symbol in prompt:
        h, _ = rnn_cell(x[[symbol]], h, (U, W, b))
    for draw in draws:
        scores = (h[0] @ V + c) / temperature
        p = np.exp(scores - scores.max())
        symbol = np.sum(np.cumsum(p / p.sum())[:-1] <= draw)
        written.append(symbol)
        h, _ = rnn_cell(x[[symbol]], h, (U, W, b))
    return np.array(written)


def lets_the_exponentials_overflow(
    rnn_cell: Recurrent, prompt: Array, draws: Array, parameters: Weights, temperature: float = 1.0
) -> Any:
    U, W, b, V, c = parameters
    x, h, written = np.eye(len(U)), np.zeros((1, len(W))), []
    for symbol in prompt:
        h, _ = rnn_cell(x[[symbol]], h, (U, W, b))
    for draw in draws:
        p = np.exp((h[0] @ V + c) / temperature)
        symbol = np.sum(np.cumsum(p / p.sum())[:-1] <= draw)
        written.append(symbol)
        h, _ = rnn_cell(x[[symbol]], h, (U, W, b))
    return np.array(written)
