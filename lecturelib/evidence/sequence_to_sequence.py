"""Evidence for `lecturelib.sequence_to_sequence`."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from lecturelib.arguments import Array
from lecturelib.evidence._measures import worked
from lecturelib.evidence._sequence_cases import (
    caption_in_pytorch,
    greedy_in_pytorch,
    next_state,
    scores_by_loop,
    scores_in_pytorch,
    translation_in_pytorch,
)
from lecturelib.sequence_to_sequence import (
    BridgeParameters,
    DecoderParameters,
    EncoderParameters,
    caption_digit,
    decoder_scores,
    encoder_decoder,
    greedy_decode,
)
from lecturelib.witnesses.claim import Evidence, largest_error
from lecturelib.witnesses.trial import Sizes, Trial

_SIZES = {"N": (3, 1, 0), "T": (3, 1), "D": (2, 1), "H": (3, 1)}
_SYMBOLS = 5


def _encoder(rng: np.random.Generator, sizes: Sizes) -> EncoderParameters:
    features, hidden = sizes["D"], sizes["H"]
    shapes = (_SYMBOLS, features), (features, 3 * hidden), (hidden, 3 * hidden), (3 * hidden,)
    return EncoderParameters(*(rng.normal(scale=0.7, size=shape) for shape in shapes))


def _decoder(rng: np.random.Generator, sizes: Sizes) -> DecoderParameters:
    output = rng.standard_normal((sizes["H"], _SYMBOLS)), rng.standard_normal(_SYMBOLS)
    return DecoderParameters(*_encoder(rng, sizes), *output)


def _symbols(rng: np.random.Generator, sizes: Sizes) -> Array:
    return rng.integers(0, _SYMBOLS, (sizes["N"], sizes["T"]))


def _state(rng: np.random.Generator, sizes: Sizes) -> Array:
    return rng.uniform(-1, 1, (sizes["N"], sizes["H"]))


def _draw_decoder_scores(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    return _symbols(rng, sizes), _state(rng, sizes), _decoder(rng, sizes)


def _draw_translation(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    # Symbol 0 is padding: it occurs, also where a true text would have none.
    source, told = rng.integers(0, _SYMBOLS, (sizes["N"], 4)), _symbols(rng, sizes)
    return source, told, _encoder(rng, sizes), _decoder(rng, sizes)


def _draw_caption(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    bridge = BridgeParameters(rng.standard_normal((4, sizes["H"])) / 2, rng.standard_normal(sizes["H"]))
    return rng.standard_normal((sizes["N"], 4)), _symbols(rng, sizes), bridge, _decoder(rng, sizes)


def _draw_greedy(rng: np.random.Generator, sizes: Sizes) -> tuple[Any, ...]:
    return _state(rng, sizes), _decoder(rng, sizes)


TRIALS = (
    Trial(
        "sequence_to_sequence.decoder_scores",
        lambda told, h0, decoder: decoder_scores(told, h0, decoder),
        _draw_decoder_scores,
        _SIZES,
        pytorch=scores_in_pytorch,
    ),
    Trial(
        "sequence_to_sequence.encoder_decoder",
        lambda source, told, encoder, decoder: encoder_decoder(source, told, encoder, decoder),
        _draw_translation,
        _SIZES,
        pytorch=translation_in_pytorch,
    ),
    Trial(
        "sequence_to_sequence.caption_digit",
        lambda features, told, bridge, decoder: caption_digit(features, told, bridge, decoder),
        _draw_caption,
        _SIZES,
        pytorch=caption_in_pytorch,
    ),
    Trial(
        "sequence_to_sequence.greedy_decode",
        lambda h0, decoder: greedy_decode(h0, decoder, 1, 2, 4),
        _draw_greedy,
        {letter: _SIZES[letter] for letter in "NDH"},
        pytorch=greedy_in_pytorch,
        method=None,
    ),
)


_TYPICAL = {"N": 3, "T": 3, "D": 2, "H": 3}


def _decoder_loop(rng: np.random.Generator) -> float:
    arguments = _draw_decoder_scores(rng, _TYPICAL)
    return largest_error(decoder_scores(*arguments)[0], scores_by_loop(*arguments))


def _translation_loop(rng: np.random.Generator) -> float:
    source, told, encoder, decoder = _draw_translation(rng, _TYPICAL)
    lasts = []
    for row in source.tolist():
        state = [0.0] * 3
        for symbol in row:
            if symbol != 0:
                state = next_state(encoder.E[symbol].tolist(), state, encoder[1:])
        lasts.append(state)
    expected = scores_by_loop(told, np.array(lasts), decoder)
    return largest_error(encoder_decoder(source, told, encoder, decoder)[0], expected)


def _caption_loop(rng: np.random.Generator) -> float:
    features, told, (A, a), decoder = _draw_caption(rng, _TYPICAL)
    firsts = [
        [math.tanh(math.fsum([*(f * A[i, j] for i, f in enumerate(row)), a[j]])) for j in range(3)] for row in features
    ]
    expected = scores_by_loop(told, np.array(firsts), decoder)
    return largest_error(caption_digit(features, told, BridgeParameters(A, a), decoder)[0], expected)


def _greedy_loop(rng: np.random.Generator) -> float:
    h0, decoder = _draw_greedy(rng, _TYPICAL)
    rows = []
    for first in h0:
        row = [1]
        while len(row) <= 5 and row[-1] != 2:
            row.append(int(np.argmax(scores_by_loop(np.array([row]), first[None], decoder)[0, -1])))
        rows.append(row[1:])
    longest = max(map(len, rows))
    expected = np.array([row + [2] * (longest - len(row)) for row in rows])
    return largest_error(greedy_decode(h0, decoder, 1, 2, 5), expected)


# A GRU of zeros goes half of the way to its candidate, which is the tanh of its last bias.
_ZEROS = np.zeros((2, 1)), np.zeros((1, 3)), np.zeros((1, 3))
_HALVES = DecoderParameters(*_ZEROS, np.zeros(3), np.array([[32.0, 0.0]]), np.zeros(2))
_READS = EncoderParameters(*_ZEROS, np.array([0.0, 0.0, math.atanh(0.5)]))
_TOLD = np.array([[0, 1]])


def _first_scores(result: Any) -> Any:
    """Return scores and the gradient of what started the decoder: of the state, the features or the candidate."""
    scores, backward = result
    return scores, lambda d_scores: _leading(backward(d_scores))


def _leading(gradients: Any) -> Any:
    """Return the first gradient, or the bias's of an encoder."""
    first = gradients[0]
    return first.b if isinstance(first, EncoderParameters) else first


