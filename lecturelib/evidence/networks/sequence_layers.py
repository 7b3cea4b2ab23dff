"""Evidence for layers of sequences: recurrent layers, encoder and decoder."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

import lecturelib.evidence.networks as home
from lecturelib.evidence.networks.calling import as_operation, normal, rng, worked
from lecturelib.evidence.networks.torch_recurrence import rest, scan
from lecturelib.witnesses.claim import Evidence, largest_error
from lecturelib.witnesses.trial import Sizes, Trial

_SEQUENCES = {"N": (3, 1, 0), "T": (4, 1), "D": (2, 1), "H": (3, 1)}
_BLOCKS = {"RNN": 1, "LSTM": 4, "GRU": 3}


def _layer(name: str, x: Any, weights: Any, last: bool = False, mask: Any = None) -> tuple[Any, Any]:
    """Return the value and the backward function of a recurrent layer with these weights."""
    layer = getattr(home, name)(x.shape[2], len(weights[1]), rng(), last=last)
    return as_operation(layer, x if mask is None else (x, mask), weights)


def _trials(name: str) -> tuple[Trial, Trial]:
    def draw(random: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
        wide = {**sizes, "G": _BLOCKS[name] * sizes["H"]}
        x, *weights = normal(random, wide, "NTD", "DG", "HG", "G")
        return x, tuple(weights)

    def draw_with_lengths(random: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
        return *draw(random, sizes), random.integers(1, sizes["T"] + 1, sizes["N"])

    return (
        Trial(
            f"networks.{name}",
            lambda x, weights: _layer(name, x, weights),
            draw,
            _SEQUENCES,
            pytorch=lambda torch, x, weights: scan(torch, x, rest(torch, x, weights), weights)[0],
        ),
        Trial(
            f"networks.{name}",
            lambda x, weights, lengths: _layer(
                name, x, weights, last=True, mask=np.arange(x.shape[1]) < lengths[:, None]
            ),
            draw_with_lengths,
            _SEQUENCES,
            setting="last state, mask",
            pytorch=lambda torch, x, weights, lengths: scan(
                torch, x, rest(torch, x, weights), weights, torch.arange(x.shape[1]) < lengths[:, None]
            )[1][0],
        ),
    )


def _translator(cell: Any, parameters: Any) -> Any:
    source, (_, W, _), target, _, _ = parameters
    return home.EncoderDecoder(
        len(source), len(target), source.shape[1], len(W), rng(), cell=cell, padding=0, dtype=source.real.dtype
    )


def _draw_translation(random: np.random.Generator, sizes: Sizes, blocks: int) -> tuple[Any, ...]:
    wide = {**sizes, "G": blocks * sizes["H"]}
    source, *encoder = normal(random, wide, "5D", "DG", "HG", "G")
    target, *decoder = normal(random, wide, "4D", "DG", "HG", "G")
    output = normal(random, wide, "H4", "4")
    ids = random.integers(0, 5, (sizes["N"], 4)), random.integers(0, 4, (sizes["N"], sizes["T"]))
    return ids, (source, tuple(encoder), target, tuple(decoder), output)


def _flat(parameters: Any) -> tuple[Any, ...]:
    source, encoder, target, decoder, output = parameters
    return source, *encoder, target, *decoder, *output


def _translation_in_pytorch(torch: Any, ids: Any, parameters: Any) -> Any:
    source, encoder, target, decoder, (V, c) = parameters
    vectors = source[ids[0]]
    _, state = scan(torch, vectors, rest(torch, vectors, encoder), encoder, ids[0] != 0)
    return scan(torch, target[ids[1]], state, decoder)[0] @ V + c


def _translation_trial(cell: str, blocks: int) -> Trial:
    return Trial(
        "networks.EncoderDecoder",
        lambda ids, parameters: as_operation(_translator(cell, parameters), ids, _flat(parameters)),
        lambda random, sizes: _draw_translation(random, sizes, blocks),
        _SEQUENCES,
        setting=cell,
        # The other cells have their own trials; recording this network with them would double the file.
        pytorch=_translation_in_pytorch if cell == "lstm" else None,
    )


TRIALS = (
    *_trials("RNN"),
    *_trials("LSTM"),
    *_trials("GRU"),
    _translation_trial("lstm", 4),
    _translation_trial("gru", 3),
    _translation_trial("rnn", 1),
)


def _forgets_nothing_at_first(_: np.random.Generator) -> float:
    layer = home.LSTM(1, 2, rng())
    first_biases = layer.parameters["b"]
    # With weights and biases of zero nothing is ever written into the cell.
    y, _backward = as_operation(layer, np.ones((1, 3, 1)), (np.zeros((1, 8)), np.zeros((2, 8)), np.zeros(8)))
    return largest_error((first_biases, y), (np.array([0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0]), np.zeros((1, 3, 2))))


def _decoder_counts(_: np.random.Generator) -> float:
    # Weights with which the decoder counts: told symbol k, it writes k + 1.
    network = home.EncoderDecoder(3, 5, 5, 5, rng(), cell="rnn")
    values = {name: np.zeros_like(array) for name, array in network.parameters.items()}
    values["target.table"], values["decoder.U"] = np.eye(5), 9 * np.eye(5)
    values["output.W"] = np.roll(np.eye(5), 1, axis=1)
    as_operation(network, (np.zeros((1, 1), int), np.zeros((1, 1), int)), list(values.values()))
    source = np.array([[0, 1], [2, 2]])
    whole = network.greedy_decode(source, start=0, stop=4, max_steps=9)
    cut = network.greedy_decode(source, start=1, stop=0, max_steps=2)
    return largest_error((whole, cut), (np.array([[1, 2, 3, 4]] * 2), np.array([[2, 3]] * 2)))


def _greedy_symbols_are_the_likeliest(random: np.random.Generator) -> float:
    """How often what is written is not the highest score, when the decoder is told what it wrote."""
    network = home.EncoderDecoder(6, 7, 3, 5, random, padding=0)
    source = random.integers(0, 6, (4, 3))
    written = network.greedy_decode(source, start=1, stop=6, max_steps=5)
    told = np.hstack([np.full((4, 1), 1), written[:, :-1]])
    best = network.forward((source, told))[0].argmax(axis=2)
    running = np.cumsum(told == 6, axis=1) == 0
    return float(np.sum((written != best) & running) + np.sum((written != 6) & ~running))


_LOG_3 = math.log(3.0)
_CELL, _SLOPE = math.tanh(9 / 16), 0.5 * (1 - math.tanh(9 / 16) ** 2)
_NOTHING = np.zeros((1, 2, 1))
EVIDENCE = (
    worked(
        "RNN",
        "sums of log(3) / 2 and of 0: states 1/2 and 0",
        lambda: home.RNN(1, 1, rng()),
        np.array([[[_LOG_3], [-1.0]]]),
        (np.array([[0.5]]), np.array([[1.0]]), np.array([0.0])),
        [[[0.0], [4.0]]],
        ([[[0.5], [0.0]]], [[[1.5], [2.0]]], [[3 * _LOG_3 - 4]], [[2.0]], [7.0]),
    ),
    # Without weights the gates are i 3/4, f 1/2, o 1/2, the candidate 1/2, and the cells 3/8 and 9/16.
    worked(
        "LSTM",
        "biases alone: cells of 3/8 and 9/16",
        lambda: home.LSTM(1, 1, rng(), last=True),
        _NOTHING,
        (np.zeros((1, 4)), np.zeros((1, 4)), np.array([_LOG_3, 0.0, 0.0, _LOG_3 / 2])),
        [[1.0]],
        (
            [[0.5 * _CELL]],
            _NOTHING,
            np.zeros((1, 4)),
            0.5 * math.tanh(3 / 8) * np.array([[3 / 32 * _SLOPE, 3 / 32 * _SLOPE, _CELL / 4, 9 / 16 * _SLOPE]]),
            [9 / 64 * _SLOPE, 3 / 32 * _SLOPE, _CELL / 4, 27 / 32 * _SLOPE],
        ),
    ),
    Evidence("networks.LSTM", "by hand", "forget gates open at first", 0.0, _forgets_nothing_at_first),
    # Without weights z is 3/4, the candidate 1/2, and the states are 3/8 and 15/32.
    worked(
        "GRU",
        "biases alone: states of 3/8 and 15/32",
        lambda: home.GRU(1, 1, rng(), last=True),
        _NOTHING,
        (np.zeros((1, 3)), np.zeros((1, 3)), np.array([_LOG_3, 0.0, _LOG_3 / 2])),
        [[1.0]],
        ([[15 / 32]], _NOTHING, np.zeros((1, 3)), [[9 / 1024, 0.0, 27 / 256]], [6 / 128, 0.0, 45 / 64]),
    ),
    Evidence("networks.EncoderDecoder", "by hand", "a decoder that counts", 0.0, _decoder_counts),
    Evidence(
        "networks.EncoderDecoder",
        "theorem",
        "greedy decoding writes what teacher forcing scores highest",
        0.0,
        _greedy_symbols_are_the_likeliest,
    ),
)
