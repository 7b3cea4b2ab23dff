"""The same networks in PyTorch: its own functions where it has them, its primitives where it has not."""

from __future__ import annotations

from typing import Any


def flat_weights(
    torch: Any, parameters: Any, order: tuple[int, ...], signs: tuple[int, ...] | None = None
) -> list[Any]:
    """Return weights as `torch.nn` has them: rows of gates in its order, and two biases, whose sum is ours."""
    parts, signs = [], signs or (1,) * len(order)
    for each in (parameters.U, parameters.W, parameters.b):
        blocks = torch.chunk(each, len(order), dim=-1)
        parts.append(torch.cat([sign * blocks[at] for at, sign in zip(order, signs, strict=True)], dim=-1))
    return [parts[0].T, parts[1].T, 0.25 * parts[2], 0.75 * parts[2]]


def torch_rnn(torch: Any, x: Any, start: Any, parameters: Any) -> Any:
    """`torch.nn.RNN`'s own function."""
    return torch.rnn_tanh(x, start[0][None], flat_weights(torch, parameters, (0,)), True, 1, 0.0, False, False, True)[0]


def torch_lstm(torch: Any, x: Any, start: Any, parameters: Any) -> Any:
    """`torch.nn.LSTM`'s own function; its blocks are i, f, candidate, o."""
    weights = flat_weights(torch, parameters, (0, 1, 3, 2))
    states, _, last_cell = torch.lstm(x, tuple(part[None] for part in start), weights, True, 1, 0.0, False, False, True)
    return states, last_cell[0]


def torch_gru_without_reset(torch: Any, x: Any, start: Any, parameters: Any) -> Any:
    """`torch.nn.GRU`'s own function, for an open reset gate; its blocks are r, 1 - z, candidate."""
    W_ih, W_hh, b, _ = flat_weights(torch, parameters, (1, 0, 2), (1, -1, 1))
    return torch.gru(x, start[0][None], [W_ih, W_hh, 4 * b, 0 * b], True, 1, 0.0, False, False, True)[0]


def torch_cell(kind: str, torch: Any, x: Any, state: tuple[Any, ...], parameters: Any) -> tuple[Any, ...]:
    """Return the state after one step: by PyTorch's cell, for GRU from the equations."""
    if kind == "rnn":
        return (torch.rnn_tanh_cell(x, state[0], *flat_weights(torch, parameters, (0,))),)
    if kind == "lstm":
        return tuple(torch.lstm_cell(x, state, *flat_weights(torch, parameters, (0, 1, 3, 2))))
    (U_z, U_r, U_c), (W_z, W_r, W_c), (b_z, b_r, b_c) = (torch.chunk(each, 3, dim=-1) for each in parameters)
    (h,) = state
    z, r = torch.sigmoid(x @ U_z + h @ W_z + b_z), torch.sigmoid(x @ U_r + h @ W_r + b_r)
    return (torch.lerp(h, torch.tanh(x @ U_c + (r * h) @ W_c + b_c), z),)


def torch_steps(torch: Any, kind: str, x: Any, start: tuple[Any, ...], parameters: Any, mask: Any = None) -> Any:
    """Return all states (N, T, H), for an LSTM also the last cell, by cells; masked steps change nothing."""
    zeros = torch.zeros(len(x), parameters.W.shape[0], dtype=x.dtype)
    state, states = tuple(zeros if part is None else part for part in start), []
    for t in range(x.shape[1]):
        new = torch_cell(kind, torch, x[:, t], state, parameters)
        real = torch.ones(len(x), 1, dtype=torch.bool) if mask is None else mask[:, t, None]
        state = tuple(torch.where(real, after, before) for after, before in zip(new, state, strict=True))
        states.append(state[0])
    return (torch.stack(states, dim=1), state[1]) if kind == "lstm" else torch.stack(states, dim=1)


def torch_state_gradients(kind: str, torch: Any, x: Any, parameters: Any, d_states: Any) -> Any:
    """Return what arrives at every state: the derivative for a zero that is added to it before it is handed on."""
    n, steps, hidden = d_states.shape
    parts = 2 if kind == "lstm" else 1
    state, states, probes = tuple(torch.zeros(n, hidden, dtype=x.dtype) for _ in range(parts)), [], []
    for t in range(steps):
        probes.append([torch.zeros(n, hidden, dtype=x.dtype, requires_grad=True) for _ in range(parts)])
        new = torch_cell(kind, torch, x[:, t], state, parameters)
        state = tuple(part + probe for part, probe in zip(new, probes[-1], strict=True))
        states.append(state[0])
    objective = (torch.stack(states, dim=1) * d_states).sum() + sum(0.0 * part.sum() for part in state)
    found = [
        torch.stack(torch.autograd.grad(objective, each, retain_graph=True), dim=1)
        for each in zip(*probes, strict=True)
    ]
    return tuple(found) if kind == "lstm" else found[0]
