"""Mistakes in tree_states, runnable and named."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.lesson_12_sequences_and_trees.sequences import Array, Parameters


def reads_from_left_to_right(tree: Array, leaves: Array, parameters: Parameters) -> Any:
    W_left, W_right, b = parameters
    count = len(leaves)
    tree = np.array([(count + k - 1 if k else 0, k + 1) for k in range(count - 1)], dtype=int).reshape(-1, 2)
    states = np.concatenate([leaves, np.zeros((count - 1, leaves.shape[1]))])
    for k, (left, right) in enumerate(tree):
        states[count + k] = np.tanh(states[left] @ W_left + states[right] @ W_right + b)

    def backward(d_states: Array) -> Any:
        d, d_left, d_right, d_b = d_states.copy(), np.zeros_like(W_left), np.zeros_like(W_right), np.zeros_like(b)
        for k in reversed(range(len(tree))):
            left, right = tree[k]
            d_a = d[count + k] * (1 - states[count + k] ** 2)
            d[left] += W_left @ d_a
            d[right] += W_right @ d_a
            d_left += np.outer(states[left], d_a)
            d_right += np.outer(states[right], d_a)
            d_b += d_a
        return d[:count], (d_left, d_right, d_b)

    return states, backward


def exchanges_the_children(tree: Array, leaves: Array, parameters: Parameters) -> Any:
    W_left, W_right, b = parameters
    count = len(leaves)
    states = np.concatenate([leaves, np.zeros((count - 1, leaves.shape[1]))])
    for k, (right, left) in enumerate(tree):
        states[count + k] = np.tanh(states[left] @ W_left + states[right] @ W_right + b)

    def backward(d_states: Array) -> Any:
        d, d_left, d_right, d_b = d_states.copy(), np.zeros_like(W_left), np.zeros_like(W_right), np.zeros_like(b)
        for k in reversed(range(len(tree))):
            right, left = tree[k]
            d_a = d[count + k] * (1 - states[count + k] ** 2)
            d[left] += W_left @ d_a
            d[right] += W_right @ d_a
            d_left += np.outer(states[left], d_a)
            d_right += np.outer(states[right], d_a)
            d_b += d_a
        return d[:count], (d_left, d_right, d_b)

    return states, backward


def composes_leaves_without_their_tanh(tree: Array, leaves: Array, parameters: Parameters) -> Any:
    W_left, W_right, b = parameters
    count = len(leaves)
    states = np.concatenate([leaves, np.zeros((count - 1, leaves.shape[1]))])
    for k, (left, right) in enumerate(tree):
        states[count + k] = states[left] @ W_left + states[right] @ W_right + b

    def backward(d_states: Array) -> Any:
        d, d_left, d_right, d_b = d_states.copy(), np.zeros_like(W_left), np.zeros_like(W_right), np.zeros_like(b)
        for k in reversed(range(len(tree))):
            left, right = tree[k]
            d_a = d[count + k]
            d[left] += W_left @ d_a
            d[right] += W_right @ d_a
            d_left += np.outer(states[left], d_a)
            d_right += np.outer(states[right], d_a)
            d_b += d_a
        return d[:count], (d_left, d_right, d_b)

    return states, backward


def does_not_sum_over_the_nodes(tree: Array, leaves: Array, parameters: Parameters) -> Any:
    W_left, W_right, b = parameters
    count = len(leaves)
    states = np.concatenate([leaves, np.zeros((count - 1, leaves.shape[1]))])
    for k, (left, right) in enumerate(tree):
        states[count + k] = np.tanh(states[left] @ W_left + states[right] @ W_right + b)

    def backward(d_states: Array) -> Any:
        d, d_left, d_right, d_b = d_states.copy(), np.zeros_like(W_left), np.zeros_like(W_right), np.zeros_like(b)
        for k in reversed(range(len(tree))):
            left, right = tree[k]
            d_a = d[count + k] * (1 - states[count + k] ** 2)
            d[left] += W_left @ d_a
            d[right] += W_right @ d_a
            d_left, d_right, d_b = np.outer(states[left], d_a), np.outer(states[right], d_a), d_a
        return d[:count], (d_left, d_right, d_b)

    return states, backward


def averages_over_the_nodes(tree: Array, leaves: Array, parameters: Parameters) -> Any:
    W_left, W_right, b = parameters
    count = len(leaves)
    states = np.concatenate([leaves, np.zeros((count - 1, leaves.shape[1]))])
    for k, (left, right) in enumerate(tree):
        states[count + k] = np.tanh(states[left] @ W_left + states[right] @ W_right + b)

    def backward(d_states: Array) -> Any:
        d, d_left, d_right, d_b = d_states.copy(), np.zeros_like(W_left), np.zeros_like(W_right), np.zeros_like(b)
        nodes = max(1, len(tree))
        for k in reversed(range(len(tree))):
            left, right = tree[k]
            d_a = d[count + k] * (1 - states[count + k] ** 2)
            d[left] += W_left @ d_a
            d[right] += W_right @ d_a
            d_left += np.outer(states[left], d_a) / nodes
            d_right += np.outer(states[right], d_a) / nodes
            d_b += d_a / nodes
        return d[:count], (d_left, d_right, d_b)

    return states, backward


def climbs_on_the_way_back(tree: Array, leaves: Array, parameters: Parameters) -> Any:
    W_left, W_right, b = parameters
    count = len(leaves)
    states = np.concatenate([leaves, np.zeros((count - 1, leaves.shape[1]))])
    for k, (left, right) in enumerate(tree):
        states[count + k] = np.tanh(states[left] @ W_left + states[right] @ W_right + b)

    def backward(d_states: Array) -> Any:
        d, d_left, d_right, d_b = d_states.copy(), np.zeros_like(W_left), np.zeros_like(W_right), np.zeros_like(b)
        for k, (left, right) in enumerate(tree):
            d_a = d[count + k] * (1 - states[count + k] ** 2)
            d[left] += W_left @ d_a
            d[right] += W_right @ d_a
            d_left += np.outer(states[left], d_a)
            d_right += np.outer(states[right], d_a)
            d_b += d_a
        return d[:count], (d_left, d_right, d_b)

    return states, backward


def loses_what_j_asks_below_the_root(tree: Array, leaves: Array, parameters: Parameters) -> Any:
    W_left, W_right, b = parameters
    count = len(leaves)
    states = np.concatenate([leaves, np.zeros((count - 1, leaves.shape[1]))])
    for k, (left, right) in enumerate(tree):
        states[count + k] = np.tanh(states[left] @ W_left + states[right] @ W_right + b)

    def backward(d_states: Array) -> Any:
        d, d_left, d_right, d_b = d_states.copy(), np.zeros_like(W_left), np.zeros_like(W_right), np.zeros_like(b)
        for k in reversed(range(len(tree))):
            left, right = tree[k]
            d_a = d[count + k] * (1 - states[count + k] ** 2)
            d[left] = W_left @ d_a
            d[right] = W_right @ d_a
            d_left += np.outer(states[left], d_a)
            d_right += np.outer(states[right], d_a)
            d_b += d_a
        return d[:count], (d_left, d_right, d_b)

    return states, backward
