"""Evidence for `lecturelib.recurrent`."""

from __future__ import annotations

import math
from functools import partial
from typing import Any

import numpy as np

from lecturelib.arguments import Array
from lecturelib.evidence.recurrent import cases, counterparts
from lecturelib.evidence.recurrent.invariants import draw, invariants
from lecturelib.recurrent import (
    GRUParameters,
    LSTMParameters,
    RNNParameters,
    gradient_through_time,
    gru,
    gru_cell,
    lstm,
    lstm_cell,
    recurrent_parameter_count,
    rnn,
    rnn_cell,
)
from lecturelib.witnesses.claim import Evidence, largest_error
from lecturelib.witnesses.trial import Sizes, Trial

KINDS = ("rnn", "lstm", "gru")
# Every cell and every layer with its states as one tuple, so that what holds for all three is said once.
CELLS: dict[str, Any] = {
    "rnn": lambda x, start, parameters: rnn_cell(x, start[0], parameters),
    "lstm": lambda x, start, parameters: lstm_cell(x, start[0], start[1], parameters),
    "gru": lambda x, start, parameters: gru_cell(x, start[0], parameters),
}
LAYERS: dict[str, Any] = {
    "rnn": lambda x, start, parameters, mask=None: rnn(x, start[0], parameters, mask),
    "lstm": lambda x, start, parameters, mask=None: lstm(x, start[0], start[1], parameters, mask),
    "gru": lambda x, start, parameters, mask=None: gru(x, start[0], parameters, mask),
}
_CELL = {"N": (2, 1, 0), "D": (3, 1), "H": (2, 1)}
_LAYER = {**_CELL, "T": (3, 1, 0)}