_D_SCORES = [[[0.0, 0.0], [1.0, 0.0]]]
EVIDENCE = tuple(
    Evidence(f"sequence_to_sequence.{name}", kind, source, 1e-13, measure)
    for name, kind, source, measure in (
        (
            "decoder_scores",
            "by hand",
            "a state halved twice",
            worked(
                lambda: _first_scores(decoder_scores(_TOLD, np.array([[0.375]]), _HALVES)),
                [[[6.0, 0.0], [3.0, 0.0]]],
                [[8.0]],
                d_value=_D_SCORES,
            ),
        ),
        ("decoder_scores", "loop", "one number at a time", _decoder_loop),
        (
            # At either step z = 1/2, its slope 1/4, and the candidate's slope 3/4; d_h is 8 and then 4.
            "encoder_decoder",
            "by hand",
            "two symbols read, states 1/4 and 3/8",
            worked(
                lambda: _first_scores(encoder_decoder(np.array([[1, 1, 0]]), _TOLD, _READS, _HALVES)),
                [[[6.0, 0.0], [3.0, 0.0]]],
                [8 * 0.25 * 0.25 + 4 * 0.5 * 0.25, 0.0, (8 + 4) * 0.5 * 0.75],
                d_value=_D_SCORES,
            ),
        ),
        ("encoder_decoder", "loop", "one number at a time", _translation_loop),
        (
            "caption_digit",
            "by hand",
            "tanh(log 3) = 4/5",
            worked(
                lambda: _first_scores(
                    caption_digit(
                        np.ones((1, 1)), _TOLD, BridgeParameters(np.array([[math.log(3)]]), np.zeros(1)), _HALVES
                    )
                ),
                [[[12.8, 0.0], [6.4, 0.0]]],
                [[8 * 0.36 * math.log(3)]],
                d_value=_D_SCORES,
            ),
        ),
        ("caption_digit", "loop", "one number at a time", _caption_loop),
        ("greedy_decode", "loop", "one row at a time, told from the start", _greedy_loop),
    )
)
