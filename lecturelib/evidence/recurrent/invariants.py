"""What must hold for every recurrent layer, whatever its cell: stated once for all three."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lecturelib.arguments import Array
from lecturelib.evidence.recurrent import scalar_loops
from lecturelib.nested import leaves, rebuild
from lecturelib.recurrent import GRUParameters, LSTMParameters, RNNParameters
from lecturelib.witnesses.claim import Evidence, largest_error

PARAMETERS: dict[str, Any] = {"rnn": RNNParameters, "lstm": LSTMParameters, "gru": GRUParameters}
GATES = {"rnn": 1, "lstm": 4, "gru": 3}
Layer = Callable[..., Any]


def draw_parameters(kind: str, rng: np.random.Generator, inputs: int, hidden: int) -> Any:
    """Return random U, W and b."""
    columns = GATES[kind] * hidden
    shapes = (inputs, columns), (hidden, columns), (columns,)
    return PARAMETERS[kind](*(rng.normal(scale=0.7, size=shape) for shape in shapes))


def draw(kind: str, rng: np.random.Generator, n: int, *steps: int, inputs: int = 3, hidden: int = 2) -> Any:
    """Return x, the first state (h0,) or (h0, c0), and parameters; for a cell, leave `steps` out."""
    start = tuple(rng.standard_normal((n, hidden)) for _ in range(2 if kind == "lstm" else 1))
    return rng.standard_normal((n, *steps, inputs)), start, draw_parameters(kind, rng, inputs, hidden)


def invariants(kind: str, layer: Layer) -> tuple[Evidence, ...]:
    """Return the claims about one layer.

    Parameters
    ----------
    kind : str
        ``"rnn"``, ``"lstm"`` or ``"gru"``.
    layer : callable
        Takes x, the first state as a tuple, the parameters and the mask; returns value and backward of the layer.
    """

    def whole(x: Array, start: Any, parameters: Any, mask: Any = None) -> tuple[list[Array], Any]:
        """Return the value as a list, [states] or [states, last cell]."""
        value, backward = layer(x, start, parameters, mask)
        return leaves(value), backward

    def against_scalars(rng: np.random.Generator) -> float:
        x, start, parameters = draw(kind, rng, 3, 5)
        mask = rng.random((3, 5)) < 0.7
        states, last = scalar_loops.run(kind, x, start, parameters, mask)
        return largest_error(whole(x, start, parameters, mask)[0], [states, *last[1:]])

    def permuted(rng: np.random.Generator) -> float:
        x, start, parameters = draw(kind, rng, 4, 5)
        order = rng.permutation(4)
        value, backward = whole(x, start, parameters)
        d_value = [np.asarray(rng.standard_normal(part.shape)) for part in value]
        *d_starts, d_parameters = backward(*d_value)
        moved, moved_backward = whole(x[order], tuple(part[order] for part in start), parameters)
        gradients = moved_backward(*(part[order] for part in d_value))
        expected = [part[order] for part in value], [*(part[order] for part in d_starts), d_parameters]
        return largest_error((moved, list(gradients)), expected)

    def in_two_halves(rng: np.random.Generator) -> float:
        x, start, parameters = draw(kind, rng, 2, 6)
        value, backward = whole(x, start, parameters)
        first, first_backward = whole(x[:, :2], start, parameters)
        second, second_backward = whole(x[:, 2:], (first[0][:, -1], *first[1:]), parameters)
        d_states, *d_cell = [np.asarray(rng.standard_normal(part.shape)) for part in value]
        d_x_second, d_h, *d_c, d_second = second_backward(d_states[:, 2:], *d_cell)
        d_first_states = d_states[:, :2].copy()
        d_first_states[:, -1] += d_h
        d_x_first, *d_start, d_first = first_backward(d_first_states, *d_c)
        d_parameters = rebuild(d_first, [a + b for a, b in zip(leaves(d_first), leaves(d_second), strict=True)])
        joined = [np.concatenate([first[0], second[0]], axis=1), *second[1:]]
        gradients = [np.concatenate([d_x_first, d_x_second], axis=1), *d_start, d_parameters]
        return largest_error((value, list(backward(d_states, *d_cell))), (joined, gradients))

    def truncated(rng: np.random.Generator) -> float:
        x, start, parameters = draw(kind, rng, 2, 6)
        mask = np.tile(np.arange(6) < 4, (2, 1))
        masked, masked_backward = whole(x, start, parameters, mask)
        short, short_backward = whole(x[:, :4], start, parameters)
        held = np.repeat(short[0][:, -1:], 2, axis=1)
        d_states, *d_cell = [np.asarray(rng.standard_normal(part.shape)) for part in masked]
        d_short = d_states[:, :4].copy()
        d_short[:, -1] += d_states[:, 4:].sum(axis=1)
        d_x, *others = short_backward(d_short, *d_cell)
        expected = [np.concatenate([d_x, np.zeros((2, 2, 3))], axis=1), *others]
        value = [np.concatenate([short[0], held], axis=1), *short[1:]]
        return largest_error((masked, list(masked_backward(d_states, *d_cell))), (value, expected))

    name = f"recurrent.{kind}"
    return (
        Evidence(name, "loop", "the equations, one number at a time, with a mask", 1e-14, against_scalars),
        Evidence(name, "symmetry", "sequences in another order", 1e-13, permuted),
        Evidence(
            name, "theorem", "two halves, the state handed over, and its gradient handed back", 1e-13, in_two_halves
        ),
        Evidence(name, "theorem", "a mask at the end is a shorter sequence", 1e-13, truncated),
    )