def _draw_cell(kind: str, rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    return tuple(draw(kind, rng, sizes["N"], inputs=sizes["D"], hidden=sizes["H"]))


def _draw_layer(kind: str, rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    return tuple(draw(kind, rng, sizes["N"], sizes["T"], inputs=sizes["D"], hidden=sizes["H"]))


def _draw_masked(kind: str, rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    # As numbers, 1 for a real step, because recorded booleans cannot be subtracted from one another.
    return *_draw_layer(kind, rng, sizes), (rng.random((sizes["N"], sizes["T"])) < 0.6).astype(int)


def _draw_from_zeros(kind: str, rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    x, start, parameters = _draw_layer(kind, rng, sizes)
    return x, tuple(None for _ in start), parameters


def _draw_open_reset_gate(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    x, start, (U, W, b) = _draw_layer("gru", rng, sizes)
    shut = np.repeat([1.0, 0.0, 1.0], sizes["H"])
    return x, start, GRUParameters(U * shut, W * shut, b * shut + 100 * (1 - shut))


def _draw_with_d_states(kind: str, rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    x, _, parameters = _draw_layer(kind, rng, sizes)
    return x, parameters, rng.standard_normal((sizes["N"], sizes["T"], sizes["H"]))


def _without_start(result: Any) -> Any:
    """Leave out the gradients of first states that were None, which a layer returns all the same."""
    value, backward = result

    def kept(*d_value: Array) -> Any:
        d_x, *_, d_parameters = backward(*d_value)
        return d_x, d_parameters

    return value, kept


def _states_alone(result: Any) -> Any:
    """Leave out an LSTM's last cell, so that no gradient is passed for it."""
    (states, _), backward = result
    return states, lambda d_states: backward(d_states)


def _trials_of(kind: str) -> tuple[Trial, ...]:
    cell, layer, name = CELLS[kind], LAYERS[kind], f"recurrent.{kind}"

    def in_steps(torch: Any, x: Any, start: Any, parameters: Any, mask: Any = None) -> Any:
        return counterparts.torch_steps(torch, kind, x, start, parameters, None if mask is None else mask == 1)

    own = {"rnn": counterparts.torch_rnn, "lstm": counterparts.torch_lstm, "gru": in_steps}[kind]
    return (
        Trial(f"{name}_cell", cell, partial(_draw_cell, kind), _CELL, pytorch=partial(counterparts.torch_cell, kind)),
        Trial(name, layer, partial(_draw_layer, kind), _LAYER, pytorch=own),
        Trial(
            name,
            lambda x, start, parameters, mask: layer(x, start, parameters, mask == 1),
            partial(_draw_masked, kind),
            _LAYER,
            "mask",
            pytorch=in_steps,
        ),
        Trial(
            name,
            lambda x, start, parameters: _without_start(layer(x, start, parameters)),
            partial(_draw_from_zeros, kind),
            _LAYER,
            "from zeros",
            pytorch=in_steps,
        ),
        Trial(
            "recurrent.gradient_through_time",
            lambda x, parameters, d_states: gradient_through_time(kind, x, parameters, d_states),
            partial(_draw_with_d_states, kind),
            _LAYER,
            kind,
            pytorch=partial(counterparts.torch_state_gradients, kind),
            method=None,
        ),
    )


TRIALS = (
    *(trial for kind in KINDS for trial in _trials_of(kind)),
    Trial(
        "recurrent.lstm",
        lambda x, start, parameters: _states_alone(lstm(x, start[0], start[1], parameters)),
        partial(_draw_layer, "lstm"),
        _LAYER,
        "states alone",
        pytorch=lambda torch, x, start, parameters: counterparts.torch_lstm(torch, x, start, parameters)[0],
    ),
    Trial(
        "recurrent.gru",
        LAYERS["gru"],
        # Where nothing is reset, PyTorch's own layer agrees.
        _draw_open_reset_gate,
        _LAYER,
        "open reset gate",
        pytorch=counterparts.torch_gru_without_reset,
    ),
)


def _halving(_: np.random.Generator) -> float:
    # All states are 0, where tanh has slope 1; all gates of the LSTM are 1/2, so that the cell gets half of d_h / 2.
    x, d_states = np.zeros((1, 3, 1)), np.array([[[0.0], [0.0], [16.0]]])
    plain = gradient_through_time("rnn", x, RNNParameters(np.ones((1, 1)), np.full((1, 1), 0.5), np.zeros(1)), d_states)
    gated = gradient_through_time("lstm", x, LSTMParameters(np.ones((1, 4)), np.zeros((1, 4)), np.zeros(4)), d_states)
    expected = np.array([[[4.0], [8.0], [16.0]]]), d_states, np.array([[[2.0], [4.0], [0.0]]])
    return largest_error((plain.d_h, gated.d_h, gated.d_c), expected) if plain.d_c is None else math.inf


def _counted(rng: np.random.Generator) -> float:
    wrong = 0
    for kind in KINDS:
        inputs, hidden = (int(size) for size in rng.integers(1, 20, 2))
        _, _, parameters = draw(kind, rng, 1, inputs=inputs, hidden=hidden)
        wrong += abs(recurrent_parameter_count(kind, inputs, hidden) - sum(each.size for each in parameters))
    return float(wrong)


def _counted_by_hand(_: np.random.Generator) -> float:
    # 10 inputs and 20 units: 200 + 400 + 20 = 620 numbers for each block.
    return largest_error([recurrent_parameter_count(kind, 10, 20) for kind in KINDS], [620, 2480, 1860])


def _evidence_of(kind: str) -> tuple[Evidence, ...]:
    return (
        Evidence(
            f"recurrent.{kind}_cell",
            "loop",
            "the equations, one number at a time",
            1e-14,
            lambda rng: cases.cell_in_scalars(kind, CELLS[kind], rng),
        ),
        *invariants(kind, LAYERS[kind]),
        Evidence(
            "recurrent.gradient_through_time",
            "theorem",
            f"what the rest of the sequence hands back; {kind}",
            1e-13,
            lambda rng: cases.handed_back(kind, gradient_through_time, LAYERS[kind], rng),
        ),
    )


_CS231N = "Stanford CS231n, RNN and LSTM captioning"
_KEPT = "1000 steps keep memory and gradient exactly (Hochreiter and Schmidhuber 1997)"
EVIDENCE = (
    *(claim for kind in KINDS for claim in _evidence_of(kind)),
    Evidence("recurrent.rnn_cell", "by hand", "sums log 3, log 2", 1e-13, lambda _: cases.rnn_cell_by_hand(rnn_cell)),
    Evidence("recurrent.rnn_cell", "published", _CS231N, 1e-8, lambda _: cases.published_rnn_cell(rnn_cell)),
    Evidence("recurrent.rnn", "by hand", "two steps, sums log 2 and 0", 1e-13, lambda _: cases.rnn_by_hand(rnn)),
    Evidence("recurrent.rnn", "published", _CS231N, 1e-8, lambda _: cases.published_rnn(rnn)),
    Evidence("recurrent.rnn", "symmetry", "time reversed, W = 0", 1e-14, lambda rng: cases.time_reversed(rnn, rng)),
    Evidence(
        "recurrent.lstm_cell", "by hand", "gates 3/4, 1/2, 1/4", 1e-14, lambda _: cases.lstm_cell_by_hand(lstm_cell)
    ),
    Evidence("recurrent.lstm_cell", "published", _CS231N, 1e-8, lambda _: cases.published_lstm_cell(lstm_cell)),
    Evidence("recurrent.lstm", "published", _CS231N, 1e-8, lambda _: cases.published_lstm(lstm)),
    Evidence("recurrent.lstm", "theorem", _KEPT, 0.0, lambda rng: cases.remembered("lstm", LAYERS["lstm"], rng)),
    Evidence("recurrent.gru_cell", "by hand", "reset before a swap", 1e-14, lambda _: cases.gru_cell_by_hand(gru_cell)),
    Evidence(
        "recurrent.gru",
        "theorem",
        "z = 0: 1000 steps keep state and gradient exactly",
        0.0,
        lambda rng: cases.remembered("gru", LAYERS["gru"], rng),
    ),
    Evidence("recurrent.gradient_through_time", "by hand", "half at every step", 0.0, _halving),
    Evidence("recurrent.recurrent_parameter_count", "loop", "the arrays' sizes", 0.0, _counted),
    Evidence("recurrent.recurrent_parameter_count", "by hand", "10 inputs, 20 units", 0.0, _counted_by_hand),
)
