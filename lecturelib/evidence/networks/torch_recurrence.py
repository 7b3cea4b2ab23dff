"""Recurrent networks step by step in PyTorch's primitives, for PyTorch's own automatic derivative."""

from __future__ import annotations

from typing import Any


def cell(torch: Any, x: Any, state: tuple[Any, ...], weights: tuple[Any, Any, Any]) -> tuple[Any, ...]:
    """Return the next state: (h,) of a plain cell or a GRU, (h, c) of an LSTM, which the shapes tell apart."""
    U, W, b = weights
    h = state[0]
    blocks = W.shape[1] // W.shape[0]
    if blocks == 1:
        return (torch.tanh(x @ U + h @ W + b),)
    if blocks == 4:
        i, f, o, candidate = (x @ U + h @ W + b).chunk(4, dim=1)
        c = torch.sigmoid(f) * state[1] + torch.sigmoid(i) * torch.tanh(candidate)
        return torch.sigmoid(o) * torch.tanh(c), c
    sums, (W_z, W_r, W_candidate) = (x @ U + b).chunk(3, dim=1), W.chunk(3, dim=1)
    z, r = torch.sigmoid(sums[0] + h @ W_z), torch.sigmoid(sums[1] + h @ W_r)
    return ((1 - z) * h + z * torch.tanh(sums[2] + (r * h) @ W_candidate),)


def scan(torch: Any, x: Any, state: tuple[Any, ...], weights: Any, mask: Any = None) -> tuple[Any, tuple[Any, ...]]:
    """Return all states, (N, T, H), and the last one; where the mask is false a state is carried over."""
    states = []
    for step in range(x.shape[1]):
        new = cell(torch, x[:, step], state, weights)
        if mask is not None:
            new = tuple(torch.where(mask[:, step, None], n, old) for n, old in zip(new, state, strict=True))
        state = new
        states.append(state[0])
    return torch.stack(states, dim=1), state


def rest(torch: Any, x: Any, weights: Any) -> tuple[Any, ...]:
    """Return states of zeros, two for an LSTM."""
    zeros = torch.zeros(len(x), weights[1].shape[0], dtype=x.dtype)
    return (zeros, zeros) if weights[1].shape[1] == 4 * weights[1].shape[0] else (zeros,)
