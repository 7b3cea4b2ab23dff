"""Mistakes in greedy_decode, runnable and named."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.lesson_12_sequences_and_trees.sequences import Array, Parameters, affine, gru


def starts_from_zeros(h0: Array, decoder: Parameters, start: int, stop: int, max_steps: int) -> Any:
    E, U, W, b, V, c = decoder
    state, symbol = np.zeros_like(h0), np.full(len(h0), start)
    stopped = np.zeros(len(h0), dtype=bool)
    written: Any = []
    while len(written) < max_steps and not stopped.all():
        states, _ = gru(E[symbol][:, np.newaxis], state, (U, W, b))
        state = states[:, -1]
        symbol = np.where(stopped, stop, affine(state, V, c)[0].argmax(axis=1))
        stopped = symbol == stop
        written.append(symbol)
    return np.stack(written, axis=1)


def forgets_what_it_wrote(h0: Array, decoder: Parameters, start: int, stop: int, max_steps: int) -> Any:
    E, U, W, b, V, c = decoder
    symbol = np.full(len(h0), start)
    stopped = np.zeros(len(h0), dtype=bool)
    written: Any = []
    while len(written) < max_steps and not stopped.all():
        states, _ = gru(E[symbol][:, np.newaxis], h0, (U, W, b))
        symbol = np.where(stopped, stop, affine(states[:, -1], V, c)[0].argmax(axis=1))
        stopped = symbol == stop
        written.append(symbol)
    return np.stack(written, axis=1)


def hears_the_start_symbol_every_time(h0: Array, decoder: Parameters, start: int, stop: int, max_steps: int) -> Any:
    E, U, W, b, V, c = decoder
    state, told = h0, np.full(len(h0), start)
    stopped = np.zeros(len(h0), dtype=bool)
    written: Any = []
    while len(written) < max_steps and not stopped.all():
        states, _ = gru(E[told][:, np.newaxis], state, (U, W, b))
        state = states[:, -1]
        symbol = np.where(stopped, stop, affine(state, V, c)[0].argmax(axis=1))
        stopped = symbol == stop
        written.append(symbol)
    return np.stack(written, axis=1)


def returns_the_start_symbol(h0: Array, decoder: Parameters, start: int, stop: int, max_steps: int) -> Any:
    E, U, W, b, V, c = decoder
    state, symbol = h0, np.full(len(h0), start)
    stopped, written = np.zeros(len(h0), dtype=bool), [symbol]
    while len(written) <= max_steps and not stopped.all():
        states, _ = gru(E[symbol][:, np.newaxis], state, (U, W, b))
        state = states[:, -1]
        symbol = np.where(stopped, stop, affine(state, V, c)[0].argmax(axis=1))
        stopped = symbol == stop
        written.append(symbol)
    return np.stack(written, axis=1)


def knows_no_stop_symbol(h0: Array, decoder: Parameters, start: int, stop: int, max_steps: int) -> Any:
    E, U, W, b, V, c = decoder
    state, symbol, written = h0, np.full(len(h0), start), []
    for _ in range(max_steps):
        states, _ = gru(E[symbol][:, np.newaxis], state, (U, W, b))
        state = states[:, -1]
        symbol = affine(state, V, c)[0].argmax(axis=1)
        written.append(symbol)
    return np.stack(written, axis=1)


def goes_on_after_its_stop_symbol(h0: Array, decoder: Parameters, start: int, stop: int, max_steps: int) -> Any:
    E, U, W, b, V, c = decoder
    state, symbol = h0, np.full(len(h0), start)
    stopped = np.zeros(len(h0), dtype=bool)
    written: Any = []
    while len(written) < max_steps and not stopped.all():
        states, _ = gru(E[symbol][:, np.newaxis], state, (U, W, b))
        state = states[:, -1]
        symbol = affine(state, V, c)[0].argmax(axis=1)
        stopped = stopped | (symbol == stop)
        written.append(symbol)
    return np.stack(written, axis=1)


def stops_when_the_first_row_stops(h0: Array, decoder: Parameters, start: int, stop: int, max_steps: int) -> Any:
    E, U, W, b, V, c = decoder
    state, symbol = h0, np.full(len(h0), start)
    stopped = np.zeros(len(h0), dtype=bool)
    written: Any = []
    while len(written) < max_steps and not stopped.any():
        states, _ = gru(E[symbol][:, np.newaxis], state, (U, W, b))
        state = states[:, -1]
        symbol = affine(state, V, c)[0].argmax(axis=1)
        stopped = symbol == stop
        written.append(symbol)
    return np.stack(written, axis=1)


def fills_up_with_zeros(h0: Array, decoder: Parameters, start: int, stop: int, max_steps: int) -> Any:
    E, U, W, b, V, c = decoder
    state, symbol = h0, np.full(len(h0), start)
    stopped = np.zeros(len(h0), dtype=bool)
    written: Any = []
    while len(written) < max_steps and not stopped.all():
        states, _ = gru(E[symbol][:, np.newaxis], state, (U, W, b))
        state = states[:, -1]
        symbol = np.where(stopped, 0, affine(state, V, c)[0].argmax(axis=1))
        stopped = stopped | (symbol == stop)
        written.append(symbol)
    return np.stack(written, axis=1)


def throws_the_last_stop_symbol_away(h0: Array, decoder: Parameters, start: int, stop: int, max_steps: int) -> Any:
    E, U, W, b, V, c = decoder
    state, symbol = h0, np.full(len(h0), start)
    stopped, written = np.zeros(len(h0), dtype=bool), np.zeros((len(h0), 0), dtype=int)
    while written.shape[1] < max_steps:
        states, _ = gru(E[symbol][:, np.newaxis], state, (U, W, b))
        state = states[:, -1]
        symbol = np.where(stopped, stop, affine(state, V, c)[0].argmax(axis=1))
        stopped = symbol == stop
        if stopped.all():
            break
        written = np.concatenate([written, symbol[:, np.newaxis]], axis=1)
    return written
