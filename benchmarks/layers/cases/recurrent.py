"""Recurrent networks: N 32 sequences of T 50 inputs of D 64, H 128 units."""

from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.layers.case import Arrays, Case, Contender, Prepare, in_autograd, incoming, module, ours

N, T, D, H = 32, 50, 64, 128
SETTING = f"N{N} T{T} D{D} H{H}"


def _draw(gates: int, states: int) -> Callable[[np.random.Generator], Arrays]:
    def draw(rng: np.random.Generator) -> Arrays:
        first = [rng.standard_normal((N, H)) for _ in range(states)]
        parameters = [(D, gates * H), (H, gates * H), (gates * H,)]
        return [rng.standard_normal((N, T, D)), *first, *[rng.standard_normal(s) / np.sqrt(H) for s in parameters]]

    return draw


def _grouped(group: str, states: int) -> Callable[..., Any]:
    """Return what puts U, W, b into lecturelib's NamedTuple, behind x and the first states."""
    return lambda library, *arrays: (*arrays[: 1 + states], getattr(library, group)(*arrays[1 + states :]))


def _in_torch(network: str, order: tuple[int, ...]) -> Prepare:
    """Return what prepares `torch.nn.RNN`, LSTM or GRU; `order` lists lecturelib's gates in torch's order."""
    states = 2 if network == "LSTM" else 1

    def to_torch(a: np.ndarray) -> np.ndarray:
        blocks = np.split(a, len(order), axis=-1)
        return np.concatenate([blocks[gate] for gate in order], axis=-1).T.copy()

    def to_ours(a: Any) -> np.ndarray:
        blocks = np.split(a.numpy().T, len(order), axis=-1)
        return np.concatenate([blocks[order.index(gate)] for gate in range(len(order))], axis=-1)

    def prepare(arrays: Arrays) -> Contender:
        torch = module("torch")
        moving = [torch.from_numpy(a.copy()).requires_grad_() for a in arrays[: 1 + states]]
        layer = getattr(torch.nn, network)(D, H, batch_first=True, dtype=moving[0].dtype)
        U, W, b = arrays[1 + states :]
        weights = [layer.weight_ih_l0, layer.weight_hh_l0, layer.bias_ih_l0, layer.bias_hh_l0]
        with torch.no_grad():
            for weight, value in zip(weights, (to_torch(U), to_torch(W), to_torch(b), 0 * to_torch(b)), strict=True):
                weight.copy_(torch.from_numpy(value))
        first = [state[None] for state in moving[1:]]
        given = tuple(first) if states == 2 else first[0]
        d_states = torch.from_numpy(incoming(layer(moving[0], given)[0].detach().numpy()))

        def step() -> Any:
            value = layer(moving[0], given)[0]
            return value, torch.autograd.grad(value, moving + weights, d_states)

        def outcome(done: Any) -> list[np.ndarray]:
            value, gradients = done
            plain = [g.numpy() for g in gradients[: 1 + states]]
            return [value.detach().numpy(), *plain, *[to_ours(g) for g in gradients[1 + states : -1]]]

        return Contender(step, outcome)

    return prepare


def _gru_equations_in_torch(arrays: Arrays) -> Contender:
    """Compute lecturelib's GRU in torch, equation by equation, to compare values with.

    `torch.nn.GRU`, which is timed, resets after the product with W; the original, and ours, before it. The work is the
    same.
    """
    torch = module("torch")
    x, h, U, W, b = tensors = [torch.from_numpy(a.copy()).requires_grad_() for a in arrays]
    states = []
    for step in range(T):
        a = x[:, step] @ U + b
        z, r = torch.sigmoid(a[:, : 2 * H] + h @ W[:, : 2 * H]).chunk(2, dim=1)
        candidate = torch.tanh(a[:, 2 * H :] + (r * h) @ W[:, 2 * H :])
        h = (1 - z) * h + z * candidate
        states.append(h)
    value = torch.stack(states, dim=1)
    d_states = torch.from_numpy(incoming(value.detach().numpy()))
    gradients = torch.autograd.grad(value, tensors, d_states)
    return Contender(lambda: (value, gradients), lambda done: [done[0].detach().numpy(), *[g.numpy() for g in done[1]]])


def _sigmoid(numpy: Any, a: Any) -> Any:
    return 0.5 * (numpy.tanh(0.5 * a) + 1)


# One product for all gates of a step, and slices of it: in autograd this is faster than a product for each gate, and
# than the products with U of all steps at once, whose slices it differentiates slowly.


def _rnn_in_autograd(numpy: Any, x: Any, h: Any, U: Any, W: Any, b: Any) -> Any:
    states = []
    for step in range(T):
        h = numpy.tanh(numpy.dot(x[:, step], U) + numpy.dot(h, W) + b)
        states.append(h)
    return numpy.stack(states, axis=1)


def _lstm_in_autograd(numpy: Any, x: Any, h: Any, c: Any, U: Any, W: Any, b: Any) -> Any:
    states = []
    for step in range(T):
        a = numpy.dot(x[:, step], U) + numpy.dot(h, W) + b
        i, f, o = (_sigmoid(numpy, a[:, gate * H : (gate + 1) * H]) for gate in range(3))
        c = f * c + i * numpy.tanh(a[:, 3 * H :])
        h = o * numpy.tanh(c)
        states.append(h)
    return numpy.stack(states, axis=1)


def _gru_in_autograd(numpy: Any, x: Any, h: Any, U: Any, W: Any, b: Any) -> Any:
    W_gates, W_candidate, states = W[:, : 2 * H], W[:, 2 * H :], []
    for step in range(T):
        a = numpy.dot(x[:, step], U) + b
        gates = _sigmoid(numpy, a[:, : 2 * H] + numpy.dot(h, W_gates))
        z, r = gates[:, :H], gates[:, H:]
        h = (1 - z) * h + z * numpy.tanh(a[:, 2 * H :] + numpy.dot(r * h, W_candidate))
        states.append(h)
    return numpy.stack(states, axis=1)


CASES = (
    Case(
        "rnn",
        SETTING,
        _draw(1, 1),
        {
            "lecturelib": ours("recurrent.rnn", _grouped("RNNParameters", 1)),
            "torch": _in_torch("RNN", (0,)),
            "autograd": in_autograd(_rnn_in_autograd),
        },
        (0.65, 0.9),
    ),
    Case(
        "lstm",
        SETTING,
        _draw(4, 2),
        {
            "lecturelib": ours("recurrent.lstm", _grouped("LSTMParameters", 2)),
            "torch": _in_torch("LSTM", (0, 1, 3, 2)),
            "autograd": in_autograd(_lstm_in_autograd),
        },
        (1.5, 0.9),
    ),
    Case(
        "gru",
        SETTING,
        _draw(3, 1),
        {
            "lecturelib": ours("recurrent.gru", _grouped("GRUParameters", 1)),
            "torch": _in_torch("GRU", (1, 0, 2)),
            "torch, same equations": _gru_equations_in_torch,
            "autograd": in_autograd(_gru_in_autograd),
        },
        (0.85, 1.0),
        "torch.nn.GRU resets after the product with W, lecturelib before it, as published; values are compared with "
        "the same equations written in torch, times with torch.nn.GRU",
        only_compared=("torch, same equations",),
        never_compared=("torch",),
    ),
)
